#!/usr/bin/env python3
"""Trains heuristics/models/press-release.json: does a text announce its own organisation's news?

    ASSAY_DATA=DIR scripts/train/train_press_release.py [--assay build/assay] [--out FILE]

Signs and rates come from `assay eval promotion --features`, so that training and scoring cannot differ.
Texts: the invented releases and reports beside this script, and texts of FTD, MT-GINCO (train and dev
splits), CORE (without its news and its check part), WCXB articles (without theirs), true news of Horne and
Adali, and White House statements, of which data/release-labels.jsonl says which are releases and which
are in between (promotion-guide.md). The sets of health releases only measure and are not read here.
Deterministic.
"""

import argparse
import datetime
import json
import os
import subprocess
import tempfile
import zlib
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FOLDS = 5
# By cross-validation on these texts: scale of the standardised rates beside the signs, and C.
RATE_WEIGHT, MARGIN = 0.2, 0.3
# What a sign can say is known beforehand: these speak for a release, those against.
FOR = ("wire label announcing credits funding disclaimers invitations joy dated-dateline ticker about-section "
       "self-description late-addresses late-telephones end-mark lead-focus insiders one-house degrees today").split()
AGAINST = "outside cited agency-dateline outsiders contractions".split()
# Marks that only releases carry and few of these texts have: where the fit starts from (a guess).
PRIOR = {"wire": 1, "end-mark": 1, "label": 0.5, "about-section": 0.5, "disclaimers": 0.5, "ticker": 0.5}
GROUP_WEIGHT = {"own": 1, "release": 1, "news": 1, "other": 0.1, "official": 0.1}
# How often one meets what, for the probability: a release in ten texts, half of the rest news (a guess).
RELEASE_SHARE, NEWS_SHARE = 0.10, 0.45
# The threshold: at most so much of the news here is told, out of fold; and more, since to call news a release
# costs more than to miss one (how much more: a guess, made after a look at the news of the measuring set).
MOST_FALSE, CAUTION = 0.005, 0.05
LEAST_WORDS = 60  # as src/scorers/promotion.cpp has it
STATEMENT_STEP = 8  # of the official statements one in so many is enough


def read_features(assay, files):
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        subprocess.run([assay, "eval", "promotion", *map(str, files), "--features", out.name],
                       check=True, stdout=subprocess.DEVNULL)
        with open(out.name) as lines:
            head = json.loads(next(lines))
            rows = []
            for line in lines:
                row = json.loads(line)
                del row["sentences"]
                rows.append(row)
    return head, rows


def number(text):
    return zlib.crc32(text.encode())


def group_of(row, labels):
    """Group and label of a text that trains, else None."""
    if row["set"] == "own":
        return "own", row["label"]
    label = labels.get(row["id"], 0)
    if row["check"] or row["split"] == "test" or row["words"] < LEAST_WORDS or label == 0.5:
        return None
    if label == 1:
        return "release", 1
    if row["set"] == "plain":
        if row["genre"] == "news":
            return "news", 0
        return ("official", 0) if number(row["id"]) % STATEMENT_STEP == 0 else None
    if row["set"] == "pages":
        return ("other", 0) if row["genre"] == "article" else None
    if row["label"] or (row["id"].startswith("core") and row["genre"] == "News"):
        return None
    return ("news" if row["genre"] == "News" else "other"), 0


def fold_of(row):
    """Invented texts stand in pairs on one matter, which stay together."""
    key = row["id"]
    if row["set"] == "own":
        name, place = key.rsplit("-", 1)
        key = f"{name}{(int(place) - 1) // 2}"
    return number(key) % FOLDS


class Scale:
    def __init__(self, rates):
        self.high = np.quantile(rates, 0.995, axis=0)
        rates = np.minimum(rates, self.high)
        self.mean, self.deviation = rates.mean(0), np.maximum(rates.std(0), 1e-3)

    def __call__(self, rates):
        return RATE_WEIGHT * np.clip((np.minimum(rates, self.high) - self.mean) / self.deviation, -4, 4)


