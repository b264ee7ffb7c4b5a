#!/usr/bin/env python3
"""Fits heuristics/models/lines.json (plain text) or blocks.json (HTML).

Training rows come from the program itself, so the features cannot diverge:

    D=$ASSAY_DATA/extraction
    advertisement_lines.py $D/wcxb-dev.jsonl.gz $D/trafilatura-eval.jsonl.gz -o ads.jsonl
    assay eval lines ads.jsonl --part dev --features ads.rows
    assay eval lines $D/lines-labelled.jsonl.gz $D/wcxb-dev.jsonl.gz --part dev --features lines.rows
    assay eval extraction $D/wcxb-dev.jsonl.gz --convention text --part dev --features wcxb.rows
    assay eval extraction $D/trafilatura-eval.jsonl.gz --convention text --part dev --features traf.rows
    train_boilerplate.py --mode text --lines lines.rows --advertisements ads.rows \\
        --rows wcxb.rows traf.rows -o lines.json

For HTML leave out `--convention text` and give `--mode html`: the labels of lines.rows and ads.rows
are then laid against the blocks of the same pages. Rows of the check part never reach this script.
Folds go by host. Nothing of the output is set by hand: the chains and thresholds are those of the
best out-of-fold value (amid content, the highest of the best few), so `measured_out_of_fold`, taken
at them, is a little kind to itself. It tells of the models alone, without the rules beside them.
The default settings are those of the shipped files.
"""
import argparse
import collections
import datetime
import difflib
import hashlib
import json

import lightgbm as lgb
import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

FOLDS = 2
AD_FOLDS = 5  # few pages carry labels of advertisements
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65)
AMID_SLACK = 0.002  # of F1, spent on a higher threshold amid content: there an error costs a paragraph
SURE, SELLS_NOTHING = 0.8, -6.0  # what surely is content is not asked whether it sells: boilerplate.cpp
DECAY = 0.7  # of learned_near, ad_before and ad_after, as in boilerplate_features.cpp
AD_COLUMNS = ("learned_ad_mean", "learned_ad_high", "ad_context", "ad_p1", "ad_n1", "ad_p2", "ad_n2",
              "ad_before", "ad_after", "content_score", "content_share")  # not for the content model


def fold_of(group, folds=FOLDS):
    return int(hashlib.md5(group.encode()).hexdigest(), 16) % folds


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
        width = sum(not name.startswith("headline.") for name in self.columns)
        self.features = matrix[:, 3:width]
        self.names = self.columns[3:width]
        texts = open(path + ".words", encoding="utf8").read().split("\n")
        self.words = [texts[i] for i in np.flatnonzero(keep)]
        pages = [page for page, kept in zip(header["pages"], keep_page) if kept]
        sizes = [page["rows"] for page in pages]
        self.page = np.repeat(np.arange(len(sizes)), sizes)
        self.id = np.repeat([page["id"] for page in pages], sizes)
        self.group = np.repeat([page["group"] for page in pages], sizes)
        self.source = np.repeat([page["source"] for page in pages], sizes)
        folds = {group: fold_of(group) for group in set(self.group)}
        self.fold = np.array([folds[group] for group in self.group])

    def select(self, keep):
        """Leaves only these rows."""
        for name, values in vars(self).items():
            if isinstance(values, np.ndarray):
                setattr(self, name, values[keep])
        self.words = [text for text, kept in zip(self.words, keep) if kept]
        return self


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


def word_columns(words, content):
    """What Vocabulary::read makes of the words learned for content."""
    out = {name: np.zeros(len(words), np.float32) for name in (
        "learned_mean", "learned_sum", "learned_low", "learned_high", "first_word", "last_word",
        "known_share")}
    for i, text in enumerate(words):
        tokens = text.split()
        known = [content[t] for t in tokens if t in content]
        if not known:
            continue
        n = len(tokens)
        out["learned_mean"][i] = sum(known) / n
        out["learned_sum"][i] = sum(known) / n**0.5
        out["learned_low"][i] = min(0, min(known))
        out["learned_high"][i] = max(0, max(known))
        out["first_word"][i] = content.get(tokens[0], 0.0)
        out["last_word"][i] = content.get(tokens[-1], 0.0)
        out["known_share"][i] = len(known) / n
    return out


def shifted(values, page, step):
    out = np.zeros_like(values)
    if step > 0:
        out[step:] = np.where(page[step:] == page[:-step], values[:-step], 0)
    else:
        out[:step] = np.where(page[:step] == page[-step:], values[-step:], 0)
    return out


