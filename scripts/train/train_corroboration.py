#!/usr/bin/env python3
"""Trains heuristics/models/corroboration.json, -conflicts.json, -pairs.json, -pairs-conflicts.json and -new-words.json.

Features come from the program itself:

    scripts/train/corroboration_data.py FOLDER
    assay eval verify FILE... --features features.tsv       (the files of corroboration_data.py, and of that folder)
    scripts/train/train_corroboration.py features.tsv [--report] [--only MODEL]

There are two verdicts: of claims sought in whole official texts (corroboration), and of pairs of claim and
evidence that somebody put together (corroboration-pairs), where a difference weighs more. Each has two steps.
The first scores each point where a claim and its text disagree (features.tsv.conflicts). Only whole claims have
labels: of a contradicted claim the gravest conflict by the scores so far counts as real, of other claims none
does; two rounds. The second judges the claim by its features and these scores, of pairs by what its new words
tell, too (features.tsv.new-words): whether the words that the evidence holds nowhere change what it says, a
linear score for edited summaries, one for claims over encyclopedias. What they learn from are scores by models
that never saw the claim. Only rows of the dev part are fitted. Every set has its weight and, inside a set,
supported claims weigh as much as the others, so that a probability reads "under even odds". --report prints
out-of-fold figures (no statement or evidence text stands on both sides, in either step), for articles over
statements also with the check part put in, and leaves out each SummEdits domain.
"""
import argparse
import csv
import dataclasses
import datetime
import hashlib
import json
import math
import pathlib
import sys

import lightgbm
import numpy
import sklearn.linear_model

import corroboration_data as data

COMMON = {
    "objective": "multiclass", "num_class": 3, "num_leaves": 15, "learning_rate": 0.065,
    "feature_fraction": 0.5, "bagging_freq": 1, "verbosity": -1, "num_threads": 1, "force_col_wise": True, "seed": 1, "deterministic": True,
}
# Rows that each set is scaled to, lest FEVER drown the rest: in proportion to how near a set is to what
# the model judges. Guesses.
SOUGHT = {"articles-over-statements": 2250, "articles-over-statements-crossed": 750,
          "claims-own": 1500, "claims-own-crossed": 500, "claims-articles": 1400, "claims-articles-crossed": 300,
          "claims-invented": 1800, "claims-invented-crossed": 300,
          "contrast": 800,
          "wice/claim_dev": 1050, "wice/oracle_chunks_claim_dev": 210,
          "wice/non_supported_tokens_train": 70, "fever_dev_pairs/pairs_dev": 800, "fm2/dev": 400,
          "fever_symmetric/v0.2_dev": 400}
PAIRS = {"articles-over-statements": 1200, "articles-over-statements-crossed": 500,
         "claims-own": 600, "claims-own-crossed": 250, "contrast": 800,
         "wice/claim_dev": 500, "wice/oracle_chunks_claim_dev": 300,
         "wice/non_supported_tokens_train": 100, "fever_dev_pairs/pairs_dev": 1000,
         "factcheck_bench/stance_dev": 800, "fever_symmetric/v0.2_dev": 450, "fm2/dev": 450,
         "scifact_pairs/train": 450, "summedits/podcast": 450, "summedits/qmsumm": 450,
         "summedits/sales_call": 450, "summedits/sales_email": 450,
         "summedits/scitldr": 450,
         "claims-pairs": 150, "claims-edits": 300, "claims-snippets": 150}
