#!/usr/bin/env python3
"""Fits heuristics/models/page-type.json: is a page an article, or does it list, sell or discuss?

    D=$ASSAY_DATA/extraction
    assay eval extraction $D/wcxb-dev.jsonl.gz --part dev --features wcxb.rows
    assay eval extraction $D/trafilatura-eval.jsonl.gz --part dev --features traf.rows
    train_page_type.py wcxb.rows --articles traf.rows -o page-type.json

Labels are WCXB's page types: product and service pages sell (`product`), collections and listings
are lists (`index`), documentation is `other`. The pages of trafilatura's set are all articles, most
of them German; they count half. WCXB has hardly a page of another language than English, so what
tells a language from another is left out: with it the model took German pages for no articles.
Rows of the check part never reach this script; folds go by host. The L1 penalty keeps the features
that carry something. `article_threshold` lies low on purpose: an article called something else is
the worse error.
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
ARTICLE_THRESHOLD = 0.42
WEIGHT_OF_ARTICLES = 0.5  # of the set that has nothing else
OF_LANGUAGE = ("ad_", "all_caps", "capital_", "first_word", "known_share", "last_word", "learned_", "non_ascii",
               "short_lower", "starts_lower", "word_length")
# What a publisher asks of the readers of any page.
OF_FRAME = ("cue_cookie", "cue_donation", "cue_newsletter", "cue_subscription")
# A page of trafilatura's set that says so of itself is left out: shops, questions and answers.
NO_ARTICLE = ("schema.Product", "schema.QAPage", "schema.Question", "schema.DiscussionForumPosting", "type.product")


def fit(values, labels, weights_of_pages):
    mean, deviation = values.mean(0), np.maximum(values.std(0), 1e-3)
    model = LogisticRegression(C=INVERSE_PENALTY, penalty="elasticnet", l1_ratio=1, solver="saga", max_iter=600, random_state=0)
    model.fit(np.clip((values - mean) / deviation, -6, 6), labels, sample_weight=weights_of_pages)
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
    parser.add_argument("--articles", required=True, help="the same of pages that are all articles")
    parser.add_argument("-o", "--output", required=True)
    options = parser.parse_args()
    header = json.load(open(options.rows + ".json"))
    names = header["page_columns"]
    kept_names = [i for i, name in enumerate(names) if not name.split(".")[1].startswith(OF_LANGUAGE + OF_FRAME)]
    names = [names[i] for i in kept_names]
    pages = [(p, p["source"].split("/")[1]) for p in header["pages"]
             if p["rows"] and "/" in p["source"] and p["source"].split("/")[1] in TYPES]
    says_otherwise = [header["page_columns"].index(name) for name in NO_ARTICLE]
    articles = [p for p in json.load(open(options.articles + ".json"))["pages"]
                if p["rows"] and not any(p["page_features"][i] for i in says_otherwise)]
    values = np.array([p["page_features"] for p in [page for page, _ in pages] + articles], dtype=np.float64)[:, kept_names]
    labels = np.array([TYPES[source] for _, source in pages] + ["article"] * len(articles))
    ours = np.arange(len(labels)) < len(pages)
    weight = np.where(ours, 1, WEIGHT_OF_ARTICLES)
    fold = np.array([int(hashlib.md5(p["group"].encode()).hexdigest(), 16) % FOLDS
                     for p in [page for page, _ in pages] + articles])
    decided = np.empty(len(labels), object)
    for f in range(FOLDS):
        out = fold == f
        decided[out] = decide(*fit(values[~out], labels[~out], weight[~out]), values[out])
    is_article = labels == "article"
    measured = {"right": round(float((decided == labels)[ours].mean()), 3),
                "articles_kept": round(float((decided[is_article & ours] == "article").mean()), 3),
                "others_told": round(float((decided[~is_article] != "article").mean()), 3),
                "articles_kept_of_trafilatura": round(float((decided[~ours] == "article").mean()), 3)}
    table = collections.Counter(zip(labels[ours], decided[ours]))
    for label in sorted(set(labels)):
        print(label, {d: table[label, d] for d in sorted(set(decided)) if table[label, d]})
    print(measured)
    classes, weights, bias = fit(values, labels, weight)
    kept = {name: {c: float(f"{weights[k, i]:.4g}") for k, c in enumerate(classes) if weights[k, i]}
            for i, name in enumerate(names) if weights[:, i].any()}
    with open(options.output, "w") as out:
        out.write("{\n")
        about = {"what": "Logits of each page type; see src/scorers/page_type.h.",
                 "trained_by": "scripts/train/train_page_type.py",
                 "data": f"development pages of WCXB: {len(pages)}, of trafilatura's set: {len(articles)}",
                 "fitted": datetime.date.today().isoformat(),
                 "licence": "fitted on pages published under CC BY 4.0 and Apache-2.0: see NOTICE",
                 "measured_out_of_fold": measured}
        out.write(f' "about": {json.dumps(about, indent=2)},\n')
        out.write(f' "article_threshold": {ARTICLE_THRESHOLD},\n')
        out.write(f' "bias": {json.dumps({c: round(float(b), 4) for c, b in zip(classes, bias)})},\n')
        out.write(' "weights": {\n')
        out.write(",\n".join(f"  {json.dumps(name)}: {json.dumps(kept[name])}" for name in sorted(kept)))
        out.write("\n }\n}\n")


if __name__ == "__main__":
    main()