def one_side(values, page, order):
    out = np.zeros_like(values)
    total, current = 0.0, -1
    for i in order:
        if page[i] != current:
            total, current = 0.0, page[i]
        out[i] = total
        total = total * DECAY + values[i]
    return out


def before(values, page):
    return one_side(values, page, range(len(values)))


def behind(values, page):
    return one_side(values, page, range(len(values) - 1, -1, -1))


def fill_words(rows, select, content):
    index = np.where(select)[0]
    for name, values in word_columns([rows.words[i] for i in index], content).items():
        rows.features[index, rows.names.index(name)] = values


def fill_context(rows):
    column = rows.names.index
    total = rows.features[:, column("learned_sum")].copy()
    for name, step in (("learned_p1", 1), ("learned_n1", -1), ("learned_p2", 2), ("learned_n2", -2)):
        rows.features[:, column(name)] = shifted(total, rows.page, step)
    rows.features[:, column("learned_near")] = before(total, rows.page) + behind(total, rows.page)


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
                      bagging_freq=1, lambda_l2=5, max_bin=63, verbose=-1, num_threads=1, seed=1,
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


def line_value(predicted, gold):
    """F 0.7: a furniture line that is kept is worse than a short line that is lost."""
    return float(1.49 * (predicted & gold).sum() / max(1, predicted.sum() + 0.49 * gold.sum()))


def line_f1(predicted, gold):
    return float(2 * (predicted & gold).sum() / max(1, predicted.sum() + gold.sum()))


def transfer(labelled, rows):
    """The labels of advertisements in `labelled` (lines of plain text), laid against the rows of the
    same pages: equal texts in order, and between them the line that shares most words."""
    lines = collections.defaultdict(list)
    for key, text, label in zip(labelled.id, labelled.words, labelled.advertisement):
        if text:
            lines[key].append((text, label))
    places = collections.defaultdict(list)
    for i, key in enumerate(rows.id):
        if key in lines:
            places[key].append(i)
    out = np.full(len(rows.id), -1, np.float32)
    for key, index in places.items():
        ours, theirs = [rows.words[i] for i in index], lines[key]
        matcher = difflib.SequenceMatcher(None, ours, [text for text, _ in theirs], autojunk=False)
        at_ours = at_theirs = 0
        for a, b, size in matcher.get_matching_blocks():
            for i in range(at_ours, a):
                words = set(ours[i].split())
                shared = [(len(words & set(text.split())), label) for text, label in theirs[at_theirs:b]]
                if shared and max(shared)[0] >= 0.6 * len(words) > 0:
                    out[index[i]] = max(shared, key=lambda pair: pair[0])[1]
            for i in range(size):
                out[index[a + i]] = theirs[b + i][1]
            at_ours, at_theirs = a + size, b + size
    return out


class Pool:
    """The pages whose advertisements are known, as one table."""

    def __init__(self, sets):
        self.names = sets[0].names
        self.features = np.concatenate([rows.features for rows in sets])
        self.words = [text for rows in sets for text in rows.words]
        for name in ("advertisement", "content", "count", "group", "source", "scores", "own"):
            setattr(self, name, np.concatenate([getattr(rows, name) for rows in sets]))
        self.page = np.concatenate([rows.page + 10**6 * i for i, rows in enumerate(sets)])
        folds = {group: fold_of("advertisement " + group, AD_FOLDS) for group in set(self.group)}
        self.fold = np.array([folds[group] for group in self.group])
        self.known = self.advertisement >= 0
        self.gold = self.advertisement >= 0.5