INVENTED = {"claims-pairs", "claims-edits", "claims-snippets"}  # evidence and all: nothing of them is held out
MEASURED = {"summedits/samsum"}  # its dialogues' licence allows no more
FINE = {"num_iterations": 150, "min_data_in_leaf": 20, "bagging_fraction": 0.5, "lambda_l2": 2}
COARSE = {"num_iterations": 110, "min_data_in_leaf": 40, "bagging_fraction": 0.7, "lambda_l2": 5}
# Half of what is said of some kinds of pairs comes from trees that learn from those alone. Beside a
# passage or a few somebody picked what the claim asserts. A long claim beside more is mostly a summary,
# which hangs on its new words; what else is measured tells its source rather than what was changed.
FEW_PASSAGES = 3.5  # 1.5 to 3.5 do alike on FM2
LONG_FROM = 20  # terms; 16 to 24 do alike on SummEdits with a domain left out
PICKED = [name for name in PAIRS if name.startswith(("fever", "fm2", "scifact", "claims-pairs"))]
SUMMARIES = [name for name in PAIRS if name.startswith("summedits")]
SPECIALS = [
    {"when": [{"feature": "passages_log", "below": round(math.log(1 + FEW_PASSAGES), 4)}],
     "sets": PICKED, "first": None, "num_leaves": 15},
    {"when": [{"feature": "claim_terms", "from": LONG_FROM}],
     "sets": SUMMARIES, "first": "new_words", "num_leaves": 8}]
# Conflicts are learned from both. To pairs the articles of claims-articles bring nothing (FM2 .650 -> .639).
JOINT = {name: max(SOUGHT.get(name, 0), PAIRS.get(name, 0) / 2) for name in sorted(SOUGHT | PAIRS)}
JOINT_OF_PAIRS = {name: weight for name, weight in JOINT.items() if not name.startswith(("claims-articles", "claims-invented"))}
CONFLICTS = {
    "objective": "binary", "num_leaves": 8, "learning_rate": 0.2, "feature_fraction": 0.6, "bagging_freq": 1,
    "bagging_fraction": 0.6, "min_data_in_leaf": 40, "lambda_l2": 5, "num_iterations": 25, "verbosity": -1,
    "num_threads": 1, "force_col_wise": True, "seed": 1, "deterministic": True,
}


@dataclasses.dataclass(frozen=True)
class Model:
    """What a model learns from and when its probabilities make a verdict."""
    sets: dict
    conflict_sets: dict
    corroborated_from: float
    contradicted_from: float
    contradicted_from_number: float  # when the conflict is one of numbers
    contradicted_share: float  # of corroborated and contradicted together
    conflict_from: float  # score of one conflict
    clause_from: float  # contradicted, of a clause alone
    clause_conflict_from: float


# Limits chosen on out-of-fold figures of the dev part: for whole texts by precision on articles over
# statements (about .7) and false contradictions on WiCE (at most 2 %), for pairs by those and macro-F1
# on Factcheck-Bench.
MODELS = {
    "corroboration": Model(SOUGHT, JOINT, 0.5, 0.2, 0.4, 0.34, -2.0, 0.6, 0.0),
    "corroboration-pairs": Model(PAIRS, JOINT_OF_PAIRS, 0.6, 0.7, 0.3, 0.5, -0.5, 0.8, -1.0)}
KINDS = ["number", "date", "name", "opposite", "polarity", "scope", "roles", "modality", "sibling", "word"]
FIRST_OF_PAIRS = "new_words"
FIRST_OF_GATE = "dated"  # features of a conflict from here on only say whether it counts
LOWEST = -6.0  # score of a claim without conflict
# Words that turn a sentence when they are new; guesses. The rest of a row of new words is their vectors.
SMALL_WORDS = ["but", "only", "not", "no", "never", "instead", "except", "rather", "without", "cannot", "although",
               "however", "while", "unless", "such", "also", "as", "like"]
NEW_WORDS_REGULARISED = 0.01  # inverse strength, on columns of unit variance
NEW_WORDS_SCORES = {"new_kind_of_edits": [name for name in PAIRS if name.startswith(("summedits", "claims-edits"))],
                    "new_kind_of_claims": [name for name in PAIRS if name.startswith((
                        "wice", "fever", "fm2", "scifact", "factcheck", "claims-pairs", "claims-snippets"))]}


def tenths(keys, salt=""):
    return numpy.array([int(hashlib.sha1((salt + key).encode()).hexdigest()[:8], 16) for key in keys])


