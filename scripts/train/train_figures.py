#!/usr/bin/env python3
"""Fits the two logistic models of the figures scorer and writes heuristics/models/figures.json.

    ASSAY_DATA=... scripts/train/train_figures.py --assay build/assay

Features come from `assay eval figures --features`, so that training and scoring cannot diverge.
Data: figures-labelled (development part only; made for this project). A document's figures share
a weight that grows with the root of their number, or one page of tables would be the model.
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
            "table_source", "footnote", "hyperlink", "block_named", "undertaking", "two_before")
# What the little data cannot show: signs that a reader takes for a source. Added by hand.
FIXED = {"footnote": 4.0, "hyperlink": 2.5, "undertaking": 1.5}


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
            "weights": weights}, probability, best


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
    checkable, p_check, score_check = fit(data, plain, "checkable", 0.3)
    context = ["table", "money", "heading", "you", "list_item", "document_attributions", "names"]
    attributed, p_attr, score_attr = fit(data, sorted(set(vouching + context)), "attributed", 0.5)
    for name, value in FIXED.items():
        attributed["weights"][name] = max(attributed["weights"].get(name, 0), value)
    gold = np.array([row["checkable"] and not row["attributed"] for row in data])
    said = (p_check >= score_check[1]) & (p_attr < score_attr[1])
    unsourced = f1_score(gold, said)
    print(f"{len(data)} figures of {len({r['id'] for r in data})} documents; out of fold: "
          f"checkable F1 {score_check[0]:.3f}, attributed F1 {score_attr[0]:.3f}, "
          f"unsourced F1 {unsourced:.3f}")
    model = {
        "about": "Two logistic models: does a figure ask for a source, and does the text give one? "
                 "Written by scripts/train/train_figures.py.",
        "data": "figures-labelled, development part, made for this project",
        "trained_on": f"{len(data)} figures of {len({r['id'] for r in data})} documents",
        "out_of_fold": {"checkable_f1": round(score_check[0], 3),
                        "attributed_f1": round(score_attr[0], 3),
                        "unsourced_f1": round(float(unsourced), 3)},
        "checkable": checkable,
        "attributed": attributed,
    }
    path = ROOT / "heuristics/models/figures.json"
    path.write_text(json.dumps(model, indent=2) + "\n")


if __name__ == "__main__":
    main()
