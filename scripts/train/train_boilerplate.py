#!/usr/bin/env python3
"""Fits heuristics/models/lines.json (plain text) or blocks.json (HTML).

Training rows come from the program itself, so the features cannot diverge:

    D=$ASSAY_DATA/extraction
    assay eval lines $D/lines-labelled.jsonl.gz $D/wcxb-dev.jsonl.gz --part dev --features lines.rows
    assay eval extraction $D/wcxb-dev.jsonl.gz --convention text --part dev --features wcxb.rows
    assay eval extraction $D/trafilatura-eval.jsonl.gz --convention text --part dev --features traf.rows
    train_boilerplate.py --mode text --lines lines.rows --rows wcxb.rows traf.rows -o lines.json

For HTML leave out `--convention text` and give `--mode html`; advertisements are taught by
lines.rows in both. Rows of the check part never reach this script. Folds go by host. Nothing of
the output is set by hand: the chain and both thresholds are those of the best out-of-fold value,
so `measured_out_of_fold`, taken at them, is a little kind to itself. It tells of the models alone,
without the rules beside them. The default settings are those of the shipped files.
"""
import argparse
import collections
import datetime
import hashlib
import json

import lightgbm as lgb
import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

FOLDS = 2
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65)
DECAY = 0.7  # of learned_near and ad_near, as in boilerplate_features.cpp


def fold_of(group):
    return int(hashlib.md5(group.encode()).hexdigest(), 16) % FOLDS


def part_of(text):
    """A number in [0, 1) that depends on the text alone: a sample that stays the same."""
    return int(hashlib.md5(text.encode()).hexdigest()[:8], 16) / 2**32


class Rows:
    """The rows of one --features file."""

    def __init__(self, path, share=1.0, share_cleaned=1.0):
        header = json.load(open(path + ".json"))
        self.columns = header["columns"]
        matrix = np.memmap(path, dtype=np.float32, mode="r").reshape(-1, len(self.columns))
        keep_page = [part_of(page["id"] + page["source"]) <
                     (share_cleaned if "clean" in page["source"] else share)
                     for page in header["pages"]]
        sizes = [page["rows"] for page in header["pages"]]
        keep = np.repeat(keep_page, sizes)
        matrix = np.array(matrix[keep])
        self.content, self.advertisement, self.count = matrix[:, 0], matrix[:, 1], matrix[:, 2]
        self.features = matrix[:, 3:]
        self.names = self.columns[3:]
        texts = open(path + ".words", encoding="utf8").read().split("\n")
        self.words = [texts[i] for i in np.flatnonzero(keep)]
        pages = [page for page, kept in zip(header["pages"], keep_page) if kept]
        sizes = [page["rows"] for page in pages]
        self.page = np.repeat(np.arange(len(sizes)), sizes)
        self.group = np.repeat([page["group"] for page in pages], sizes)
        self.source = np.repeat([page["source"] for page in pages], sizes)
        folds = {group: fold_of(group) for group in set(self.group)}
        self.fold = np.array([folds[group] for group in self.group])


def matrix_of(words, vocabulary):
    rows, columns = [], []
    for i, text in enumerate(words):
        for word in set(text.split()):
            j = vocabulary.get(word)
            if j is not None:
                rows.append(i)
                columns.append(j)
    data = np.ones(len(rows), np.float32)
    return sparse.csr_matrix((data, (rows, columns)), shape=(len(words), len(vocabulary)))


def fit_words(words, groups, labels, weights, min_hosts, strength, limit):
    """Log-odds of single words: words of `min_hosts` hosts or more, the `limit` strongest."""
    hosts = collections.defaultdict(set)
    for text, group in zip(words, groups):
        for word in set(text.split()):
            hosts[word].add(group)
    kept = sorted(w for w, s in hosts.items() if len(s) >= min_hosts and not w[0].isdigit())
    for _ in range(2):  # the second fit knows that the weak words are gone
        vocabulary = {word: i for i, word in enumerate(kept)}
        model = LogisticRegression(C=strength, solver="liblinear", max_iter=40)
        model.fit(matrix_of(words, vocabulary), labels, sample_weight=weights)
        order = sorted(kept, key=lambda w: -abs(model.coef_[0][vocabulary[w]]) * len(hosts[w]) ** 0.5)
        if len(order) <= limit:
            break
        kept = sorted(order[:limit])
    return {word: round(float(model.coef_[0][i]), 3) for word, i in vocabulary.items()}


