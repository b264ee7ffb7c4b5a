#!/usr/bin/env python3
"""Fits heuristics/models/page-type.json and page-type-text.json: is a page an article, or does it
list, sell or discuss?

    D=$ASSAY_DATA/extraction
    assay eval extraction $D/wcxb-dev.jsonl.gz --part dev --features wcxb.rows
    assay eval extraction $D/trafilatura-eval.jsonl.gz --part dev --features traf.rows
    train_page_type.py wcxb.rows --articles traf.rows -o page-type.json

    assay score $D/wcxb-dev.jsonl.gz $D/trafilatura-eval.jsonl.gz --scorers boilerplate --format jsonl -o flat.jsonl
    train_page_type.py --make pages.jsonl --reports flat.jsonl $D/wcxb-dev.jsonl.gz $D/trafilatura-eval.jsonl.gz
    assay eval lines pages.jsonl --part dev --features text.rows
    train_page_type.py --text text.rows -o page-type-text.json

Labels are WCXB's page types: product and service pages sell (`product`), collections and listings
are lists (`index`), documentation is `other`. The pages of trafilatura's set are all articles, most
of them German; they count half. WCXB has hardly a page of another language than English, so what
tells a language from another is left out: with it the model took German pages for no articles.
Rows of the check part never reach this script; folds go by host. The L1 penalty keeps the features
that carry something. `article_threshold` lies low on purpose: an article called something else is
the worse error. Plain text is the reports' own text of the same pages, each with and without its
address, and the main text of the articles, which is an article too.
"""
import argparse
import collections
import datetime
import gzip
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
# Plain text: what it lacks (the rows have no title), and what is known only later.
NOT_OF_TEXT = ("title_overlap", "is_heading", "heading_level", "content_score", "content_share")
TEXT_PENALTY = 0.1  # of the fit that chooses the features
TEXT_FEATURES = 44  # of .03 as inverse penalty 24, 32, 44: .65, .63, .69 told
LEAN_PENALTY = 0.03
TEXT_THRESHOLD = 0.23  # one article in fifty is lost
NO_ADDRESS = "/no-address"
WEIGHT_OF_MAIN_TEXT = 0.15
# A page of trafilatura's set that says so of itself is left out: shops, questions and answers.
NO_ARTICLE = ("schema.Product", "schema.QAPage", "schema.Question", "schema.DiscussionForumPosting", "type.product")


def fit(values, labels, weights_of_pages, inverse_penalty=INVERSE_PENALTY):
    mean, deviation = values.mean(0), np.maximum(values.std(0), 1e-3)
    model = LogisticRegression(C=inverse_penalty, penalty="elasticnet", l1_ratio=1, solver="saga", max_iter=600, random_state=0)
    model.fit(np.clip((values - mean) / deviation, -6, 6), labels, sample_weight=weights_of_pages)
    weights = model.coef_ / deviation
    return list(model.classes_), weights, model.intercept_ - weights @ mean


def decide(classes, weights, bias, values, threshold=ARTICLE_THRESHOLD):
    logits = values @ weights.T + bias
    logits = np.exp(logits - logits.max(1, keepdims=True))
    article = classes.index("article")
    is_article = logits[:, article] >= threshold * logits.sum(1)
    logits[:, article] = -1
    other = logits.argmax(1)
    return np.where(is_article, "article", np.array(classes)[other])


def make(options):
    """Pages as plain text, one line a line, none labelled; ids carry the set and the variant."""
    texts = {}
    for line in open(options.reports):
        report = json.loads(line)
        if report.get("text"):
            texts[report["id"]] = report["text"]
    with open(options.make, "w", encoding="utf8") as out:
        def write(identity, url, page_type, text):
            row = {"id": identity, "page_type": page_type,
                   "lines": [{"text": line, "label": "unknown"} for line in text.split("\n")]}
            host = {"id": identity + NO_ADDRESS, "url": url}
            out.write(json.dumps({**row, "url": url}) + "\n")
            out.write(json.dumps(host) + "\n" + json.dumps({**row, "id": identity + NO_ADDRESS}) + "\n")
        for source in options.inputs:
            for line in gzip.open(source, "rt", encoding="utf8"):
                row = json.loads(line)
                page_type = row.get("page_type", "article")
                if not row.get("url"):
                    continue  # no host, no fold
                if row["id"] in texts and page_type in TYPES:
                    write(row["id"], row["url"], page_type, texts[row["id"]])
                if row.get("page_type") == "article" and row.get("text"):
                    write(row["id"] + "/main", row["url"], page_type, row["text"])


def fit_text(options):
    header = json.load(open(options.inputs[0] + ".json"))
    all_names = header["page_columns"]
    own = ("blocks.", "words.", "sums.", "address.")
    kept_names = [i for i, name in enumerate(all_names) if name.startswith(own) and
                  not name.split(".")[1].startswith(OF_LANGUAGE + OF_FRAME + NOT_OF_TEXT)]
    names = [all_names[i] for i in kept_names]
    pages = [p for p in header["pages"] if p["rows"] and p["source"].startswith("lines/")]
    values = np.array([p["page_features"] for p in pages], dtype=np.float64)[:, kept_names]
    varying = values.std(0) > 1e-6
    names, values = [n for n, v in zip(names, varying) if v], values[:, varying]
    labels = np.array([TYPES[p["source"].split("/")[1]] for p in pages])
    bare = np.array([p["id"].endswith(NO_ADDRESS) for p in pages])
    main_text = np.array(["/main" in p["id"] for p in pages])
    wcxb = np.array([p["id"].startswith("wcxb") for p in pages])
    weight = np.where(main_text, WEIGHT_OF_MAIN_TEXT, np.where(wcxb, 1, WEIGHT_OF_ARTICLES)) / 2
    fold = np.array([int(hashlib.md5(p["group"].encode()).hexdigest(), 16) % FOLDS for p in pages])
    _, weights, _ = fit(values, labels, weight, TEXT_PENALTY)
    fit_lean(options.output, names, values, labels, weight, fold, heaviest(names, weights, values),
             {"bare": bare, "main_text": main_text, "wcxb": wcxb})


