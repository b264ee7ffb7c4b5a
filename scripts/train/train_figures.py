#!/usr/bin/env python3
"""Writes heuristics/models/figures.json: fits the model `checkable`, sets the model `attributed`.

    ASSAY_DATA=... scripts/train/train_figures.py --assay build/assay

`checkable` is a logistic regression on figures-labelled (development part only; made for this
project). A document's figures share a weight that grows with the root of their number, or one page
of tables would be the model. Features come from `assay eval figures --features`, so that training
and scoring cannot diverge.
`attributed` is not fitted. Its weights are guesses, measured on the development part of
figures-labelled, on which they were chosen.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import tempfile

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Who vouches for a figure; the rest says what it is and where it stands.
VOUCHING = ("quoted", "content", "sentence_named", "sentence_vague", "linked", "before", "after_named",
            "table_source", "footnote", "hyperlink", "block_named", "undertaking", "two_before", "carried")
# A figure is attributed where the weights of its signs pass the bias. Guesses: one sign that covers
# the figure suffices, signs near it must come together.
ATTRIBUTED = {
    "bias": -2.0,
    "threshold": 0.5,
    "weights": {
        # the words that vouch for it cover the figure
        "quoted_named": 4.0, "quoted_vague": 3.5, "quoted_nobody": 2.2,
        "content_named": 4.0, "content_vague": 4.0, "carried": 4.0,
        # a source is given in another way
        "table_source": 4.0, "linked": 4.0, "footnote": 4.0, "hyperlink": 2.5, "undertaking": 2.2,
        # a source stands near
        "sentence_named": 1.2, "sentence_vague": 0.8, "before_document": 1.2, "before_named": 0.8,
        "two_before_named": 0.4,
    },
}


def rows(assay, data, urls):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "features.jsonl"
        gold = [str(data / "figures/figures-labelled.jsonl.gz"), str(urls)]
        subprocess.run([assay, "eval", "figures", *gold, "--part", "dev", "--features", out],
                       check=True, stdout=subprocess.DEVNULL)
        return [json.loads(line) for line in out.open()]


def matrix(data, names):
    x = np.zeros((len(data), len(names)))
    for i, row in enumerate(data):
        for j, name in enumerate(names):
            x[i, j] = row["features"].get(name, 0)
    return x


def fit(data, names, label, strength, threshold_step=0.02):
    x = matrix(data, names)
    y = np.array([row[label] for row in data], dtype=int)
    groups = np.array([row["id"] for row in data])
    counts = collections.Counter(groups)
    weight = np.array([1 / np.sqrt(counts[g]) for g in groups])
    model = LogisticRegression(C=strength, max_iter=5000)
    folds = GroupKFold(10)
    probability = cross_val_predict(model, x, y, groups=groups, cv=folds, method="predict_proba",
                                    params={"sample_weight": weight})[:, 1]
    best = max((f1_score(y, probability >= t, sample_weight=weight), t)
               for t in np.arange(0.3, 0.7, threshold_step))
    model.fit(x, y, sample_weight=weight)
    weights = {name: round(float(w), 3) for name, w in zip(names, model.coef_[0]) if abs(w) >= 0.02}
    return {"bias": round(float(model.intercept_[0]), 3), "threshold": round(float(best[1]), 2),
            "weights": weights}, best


def rule(data):
    """The probability that the rule gives each figure to be attributed."""
    names = list(ATTRIBUTED["weights"])
    sums = ATTRIBUTED["bias"] + matrix(data, names) @ np.array(list(ATTRIBUTED["weights"].values()))
    return 1 / (1 + np.exp(-sums))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--assay", default=str(ROOT / "build/assay"))
    parser.add_argument("--urls", default=None, help="rows with id and url; default: WCXB itself")
    options = parser.parse_args()
    data_folder = pathlib.Path(os.environ["ASSAY_DATA"])
    urls = options.urls or data_folder / "extraction/wcxb-dev.jsonl.gz"
    data = rows(options.assay, data_folder, urls)
    names = sorted({name for row in data for name in row["features"]})
    vouching = [n for n in names if n.startswith(VOUCHING) or n.startswith("document_attr")]
    plain = [n for n in names if n not in vouching]
    checkable, score_check = fit(data, plain, "checkable", 0.3)
    gold = np.array([row["attributed"] for row in data])
    said = rule(data) >= ATTRIBUTED["threshold"]
    measured = f"{len(data)} figures of {len({r['id'] for r in data})} documents"
    print(f"{measured}; checkable F1 {score_check[0]:.3f} out of fold, "
          f"attributed F1 {f1_score(gold, said):.3f} by the rule")
    model = {
        "about": "Does a figure ask for a source (checkable: fitted), and does the text give one "
                 "(attributed: weights set by hand)? Written by scripts/train/train_figures.py.",
        "data": "figures-labelled, development part, made for this project",
        "measured_on": measured,
        "checkable_f1_out_of_fold": round(float(score_check[0]), 3),
        "attributed_f1": round(float(f1_score(gold, said)), 3),
        "checkable": checkable,
        "attributed": ATTRIBUTED,
    }
    path = ROOT / "heuristics/models/figures.json"
    path.write_text(json.dumps(model, indent=2) + "\n")


if __name__ == "__main__":
    main()
