#!/usr/bin/env python3
"""Fits heuristics/models/page-type.json: is a page an article, or does it list, sell or discuss?

    assay eval extraction $ASSAY_DATA/extraction/wcxb-dev.jsonl.gz --part dev --features wcxb.rows
    train_page_type.py wcxb.rows -o page-type.json

Labels are WCXB's page types: product and service pages sell (`product`), collections and listings
are lists (`index`), documentation is `other`. Rows of the check part never reach this script; folds
go by host. The L1 penalty keeps the features that carry something. `article_threshold` lies low on
purpose: an article called something else is the worse error.
"""
import argparse
import collections
import datetime
import hashlib
import json

import numpy as np
from sklearn.linear_model import LogisticRegression

TYPES = {"article": "article", "collection": "index", "listing": "index", "product": "product",
         "service": "product", "forum": "forum", "documentation": "other"}
FOLDS = 5
INVERSE_PENALTY = 0.1  # of .03, .06, .1 the best out of fold
ARTICLE_THRESHOLD = 0.3


def fit(values, labels):
    mean, deviation = values.mean(0), np.maximum(values.std(0), 1e-3)
    model = LogisticRegression(C=INVERSE_PENALTY, penalty="elasticnet", l1_ratio=1, solver="saga", max_iter=600, random_state=0)
    model.fit(np.clip((values - mean) / deviation, -6, 6), labels)
    weights = model.coef_ / deviation
    return list(model.classes_), weights, model.intercept_ - weights @ mean


def decide(classes, weights, bias, values):
    logits = values @ weights.T + bias
    logits = np.exp(logits - logits.max(1, keepdims=True))
    article = classes.index("article")
    is_article = logits[:, article] >= ARTICLE_THRESHOLD * logits.sum(1)
    logits[:, article] = -1
    other = logits.argmax(1)
    return np.where(is_article, "article", np.array(classes)[other])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", help="file of --features; its .json is read")
    parser.add_argument("-o", "--output", required=True)
    options = parser.parse_args()
    header = json.load(open(options.rows + ".json"))
    names = header["page_columns"]
    pages = [p for p in header["pages"] if p["source"].split("/")[-1] in TYPES and p["rows"]]
    values = np.array([p["page_features"] for p in pages], dtype=np.float64)
    labels = np.array([TYPES[p["source"].split("/")[-1]] for p in pages])
    fold = np.array([int(hashlib.md5(p["group"].encode()).hexdigest(), 16) % FOLDS for p in pages])
    decided = np.empty(len(pages), object)
    for f in range(FOLDS):
        decided[fold == f] = decide(*fit(values[fold != f], labels[fold != f]), values[fold == f])
    is_article = labels == "article"
    measured = {"right": round(float((decided == labels).mean()), 3),
                "articles_kept": round(float((decided[is_article] == "article").mean()), 3),
                "others_told": round(float((decided[~is_article] != "article").mean()), 3)}
    table = collections.Counter(zip(labels, decided))
    for label in sorted(set(labels)):
        print(label, {d: table[label, d] for d in sorted(set(decided)) if table[label, d]})
    print(measured)
    classes, weights, bias = fit(values, labels)
    kept = {name: {c: float(f"{weights[k, i]:.4g}") for k, c in enumerate(classes) if weights[k, i]}
            for i, name in enumerate(names) if weights[:, i].any()}
    with open(options.output, "w") as out:
        out.write("{\n")
        about = {"what": "Logits of each page type; see src/scorers/page_type.h.",
                 "trained_by": "scripts/train/train_page_type.py",
                 "data": f"WCXB development pages: {len(pages)}",
                 "fitted": datetime.date.today().isoformat(),
                 "licence": "fitted on pages published under CC BY 4.0: see NOTICE",
                 "measured_out_of_fold": measured}
        out.write(f' "about": {json.dumps(about, indent=2)},\n')
        out.write(f' "article_threshold": {ARTICLE_THRESHOLD},\n')
        out.write(f' "bias": {json.dumps({c: round(float(b), 4) for c, b in zip(classes, bias)})},\n')
        out.write(' "weights": {\n')
        out.write(",\n".join(f"  {json.dumps(name)}: {json.dumps(kept[name])}" for name in sorted(kept)))
        out.write("\n }\n}\n")


if __name__ == "__main__":
    main()
