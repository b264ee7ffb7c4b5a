#!/usr/bin/env python3
"""Writes src/html/references_table.inc: the named character references of the HTML standard.

The names are those of https://html.spec.whatwg.org/entities.json; Python's standard library carries
the same list, so that no network is needed.
"""
import html.entities
import pathlib


def rows(names):
    for name in sorted(names, key=lambda name: name.rstrip(";").encode()):
        points = [ord(c) for c in html.entities.html5[name]]
        second = f"0x{points[1]:x}" if len(points) > 1 else "0"
        yield f'    {{"{name.rstrip(";")}", 0x{points[0]:x}, {second}}},\n'


closed = [name for name in html.entities.html5 if name.endswith(";")]
unclosed = [name for name in html.entities.html5 if not name.endswith(";")]
target = pathlib.Path(__file__).parent.parent / "src" / "html" / "references_table.inc"
with target.open("w") as out:
    out.write("// Written by scripts/generate_html_references.py: name, code point, second code point.\n")
    out.write("// clang-format off\n")
    out.write("constexpr NamedReference closed_references[] = {  // these need a semicolon\n")
    out.writelines(rows(closed))
    out.write("};\n")
    out.write("constexpr NamedReference open_references[] = {  // these may go without\n")
    out.writelines(rows(unclosed))
    out.write("};\n// clang-format on\n")
