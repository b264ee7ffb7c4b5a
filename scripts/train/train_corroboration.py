#!/usr/bin/env python3
"""Trains heuristics/models/corroboration.json and corroboration-pairs.json: trees over alignment features.

Features come from the program itself:

    scripts/train/corroboration_data.py claims-own.jsonl
    assay eval verify FILE... --features features.tsv       (the files of corroboration_data.py, and that one)
    scripts/train/train_corroboration.py features.tsv [--report]

The first model judges claims sought in whole official texts, the second pairs of claim and evidence that
somebody put together: there a difference weighs more. Only rows of the dev part are fitted. Every set has
its weight and, inside a set, supported claims weigh as much as the others, so that a probability reads
"under even odds". --report prints out-of-fold figures (no statement or evidence text stands on both
sides), for articles over statements also with the check part put in, and leaves out each SummEdits domain.
"""
import argparse
import csv
import datetime
import hashlib
import json
import pathlib
import sys

import lightgbm
import numpy

import corroboration_data as data

COMMON = {
    "objective": "multiclass", "num_class": 3, "num_leaves": 15, "learning_rate": 0.05,
    "feature_fraction": 0.5, "bagging_freq": 1, "verbosity": -1, "num_threads": 1, "force_col_wise": True, "seed": 1, "deterministic": True,
}
# Rows that each set is scaled to, lest FEVER drown the rest: in proportion to how near a set is to what
# the model judges. Guesses.
SOUGHT = {"articles-over-statements": 2250, "articles-over-statements-crossed": 750,
          "claims-own": 2250, "claims-own-crossed": 750, "contrast": 800,
          "wice/claim_dev": 1050, "wice/oracle_chunks_claim_dev": 210,
          "wice/non_supported_tokens_train": 70, "fever_dev_pairs/pairs_dev": 800, "fm2/dev": 400,
          "fever_symmetric/v0.2_dev": 400}
PAIRS = {"articles-over-statements": 1200, "articles-over-statements-crossed": 500,
         "claims-own": 1200, "claims-own-crossed": 500, "contrast": 800,
         "wice/claim_dev": 500, "wice/oracle_chunks_claim_dev": 300,
         "wice/non_supported_tokens_train": 100, "fever_dev_pairs/pairs_dev": 1000,
         "factcheck_bench/stance_dev": 800, "fever_symmetric/v0.2_dev": 450, "fm2/dev": 450,
         "scifact_pairs/train": 450, "summedits/podcast": 450, "summedits/qmsumm": 450,
         "summedits/sales_call": 450, "summedits/sales_email": 450, "summedits/samsum": 450,
         "summedits/scitldr": 450}
FINE = {"num_iterations": 200, "min_data_in_leaf": 20, "bagging_fraction": 0.5, "lambda_l2": 2}
COARSE = {"num_iterations": 140, "min_data_in_leaf": 40, "bagging_fraction": 0.7, "lambda_l2": 5}
# Model file -> sets; corroborated from, contradicted from, and from which share of corroborated and contradicted
# together. Chosen on out-of-fold figures of the dev part: for whole texts by precision on articles over statements
# (about .7) and false contradictions on WiCE (at most 2 %), for pairs by those and macro-F1 on Factcheck-Bench.
MODELS = {"corroboration": (SOUGHT, 0.4, 0.4, 0.45), "corroboration-pairs": (PAIRS, 0.6, 0.6, 0.5)}


class Rows:
    def __init__(self, path):
        with open(path, encoding="utf-8") as lines:
            rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        self.names = rows[0][8:]
        rows = [row for row in rows[1:] if row[4] != "no_claim"]
        # A file's folder counts only where it tells sets apart.
        known = set(SOUGHT) | set(PAIRS)
        self.set = numpy.array([
            row[0] if row[0] in known else row[0].rsplit("/", 1)[-1] for row in rows])
        self.key = numpy.array([row[2] for row in rows])
        self.check = numpy.array([row[3] == "1" for row in rows])
        self.label = numpy.array([row[4] for row in rows])
        self.kind = numpy.array([row[5] for row in rows])
        self.x = numpy.array([[float(v) for v in row[8:]] for row in rows], dtype=numpy.float32)
        self.y = numpy.select([self.label == "corroborated", self.label == "contradicted"], [0, 1], 2)
        # Whether judge.cpp finds a point where claim and text disagree, by setting.
        self.conflicts, self.differences = (
            numpy.array([row[column] == "1" for row in rows]) for column in (6, 7))
        self.fold = numpy.array([
            int(hashlib.sha1(k.encode()).hexdigest()[:8], 16) % 4 for k in self.key])


def weights(rows, mask, sets):
    w = numpy.zeros(len(rows.y))
    for name, total in sets.items():
        of_set = mask & (rows.set == name)
        supported = of_set & (rows.y == 0)
        for part in (supported, of_set & (rows.y != 0)):
            if part.any():
                w[part] = total / 2 / part.sum()
    return w


def train(rows, mask, sets):
    own = FINE if sets is SOUGHT else COARSE
    mask = mask & numpy.isin(rows.set, list(sets))
    w = weights(rows, mask, sets)
    dataset = lightgbm.Dataset(rows.x[mask], rows.y[mask], weight=w[mask], feature_name=rows.names)
    return lightgbm.train(COMMON | own, dataset)


def out_of_fold(rows, sets):
    p = numpy.zeros((len(rows.y), 3))
    for fold in range(4):
        test = (rows.fold == fold) & ~rows.check
        p[test] = train(rows, ~rows.check & (rows.fold != fold), sets).predict(rows.x[test])
    p[rows.check] = train(rows, ~rows.check, sets).predict(rows.x[rows.check])
    return p