class AdWords:
    """Log-odds of advertisement that a word adds to its own line, to the line before, and behind."""

    def __init__(self, pool, use, min_hosts, strength, limit):
        index = np.flatnonzero(use)
        hosts = collections.defaultdict(set)
        for i in index:
            for word in set(pool.words[i].split()):
                hosts[word].add(pool.group[i])
        kept = sorted(w for w, s in hosts.items() if len(s) >= min_hosts and not w[0].isdigit())
        for _ in range(2):  # the second fit knows that the weak words are gone
            vocabulary = {word: i for i, word in enumerate(kept)}
            model = LogisticRegression(C=strength, solver="liblinear", max_iter=60)
            model.fit(self.matrix(pool, vocabulary)[index], pool.gold[index])
            weights = model.coef_[0].reshape(3, len(kept)).T
            strongest = np.abs(weights).max(axis=1) * np.sqrt([len(hosts[w]) for w in kept])
            if len(kept) <= limit:
                break
            kept = sorted(kept[i] for i in np.argsort(-strongest)[:limit])
        # A word of this line speaks for the line before as that line's word behind, and so on.
        own, from_before, from_behind = weights.T
        self.weights = {word: (round(float(own[i]), 3), round(float(from_behind[i]), 3), round(float(from_before[i]), 3))
                        for word, i in vocabulary.items()}

    @staticmethod
    def matrix(pool, vocabulary):
        rows, columns, values = [], [], []
        for i, text in enumerate(pool.words):
            tokens = text.split()
            for token in tokens:
                j = vocabulary.get(token)
                if j is not None:
                    rows.append(i)
                    columns.append(j)
                    values.append(len(tokens) ** -0.5)
        count = len(pool.words)
        own = sparse.csr_matrix((np.array(values, np.float32), (rows, columns)), shape=(count, len(vocabulary)))
        same_page = (pool.page[1:] == pool.page[:-1]).astype(np.float32)
        line_before = sparse.diags([same_page], [-1], shape=(count, count)) @ own
        line_behind = sparse.diags([same_page], [1], shape=(count, count)) @ own
        return sparse.hstack([own, line_before, line_behind]).tocsr().astype(np.float32)

    def fill(self, pool, select):
        """Sets what FeatureTable makes of these words, in the lines of whole pages."""
        own, high, to_before, to_behind = (np.zeros(len(pool.words), np.float32) for _ in range(4))
        for i in np.flatnonzero(select):
            tokens = pool.words[i].split()
            found = [self.weights[t] for t in tokens if t in self.weights]
            if found:
                own[i], to_before[i], to_behind[i] = np.sum(found, axis=0) / len(tokens) ** 0.5
                high[i] = max(0, max(w[0] for w in found))
        context = own + shifted(to_before, pool.page, -1) + shifted(to_behind, pool.page, 1)
        columns = {"learned_ad_mean": own, "learned_ad_high": high, "ad_context": context,
                   "ad_before": before(context, pool.page), "ad_after": behind(context, pool.page)}
        for name, step in (("ad_p1", 1), ("ad_n1", -1), ("ad_p2", 2), ("ad_n2", -2)):
            columns[name] = shifted(context, pool.page, step)
        for name, values in columns.items():
            pool.features[select, pool.names.index(name)] = values[select]


