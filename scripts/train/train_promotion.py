#!/usr/bin/env python3
"""Trains heuristics/models/promotion.json: the document heads and the puffery head.

    ASSAY_DATA=DIR scripts/train/train_promotion.py [--assay build/assay] [--out FILE]

Features come from `assay eval promotion --features`, so that training and scoring cannot differ.
Sets: FTD and MT-GINCO (train and dev splits, cross-validated for calibration and threshold; test is
never read), CORE without its news and its check part, government statements, invented articles about them and real news stories as texts that sell
nothing, pages and stories rated by readers (promotion-guide.md), the invented texts beside this script,
Wikipedia puffery and weasel sentences (their check part is never read). Deterministic.
"""

import argparse
import collections
import datetime
import gzip
import json
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.decomposition import TruncatedSVD
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
QUANTUM = 1e-3  # n-gram weights are whole thousandths in the file
MIN_ROWS = 5  # an n-gram must stand in so many training texts: no text can be read back from the file
MAX_GRAMS = 24000  # keeps the file below 1 MiB
FOLDS = 5
SHUFFLES = 12  # of the folds, where a set is so small that one division says little
# Chosen by cross-validation on the train and dev splits of the web genres (out-of-fold AUC).
DENSE_WEIGHT = 0.03  # scale of the standardised dense features beside the n-grams
MARGIN = 0.3  # C of the support vector machine
DIRECTIONS, LATENT_WEIGHT = 60, 0.7
RATED, RATED_WEIGHT = ("promotional", "favourable", "loaded", "loaded-nouns", "charged"), 0.1
RELEASE_MARGIN = 0.1  # C of the release head
HYPE_RIDGE = 60.0  # few texts are rated: a guess on the safe side
SET_WEIGHT = {"plain": 0.1, "labelled": 0.1, "core": 0.3}
STATEMENT_STEP = 16  # of the official statements one in so many is enough
HEADS = ("selling", "release", "hype")
# A release is not as surely promotion as an advertisement is: the most its head can say; and the share of
# the selling head where a text is a report. Both chosen on the web texts out of fold (AUC) beside
# the order of the invented releases and reports.
CEILING = {"selling": 1.0, "release": 0.35, "hype": 1.0}
REPORT_SHARE = 0.3
# Added to the threshold of best F1: news called promotion costs more than an advertisement missed. Chosen
# on the news of CORE.
CAUTION = 0.02