def word_columns(words, content, advertisement):
    """What Vocabulary::read makes of the learned words."""
    out = {name: np.zeros(len(words), np.float32) for name in (
        "learned_mean", "learned_sum", "learned_low", "learned_high", "first_word", "last_word",
        "known_share", "learned_ad_mean", "learned_ad_high")}
    for i, text in enumerate(words):
        tokens = text.split()
        if not tokens:
            continue
        known = [t for t in tokens if t in content or t in advertisement]
        if not known:
            continue
        c = [content.get(t, 0.0) for t in known]
        a = [advertisement.get(t, 0.0) for t in known]
        n = len(tokens)
        out["learned_mean"][i] = sum(c) / n
        out["learned_sum"][i] = sum(c) / n**0.5
        out["learned_low"][i] = min(0, min(c))
        out["learned_high"][i] = max(0, max(c))
        out["first_word"][i] = content.get(tokens[0], 0.0)
        out["last_word"][i] = content.get(tokens[-1], 0.0)
        out["known_share"][i] = len(known) / n
        out["learned_ad_mean"][i] = sum(a) / n**0.5
        out["learned_ad_high"][i] = max(0, max(a))
    return out


def shifted(values, page, step):
    out = np.zeros_like(values)
    if step > 0:
        out[step:] = np.where(page[step:] == page[:-step], values[:-step], 0)
    else:
        out[:step] = np.where(page[:step] == page[-step:], values[-step:], 0)
    return out


def both_sides(values, page):
    out = np.zeros_like(values)
    for order in (range(len(values)), range(len(values) - 1, -1, -1)):
        total, current = 0.0, -1
        for i in order:
            if page[i] != current:
                total, current = 0.0, page[i]
            out[i] += total
            total = total * DECAY + values[i]
    return out


def fill_words(rows, select, content, advertisement):
    index = np.where(select)[0]
    for name, values in word_columns([rows.words[i] for i in index], content, advertisement).items():
        rows.features[index, rows.names.index(name)] = values


def fill_context(rows):
    column = rows.names.index
    total = rows.features[:, column("learned_sum")].copy()
    for name, step in (("learned_p1", 1), ("learned_n1", -1), ("learned_p2", 2), ("learned_n2", -2)):
        rows.features[:, column(name)] = shifted(total, rows.page, step)
    rows.features[:, column("learned_near")] = both_sides(total, rows.page)
    rows.features[:, column("ad_near")] = both_sides(
        rows.features[:, column("learned_ad_mean")].copy(), rows.page)


def row_weights(rows):
    """Trust in a row's label: aligned golds less where ambiguous, a tool's draft, or no article."""
    weights = np.ones(len(rows.content), np.float32)
    weights[rows.content < 0] = 0
    source = rows.source.astype(str)
    has = lambda mark: np.char.find(source, mark) >= 0
    aligned = has("text")
    weights[aligned] *= np.abs(2 * rows.content[aligned] - 1)
    weights[has("/tool")] *= 0.4
    weights[aligned & ~has("/article")] *= 0.5
    weights[has("snippets")] *= 2
    weights[has("lines")] *= 3
    weights[has("/clean")] *= 0.5
    weights[has("/partly-cleaned")] *= 0.6
    return weights