def leave_domains_out(rows, sets):
    p = numpy.zeros((len(rows.y), 3))
    for domain in (name for name in sets if name.startswith("summedits")):
        test = rows.set == domain
        p[test] = train(rows, ~rows.check & ~test, sets).predict(rows.x[test])
    return p


def conflicts_of(rows, sets):
    return rows.conflicts if sets is SOUGHT else rows.differences


def verdicts(rows, mask, p, sets, limits):
    """What judge.cpp says, as class numbers; keep the two in step."""
    q = p[mask]
    said = numpy.where(q[:, 0] >= limits[0], 0, 2)
    enough = (q[:, 1] >= limits[1]) & (q[:, 1] >= limits[2] * (q[:, 0] + q[:, 1]))
    said[enough & conflicts_of(rows, sets)[mask]] = 1
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


def report(title, rows, mask, p, sets, limits):
    print(f"{title}\n{'set':34s}{'n':>6s}{'AUC':>7s}{'BAcc':>7s}{'F1(3)':>7s}"
          "  contradicted: precision recall said | precision at recall .2 .4")
    for name in sorted(set(rows.set[mask])):
        k = mask & (rows.set == name)
        supported = rows.label[k] == "corroborated"
        said_all = verdicts(rows, k, p, sets, limits)
        line = f"{name:34s}{k.sum():6d}"
        if 0 < supported.sum() < k.sum():
            said = p[k, 0] >= 0.5
            bacc = (said[supported].mean() + (~said[~supported]).mean()) / 2
            line += f"{auc(p[k, 0], supported):7.3f}{bacc:7.3f}"
        else:
            line += " " * 14
        k3 = k & (rows.label != "partial")
        said, gold = verdicts(rows, k3, p, sets, limits), rows.y[k3]
        line += f"{numpy.mean([f1(gold, said, c) for c in range(3)]):7.3f}"
        hit = ((said == 1) & (gold == 1)).sum()
        line += f"  {hit / max(1, (said == 1).sum()):.2f} {hit / max(1, (gold == 1).sum()):.2f}"
        line += f" {(said_all == 1).mean():.3f}"
        if (gold == 1).any():
            score = numpy.where((conflicts_of(rows, sets)[k3]), p[k3, 1], 0)
            ranked = (gold == 1)[numpy.argsort(-score, kind="stable")]
            precision = numpy.cumsum(ranked) / numpy.arange(1, len(ranked) + 1)
            recall = numpy.cumsum(ranked) / ranked.sum()
            line += " | " + " ".join(f"{precision[recall >= r].max():.2f}" for r in (0.2, 0.4))
        print(line)
        if name == "contrast":
            for kind in sorted(set(rows.kind[k])):
                said = verdicts(rows, k & (rows.kind == kind), p, sets, limits)
                print(f"    {kind:12s}" + " ".join(f"{(said == c).mean():.2f}" for c in range(3)))
        if name in ("articles-over-statements", "claims-own"):
            for kind in sorted(set(rows.kind[k & (rows.y == 1)])):
                said = verdicts(rows, k & (rows.kind == kind) & (rows.y == 1), p, sets, limits)
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


def measured(rows, mask, sets, limits):
    """What the weights are worth on rows that their folds did not see, for the weights file."""
    p = out_of_fold(rows, sets)
    asked = mask & (rows.label != "partial")
    said, gold = verdicts(rows, asked, p, sets, limits), rows.y[asked]
    right = ((said == 1) & (gold == 1)).sum()
    return (f"out of fold: AUC of corroborated {auc(p[asked, 0], gold == 0):.3f}, three-way macro-F1 "
            f"{numpy.mean([f1(gold, said, c) for c in range(3)]):.3f}, contradicted with precision "
            f"{right / max(1, (said == 1).sum()):.2f} and recall {right / max(1, (gold == 1).sum()):.2f}")


def export(booster, rows, mask, sets, limits, target):
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
        "fitted": datetime.date.today().isoformat(),
        "licence": "derived in part from texts under CC BY-SA: see NOTICE",
        "measured": measured(rows, mask, sets, limits),
        "data": sorted(sets),
        "rows": int(mask.sum()),
        "corroborated_from": limits[0],
        "contradicted_from": limits[1],
        "contradicted_share": limits[2],
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
    parser.add_argument("--folder", type=pathlib.Path,
                        default=pathlib.Path(__file__).parents[2] / "heuristics/models")
    arguments = parser.parse_args()
    rows = Rows(arguments.features)
    for name, (sets, *limits) in MODELS.items():
        of_model = numpy.isin(rows.set, list(sets))
        if not arguments.report:
            mask = ~rows.check & of_model
            export(train(rows, ~rows.check, sets), rows, mask, sets, limits,
                   arguments.folder / f"{name}.json")
            continue
        p = out_of_fold(rows, sets)
        report(f"{name}: out of fold (dev part)", rows, ~rows.check & of_model, p, sets, limits)
        report("Check part, trained on the dev part", rows, rows.check & of_model, p, sets, limits)
        if sets is SOUGHT:
            report("All articles, each by a model that saw neither it nor its statement", rows,
                   rows.set == "articles-over-statements", p, sets, limits)
        else:
            p = leave_domains_out(rows, sets)
            domains = numpy.char.startswith(rows.set, "summedits")
            report("Each domain by a model of the others (dev part)", rows, domains & ~rows.check, p, sets,
                   limits)
            rows.set = numpy.where(domains, "summedits", rows.set)
            report("All domains", rows, domains & ~rows.check, p, sets, limits)


if __name__ == "__main__":
    sys.exit(main())
