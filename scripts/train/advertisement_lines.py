#!/usr/bin/env python3
"""Joins own advertisement labels with the pages they were made on.

    advertisement_lines.py $ASSAY_DATA/extraction/wcxb-dev.jsonl.gz [trafilatura-eval.jsonl.gz] -o ads.jsonl
    assay eval lines ads.jsonl --part dev --features ads.rows

data/advertisement-lines.jsonl holds, for each page, the numbers of the lines of its visible text
that advertise (single numbers and [first, last]), and of those a careful reader would argue about.
It holds no text: the lines are rendered here again from the page, and `sha1` says whether they are
still the lines that were labelled. What was labelled, and how: advertisement-guide.md.
With --import FILE rows of labels ({"id", "ads", "hard"}) are added to the data file.
"""
import argparse
import gzip
import hashlib
import json
import os
import re
import sys

import lxml.html

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "advertisement-lines.jsonl")
BREAKING = set(
    "p div li ul ol h1 h2 h3 h4 h5 h6 section article aside header footer nav main table tr td th "
    "blockquote pre figure figcaption form button label dt dd dl br hr option select address fieldset "
    "legend summary details body html iframe".split())
UNSEEN = set("script style noscript template svg head title textarea object canvas video audio".split())


def rendered(html):
    """The visible lines of a page, as a plain scraper would leave them."""
    tree = lxml.html.document_fromstring(html.encode("utf8"), parser=lxml.html.HTMLParser(encoding="utf8"))
    lines, current = [], []

    def flush():
        line = re.sub(r"\s+", " ", "".join(current)).strip()
        current.clear()
        if line:
            lines.append(line)

    def walk(element):
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            return
        style = (element.get("style") or "").replace(" ", "").lower()
        if "display:none" in style or element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return
        breaks = element.tag in BREAKING
        if breaks:
            flush()
        if element.text:
            current.append(element.text)
        for child in element:
            walk(child)
            if child.tail:
                current.append(child.tail)
        if breaks:
            flush()

    sys.setrecursionlimit(20000)
    walk(tree)
    flush()
    return lines


def sha1_of(lines):
    return hashlib.sha1("\n".join(lines).encode()).hexdigest()[:12]


def numbers(ranges):
    out = set()
    for item in ranges:
        first, last = item if isinstance(item, list) else (item, item)
        out.update(range(first, last + 1))
    return out


def plain(text):
    return re.sub(r"\W+", " ", text.lower()).strip()


def labelled_lines(page, lines, row):
    """Advertisement, content (what the page's main text contains), boilerplate; unknown where hard."""
    body = " " + plain(page.get("text") or "") + " "
    ads, hard = numbers(row["ads"]), numbers(row["hard"])
    for i, line in enumerate(lines):
        words = plain(line)
        label = "boilerplate"
        if i in ads:
            label = "advertisement"
        elif i in hard:
            label = "unknown"
        elif words and len(words) >= 12 and " " + words + " " in body:
            label = "content"
        yield {"text": line, "label": label}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--import", dest="labels", nargs="*", default=[])
    parser.add_argument("-o", "--output")
    options = parser.parse_args()
    rows = {}
    if os.path.exists(DATA):
        rows = {row["id"]: row for row in map(json.loads, open(DATA))}
    for path in options.labels:
        for row in map(json.loads, open(path)):
            rows[row["id"]] = {"id": row["id"], "ads": row["ads"], "hard": row.get("hard", [])}
    pages = {}
    for path in options.pages:
        for page in map(json.loads, gzip.open(path, "rt", encoding="utf8")):
            if str(page["id"]) in rows:
                pages[str(page["id"])] = page
    out = open(options.output, "w", encoding="utf8") if options.output else None
    for key in sorted(pages):
        row, lines = rows[key], rendered(pages[key]["html"])
        if row.setdefault("sha1", sha1_of(lines)) != sha1_of(lines):
            print(f"{key}: the page's lines are not those that were labelled; left out", file=sys.stderr)
            continue
        row["lines"] = len(lines)
        if out:
            labelled = list(labelled_lines(pages[key], lines, row))
            out.write(json.dumps({"id": key, "url": pages[key].get("url"), "lines": labelled}, ensure_ascii=False) + "\n")
    if options.labels:
        with open(DATA, "w", encoding="utf8") as file:
            for key in sorted(rows):
                row = rows[key]
                file.write(json.dumps({k: row[k] for k in ("id", "lines", "sha1", "ads", "hard") if k in row}) + "\n")


if __name__ == "__main__":
    main()