def export(booster):
    trees = []
    for tree in booster.dump_model()["tree_info"]:
        out = {"feature": [], "at_most": [], "yes": [], "no": [], "leaf": []}
        count = tree["num_leaves"] - 1
        if count == 0:
            continue
        for key in ("feature", "at_most", "yes", "no"):
            out[key] = [None] * count
        out["leaf"] = [0.0] * (count + 1)

        def visit(node):
            if "leaf_index" in node:
                out["leaf"][node["leaf_index"]] = round(node["leaf_value"], 5)
                return -1 - node["leaf_index"]
            at = node["split_index"]
            out["feature"][at] = booster.feature_name()[node["split_feature"]]
            threshold = np.float32(node["threshold"])
            if threshold > node["threshold"]:
                threshold = np.nextafter(threshold, np.float32(-np.inf))
            out["at_most"][at] = float(f"{threshold:.9g}")
            out["yes"][at] = visit(node["left_child"])
            out["no"][at] = visit(node["right_child"])
            return at

        visit(tree["tree_structure"])
        trees.append(out)
    return {"bias": 0.0, "trees": trees}


def boost(features, labels, weights, names, rounds, leaves, min_rows):
    parameters = dict(objective="binary", learning_rate=0.12, num_leaves=leaves, max_depth=6,
                      min_data_in_leaf=min_rows, feature_fraction=0.5, bagging_fraction=0.7,
                      bagging_freq=1, lambda_l2=5, max_bin=63, verbose=-1, num_threads=2, seed=1,
                      deterministic=True, force_row_wise=True, boost_from_average=True)
    data = lgb.Dataset(features, labels, weight=weights, feature_name=names)
    return lgb.train(parameters, data, rounds)


def chain_of(stay):
    """A chain that leaves the tree scores as they are and rewards neighbours that agree. (Maximum
    likelihood counts the context, which the features already hold, a second time.)"""
    return {"scale": 1.0, "shift": 0.0, "stay_furniture": stay, "stay_content": stay,
            "enter": -stay, "leave": -stay}


def smooth(chain, scores, page):
    """Chain::smooth, for thresholds and for the numbers written into the model file."""
    out = np.zeros(len(scores))
    ff, cc, fc, cf = np.exp([chain[k] for k in ("stay_furniture", "stay_content", "enter", "leave")])
    emission = np.exp(np.clip(chain["scale"] * scores + chain["shift"], -30, 30))
    odds = 1.0
    for i in range(len(scores)):
        first = i == 0 or page[i] != page[i - 1]
        odds = np.clip((1 if first else (fc + cc * odds) / (ff + cf * odds)) * emission[i], 1e-12, 1e12)
        out[i] = odds
    behind = 1.0
    for i in range(len(scores) - 1, -1, -1):
        if i + 1 == len(scores) or page[i] != page[i + 1]:
            behind = 1.0
        total = out[i] * behind
        out[i] = total / (1 + total)
        after = np.clip(behind * emission[i], 1e-12, 1e12)
        behind = (cf + cc * after) / (ff + fc * after)
    return out


def word_f1(predicted, gold, count, page):
    page = np.unique(page, return_inverse=True)[1]
    hit = np.bincount(page, count * predicted * gold)
    p, g = np.bincount(page, count * predicted), np.bincount(page, count * gold)
    keep = g > 0
    return float((2 * hit / np.maximum(p + g, 1e-9))[keep].mean())