class Rows:
    def __init__(self, path):
        with open(path, encoding="utf-8") as lines:
            rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        self.names = rows[0][7:]
        numbers = [i for i, row in enumerate(rows[1:]) if row[4] != "no_claim"]
        rows = [rows[i + 1] for i in numbers]
        # A file's folder counts only where it tells sets apart.
        known = set(SOUGHT) | set(PAIRS) | MEASURED
        self.set = numpy.array([
            row[0] if row[0] in known else row[0].rsplit("/", 1)[-1] for row in rows])
        self.key = numpy.array([row[2] for row in rows])
        self.check = numpy.array([row[3] == "1" for row in rows])
        self.check &= ~numpy.isin(self.set, list(INVENTED))
        self.label = numpy.array([row[4] for row in rows])
        self.kind = numpy.array([row[5] for row in rows])
        # Clauses are judged as their sentences are, but nobody labelled them.
        place = {number: at for at, number in enumerate(numbers)}
        self.clause_of = numpy.array([place.get(int(row[6]), -1) for row in rows])
        self.whole = self.clause_of < 0
        self.x = numpy.array([row[7:] for row in rows], dtype=numpy.float32)
        self.y = numpy.select([self.label == "corroborated", self.label == "contradicted"], [0, 1], 2)
        self.fold = tenths(self.key) % 4
        self.inner = tenths(self.key, "inner") % 3
        self.read_conflicts(path + ".conflicts", numbers)
        self.new_words = numpy.loadtxt(path + ".new-words", dtype=numpy.float32)[numbers]

    def read_conflicts(self, path, numbers):
        with open(path, encoding="utf-8") as lines:
            self.conflict_names = next(lines).rstrip("\n").split("\t")[2:]
            values = numpy.fromstring(lines.read(), dtype=numpy.float32, sep=" ")
        self.scored = self.conflict_names.index(FIRST_OF_GATE)
        values = values.reshape(-1, 2 + len(self.conflict_names))
        place = numpy.full(int(max(values[:, 0].max(), max(numbers))) + 1, -1)
        place[numbers] = numpy.arange(len(numbers))
        of_row = place[values[:, 0].astype(int)]
        self.in_gold = values[of_row >= 0, 1]
        self.conflicts = values[of_row >= 0, 2:]
        self.row_of = of_row[of_row >= 0]

    def column(self, name):
        return self.conflicts[:, self.conflict_names.index(name)]


def fit_conflicts(rows, mask, sets):
    w = weights(rows, mask & numpy.isin(rows.set, list(sets)), sets)[rows.row_of]
    contradicted = (rows.y == 1)[rows.row_of]
    score = rows.column("weight") * rows.column("context")
    # Where people marked what a label rests on, a conflict with another passage is none.
    elsewhere = contradicted & (rows.in_gold == 0)
    for _ in range(2):
        top = numpy.full(len(rows.y), -numpy.inf)
        possible = ~elsewhere
        numpy.maximum.at(top, rows.row_of[possible], score[possible])
        gravest = possible & (score >= top[rows.row_of])
        use = (w > 0) & (gravest | ~contradicted | elsewhere)
        # The gravest of a claim that is not contradicted weighs as much as that of one that is.
        count = numpy.bincount(rows.row_of[use], minlength=len(rows.y))[rows.row_of]
        own = numpy.where(gravest & contradicted, w, w * (0.3 / numpy.maximum(1, count) + 0.7 * (gravest & ~contradicted)))
        dataset = lightgbm.Dataset(
            rows.conflicts[use, :rows.scored], (contradicted & gravest)[use].astype(float), weight=own[use],
            feature_name=rows.conflict_names[:rows.scored])
        booster = lightgbm.train(CONFLICTS, dataset)
        score = booster.predict(rows.conflicts[:, :rows.scored], raw_score=True)
    return booster, score


def score_conflicts(rows, mask, sets):
    """The rows with scores of their conflicts: of `mask` out of fold, of the others by all of `mask`."""
    booster, score = fit_conflicts(rows, mask, sets)
    for part in range(3):
        held_out = mask & (rows.inner == part)
        of_part = held_out[rows.row_of]
        score[of_part] = fit_conflicts(rows, mask & ~held_out, sets)[1][of_part]
    set_scores(rows, score)
    return booster


