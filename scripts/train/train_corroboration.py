#!/usr/bin/env python3
"""Trains heuristics/models/corroboration.json: boosted trees over the alignment features.

Features come from the program itself:

    assay eval verify FILE... --features features.tsv       (all files of corroboration_data.py)
    scripts/train/train_corroboration.py features.tsv [--report] [--leave-out SET]

Only rows of the dev part are fitted. Every set weighs alike and, inside a set, supported claims weigh
as much as the others, so that a probability reads "under even odds". --report prints out-of-fold
figures (folds by evidence text) and, per set, figures of a model that never saw that set's family.
"""
import argparse
import csv
import hashlib
import json
import pathlib
import sys

import lightgbm
import numpy

import corroboration_data as data

ROUNDS = 140
PARAMETERS = {
    "objective": "multiclass", "num_class": 3, "num_leaves": 15, "learning_rate": 0.05,
    "min_data_in_leaf": 40, "feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1,
    "lambda_l2": 5, "verbosity": -1, "num_threads": 2, "force_col_wise": True, "seed": 1, "deterministic": True,
}
# Rows that each set is scaled to, lest FEVER drown the rest. Guesses, in proportion to how near a
# set is to the product's task.
SET_WEIGHTS = {"articles-over-statements": 1200, "articles-over-statements-crossed": 500,
               "contrast": 800, "wice/claim_dev": 500,
               "wice/oracle_chunks_claim_dev": 300, "wice/non_supported_tokens_train": 100,
               "fever_dev_pairs/pairs_dev": 1000, "factcheck_bench/stance_dev": 800}
DEFAULT_WEIGHT = 450
SCOPE_COVERAGE = 0.25  # as judge.cpp


class Rows:
    def __init__(self, path):
        with open(path, encoding="utf-8") as lines:
            rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        self.names = rows[0][6:]
        rows = [row for row in rows[1:] if row[4] != "no_claim"]
        self.set = numpy.array([row[0] for row in rows])
        self.key = numpy.array([row[2] for row in rows])
        self.check = numpy.array([row[3] == "1" for row in rows])
        self.label = numpy.array([row[4] for row in rows])
        self.kind = numpy.array([row[5] for row in rows])
        self.x = numpy.array([[float(v) for v in row[6:]] for row in rows], dtype=numpy.float32)
        self.y = numpy.select([self.label == "corroborated", self.label == "contradicted"], [0, 1], 2)
        self.family = numpy.array([
            "wice" if s.startswith("wice") else "articles" if s.startswith("articles") else s
            for s in self.set])
        column = self.names.index
        self.coverage = self.x[:, column("part_coverage_max")]
        self.conflicts = self.x[:, column("precise_conflicts")]
        self.fold = numpy.array([
            int(hashlib.sha1(k.encode()).hexdigest()[:8], 16) % 4 for k in self.key])


def weights(rows, mask):
    w = numpy.zeros(len(rows.y))
    for name in set(rows.set[mask]):
        of_set = mask & (rows.set == name)
        total = SET_WEIGHTS.get(name, DEFAULT_WEIGHT)
        supported = of_set & (rows.y == 0)
        for part in (supported, of_set & (rows.y != 0)):
            if part.any():
                w[part] = total / 2 / part.sum()
    return w


def train(rows, mask):
    w = weights(rows, mask)
    dataset = lightgbm.Dataset(rows.x[mask], rows.y[mask], weight=w[mask], feature_name=rows.names)
    return lightgbm.train(PARAMETERS, dataset, ROUNDS)


def out_of_fold(rows):
    p = numpy.zeros((len(rows.y), 3))
    for fold in range(4):
        test = (rows.fold == fold) & ~rows.check
        p[test] = train(rows, ~rows.check & (rows.fold != fold)).predict(rows.x[test])
    p[rows.check] = train(rows, ~rows.check).predict(rows.x[rows.check])
    return p


def leave_family_out(rows):
    p = numpy.zeros((len(rows.y), 3))
    for family in sorted(set(rows.family)):
        test = rows.family == family
        p[test] = train(rows, ~rows.check & ~test).predict(rows.x[test])
    return p


def verdicts(rows, mask, p, contradicted_from):
    """What judge.cpp says, as class numbers; keep the two in step."""
    q = p[mask]
    said = numpy.where(q[:, 0] >= 0.5, 0, 2)
    said[(q[:, 1] >= contradicted_from) & (q[:, 1] > q[:, 0]) & (rows.conflicts[mask] > 0)] = 1
    said[rows.coverage[mask] < SCOPE_COVERAGE] = 2
    return said


def auc(score, positive):
    order = numpy.argsort(score, kind="stable")
    ranks = numpy.empty(len(score))
    ranks[order] = numpy.arange(1, len(score) + 1)
    n = positive.sum()
    return (ranks[positive].sum() - n * (n + 1) / 2) / max(1, n * (len(score) - n))


def f1(gold, said, label):
    both = ((gold == label) & (said == label)).sum()
    return 2 * both / max(1, (gold == label).sum() + (said == label).sum())