def fit(matrix, labels, weights, signs):
    """Logistic regression whose signs keep to their sides and are drawn to their priors."""
    n = matrix.shape[1]
    prior = np.zeros(n)
    sides = [(None, None)] * (n + 1)
    for i, name in enumerate(signs):
        prior[i] = PRIOR.get(name, 0)
        sides[i] = (0, None) if name in FOR else (None, 0) if name in AGAINST else (None, None)
    side = 2 * labels - 1

    def loss(v):
        logits = matrix @ v[:n] + v[n]
        slope = -weights * side / (1 + np.exp(side * logits))
        away = v[:n] - prior
        return ((weights * np.logaddexp(0, -side * logits)).sum() + (away**2).sum() / (2 * MARGIN),
                np.append(matrix.T @ slope + away / MARGIN, slope.sum()))

    found = minimize(loss, np.append(prior, -2), jac=True, method="L-BFGS-B", bounds=sides, options={"maxiter": 2000})
    return found.x[:n], float(found.x[n])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assay", default=str(ROOT / "build/assay"))
    parser.add_argument("--out", default=str(ROOT / "heuristics/models/press-release.json"))
    options = parser.parse_args()
    data = Path(os.environ["ASSAY_DATA"])
    with open(HERE / "data/release-labels.jsonl") as lines:
        labels = {r["id"]: r["release"] for r in map(json.loads, lines)}
    files = [data / f"{name}.jsonl.gz" for name in (
        "promotion/documents/ftd", "promotion/documents/mt_ginco", "promotion/documents/core", "extraction/wcxb-dev",
        "credibility/horne_buzzfeed", "corroboration/articles-over-statements", "corroboration/official_text/whitehouse")]
    files += [HERE / "data" / name for name in ("promotion-own.jsonl", "releases-own.jsonl")]
    head, rows = read_features(options.assay, files)
    signs, rates = head["signs"], head["dense"]
    grouped = [(r, *g) for r in rows if (g := group_of(r, labels))]
    rows = [r for r, _, _ in grouped]
    groups = np.array([g for _, g, _ in grouped])
    y = np.array([label for _, _, label in grouped])
    weights = np.array([GROUP_WEIGHT[g] for g in groups])
    scale = Scale(np.array([r["dense"] for r in rows]))
    matrix = np.hstack([np.array([r["signs"] for r in rows]), scale(np.array([r["dense"] for r in rows]))])

    fold = np.array([fold_of(r) for r in rows])
    logits = np.zeros(len(rows))
    for f in range(FOLDS):
        some = fold != f
        coefficients, bias = fit(matrix[some], y[some], weights[some], signs)
        logits[~some] = matrix[~some] @ coefficients + bias
    coefficients, bias = fit(matrix, y, weights, signs)

    news = (y == 0) & np.isin(groups, ("news", "own"))
    others = (y == 0) & ~news
    shares = np.zeros(len(rows))
    for some, share in ((y == 1, RELEASE_SHARE), (news, NEWS_SHARE), (others, 1 - RELEASE_SHARE - NEWS_SHARE)):
        shares[some] = 1000 * share / some.sum()
    line = LogisticRegression(C=1e6).fit(logits.reshape(-1, 1), y, sample_weight=shares)
    slope, offset = float(line.coef_[0][0]), float(line.intercept_[0])
    probability = 1 / (1 + np.exp(-(slope * logits + offset)))
    real_news = np.sort(probability[groups == "news"])[::-1]
    threshold = np.ceil(100 * max(0.5, real_news[int(MOST_FALSE * len(real_news))] + CAUTION)) / 100

    told = probability >= threshold
    share = {name: told[some].mean() for name, some in (
        ("invented releases", (groups == "own") & (y == 1)), ("invented others", (groups == "own") & (y == 0)),
        ("real releases", groups == "release"), ("real news", groups == "news"), ("other web texts", groups == "other"),
        ("official statements", groups == "official"))}
    measured = f"out of fold: AUC {roc_auc_score(y, probability):.3f}; told: " + ", ".join(
        f"{s:.3f} of {name}" for name, s in share.items())
    print(dict(zip(*np.unique(groups, return_counts=True))), "\n" + measured)
    for low in np.arange(0, 1, 0.2):
        some = (probability >= low) & (probability < low + 0.2)
        predicted, observed = ((shares * v)[some].sum() / shares[some].sum() for v in (probability, y))
        print(f"  probability {low:.1f} to {low + 0.2:.1f}: predicted {predicted:.2f}, observed {observed:.2f}")

    n = len(signs)
    model = {
        "about": {
            "what": "Does a text announce its own organisation's news? See src/scorers/press_release.h.",
            "trained_by": "scripts/train/train_press_release.py",
            "data": "invented releases and reports (scripts/train/data); FTD, MT-GINCO, CORE without its news, WCXB "
                    "articles, Horne and Adali's true news, White House statements, as a reader labelled them",
            "fitted": datetime.date.today().isoformat(),
            "licence": "The weights are derived from texts under CC BY-SA (MT-GINCO, CORE): see NOTICE.",
            "measured": measured,
        },
        "bias": round(slope * bias + offset, 4),
        "threshold": round(float(threshold), 2),
        "signs": {name: round(slope * float(w), 4) for name, w in zip(signs, coefficients)},
        "dense": {name: {"mean": round(float(scale.mean[i]), 4), "deviation": round(float(scale.deviation[i]), 4),
                         "high": round(float(scale.high[i]), 4),
                         "weight": round(slope * RATE_WEIGHT * float(coefficients[n + i]), 4)}
                  for i, name in enumerate(rates)},
    }
    Path(options.out).write_text(json.dumps(model, indent=1, ensure_ascii=False) + "\n")
    print("wrote", options.out, "threshold", model["threshold"])


if __name__ == "__main__":
    main()