def score_all(rows, mask, model):
    return score_conflicts(rows, mask, model.conflict_sets), score_new_words(rows, mask)


def counted(rows, score):
    """Conflicts that may contradict a claim sought in whole texts, as judge.cpp (counts) has them."""
    kind, context = rows.column("kind"), rows.column("context")
    is_kind = {name: kind == number for number, name in enumerate(KINDS)}
    least = numpy.select([is_kind["number"] | is_kind["date"], is_kind["scope"], is_kind["polarity"]],
                         [0, 0.4, numpy.where(rows.column("plain") == 1, 0.5, 0.8)], 0.3)
    told = is_kind["name"] & (rows.column("told_elsewhere") == 1) & (rows.column("moved") == 0)
    bare = is_kind["scope"] & (rows.column("added") == 1) & (rows.column("shuts_out") == 0)
    other_time = is_kind["number"] & (rows.column("dated") < 0)
    other_rank = is_kind["number"] & (rows.column("ordinal") == 1) & (rows.column("frame") == 0)
    unsure = is_kind["name"] & ((score < numpy.float32(-0.6)) | (rows.column("like") == 0))
    return ((kind < KINDS.index("modality")) & (rows.column("verbatim") == 0) & ~told & ~bare & ~other_time
            & ~other_rank & ~unsure & (context >= numpy.float32(least)))


WORTH_SHOWING = 0.7
MOST_CHOSEN = 50  # terms of evidence that was chosen for a claim; more was found by a search


def counted_of_pairs(rows, score):
    """The same for a claim and evidence that were put together."""
    chosen = rows.column("evidence") <= MOST_CHOSEN
    alike = numpy.maximum(rows.column("cover"), rows.column("context")) >= numpy.float32(0.8)
    kind = rows.column("kind")
    of_words = kind >= KINDS.index("modality")
    of_number = (kind == KINDS.index("number")) & (rows.column("dated") >= 0)
    framed = (kind == KINDS.index("date")) & (rows.column("frame") >= 2)
    return numpy.where(chosen, ~of_words | (rows.column("cover") >= numpy.float32(0.4)),
                       of_number | (~of_words & alike & (score >= numpy.where(framed, 0, 1))))


def fit_new_words(rows, mask, sets):
    """Weights and bias of a linear score: log odds that the claim's new words change what the evidence says."""
    mask = mask & rows.whole & numpy.isin(rows.set, sets)
    x, w = rows.new_words[mask], weights(rows, mask, PAIRS)[mask]
    spread = x.std(axis=0) + 1e-3
    model = sklearn.linear_model.LogisticRegression(C=NEW_WORDS_REGULARISED, max_iter=1000)
    model.fit((x - x.mean(axis=0)) / spread, rows.y[mask] != 0, sample_weight=w / w.mean())
    by = model.coef_[0] / spread
    return by, model.intercept_[0] - by @ x.mean(axis=0)


def score_new_words(rows, mask):
    """Sets the scores of new words as score_conflicts() does, and gives back the weights."""
    fitted = {}
    for name, sets in NEW_WORDS_SCORES.items():
        by, bias = fitted[name] = fit_new_words(rows, mask, sets)
        score = rows.new_words @ by + bias
        for part in range(3):
            held_out = mask & (rows.inner == part)
            by, bias = fit_new_words(rows, mask & ~held_out, sets)
            score[held_out] = rows.new_words[held_out] @ by + bias
        rows.x[:, rows.names.index(name)] = score
    return fitted