def read_rows(assay, files):
    """The names of what a row holds, and the rows."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        subprocess.run([assay, "eval", "promotion", *map(str, files), "--features", out.name],
                       check=True, stdout=subprocess.DEVNULL)
        with open(out.name) as lines:
            return json.loads(next(lines)), [json.loads(line) for line in lines]


def read_features(assay, files):
    names, rows = read_rows(assay, files)
    for row in rows:
        row["grams"] = collections.Counter(g for s in row["sentences"] for g in set(s["grams"]))
    return names["dense"], rows


def read_claims(assay, files):
    names, rows = read_rows(assay, files)
    return names["claims"], rows


def labelled_texts(data, out):
    """The rated pages with their texts, which stand in their own sets."""
    texts = {}
    for name in ("extraction/wcxb-dev.jsonl.gz", "credibility/horne_buzzfeed.jsonl.gz"):
        with gzip.open(data / name, "rt") as lines:
            texts.update((r["id"], r) for r in map(json.loads, lines))
    with open(HERE / "data/promotion-labels.jsonl") as labels, open(out, "w") as file:
        for row in map(json.loads, labels):
            row["text"] = texts[row["id"]]["text"]
            file.write(json.dumps(row) + "\n")
    return out


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

    def __init__(self, rows, names):
        self.rated = [names.index(name) for name in RATED]
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


def logistic(logits):
    return 1 / (1 + np.exp(-logits))


def auc(labels, scores):
    return round(float(roc_auc_score(labels, scores)), 3)


def labels_of(rows):
    return np.array([r["label"] for r in rows])


def selling_weights(labels, weights, matrix, dense, rated):
    """Coefficients of the n-grams and of the dense features, and the bias: a support vector machine on
    n-grams scaled by their contrast, plus a model of the leading directions of the matrix (latent
    semantic analysis), which lends weight to words that stand where promotional words stand, plus a model
    of how many words readers rated as selling. All are linear in the same features, so their sum is one
    weight a feature."""
    evidence = contrast(matrix, labels)
    both = sp.hstack([matrix.multiply(evidence), sp.csr_matrix(dense * DENSE_WEIGHT)]).tocsr()
    svm = LinearSVC(C=MARGIN, random_state=0)
    svm.fit(both, labels, sample_weight=weights)
    directions = TruncatedSVD(DIRECTIONS, random_state=0).fit(matrix)
    latent = directions.transform(matrix)
    smooth = LogisticRegression(C=30.0, max_iter=300).fit(latent, labels, sample_weight=weights)
    one, two = svm.decision_function(both), smooth.decision_function(latent)
    n = matrix.shape[1]
    grams = svm.coef_[0][:n] * evidence / one.std()
    grams += LATENT_WEIGHT * (directions.components_.T @ smooth.coef_[0]) / two.std()
    by_rating = LogisticRegression(C=0.005, max_iter=300).fit(dense[:, rated], labels, sample_weight=weights)
    three = by_rating.decision_function(dense[:, rated])
    others = svm.coef_[0][n:] * DENSE_WEIGHT / one.std()
    others[rated] += RATED_WEIGHT * by_rating.coef_[0] / three.std()
    bias = (svm.intercept_[0] / one.std() + LATENT_WEIGHT * smooth.intercept_[0] / two.std() +
            RATED_WEIGHT * by_rating.intercept_[0] / three.std())
    return grams, others, float(bias)


def rarity_of(vocabulary, frequency, count):
    return np.array([1 + np.log(count / (1 + frequency[g])) for g in vocabulary])


def indexed(grams):
    return {g: i for i, g in enumerate(sorted(grams))}


class Selling:
    """The head that tells selling texts from others, fitted on `train`."""

    def __init__(self, train, scale):
        self.scale, labels = scale, labels_of(train)
        weights = np.array([SET_WEIGHT.get(r["set"], 1.0) for r in train])
        frequency = document_frequency(r for r in train if r["set"] not in ("plain", "core"))
        # Which n-grams are worth their bytes: fit with all, keep those that move the logit most, refit.
        self.vocabulary = indexed(g for g, n in frequency.items() if n >= MIN_ROWS)
        for last in (False, True):
            self.rarity = rarity_of(self.vocabulary, frequency, len(train))
            matrix = gram_matrix(train, self.vocabulary, self.rarity)
            self.grams, self.dense, self.bias = selling_weights(labels, weights, matrix, scale(train), scale.rated)
            if last:
                break
            counts = np.array([frequency[g] for g in self.vocabulary])
            worth = np.abs(self.grams) * self.rarity * np.sqrt(counts)
            kept = np.argsort(-worth, kind="stable")[:MAX_GRAMS]
            listed = list(self.vocabulary)
            self.vocabulary = indexed(listed[i] for i in kept)

    def __call__(self, rows):
        return (gram_matrix(rows, self.vocabulary, self.rarity) @ self.grams +
                self.scale(rows) @ self.dense + self.bias)


class Dense:
    """A head of dense features alone."""

    def __init__(self, coefficients, bias, scale):
        self.dense, self.bias, self.scale = coefficients, bias, scale

    def __call__(self, rows):
        return self.scale(rows) @ self.dense + self.bias


def folds_of(rows):
    """Fold of each row: by set and label, evenly."""
    seen, folds = collections.Counter(), []
    for row in rows:
        key = (row["set"], row["id"].split("-")[0] if row["set"] == "web_genres" else "", row["label"])
        folds.append(seen[key] % FOLDS)
        seen[key] += 1
    return np.array(folds)


def train_documents(rows, own, names):
    """The heads, and for each web text of the train and dev splits a row of logits from heads that
    did not see it."""
    web = [r for r in rows if r["set"] == "web_genres" and r["id"].startswith(("ftd", "mtginco"))]
    plain = [r for r in rows if r["set"] == "plain" and not r["check"]]
    statements = [r for r in plain if r["genre"] != "news"][::STATEMENT_STEP]
    labelled = [r for r in rows if r["set"] == "labelled" and r["promo"] != 1]  # 1: in between
    split = [r for r in web if r["split"] != "test"] + labelled
    # CORE: its news stays unseen, for false alarms; so does its check part.
    core = [r for r in rows if r["id"].startswith("core") and r["genre"] != "News" and not r["check"]]
    for row in core:
        row["set"] = "core"
    always = [r for r in plain if r["genre"] == "news"] + statements + core
    scale = Scale(split + always + own, names)

    # Press releases and hype: dense features alone, since invented texts have invented words. The
    # weights come from the pairs of release and report on the same matter; how rare both are comes from
    # web texts that promote nothing, a twentieth each.
    pair = np.arange(len(own)) // 2 % FOLDS
    for c in (0.02, 0.05, 0.1, 0.2):
        held_out = np.zeros(len(own))
        for f in range(FOLDS):
            some = [r for r, g in zip(own, pair) if g != f]
            weights, bias = fit(scale(some), labels_of(some), c)
            held_out[pair == f] = scale([r for r, g in zip(own, pair) if g == f]) @ weights + bias
        print("release head, C", c, "AUC out of fold", auc(labels_of(own), held_out))
    coefficients, bias = fit(scale(own), labels_of(own), RELEASE_MARGIN)
    release = Dense(coefficients, bias, scale)
    rated = [r for r in own if r["sensational"] >= 0]
    ridge = Ridge(HYPE_RIDGE).fit(scale(rated), [r["sensational"] for r in rated])
    hype = Dense(ridge.coef_, float(ridge.intercept_), scale)

    # What looks like a report: the web texts of the genre News, and the invented texts, which are all
    # either releases or reports.
    known = [r for r in split if r["set"] == "web_genres"] + own
    is_report = np.array([r["set"] == "own" or r["genre"] == "News" for r in known])
    report = Dense(*fit(scale(known), is_report, 0.01), scale)

    fold = folds_of(split)
    logits = np.zeros(len(split))
    for f in range(FOLDS):
        head = Selling([r for r, g in zip(split, fold) if g != f] + always, scale)
        held_out = [r for r, g in zip(split, fold) if g == f]
        logits[fold == f] = head(held_out)
    selling = Selling(split + always, scale)

    is_web = np.array([r["set"] == "web_genres" for r in split])
    judged = [r for r, w in zip(split, is_web) if w]
    held = {"selling": logits[is_web], "release": release(judged), "hype": hype(judged),
            "report": report(judged)}
    heads = {"selling": selling, "release": release, "hype": hype}
    selling.slope, selling.offset = platt(held["selling"], labels_of(judged))
    modest = [r for r in judged if not r["label"]]
    weights = np.array([1.0] * len(own) + [0.05] * len(modest))
    release.slope, release.offset = platt(release(own + modest), labels_of(own + modest), weights)
    weights = np.array([1.0] * len(rated) + [0.05] * len(modest))
    lurid = np.array([r["sensational"] >= 2 for r in rated] + [False] * len(modest))
    hype.slope, hype.offset = platt(hype(rated + modest), lurid, weights)
    print("AUC of the selling head, out of fold, web genres:", auc(labels_of(judged), held["selling"]),
          "labelled pages:", auc(labels_of(labelled), logits[~is_web]))
    return scale, heads, report, judged, held


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


def study(assay, data):
    """What the features can do: each set that may not train the shipped weights, cross-validated on
    itself. The numbers are for reading; nothing is kept."""
    for name in ("documents/press_release_vs_news", "documents/health_release_reviews",
                 "headlines/clickbait", "sentences/babe", "sentences/subjectivity", "spans/webis_native_ads"):
        names, rows = read_features(assay, [data / f"{name}.jsonl.gz"])
        if len(rows) > 4000:
            rows = rows[:: -(-len(rows) // 4000)]
        labels, scores = labels_of(rows), np.zeros(len(rows))
        by_label = {0: 0, 1: 0}
        fold = np.zeros(len(rows), int)
        for i, label in enumerate(labels):
            fold[i] = by_label[label] % FOLDS
            by_label[label] += 1
        for f in range(FOLDS):
            train = [r for r, g in zip(rows, fold) if g != f]
            held_out = [r for r, g in zip(rows, fold) if g == f]
            scores[fold == f] = Selling(train, Scale(train, names))(held_out)
        print(f"{name}: {len(rows)} rows, {labels.sum()} positive, AUC {auc(labels, scores)}", flush=True)
    study_claims(assay, data / "documents/health_release_reviews.jsonl.gz")


def study_claims(assay, file):
    """Sensational releases by what they claim, who says it and where (src/scorers/release_claims.h):
    over shuffles of five folds the average of nine logistic regressions - claims by speaker, by place
    too, with the dense features beside them; three margins. Nothing is chosen by its result."""
    names, rows = read_claims(assay, [file])
    labels = labels_of(rows)
    claims, dense = np.array([r["claims"] for r in rows]), np.array([r["dense"] for r in rows])
    voices = claims[:, [name.startswith(("quoted", "plain")) for name in names]]
    found = []
    for shuffle in range(SHUFFLES):
        scores = np.zeros(len(rows))
        for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=shuffle).split(claims, labels):
            for values in (voices, claims, np.hstack([claims, dense])):
                for c in (0.001, 0.003, 0.01):
                    model = make_pipeline(StandardScaler(), LogisticRegression(C=c, max_iter=300))
                    seen = model.fit(values[train], labels[train]).decision_function(values[train])
                    scores[test] += (model.decision_function(values[test]) - seen.mean()) / seen.std()
        found.append(roc_auc_score(labels, scores))
    print(f"{file.name}, claims: AUC of {SHUFFLES} shuffles {np.mean(found):.3f}, deviation {np.std(found):.3f}, "
          f"{min(found):.3f} to {max(found):.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assay", default=str(ROOT / "build/assay"))
    parser.add_argument("--out", default=str(ROOT / "heuristics/models/promotion.json"))
    parser.add_argument("--study", action="store_true", help="only cross-validate the sets that measure")
    options = parser.parse_args()
    data = Path(os.environ["ASSAY_DATA"]) / "promotion"
    if options.study:
        return study(options.assay, data)
    documents = [data / "documents" / f"{name}.jsonl.gz" for name in ("ftd", "mt_ginco", "core")]
    sentences = [data / "sentences" / f"{name}.jsonl.gz" for name in ("wiki_puffery", "wiki_weasel")]
    own_texts = [HERE / "data/promotion-own.jsonl"]

    plain = [Path(os.environ["ASSAY_DATA"]) / name for name in (
        "corroboration/official_text/whitehouse.jsonl.gz",
        "corroboration/articles-over-statements.jsonl.gz", "credibility/horne_buzzfeed.jsonl.gz")]
    with tempfile.TemporaryDirectory() as folder:
        labelled = labelled_texts(Path(os.environ["ASSAY_DATA"]), Path(folder) / "labelled.jsonl")
        dense_names, rows = read_features(options.assay, documents + plain + own_texts + [labelled])
    own = [r for r in rows if r["set"] == "own"]
    scale, heads, report, judged, held = train_documents(rows, own, dense_names)
    vocabulary, rarity = heads["selling"].vocabulary, heads["selling"].rarity
    _, sentence_rows = read_features(options.assay, sentences)
    sentence_grams, classes, length, sentence_bias, matched = train_sentences(sentence_rows)

    # The threshold: the best F1 out of fold among those with precision .88 or more.
    by_head = {name: CEILING[name] * logistic(head.slope * held[name] + head.offset) for name, head in heads.items()}
    reports = logistic(held["report"])
    probability = by_head["selling"] * (1 - reports + reports * REPORT_SHARE) + by_head["release"] * reports
    labels = labels_of(judged)
    best = (0.0, 0.5)
    for threshold in np.arange(0.2, 0.9, 0.01):
        found = probability >= threshold
        right = (found & (labels == 1)).sum()
        if found.sum() and right / found.sum() >= 0.88:
            best = max(best, (2 * right / (found.sum() + labels.sum()), float(threshold)))
    print("out of fold AUC, probability:", auc(labels, probability), "F1 and threshold:", best)
    found = probability >= best[1] + CAUTION
    right = (found & (labels == 1)).sum()
    measured = (f"AUC {auc(labels, probability)}, precision {right / max(1, found.sum()):.3f}, "
                f"recall {right / labels.sum():.3f}")

    grams = {}
    for gram, i in vocabulary.items():
        grams[gram] = [round(rarity[i] / QUANTUM), round(heads["selling"].grams[i] / QUANTUM), 0]
    for gram, weight in sentence_grams.items():
        grams.setdefault(gram, [0, 0, 0])[2] = round(weight / QUANTUM)
    grams = {g: row for g, row in sorted(grams.items()) if any(row[1:])}
    classes_by_name = {name: round(float(w), 4) for name, w in zip(dense_names, classes)}
    model = {
        "about": {
            "what": "Linear models of promotional text; see src/scorers/promotion_model.h.",
            "trained_by": "scripts/train/train_promotion.py",
            "data": "FTD and MT-GINCO (train and dev splits), CORE (without news), White House statements, invented articles "
                    "over them, Horne and Adali's news stories, pages of WCXB rated by readers, invented "
                    "press releases and news stories (scripts/train/data), Wikipedia puffery and weasel "
                    "sentences",
            "fitted": datetime.date.today().isoformat(),
            "licence": "The weights are derived from texts under CC BY-SA (MT-GINCO, Wikipedia): see NOTICE.",
            "measured": f"out of fold: {measured}",
            "grams": "rarity, selling, sentence; in thousandths",
        },
        "document": {
            **{h: {**{k: round(float(getattr(heads[h], k)), 5) for k in ("bias", "slope", "offset")},
                    "ceiling": CEILING[h]} for h in HEADS},
            "report": {"bias": round(report.bias, 5), "share": REPORT_SHARE},
            "threshold": round(best[1] + CAUTION, 3),
            "dense": {name: {"mean": round(float(scale.mean[i]), 4),
                             "deviation": round(float(scale.deviation[i]), 4),
                             "high": round(float(scale.high[i]), 4),
                             **{h: round(float(heads[h].dense[i]), 5) for h in HEADS},
                             "report": round(float(report.dense[i]), 5)}
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