def heaviest(names, weights, values):
    """All of the address, and of the others, each of which costs a look at every line, a few."""
    moves = np.abs(weights).max(0) * values.std(0)
    order = [i for i in np.argsort(-moves) if moves[i] > 0]
    of_address = [i for i in order if names[i].startswith("address.")]
    return of_address + [i for i in order if not names[i].startswith("address.")][:TEXT_FEATURES]


def fit_lean(output, names, values, labels, weight, fold, chosen, kinds):
    bare, main_text, wcxb = kinds["bare"], kinds["main_text"], kinds["wcxb"]
    names, values = [names[i] for i in chosen], values[:, chosen]

    def fit(rows):
        mean, deviation = values[rows].mean(0), np.maximum(values[rows].std(0), 1e-3)
        model = LogisticRegression(C=LEAN_PENALTY, max_iter=300)
        model.fit(np.clip((values[rows] - mean) / deviation, -6, 6), labels[rows], sample_weight=weight[rows])
        scaled = model.coef_ / deviation
        return list(model.classes_), scaled, model.intercept_ - scaled @ mean

    probability = np.empty(len(labels))
    decided = np.empty(len(labels), object)
    for f in range(FOLDS):
        out = fold == f
        classes, weights, bias = fit(~out)
        decided[out] = decide(classes, weights, bias, values[out], TEXT_THRESHOLD)
        logits = values[out] @ weights.T + bias
        logits = np.exp(logits - logits.max(1, keepdims=True))
        probability[out] = logits[:, classes.index("article")] / logits.sum(1)
    is_article = labels == "article"
    measured = {}
    for name, of in (("with_address", ~bare), ("without_address", bare)):
        flat = of & ~main_text
        for lost in (0.01, 0.02, 0.03, 0.05):
            at = np.quantile(probability[flat & is_article], lost)
            print(name, lost, "threshold", round(at, 3), "told", round((probability[flat & ~is_article] < at).mean(), 3))
        measured[name] = {
            "right": round(float((decided == labels)[flat & wcxb].mean()), 3),
            "articles_kept": round(float((decided[flat & is_article & wcxb] == "article").mean()), 3),
            "articles_kept_of_trafilatura": round(float((decided[flat & ~wcxb] == "article").mean()), 3),
            "main_texts_kept": round(float((decided[of & main_text] == "article").mean()), 3),
            "others_told": round(float((decided[flat & ~is_article] != "article").mean()), 3)}
        print(name, measured[name])
    write_model(output, names, *fit(np.full(len(labels), True)), TEXT_THRESHOLD, measured,
                f"flattened development pages of WCXB: {int((wcxb & ~main_text & bare).sum())}, "
                f"of trafilatura's set: {int((~wcxb & bare).sum())}")


def write_model(output, names, classes, weights, bias, threshold, measured, data):
    kept = {name: {c: float(f"{weights[k, i]:.4g}") for k, c in enumerate(classes) if weights[k, i]}
            for i, name in enumerate(names) if weights[:, i].any()}
    print(len(kept), "features")
    with open(output, "w") as out:
        out.write("{\n")
        about = {"what": "Logits of each page type; see src/scorers/page_type.h.",
                 "trained_by": "scripts/train/train_page_type.py",
                 "data": data,
                 "fitted": datetime.date.today().isoformat(),
                 "licence": "fitted on pages published under CC BY 4.0 and Apache-2.0: see NOTICE",
                 "measured_out_of_fold": measured}
        out.write(f' "about": {json.dumps(about, indent=2)},\n')
        out.write(f' "article_threshold": {threshold},\n')
        out.write(f' "bias": {json.dumps({c: round(float(b), 4) for c, b in zip(classes, bias)})},\n')
        out.write(' "weights": {\n')
        out.write(",\n".join(f"  {json.dumps(name)}: {json.dumps(kept[name])}" for name in sorted(kept)))
        out.write("\n }\n}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", help="a file of --features, whose .json is read; for --make the pages")
    parser.add_argument("--articles", help="a file of --features of pages that are all articles")
    parser.add_argument("--make", metavar="OUT", help="write the pages as plain text to OUT")
    parser.add_argument("--reports", help="for --make: reports on the pages, whose text is taken")
    parser.add_argument("--text", action="store_true", help="fit the model of plain text")
    parser.add_argument("-o", "--output")
    options = parser.parse_args()
    if options.make and options.reports:
        return make(options)
    if not options.output or not (options.text or options.articles):
        parser.error("give --make OUT --reports REPORTS PAGES..., --text ROWS -o OUT or ROWS --articles ROWS -o OUT")
    if options.text:
        return fit_text(options)
    header = json.load(open(options.inputs[0] + ".json"))
    names = header["page_columns"]
    kept_names = [i for i, name in enumerate(names) if not name.startswith("sums.") and not name.split(".")[1].startswith(OF_LANGUAGE + OF_FRAME)]
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
    write_model(options.output, names, classes, weights, bias, ARTICLE_THRESHOLD, measured,
                f"development pages of WCXB: {len(pages)}, of trafilatura's set: {len(articles)}")


if __name__ == "__main__":
    main()