def set_scores(rows, score):
    """What alignment.cpp (count_score) makes of the scores; keep the two in step."""
    count = len(rows.y)
    kind, moved = rows.column("kind"), rows.column("moved") == 1

    def most(mask):
        out = numpy.full(count, LOWEST)
        numpy.maximum.at(out, rows.row_of[mask], score[mask])
        return out

    order = numpy.argsort(-score, kind="stable")
    top = numpy.full(count, -1)
    top[rows.row_of[order][::-1]] = order[::-1]
    first = numpy.zeros(len(score), dtype=bool)
    first[top[top >= 0]] = True
    values = {"score_top": most(first), "score_second": most(~first), "score_moved": most(moved),
              "score_sum": numpy.bincount(rows.row_of, weights=1 / (1 + numpy.exp(-score)), minlength=count)}
    for number, name in enumerate(KINDS):
        values["score_" + name] = most(~moved & (kind == number))
    for name in ("kind", "context", "claim_context", "between", "in_place", "cover", "told_elsewhere",
                 "clause_cover", "clause_terms", "frame", "weight"):
        nothing = -1 if name == "kind" else 0
        values["top_" + name] = numpy.where(top >= 0, rows.column(name)[top], nothing)
    for name, value in values.items():
        rows.x[:, rows.names.index(name)] = value
    number = kind == KINDS.index("number")
    counts = {"corroboration": counted(rows, score), "corroboration-pairs": counted_of_pairs(rows, score)}
    rows.tops = {name: numpy.stack([most(mask), most(mask & number)], axis=1) for name, mask in counts.items()}


def weights(rows, mask, sets):
    w = numpy.zeros(len(rows.y))
    mask = mask & rows.whole
    for name, total in sets.items():
        of_set = mask & (rows.set == name)
        supported = of_set & (rows.y == 0)
        for part in (supported, of_set & (rows.y != 0)):
            if part.any():
                w[part] = total / 2 / part.sum()
    return w


def columns(rows, sets):
    """How many of the features a model reads: novelty, the last ones, is measured of pairs only."""
    return rows.names.index(FIRST_OF_PAIRS) if sets is SOUGHT else len(rows.names)


def train(rows, mask, sets):
    """The trees of a model, and of pairs those of the special kinds."""
    mask = mask & numpy.isin(rows.set, list(sets))
    own = FINE
    if sets is PAIRS:
        # Clauses weigh nothing, but would count as rows of a leaf and of a tree's draw.
        mask, own = mask & rows.whole, COARSE
    w, read = weights(rows, mask, sets), columns(rows, sets)
    dataset = lightgbm.Dataset(rows.x[mask][:, :read], rows.y[mask], weight=w[mask], feature_name=rows.names[:read])
    boosters = [lightgbm.train(COMMON | own, dataset)]
    for special in SPECIALS if sets is PAIRS else []:
        of_kind, read = mask & numpy.isin(rows.set, special["sets"]), read_by(rows, special)
        dataset = lightgbm.Dataset(rows.x[of_kind][:, read], rows.y[of_kind] == 0, weight=w[of_kind],
                                   feature_name=rows.names[read])
        settings = COMMON | COARSE | {"objective": "binary", "num_class": 1, "num_leaves": special["num_leaves"]}
        boosters.append(lightgbm.train(settings, dataset))
    return boosters


def read_by(rows, special):
    return slice(rows.names.index(special["first"]) if special["first"] else 0, None)


def predict(rows, boosters, sets, x):
    """What model.cpp makes of the trees; keep the two in step."""
    p = boosters[0].predict(x[:, :columns(rows, sets)])
    taken = numpy.zeros(len(x), dtype=bool)
    for booster, special in zip(boosters[1:], SPECIALS):
        of_kind = ~taken
        for bound in special["when"]:
            value = x[:, rows.names.index(bound["feature"])]
            of_kind &= (value >= bound.get("from", -numpy.inf)) & (value < bound.get("below", numpy.inf))
        taken |= of_kind
        if not of_kind.any():
            continue
        other, own = booster.predict(x[of_kind][:, read_by(rows, special)]), p[of_kind, 0]
        mean = 1 / (1 + numpy.sqrt((1 - own) * (1 - other) / (own * other)))
        p[of_kind] *= ((1 - mean) / (1 - own))[:, None]
        p[of_kind, 0] = mean
    return p


