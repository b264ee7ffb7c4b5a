#!/usr/bin/env python3
"""Trains heuristics/models/promotion.json: two document heads and the puffery head.

    ASSAY_DATA=DIR scripts/train/train_promotion.py [--assay build/assay] [--out FILE]

Features come from `assay eval promotion --features`, so that training and scoring cannot differ.
Sets: FTD and MT-GINCO (train split; dev calibrates; test is never read), government statements,
invented articles about them and real news stories as texts that sell nothing, the invented texts
beside this script, Wikipedia puffery and weasel sentences (their check part is never read). Deterministic.
"""

import argparse
import collections
import json
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
QUANTUM = 1e-3  # n-gram weights are whole thousandths in the file
MIN_ROWS = 5  # an n-gram must stand in so many training texts: no text can be read back from the file
MAX_GRAMS = 14000  # keeps the file well below 1 MiB
DENSE_WEIGHT = 0.05  # scale of the standardised dense features beside the n-grams, chosen on dev
REGULARISATION = 10.0  # C of the logistic regression, chosen on dev
STATEMENT_STEP = 16  # of the official statements one in so many is enough
HEADS = ("selling", "release")
# A release is not as surely promotion as an advertisement is: the most its head can say. Chosen on the
# dev split of the web genres (.5 to 1 tried).
CEILING = {"selling": 1.0, "release": 0.8}


def read_features(assay, files):
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        subprocess.run([assay, "eval", "promotion", *map(str, files), "--features", out.name],
                       check=True, stdout=subprocess.DEVNULL)
        with open(out.name) as lines:
            dense = json.loads(next(lines))["dense"]
            rows = [json.loads(line) for line in lines]
    for row in rows:
        row["grams"] = collections.Counter(g for s in row["sentences"] for g in set(s["grams"]))
    return dense, rows


def document_frequency(rows):
    return collections.Counter(g for row in rows for g in row["grams"])


def gram_matrix(rows, vocabulary, rarity):
    data, columns, ends = [], [], [0]
    for row in rows:
        found = [(vocabulary[g], c) for g, c in row["grams"].items() if g in vocabulary]
        values = np.array([(1 + np.log(c)) * rarity[i] for i, c in found])
        norm = np.sqrt((values**2).sum()) or 1.0
        columns += [i for i, _ in found]
        data += list(values / norm)
        ends.append(len(columns))
    return sp.csr_matrix((data, columns, ends), shape=(len(rows), len(vocabulary)))


class Scale:
    """Standardises dense features; a value beyond the 99.5 % quantile counts as that."""

    def __init__(self, rows):
        values = np.array([r["dense"] for r in rows])
        self.high = np.quantile(values, 0.995, axis=0)
        values = np.minimum(values, self.high)
        self.mean, self.deviation = values.mean(0), np.maximum(values.std(0), 1e-3)

    def __call__(self, rows):
        values = np.minimum(np.array([r["dense"] for r in rows]), self.high)
        return np.clip((values - self.mean) / self.deviation, -4, 4)


def contrast(matrix, labels):
    """How unevenly each n-gram stands in the two classes (half of NB-SVM's scaling, Wang and Manning
    2012): common words that say nothing are learned more slowly."""
    present = matrix > 0
    positive = 1 + np.asarray(present[labels == 1].sum(0)).ravel()
    negative = 1 + np.asarray(present[labels == 0].sum(0)).ravel()
    ratio = np.abs(np.log((positive / positive.sum()) / (negative / negative.sum())))
    return 0.5 + 0.5 * ratio / ratio.mean()