def report(title, rows, mask, p, contradicted_from):
    print(f"{title}\n{'set':34s}{'n':>6s}{'AUC':>7s}{'BAcc':>7s}{'F1(3)':>7s}"
          "  contradicted: precision recall said | precision at recall .2 .4")
    for name in sorted(set(rows.set[mask])):
        k = mask & (rows.set == name)
        supported = rows.label[k] == "corroborated"
        said_all = verdicts(rows, k, p, contradicted_from)
        line = f"{name:34s}{k.sum():6d}"
        if 0 < supported.sum() < k.sum():
            said = p[k, 0] >= 0.5
            bacc = (said[supported].mean() + (~said[~supported]).mean()) / 2
            line += f"{auc(p[k, 0], supported):7.3f}{bacc:7.3f}"
        else:
            line += " " * 14
        k3 = k & (rows.label != "partial")
        said, gold = verdicts(rows, k3, p, contradicted_from), rows.y[k3]
        line += f"{numpy.mean([f1(gold, said, c) for c in range(3)]):7.3f}"
        hit = ((said == 1) & (gold == 1)).sum()
        line += f"  {hit / max(1, (said == 1).sum()):.2f} {hit / max(1, (gold == 1).sum()):.2f}"
        line += f" {(said_all == 1).mean():.3f}"
        if (gold == 1).any():
            score = numpy.where((rows.conflicts[k3] > 0), p[k3, 1], 0)
            ranked = (gold == 1)[numpy.argsort(-score, kind="stable")]
            precision = numpy.cumsum(ranked) / numpy.arange(1, len(ranked) + 1)
            recall = numpy.cumsum(ranked) / ranked.sum()
            line += " | " + " ".join(f"{precision[recall >= r].max():.2f}" for r in (0.2, 0.4))
        print(line)
        if name == "contrast":
            for kind in sorted(set(rows.kind[k])):
                said = verdicts(rows, k & (rows.kind == kind), p, contradicted_from)
                print(f"    {kind:12s}" + " ".join(f"{(said == c).mean():.2f}" for c in range(3)))
        if name == "articles-over-statements":
            for kind in sorted(set(rows.kind[k & (rows.y == 1)])):
                said = verdicts(rows, k & (rows.kind == kind) & (rows.y == 1), p, contradicted_from)
                print(f"    {kind:12s}" + " ".join(f"{(said == c).mean():.2f}" for c in range(3)))
    print(flush=True)


def flatten(node, out, numbers):
    """Depth first: a node's left child is next, its right child `r` nodes further."""
    at = len(out["f"])
    for key in "ftr":
        out[key].append(0)
    if "leaf_value" in node:
        out["f"][at], out["t"][at] = -1, float(f"{node['leaf_value']:.5g}")
        return
    out["f"][at] = numbers[node["split_feature"]]
    out["t"][at] = float(f"{node['threshold']:.6g}")
    flatten(node["left_child"], out, numbers)
    out["r"][at] = len(out["f"]) - at
    flatten(node["right_child"], out, numbers)


def export(booster, rows, mask, contradicted_from, target):
    dump = booster.dump_model()
    trees = [[], [], []]
    numbers = {i: i for i in range(len(rows.names))}
    for i, tree in enumerate(dump["tree_info"]):
        out = {"f": [], "t": [], "r": []}
        flatten(tree["tree_structure"], out, numbers)
        trees[i % 3].append(out)
    body = {
        "about": "Boosted trees over alignment features; classes: corroborated, contradicted, not_found.",
        "trained_by": "scripts/train/train_corroboration.py",
        "data": sorted(set(rows.set[mask])),
        "rows": int(mask.sum()),
        "contradicted_from": contradicted_from,
        "features": rows.names,
    }
    text = json.dumps(body, indent=1)[:-2] + ",\n \"trees\": [\n"
    text += ",\n".join(
        "  [\n" + ",\n".join("   " + json.dumps(t, separators=(",", ":")) for t in c) + "\n  ]"
        for c in trees)
    target.write_text(text + "\n ]\n}\n")
    print(f"{len(dump['tree_info'])} trees, {target.stat().st_size} bytes -> {target}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("features")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--families", action="store_true",
                        help="with --report: each set by a model of the other sets")
    parser.add_argument("--leave-out", help="a set family to keep out of the written model")
    parser.add_argument("--contradicted-from", type=float, default=0.5)
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path(__file__).parents[2] /
                        "heuristics/models/corroboration.json")
    arguments = parser.parse_args()
    rows = Rows(arguments.features)
    if arguments.report:
        limit = arguments.contradicted_from
        p = out_of_fold(rows)
        report("Out of fold (dev part)", rows, ~rows.check, p, limit)
        report("Check part, trained on the dev part", rows, rows.check, p, limit)
        numpy.save("/tmp/oof.npy", p)
        if arguments.families:
            report("Trained on the other sets (dev part)", rows, ~rows.check,
                   leave_family_out(rows), limit)
        return
    mask = ~rows.check & (rows.family != (arguments.leave_out or ""))
    export(train(rows, mask), rows, mask, arguments.contradicted_from, arguments.output)


if __name__ == "__main__":
    sys.exit(main())