def out_of_fold(rows, name):
    """Probabilities and top scores of every row, by models that never saw its text."""
    model = MODELS[name]
    p, top = numpy.zeros((len(rows.y), 3)), numpy.zeros((len(rows.y), 2))
    for test in [~rows.check & (rows.fold == fold) for fold in range(4)] + [rows.check]:
        score_all(rows, ~rows.check & ~test, model)
        p[test] = predict(rows, train(rows, ~rows.check & ~test, model.sets), model.sets, rows.x[test])
        top[test] = rows.tops[name][test]
    return p, top


def leave_domains_out(rows, name):
    model = MODELS[name]
    p, top = numpy.zeros((len(rows.y), 3)), numpy.zeros((len(rows.y), 2))
    for domain in sorted(set(rows.set[numpy.char.startswith(rows.set, "summedits")])):
        test = rows.set == domain
        score_all(rows, ~rows.check & ~test, model)
        p[test] = predict(rows, train(rows, ~rows.check & ~test, model.sets), model.sets, rows.x[test])
        top[test] = rows.tops[name][test]
    return p, top


SCOPE_COVERAGE = 0.25
LEAST_WORDS_HELD = 0.1


def verdicts(rows, p, model):
    """What judge.cpp says of each row, as class numbers, and its probabilities; keep the two in step."""
    top, top_number = rows.top.T
    # Of numbers only those count that the report would show beside the gravest.
    of_numbers = (top_number >= model.conflict_from) & (top_number >= top - WORTH_SHOWING)
    least = numpy.where(of_numbers, model.contradicted_from_number, model.contradicted_from)
    contradicted = ((p[:, 1] >= least) & (p[:, 1] >= model.contradicted_share * (p[:, 0] + p[:, 1]))
                    & (top >= model.conflict_from))
    words_held = 1 - rows.x[:, rows.names.index("word_uncovered_mean_top3")]
    corroborated = (p[:, 0] >= model.corroborated_from) & ((model.sets is PAIRS) | (words_held >= LEAST_WORDS_HELD))
    said, p = numpy.select([contradicted, corroborated], [1, 0], 2), p.copy()
    # A sentence contradicts what one of its clauses contradicts, the surest of them.
    covered = rows.x[:, rows.names.index("part_coverage_max")] >= SCOPE_COVERAGE
    clauses = numpy.flatnonzero(~rows.whole & contradicted & covered & (p[:, 1] >= model.clause_from)
                                & (top >= model.clause_conflict_from))
    clauses = clauses[(said[rows.clause_of[clauses]] != 1) & covered[rows.clause_of[clauses]]]
    for clause in clauses[numpy.argsort(p[clauses, 1], kind="stable")]:
        said[rows.clause_of[clause]], p[rows.clause_of[clause]] = 1, p[clause]
    return said, p


def auc(score, positive):
    order = numpy.argsort(score, kind="stable")
    ranks = numpy.empty(len(score))
    ranks[order] = numpy.arange(1, len(score) + 1)
    n = positive.sum()
    return (ranks[positive].sum() - n * (n + 1) / 2) / max(1, n * (len(score) - n))


def f1(gold, said, label):
    both = ((gold == label) & (said == label)).sum()
    return 2 * both / max(1, (gold == label).sum() + (said == label).sum())