def fit(matrix, labels, c, weights=None):
    model = LogisticRegression(C=c, max_iter=300)
    model.fit(matrix, labels, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def platt(logits, labels, weights=None):
    """Slope and offset that make the logits probabilities on rows the weights never saw."""
    model = LogisticRegression(C=1.0)
    model.fit(np.array(logits).reshape(-1, 1), labels, sample_weight=weights)
    return float(model.coef_[0][0]), float(model.intercept_[0])


def auc(labels, scores):
    return round(float(roc_auc_score(labels, scores)), 3)


def labels_of(rows):
    return np.array([r["label"] for r in rows])


def train_documents(rows, own, dense_names):
    web = [r for r in rows if r["set"] == "web_genres" and r["id"].startswith(("ftd", "mtginco"))]
    plain = [r for r in rows if r["set"] == "plain" and not r["check"]]
    statements = [r for r in plain if r["genre"] != "news"][::STATEMENT_STEP]
    train = [r for r in web if r["split"] == "train"]
    train += [r for r in plain if r["genre"] == "news"] + statements
    dev = [r for r in web if r["split"] == "dev"]
    scale = Scale(train + own)

    # Which n-grams are worth their bytes: fit with all, keep those that move the logit most, refit.
    frequency = document_frequency(train)
    vocabulary = {g: i for i, g in enumerate(sorted(g for g, n in frequency.items() if n >= MIN_ROWS))}
    def rarity_of(vocabulary):
        return np.array([(1 + np.log(len(train) / (1 + frequency[g]))) ** 0.5 for g in vocabulary])
    for last in (False, True):
        rarity = rarity_of(vocabulary)
        matrix = gram_matrix(train, vocabulary, rarity)
        evidence = contrast(matrix, labels_of(train))
        matrix = sp.hstack([matrix.multiply(evidence),
                            sp.csr_matrix(scale(train) * DENSE_WEIGHT)]).tocsr()
        coefficients, bias = fit(matrix, labels_of(train), REGULARISATION)
        coefficients[: len(evidence)] *= evidence
        if last:
            break
        grams = np.array(list(vocabulary))
        counts = np.array([frequency[g] for g in grams])
        worth = np.abs(coefficients[: len(grams)]) * rarity * np.sqrt(counts)
        kept = sorted(grams[np.argsort(-worth, kind="stable")[:MAX_GRAMS]])
        vocabulary = {g: i for i, g in enumerate(kept)}
    n = len(vocabulary)
    selling = {"grams": coefficients[:n], "dense": coefficients[n:] * DENSE_WEIGHT, "bias": bias}

    def logits(head, some):
        return (gram_matrix(some, vocabulary, rarity) @ head["grams"] +
                scale(some) @ head["dense"] + head["bias"])

    selling["slope"], selling["offset"] = platt(logits(selling, dev), labels_of(dev))

    # Press releases: dense features alone, since invented texts have invented words. The weights come
    # from the pairs of release and report on the same matter; how rare releases are comes from web
    # texts that promote nothing, a twentieth each.
    coefficients, bias = fit(scale(own), labels_of(own), 0.02)
    release = {"grams": np.zeros(n), "dense": coefficients, "bias": bias}
    modest = [r for r in train if not r["label"]]
    base = own + modest
    release["slope"], release["offset"] = platt(
        logits(release, base), labels_of(base), np.array([1.0] * len(own) + [0.05] * len(modest)))

    print("dev AUC, selling head:", auc(labels_of(dev), logits(selling, dev)))
    return vocabulary, rarity, scale, {"selling": selling, "release": release}, logits, dev


def sentence_matrix(rows, vocabulary):
    data, columns, ends, extra = [], [], [0], []
    for row in rows:
        found = [vocabulary[g] for g in row["grams"] if g in vocabulary]
        columns += found
        data += [GRAM_WEIGHT / np.sqrt(max(1, len(found)))] * len(found)
        ends.append(len(columns))
        classes = np.minimum(np.sum([s["classes"] for s in row["sentences"]], axis=0), 3)
        extra.append(list(classes * CLASS_WEIGHT) + [LENGTH_WEIGHT * np.log(max(1, row["words"]))])
    return sp.hstack([sp.csr_matrix((data, columns, ends), shape=(len(rows), len(vocabulary))),
                      sp.csr_matrix(np.array(extra))]).tocsr()


# Scales of the sentence head's features beside each other, chosen by cross-validation on the dev part.
GRAM_WEIGHT, CLASS_WEIGHT, LENGTH_WEIGHT = 3.0, 0.5, 0.3
WEASEL_WEIGHT, RANDOM_WEIGHT = 0.03, 0.3


def train_sentences(rows):
    rows = [r for r in rows if not r["check"] and r["sentences"]]
    puffery = [r for r in rows if r["set"] == "puffery"]
    weasel = [r for r in rows if r["set"] == "weasel"]
    train = puffery + weasel
    weights = np.array([1.0 if r["genre"] in ("peacock", "neg_ir_matched") else RANDOM_WEIGHT
                        for r in puffery] + [WEASEL_WEIGHT] * len(weasel))
    frequency = document_frequency(train)
    vocabulary = {g: i for i, g in enumerate(sorted(g for g, n in frequency.items() if n >= MIN_ROWS))}
    coefficients, bias = fit(sentence_matrix(train, vocabulary), labels_of(train), 1.0, weights)
    n = len(vocabulary)
    worth = np.abs(coefficients[:n])
    kept = set(np.argsort(-worth, kind="stable")[: MAX_GRAMS // 3])
    grams = {g: coefficients[i] * GRAM_WEIGHT for g, i in vocabulary.items() if i in kept}
    matched = [i for i, r in enumerate(train) if r["genre"] in ("peacock", "neg_ir_matched")]
    return grams, coefficients[n:-1] * CLASS_WEIGHT, coefficients[-1] * LENGTH_WEIGHT, bias, len(matched)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assay", default=str(ROOT / "build/assay"))
    parser.add_argument("--out", default=str(ROOT / "heuristics/models/promotion.json"))
    options = parser.parse_args()
    data = Path(os.environ["ASSAY_DATA"]) / "promotion"
    documents = [data / "documents" / f"{name}.jsonl.gz" for name in ("ftd", "mt_ginco")]
    sentences = [data / "sentences" / f"{name}.jsonl.gz" for name in ("wiki_puffery", "wiki_weasel")]
    own_texts = [HERE / "data/promotion-own.jsonl"]

    plain = [Path(os.environ["ASSAY_DATA"]) / name for name in (
        "corroboration/official_text/whitehouse.jsonl.gz",
        "corroboration/articles-over-statements.jsonl.gz", "credibility/horne_buzzfeed.jsonl.gz")]
    dense_names, rows = read_features(options.assay, documents + plain + own_texts)
    own = [r for r in rows if r["set"] == "own"]
    vocabulary, rarity, scale, heads, logits, dev = train_documents(rows, own, dense_names)
    _, sentence_rows = read_features(options.assay, sentences)
    sentence_grams, classes, length, sentence_bias, matched = train_sentences(sentence_rows)

    # The threshold: the best F1 on dev among those with precision .84 or more.
    neither = np.ones(len(dev))
    for name, head in heads.items():
        neither *= 1 - CEILING[name] / (1 + np.exp(-(head["slope"] * logits(head, dev) + head["offset"])))
    probability, labels = 1 - neither, labels_of(dev)
    best = (0.0, 0.5)
    for threshold in np.arange(0.2, 0.9, 0.01):
        found = probability >= threshold
        right = (found & (labels == 1)).sum()
        if found.sum() and right / found.sum() >= 0.84:
            best = max(best, (2 * right / (found.sum() + labels.sum()), float(threshold)))
    print("dev AUC, probability:", auc(labels, probability), "F1 and threshold:", best)

    grams = {}
    for gram, i in vocabulary.items():
        grams[gram] = [round(rarity[i] / QUANTUM)] + [round(heads[h]["grams"][i] / QUANTUM) for h in HEADS] + [0]
    for gram, weight in sentence_grams.items():
        grams.setdefault(gram, [0, 0, 0, 0])[3] = round(weight / QUANTUM)
    grams = {g: row for g, row in sorted(grams.items()) if any(row[1:])}
    classes_by_name = {name: round(float(w), 4) for name, w in zip(dense_names, classes)}
    model = {
        "about": {
            "what": "Linear models of promotional text; see src/scorers/promotion_model.h.",
            "trained_by": "scripts/train/train_promotion.py",
            "data": "FTD and MT-GINCO (train split), White House statements, invented articles over "
                    "them, Horne and Adali's real news stories, invented press releases and news stories "
                    "(scripts/train/data), Wikipedia puffery and weasel sentences",
            "licence": "The weights are derived from texts under CC BY-SA (MT-GINCO, Wikipedia): see NOTICE.",
            "grams": "rarity, selling, release, sentence; in thousandths",
        },
        "document": {
            **{h: {**{k: round(float(heads[h][k]), 5) for k in ("bias", "slope", "offset")},
                    "ceiling": CEILING[h]} for h in HEADS},
            "threshold": round(best[1], 3),
            "dense": {name: {"mean": round(float(scale.mean[i]), 4),
                             "deviation": round(float(scale.deviation[i]), 4),
                             "high": round(float(scale.high[i]), 4),
                             **{h: round(float(heads[h]["dense"][i]), 5) for h in HEADS}}
                      for i, name in enumerate(dense_names)},
        },
        "sentence": {"bias": round(float(sentence_bias), 4), "length": round(float(length), 4),
                     "threshold": 1.5, "classes": classes_by_name},
    }
    body = json.dumps(model, indent=1, ensure_ascii=False)[:-2]
    lines = ",\n".join(f"  {json.dumps(g, ensure_ascii=False)}: {json.dumps(row)}" for g, row in grams.items())
    Path(options.out).parent.mkdir(parents=True, exist_ok=True)
    Path(options.out).write_text(f"{body},\n \"grams\": {{\n{lines}\n }}\n}}\n")
    print("wrote", options.out, len(grams), "n-grams,", Path(options.out).stat().st_size, "bytes")


if __name__ == "__main__":
    main()