def line_f1(predicted, gold):
    return float(2 * (predicted & gold).sum() / max(1, predicted.sum() + gold.sum()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mode", choices=["text", "html"], required=True)
    parser.add_argument("--lines", required=True, help="rows with advertisement labels")
    parser.add_argument("--rows", nargs="+", required=True)
    parser.add_argument("--share", type=float, help="of the pages of --rows to fit on "
                        "(text 0.5: three variants of each page; html 1)")
    parser.add_argument("--share-cleaned", type=float, default=0.4, help="of their cleaned variants")
    parser.add_argument("--rounds", type=int, default=90)
    parser.add_argument("--leaves", type=int, default=15)
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--report", action="store_true", help="print the out-of-fold numbers")
    options = parser.parse_args()
    if options.share is None:
        options.share = 0.5 if options.mode == "text" else 1.0

    labelled = Rows(options.lines, 1.0, options.share_cleaned)
    sets = [Rows(path, options.share, options.share * options.share_cleaned) for path in options.rows]
    if options.mode == "text":
        sets.append(labelled)
    weights = [row_weights(rows) for rows in sets]

    # Word weights, out of fold for the rows the trees learn from, whole for the file.
    def words_without(fold):
        texts, groups, labels, trust = [], [], [], []
        for rows, weight in zip(sets, weights):
            # Long paragraphs teach subjects, not furniture.
            use = (weight > 0.2) & (rows.fold != fold) & (rows.count <= 40) & (rows.count > 0)
            use &= np.char.find(rows.source.astype(str), "clean") < 0
            for i in np.flatnonzero(use):
                texts.append(rows.words[i])
                groups.append(rows.group[i])
            labels.append(rows.content[use] >= 0.5)
            trust.append(weight[use])
        return fit_words(texts, groups, np.concatenate(labels), np.concatenate(trust), 8, 0.1, 3000)

    def advertisement_words_without(fold):
        use = (labelled.fold != fold) & (labelled.source == "lines") & (labelled.content < 0.5)
        index = np.flatnonzero(use)
        return fit_words([labelled.words[i] for i in index], labelled.group[index],
                         labelled.advertisement[index] >= 0.5, np.ones(len(index)), 3, 0.5, 400)

    pool = sets if options.mode == "text" else sets + [labelled]
    for fold in range(FOLDS):
        content, advertisement = words_without(fold), advertisement_words_without(fold)
        for rows in pool:
            fill_words(rows, rows.fold == fold, content, advertisement)
    for rows in pool:
        fill_context(rows)
    content_words, advertisement_words = words_without(-1), advertisement_words_without(-1)

    names = sets[0].names
    features = np.concatenate([rows.features for rows in sets])
    labels = np.concatenate([rows.content for rows in sets]) >= 0.5
    count = np.concatenate([rows.count for rows in sets])
    fold = np.concatenate([rows.fold for rows in sets])
    source = np.concatenate([rows.source.astype(str) for rows in sets])
    page = np.concatenate([rows.page + 10**6 * i for i, rows in enumerate(sets)])
    known = np.concatenate(weights) > 0
    # Half by line, half by words: a lost paragraph costs more than a lost heading.
    weight = np.concatenate(weights) * (0.5 + np.sqrt(count) / 3)
    scores = np.zeros(len(labels))
    for held in range(FOLDS):
        use = known & (fold != held)
        model = boost(features[use], labels[use], weight[use], names, options.rounds, options.leaves, 60)
        scores[fold == held] = model.predict(features[fold == held], raw_score=True)

    def measure(name, use, threshold, posterior):
        predicted = posterior[use] >= threshold
        return {"rows": name, "word_f1": round(word_f1(predicted, labels[use], count[use], page[use]), 3),
                "line_precision": round(float((predicted & labels[use]).sum() / max(1, predicted.sum())), 3),
                "line_recall": round(float((predicted & labels[use]).sum() / max(1, labels[use].sum())), 3),
                "line_f1": round(line_f1(predicted, labels[use]), 3)}

    views = {"wcxb articles": np.char.equal(source, "text/article"), "lines-labelled": np.char.equal(source, "lines"),
             "already clean": np.char.endswith(source, "/clean"), "partly clean": np.char.endswith(source, "/partly-cleaned"),
             "trafilatura snippets": np.char.startswith(source, "snippets") & known}
    views = {name: use for name, use in views.items() if use.any()}
    whole = {name: use for name, use in views.items() if name in ("wcxb articles", "lines-labelled")}

    def value(posterior, threshold):
        return np.mean([word_f1(posterior[use] >= threshold, labels[use], count[use], page[use]) +
                        line_f1(posterior[use] >= threshold, labels[use]) for use in whole.values()])

    trials = []
    for stay in (0.0, 0.1, 0.2, 0.3):
        posterior = smooth(chain_of(stay), scores, page)
        trials += [(value(posterior, t), stay, t) for t in THRESHOLDS]
    _, stay, threshold = max(trials)
    chain = chain_of(stay)
    posterior = smooth(chain, scores, page)
    measured = [measure(name, use, threshold, posterior) for name, use in views.items()]

    final = boost(features[known], labels[known], weight[known], names,
                  options.rounds, options.leaves, 60)

    # What advertises among the furniture.
    names_ad = labelled.names
    furniture = labelled.content < 0.5
    is_ad = labelled.advertisement >= 0.5
    ad_weight = np.where(labelled.source == "lines", 1.0, 0.4) * furniture
    ad_scores = np.zeros(len(is_ad))
    for held in range(FOLDS):
        use = furniture & (labelled.fold != held)
        model = boost(labelled.features[use], is_ad[use], ad_weight[use], names_ad, 70, 10, 25)
        ad_scores[labelled.fold == held] = model.predict(labelled.features[labelled.fold == held], raw_score=True)
    full = furniture & (labelled.source == "lines")
    probability = 1 / (1 + np.exp(-ad_scores))
    ad_threshold = float(max(np.arange(0.2, 0.66, 0.03),
                             key=lambda t: line_f1(probability[full] >= t, is_ad[full])))
    found = probability[full] >= ad_threshold
    measured.append({"rows": "lines-labelled, advertisement among furniture",
                     "line_precision": round(float((found & is_ad[full]).sum() / max(1, found.sum())), 3),
                     "line_recall": round(float((found & is_ad[full]).sum() / is_ad[full].sum()), 3),
                     "line_f1": round(line_f1(found, is_ad[full]), 3)})
    final_ad = boost(labelled.features[furniture], is_ad[furniture], ad_weight[furniture], names_ad, 70, 10, 25)

    both = sorted(set(content_words) | set(advertisement_words))
    model = {
        "name": "boilerplate " + options.mode,
        "fitted": datetime.date.today().isoformat(),
        "script": "scripts/train/train_boilerplate.py",
        "data": ["WCXB development pages, dev part (CC-BY-4.0)",
                 "trafilatura evaluation pages, dev part (Apache-2.0)",
                 "lines-labelled, dev part (own labels on WCXB pages, CC-BY-4.0)"],
        "measured_out_of_fold": measured,
        "decide": {"content": round(threshold, 3), "advertisement": round(ad_threshold, 3)},
        "chain": chain,
        "content": export(final),
        "advertisement": export(final_ad),
        "words": {w: [content_words.get(w, 0), advertisement_words.get(w, 0)] for w in both},
    }
    lines = []
    for key, item in model.items():
        if key in ("content", "advertisement"):
            trees = ",\n  ".join(json.dumps(tree, separators=(",", ":")) for tree in item["trees"])
            lines.append(f' "{key}": {{"bias": {item["bias"]}, "trees": [\n  {trees}]}}')
        elif key == "words":
            words = ",\n  ".join(json.dumps(w, ensure_ascii=False) + ": " + json.dumps(v) for w, v in item.items())
            lines.append(f' "words": {{\n  {words}}}')
        else:
            lines.append(f' "{key}": ' + json.dumps(item, ensure_ascii=False))
    with open(options.output, "w", encoding="utf8") as file:
        file.write("{\n" + ",\n".join(lines) + "\n}\n")
    if options.report:
        for row in measured:
            print(row)
        for trial in sorted(trials, reverse=True):
            print("value %.4f at stay %.2f, threshold %.2f" % trial)
        print(chain, threshold, ad_threshold)
        gain = sorted(zip(final.feature_importance("gain"), names), reverse=True)
        print("strongest:", [name for value, name in gain[:40]])
        print("unused:", [name for value, name in gain if value == 0])


if __name__ == "__main__":
    main()