def report(title, rows, mask, p, model):
    said_all, p = verdicts(rows, p, model)
    mask = mask & rows.whole
    print(f"{title}\n{'set':34s}{'n':>6s}{'AUC':>7s}{'BAcc':>7s}{'F1(3)':>7s}"
          "  contradicted: precision recall said | precision at recall .2 .4")
    for name in sorted(set(rows.set[mask])):
        k = mask & (rows.set == name)
        supported = rows.label[k] == "corroborated"
        line = f"{name:34s}{k.sum():6d}"
        if 0 < supported.sum() < k.sum():
            said = p[k, 0] >= 0.5
            bacc = (said[supported].mean() + (~said[~supported]).mean()) / 2
            line += f"{auc(p[k, 0], supported):7.3f}{bacc:7.3f}"
        else:
            line += " " * 14
        k3 = k & (rows.label != "partial")
        said, gold = said_all[k3], rows.y[k3]
        line += f"{numpy.mean([f1(gold, said, c) for c in range(3)]):7.3f}"
        hit = ((said == 1) & (gold == 1)).sum()
        line += f"  {hit / max(1, (said == 1).sum()):.2f} {hit / max(1, (gold == 1).sum()):.2f}"
        line += f" {(said_all[k] == 1).mean():.3f}"
        if (gold == 1).any():
            score = numpy.where(rows.top[k3, 0] >= model.conflict_from, p[k3, 1], 0)
            ranked = (gold == 1)[numpy.argsort(-score, kind="stable")]
            precision = numpy.cumsum(ranked) / numpy.arange(1, len(ranked) + 1)
            recall = numpy.cumsum(ranked) / ranked.sum()
            line += " | " + " ".join(f"{precision[recall >= r].max():.2f}" for r in (0.2, 0.4))
        print(line)
        if name == "contrast":
            for kind in sorted(set(rows.kind[k])):
                said = said_all[k & (rows.kind == kind)]
                print(f"    {kind:12s}" + " ".join(f"{(said == c).mean():.2f}" for c in range(3)))
        if name in ("articles-over-statements", "claims-own", "claims-articles"):
            for kind in sorted(set(rows.kind[k & (rows.y == 1)])):
                said = said_all[k & (rows.kind == kind) & (rows.y == 1)]
                print(f"    {kind:12s}" + " ".join(f"{(said == c).mean():.2f}" for c in range(3)))
    print(flush=True)


def flatten(node, out):
    """Depth first: a node's left child is next, its right child `r` nodes further."""
    at = len(out["f"])
    for key in "ftr":
        out[key].append(0)
    if "leaf_value" in node:
        out["f"][at], out["t"][at] = -1, float(f"{node['leaf_value']:.5g}")
        return
    out["f"][at] = node["split_feature"]
    out["t"][at] = float(f"{node['threshold']:.6g}")
    flatten(node["left_child"], out)
    out["r"][at] = len(out["f"]) - at
    flatten(node["right_child"], out)


def lists_of(booster):
    out = []
    for tree in booster.dump_model()["tree_info"]:
        lists = {"f": [], "t": [], "r": []}
        flatten(tree["tree_structure"], lists)
        out.append(lists)
    return out


def export(body, trees, target, specials=()):
    def lines(lists, indent):
        return ",\n".join(indent + json.dumps(tree, separators=(",", ":")) for tree in lists)

    def written(trees):
        if isinstance(trees[0], list):
            return ",\n".join("  [\n" + lines(c, "   ") + "\n  ]" for c in trees)
        return lines(trees, "  ")

    text = json.dumps(body, indent=1)[:-2]
    if specials:
        text += ",\n \"specials\": [\n" + ",\n".join(
            " " + json.dumps(own)[:-1] + ",\n  \"trees\": [\n" + lines(of_kind, "   ") + "\n  ]}"
            for own, of_kind in specials) + "\n ]"
    target.write_text(text + ",\n \"trees\": [\n" + written(trees) + "\n ]\n}\n")
    print(f"{target.stat().st_size} bytes -> {target}")


def export_new_words(fitted, by, target):
    def rounded(values):
        return [float(f"{value:.4g}") for value in values]

    size = len(next(iter(fitted.values()))[0]) - len(SMALL_WORDS)
    body = {"about": "Linear scores of the words of a claim that its evidence holds nowhere, log odds that they "
                     "change what it says: sum of their vectors, and which small words are new."} | by | {
        "measured": "as part of the verdicts, see corroboration-pairs.json",
        "data": sorted(set().union(*NEW_WORDS_SCORES.values())), "words": SMALL_WORDS,
        "scores": [{"name": name, "bias": rounded([bias])[0], "vector": rounded(weights[:size]),
                    "words": rounded(weights[size:])} for name, (weights, bias) in fitted.items()]}
    target.write_text(json.dumps(body, separators=(",", ":")) + "\n")
    print(f"{target.stat().st_size} bytes -> {target}")