def fit_advertisement(pool, content_chain, content_threshold, rounds, leaves):
    """Word weights, trees, chain and thresholds; and what they measure out of fold."""
    column = pool.names.index
    share = smooth(content_chain, pool.scores, pool.page)
    pool.features[:, column("content_score")] = pool.scores
    pool.features[:, column("content_share")] = share
    settings = dict(min_hosts=4, strength=1.0, limit=2500)
    for held in range(AD_FOLDS):
        AdWords(pool, pool.known & (pool.fold != held), **settings).fill(pool, pool.fold == held)
    asked = share < SURE
    scores = np.full(len(pool.gold), SELLS_NOTHING)
    weight = np.ones(len(pool.gold), np.float32)
    for held in range(AD_FOLDS):
        use = pool.known & (pool.fold != held)
        model = boost(pool.features[use], pool.gold[use], weight[use], pool.names, rounds, leaves, 25)
        held_out = asked & (pool.fold == held)
        scores[held_out] = model.predict(pool.features[held_out], raw_score=True)
    known, inside = pool.known, share >= content_threshold
    trials = []
    for stay in (0.0, 0.1, 0.2, 0.3):
        sells = smooth(chain_of(stay), scores, pool.page)
        for threshold in np.arange(0.12, 0.7, 0.02):
            found = (sells >= threshold) & ~inside
            trials.append((line_f1(found[known], pool.gold[known]), stay, threshold))
    _, stay, threshold = max(trials)
    chain = chain_of(stay)
    sells = smooth(chain, scores, pool.page)
    outside = (sells >= threshold) & ~inside
    amid = [(line_f1((outside | ((sells >= t) & inside))[known], pool.gold[known]), t)
            for t in np.arange(0.3, 0.96, 0.05)]
    inside_threshold = max(t for value, t in amid if value >= max(amid)[0] - AMID_SLACK)
    found = outside | ((sells >= inside_threshold) & inside)
    measured = []
    for name, use in (("advertisement lines", known), ("advertisement lines, lines-labelled", known & ~pool.own),
                      ("advertisement lines, own labels", known & pool.own)):
        right = (found & pool.gold)[use].sum()
        measured.append({"rows": name, "line_precision": round(float(right / max(1, found[use].sum())), 3),
                         "line_recall": round(float(right / max(1, pool.gold[use].sum())), 3),
                         "line_f1": round(line_f1(found[use], pool.gold[use]), 3)})
    final = boost(pool.features[known], pool.gold[known], weight[known], pool.names, rounds, leaves, 25)
    words = AdWords(pool, known, **settings).weights
    thresholds = {"advertisement": round(float(threshold), 3), "advertisement_inside": round(float(inside_threshold), 3)}
    return final, words, chain, thresholds, measured


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mode", choices=["text", "html"], required=True)
    parser.add_argument("--lines", required=True, help="rows with labels of content and advertisement")
    parser.add_argument("--advertisements", required=True, help="rows with labels of advertisement")
    parser.add_argument("--rows", nargs="+", required=True)
    parser.add_argument("--share", type=float, help="of the pages of --rows to fit on "
                        "(text 0.5: three variants of each page; html 1)")
    parser.add_argument("--share-cleaned", type=float, default=0.4, help="of their cleaned variants")
    parser.add_argument("--rounds", type=int, default=90)
    parser.add_argument("--leaves", type=int, default=15, help="of a tree, at most 16")
    parser.add_argument("--ad-rounds", type=int, default=90)
    parser.add_argument("--ad-leaves", type=int, default=10, help="of a tree, at most 16")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--report", action="store_true", help="print the out-of-fold numbers")
    options = parser.parse_args()
    if options.share is None:
        options.share = 0.5 if options.mode == "text" else 1.0

    labelled = Rows(options.lines, 1.0, options.share_cleaned)
    advertisements = Rows(options.advertisements, 1.0, 0.0)
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

    filled = sets + [advertisements] if options.mode == "text" else sets
    for fold in range(FOLDS):
        content_words = words_without(fold)
        for rows in filled:
            fill_words(rows, rows.fold == fold, content_words)
    for rows in filled:
        fill_context(rows)
        rows.scores = np.zeros(len(rows.content))
    content_words = words_without(-1)

    unused = [sets[0].names.index(name) for name in AD_COLUMNS]
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
    features[:, unused] = 0
    for held in range(FOLDS):
        use = known & (fold != held)
        model = boost(features[use], labels[use], weight[use], names, options.rounds, options.leaves, 60)
        for rows in filled:
            rows.scores[rows.fold == held] = model.predict(rows.features[rows.fold == held], raw_score=True)
    scores = np.concatenate([rows.scores for rows in sets])

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
                        line_value(posterior[use] >= threshold, labels[use]) for use in whole.values()])

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

    # What advertises.
    if options.mode == "text":
        labelled_pages = [labelled.select(labelled.source == "lines"), advertisements]
        for rows, own in zip(labelled_pages, (False, True)):
            rows.own = np.full(len(rows.content), own)
    else:
        labelled_pages = []
        for rows in sets:
            first = transfer(labelled.select(labelled.source == "lines"), rows)
            second = transfer(advertisements, rows)
            rows.advertisement = np.where(first >= 0, first, second)
            rows.own = first < 0
            pages = set(rows.page[rows.advertisement >= 0])
            labelled_pages.append(rows.select(np.array([page in pages for page in rows.page])))
    pool = Pool(labelled_pages)
    ad_model, ad_words, ad_chain, ad_thresholds, ad_measured = fit_advertisement(
        pool, chain, threshold, options.ad_rounds, options.ad_leaves)
    measured += ad_measured

    both = sorted(set(content_words) | set(ad_words))
    model = {
        "name": "boilerplate " + options.mode,
        "fitted": datetime.date.today().isoformat(),
        "script": "scripts/train/train_boilerplate.py",
        "licence": "fitted on pages under CC BY 4.0 and Apache-2.0: see NOTICE",
        "data": ["WCXB development pages, dev part (CC-BY-4.0)",
                 "trafilatura evaluation pages, dev part (Apache-2.0)",
                 "lines-labelled, dev part (own labels on WCXB pages, CC-BY-4.0)",
                 "data/advertisement-lines.jsonl (own labels on WCXB and trafilatura pages)"],
        "measured_out_of_fold": measured,
        "decide": {"content": round(threshold, 3), **ad_thresholds},
        "content_chain": chain,
        "advertisement_chain": ad_chain,
        "content": export(final),
        "advertisement": export(ad_model),
        "words": {w: [content_words.get(w, 0), *ad_words.get(w, (0, 0, 0))] for w in both},
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
        print(chain, threshold, ad_chain, ad_thresholds)
        gain = sorted(zip(final.feature_importance("gain"), names), reverse=True)
        print("strongest:", [name for value, name in gain[:40]])
        gain_ad = sorted(zip(ad_model.feature_importance("gain"), names), reverse=True)
        print("strongest for advertisements:", [name for value, name in gain_ad[:40]])
        print("unused:", [name for value, name in gain if value == 0])


if __name__ == "__main__":
    main()
