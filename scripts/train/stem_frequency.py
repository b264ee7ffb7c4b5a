#!/usr/bin/env python3
"""Writes heuristics/models/stem-frequency.json: how rare each English stem is among sentences.

Counts sentences of the evidence texts that may train shipped weights (dev part only, see
corroboration_data.py) and of public-domain government statements. Needs PyStemmer.

    ASSAY_DATA=... scripts/train/stem_frequency.py
"""
import collections
import datetime
import json
import math
import pathlib
import re

import Stemmer

import corroboration_data as data

LEAST_SENTENCES = 12
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def main():
    stemmer = Stemmer.Stemmer("english")
    counts, sentences = collections.Counter(), 0
    for text in data.evidence_texts():
        for sentence in SENTENCE.split(text):
            words = {w.lower().replace("’", "'") for w in WORD.findall(sentence)}
            if not words:
                continue
            sentences += 1
            counts.update(set(stemmer.stemWords(sorted(words))))
    weights = {
        stem: round(-10 * math.log(count / sentences))
        for stem, count in sorted(counts.items())
        if count >= LEAST_SENTENCES
    }
    target = pathlib.Path(__file__).parents[2] / "heuristics/models/stem-frequency.json"
    target.write_text(json.dumps({
        "about": "Tenths of nats: -10 ln(share of sentences that hold the stem); Porter 2 stems.",
        "trained_by": "scripts/train/stem_frequency.py",
        "fitted": datetime.date.today().isoformat(),
        "licence": "counts of words in texts partly under CC BY-SA: see NOTICE",
        "measured": "a table of counts; the claims models that read it are measured",
        "data": data.FREQUENCY_SOURCES,
        "sentences": sentences,
        "weights": weights,
    }, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n")
    print(f"{len(weights)} stems of {sentences} sentences -> {target}")


if __name__ == "__main__":
    main()
