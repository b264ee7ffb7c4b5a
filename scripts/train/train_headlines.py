#!/usr/bin/env python3
"""Trains heuristics/models/headlines.json: whether a headline is clickbait.

    ASSAY_DATA=DIR scripts/train/train_headlines.py [--assay build/assay]

A logistic regression over words, pairs of words and a few shapes, on the headlines of Chakraborty et al.
(2016), without their check part. Clickbait and news come from different publishers there, so nothing may
be learned that tells the publisher: letters' case is not looked at, and a word counts only where it stands
in many headlines. Names of people and countries that were much in the news still weigh against clickbait.
Deterministic.
"""

import argparse
import collections
import datetime
import gzip
import json
import math
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

ROOT = Path(__file__).resolve().parent.parent.parent
OUT = ROOT / "heuristics/models/headlines.json"
MIN_HEADLINES = 12
MARGIN = 0.3  # C, by cross-validation
FOLDS = 5
KEPT = 2500
THRESHOLD = 4.0  # logit, from probability .98: among pages of all kinds clickbait is rare
SHAPES = ("asks", "exclaims", "length")


def grams_of(words):
    words = ["|"] + words + ["|"]
    return set(words[1:-1]) | {f"{a} {b}" for a, b in zip(words, words[1:])}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assay", default=str(ROOT / "build/assay"))
    options = parser.parse_args()
    gold = Path(os.environ["ASSAY_DATA"]) / "promotion/headlines/clickbait.jsonl.gz"
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        subprocess.run([options.assay, "eval", "promotion", str(gold), "--features", out.name], check=True,
                       stdout=subprocess.DEVNULL)
        with open(out.name) as lines:
            next(lines)
            rows = [json.loads(line) for line in lines]
    with gzip.open(gold, "rt") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    assert len(texts) == len(rows)
    found = []
    for row, text in zip(rows, texts):
        if not row["check"]:
            words = [w for s in row["sentences"] for w in s["grams"][::2]]
            found.append((grams_of(words), ["?" in text, "!" in text, math.log(max(1, len(words)))], row["label"]))
    frequency = collections.Counter(g for grams, _, _ in found for g in grams)
    # Which words are names cannot be seen in headlines with Capitals Everywhere: those that readers rated and
    # function words are none.
    known = {line.split("\t")[0] for line in open(ROOT / "scripts/train/data/word-ratings.tsv")}
    known |= set(json.loads((ROOT / "heuristics/en/words/function_words.json").read_text())["words"]) | {"#", "|"}
    listed = sorted(g for g, n in frequency.items() if n >= MIN_HEADLINES and all(w in known for w in g.split(" ")))
    index = {g: i for i, g in enumerate(listed)}
    labels = np.array([label for _, _, label in found])

    def matrix(index):
        columns, ends = [], [0]
        for grams, _, _ in found:
            columns += [index[g] for g in sorted(grams) if g in index]
            ends.append(len(columns))
        ones = sp.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(found), len(index)))
        return sp.hstack([ones, sp.csr_matrix(np.array([s for _, s, _ in found], float))]).tocsr()

    def fit(rows):
        return LogisticRegression(C=MARGIN, max_iter=300).fit(whole[rows], labels[rows])

    whole = matrix(index)
    worth = np.abs(fit(slice(None)).coef_[0][: len(listed)]) * np.sqrt([frequency[g] for g in listed])
    index = {listed[i]: n for n, i in enumerate(sorted(np.argsort(-worth, kind="stable")[:KEPT]))}
    whole = matrix(index)
    fold = np.arange(len(found)) % FOLDS
    logits = np.zeros(len(found))
    for f in range(FOLDS):
        logits[fold == f] = fit(fold != f).decision_function(whole[fold == f])
    threshold = THRESHOLD
    recall = (labels[logits >= threshold] == 1).sum() / labels.sum()
    measured = (f"AUC {roc_auc_score(labels, logits):.3f}, precision {labels[logits >= threshold].mean():.3f}, "
                f"recall {recall:.3f}")
    print(f"out of fold: {measured} from {threshold:.2f}; {len(index)} n-grams of {len(listed)}")
    model = fit(slice(None))
    weights = model.coef_[0]
    head = {"about": {"what": "Clickbait headlines; see src/scorers/headline_model.h.",
                      "trained_by": "scripts/train/train_headlines.py",
                      "data": "clickbait headlines of Chakraborty et al. 2016 (MIT)",
                      "fitted": datetime.date.today().isoformat(),
                      "licence": "fitted on headlines published under MIT: see NOTICE",
                      "measured": f"out of fold: {measured}",
                      "grams": "thousandths"},
            "bias": round(float(model.intercept_[0]), 4), "threshold": round(float(threshold), 2),
            "shapes": {name: round(float(w), 4) for name, w in zip(SHAPES, weights[len(index):])}}
    lines = ",\n".join(f"{json.dumps(g)}: {round(1000 * weights[i])}" for g, i in index.items())
    OUT.write_text(json.dumps(head, indent=1)[:-2] + f',\n "grams": {{\n{lines}\n}}\n}}\n')
    print("wrote", OUT, OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