def measured(rows, mask, p, model):
    """What the weights are worth on rows that their folds did not see, for the weights file."""
    asked = mask & rows.whole & (rows.label != "partial")
    said, p = verdicts(rows, p, model)
    said, gold = said[asked], rows.y[asked]
    right = ((said == 1) & (gold == 1)).sum()
    return (f"out of fold: AUC of corroborated {auc(p[asked, 0], gold == 0):.3f}, three-way macro-F1 "
            f"{numpy.mean([f1(gold, said, c) for c in range(3)]):.3f}, contradicted with precision "
            f"{right / max(1, (said == 1).sum()):.2f} and recall {right / max(1, (gold == 1).sum()):.2f}")


def export_all(rows, folder, models):
    by = {"trained_by": "scripts/train/train_corroboration.py", "fitted": datetime.date.today().isoformat(),
          "licence": "derived in part from texts under CC BY-SA: see NOTICE"}
    for name, model in models.items():
        p, rows.top = out_of_fold(rows, name)
        said = measured(rows, ~rows.check & numpy.isin(rows.set, list(model.sets)), p, model)
        conflicts, new_words = score_all(rows, ~rows.check, model)
        export({"about": "Boosted trees over one conflict's features: log odds that it is real."} | by |
               {"measured": f"as part of the verdicts, see {name}.json", "data": sorted(model.conflict_sets),
                "features": rows.conflict_names[:rows.scored]},
               lists_of(conflicts), folder / f"{name}-conflicts.json")
        if model.sets is PAIRS:
            export_new_words(new_words, by, folder / "corroboration-new-words.json")
        mask = ~rows.check & rows.whole & numpy.isin(rows.set, list(model.sets))
        boosters = train(rows, ~rows.check, model.sets)
        trees, *of_kinds = map(lists_of, boosters)
        specials = [({"when": special["when"], "data": sorted(special["sets"]),
                      "features": rows.names[read_by(rows, special)]}, of_kind)
                    for special, of_kind in zip(SPECIALS, of_kinds)]
        limits = {key: value for key, value in vars(model).items() if not key.endswith("sets")}
        export({"about": "Boosted trees over alignment features; classes: corroborated, contradicted, not_found."}
               | by | {"measured": said, "data": sorted(model.sets), "rows": int(mask.sum())} | limits
               | {"features": rows.names[:columns(rows, model.sets)]}, [trees[c::3] for c in range(3)],
               folder / f"{name}.json", specials)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("features")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--only", choices=MODELS, help="one of the two verdicts")
    parser.add_argument("--folder", type=pathlib.Path,
                        default=pathlib.Path(__file__).parents[2] / "heuristics/models")
    arguments = parser.parse_args()
    rows = Rows(arguments.features)
    models = {name: model for name, model in MODELS.items() if arguments.only in (None, name)}
    if not arguments.report:
        export_all(rows, arguments.folder, models)
        return
    for name, model in models.items():
        of_model = numpy.isin(rows.set, list(model.sets) + sorted(MEASURED))
        p, rows.top = out_of_fold(rows, name)
        report(f"{name}: out of fold (dev part)", rows, ~rows.check & of_model, p, model)
        report("Check part, trained on the dev part", rows, rows.check & of_model, p, model)
        if model.sets is SOUGHT:
            report("All articles, each by a model that saw neither it nor its statement", rows,
                   rows.set == "articles-over-statements", p, model)
        else:
            p, rows.top = leave_domains_out(rows, name)
            domains = numpy.char.startswith(rows.set, "summedits")
            report("Each domain by a model of the others (dev part)", rows, domains & ~rows.check, p, model)
            rows.set = numpy.where(domains, "summedits", rows.set)
            report("All domains", rows, domains & ~rows.check, p, model)


if __name__ == "__main__":
    sys.exit(main())
