#!/usr/bin/env python3
"""Fits heuristics/models/headline-line.json: which line of plain text is its headline?

    D=$ASSAY_DATA/extraction
    train_headline_line.py --make heads.jsonl $D/wcxb-dev.jsonl.gz $D/trafilatura-eval.jsonl.gz
    assay eval lines heads.jsonl --part dev --features heads.rows
    train_headline_line.py --fit heads.rows -o headline-line.json

The pages label themselves: a visible line that equals the page's known title, or a top heading that
stands in the <title>, is the headline. Each page is taken as a plain scraper leaves it, with most of
what stands above the headline cut away, without its headline, and as its hand-marked text alone with
and without one. Rows of the check part never reach the fit; folds go by host. The L1 penalty keeps
the features that carry something. The threshold is low: a line too many is a heading of the text or
one of its frame, a headline lost takes byline, date and what rests on it along.
"""
import argparse
import datetime
import gzip
import hashlib
import json
import random
import re

import lxml.html
import numpy as np
from sklearn.linear_model import LogisticRegression

from advertisement_lines import rendered

FOLDS = 5
INVERSE_PENALTY = 0.015  # out of fold .03 is as good, .005 finds six in a hundred pages less
THRESHOLD = 0.25
LINES_BEFORE_TEXT, LINES_INSIDE_TEXT = 40, 6  # of the window, as in headline_line.cpp
MIN_WORDS, MAX_WORDS, MAX_STATEMENT_WORDS = 2, 30, 12
NOT_OURS = {"content", "advertisement", "word_count", "content_score", "content_share",
            "title_overlap", "is_heading", "heading_level"}  # flattened text does not have them


def plain(text):
    return re.sub(r"\W+", " ", (text or "").lower()).strip()


def titles_of(row):
    """What the page is called, in the words of its lines."""
    tree = lxml.html.document_fromstring(row["html"].encode(), parser=lxml.html.HTMLParser(encoding="utf8"))
    in_title = set(plain(" ".join(tree.xpath("//title/text()")[:1])).split())
    titles = {plain(row.get("title"))}
    for heading in tree.xpath("//h1"):
        text = plain(heading.text_content())
        if len(text.split()) >= 3 and set(text.split()) <= in_title:
            titles.add(text)
    return {title for title in titles if len(title) > 10}


def variants(row, number):
    """The page's lines as several scrapers leave them: (name, lines, numbers of headline lines)."""
    lines = rendered(row["html"])
    titles = titles_of(row)
    heads = [i for i, line in enumerate(lines) if plain(line) in titles]
    if not heads:
        return
    chance = random.Random(row["id"])
    yield "page", lines, heads
    cut = max(0, heads[-1 if len(heads) < 3 else 0] - chance.choice([0, 0, 1, 2, 3, 5, 8]))
    yield "cut", lines[cut:], [i - cut for i in heads if i >= cut]
    body = [line for line in (row.get("text") or "").split("\n") if line.strip() and plain(line) not in titles]
    if len(body) >= 4 and number % 2 == 0:
        yield "text", [lines[heads[-1]]] + body, [0]
        if number % 4 == 0:
            yield "text-without", body, []
    if len(lines) - heads[-1] > 10 and number % 2:
        yield "page-without", [line for i, line in enumerate(lines) if i not in set(heads)], []


def make(sources, output):
    number = 0
    with open(output, "w", encoding="utf8") as out:
        for source in sources:
            for text in gzip.open(source, "rt", encoding="utf8"):
                row = json.loads(text)
                if row.get("page_type", "article") != "article":
                    continue
                number += 1
                for name, lines, heads in variants(row, number):
                    labelled = [{"text": line, "label": "content" if i in set(heads) else "boilerplate"}
                                for i, line in enumerate(lines)]
                    out.write(json.dumps({"id": f"{row['id']}/{name}", "url": row["url"], "lines": labelled}) + "\n")


class Candidates:
    def __init__(self, path):
        header = json.load(open(path + ".json"))
        columns = header["columns"]
        place = {name: i for i, name in enumerate(columns)}
        of_page = {name for name in columns if name.startswith("page_") or name.startswith("ad_")}
        self.names = [name for name in columns if name not in NOT_OURS | of_page]
        matrix = np.memmap(path, dtype=np.float32, mode="r").reshape(-1, len(columns))
        kept, self.variant, self.page, groups = [], [], [], []
        begin = 0
        self.pages = 0
        for page in header["pages"]:
            rows = matrix[begin:begin + page["rows"]]
            text = np.flatnonzero(rows[:, place["in_core"]] > 0)
            if page["source"] == "lines" and len(text):
                words = rows[:, place["word_count"]]
                statement = ((rows[:, place["ends_terminal"]] != 0) & (rows[:, place["question"]] == 0) &
                             (rows[:, place["exclamation"]] == 0))
                most = np.where(statement, MAX_STATEMENT_WORDS, MAX_WORDS)
                first = max(0, text[0] - LINES_BEFORE_TEXT)
                window = [i for i in range(first, min(len(rows), text[0] + LINES_INSIDE_TEXT))
                          if MIN_WORDS <= words[i] <= most[i]]
                kept += [begin + i for i in window]
                self.page += [self.pages] * len(window)
                self.variant += [page["id"].rsplit("/", 1)[1]] * len(window)
                groups += [page["group"]] * len(window)
                self.pages += 1
            begin += page["rows"]
        rows = np.asarray(matrix[kept])
        self.values = rows[:, [place[name] for name in self.names]].astype(np.float64)
        self.label = rows[:, place["content"]] > 0
        self.page, self.variant = np.array(self.page), np.array(self.variant)
        self.fold = np.array([int(hashlib.md5(g.encode()).hexdigest(), 16) % FOLDS for g in groups])


def fit(values, labels):
    mean, deviation = values.mean(0), np.maximum(values.std(0), 1e-3)
    model = LogisticRegression(C=INVERSE_PENALTY, l1_ratio=1, solver="liblinear", max_iter=300, random_state=0)
    model.fit(np.clip((values - mean) / deviation, -6, 6), labels)
    weights = model.coef_[0] / deviation
    return weights, model.intercept_[0] - weights @ mean


def measure(candidates, probability):
    """Of the pages of each kind: how many have the right line named, how many a wrong one."""
    outcome = {}
    for page in np.unique(candidates.page):
        rows = np.flatnonzero(candidates.page == page)
        best = rows[np.argmax(probability[rows])]
        counts = outcome.setdefault(str(candidates.variant[best]), [0, 0, 0])
        counts[0] += 1
        if probability[best] >= THRESHOLD:
            counts[1 if candidates.label[best] else 2] += 1
    return {name: {"pages": n, "right": round(right / n, 3), "wrong": round(wrong / n, 3)}
            for name, (n, right, wrong) in sorted(outcome.items())}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--make", metavar="OUT", help="write the labelled lines of pages to OUT")
    parser.add_argument("--fit", action="store_true", help="fit the model to rows of --features")
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("-o", "--output")
    options = parser.parse_args()
    if options.make:
        make(options.inputs, options.make)
        return
    if not options.fit or not options.output:
        parser.error("give --make OUT PAGES... or --fit ROWS -o OUT")
    candidates = Candidates(options.inputs[0])
    probability = np.zeros(len(candidates.label))
    for f in range(FOLDS):
        outside = candidates.fold != f
        weights, bias = fit(candidates.values[outside], candidates.label[outside])
        probability[~outside] = 1 / (1 + np.exp(-(candidates.values[~outside] @ weights + bias)))
    measured = measure(candidates, probability)
    for name, numbers in measured.items():
        print(name, numbers)
    weights, bias = fit(candidates.values, candidates.label)
    named = {name: round(float(w), 5) for name, w in zip(candidates.names, weights) if abs(w) > 1e-6}
    print(len(named), "features")
    about = {"what": "Log-odds that a line is the headline; see src/scorers/headline_line.h.",
             "trained_by": "scripts/train/train_headline_line.py",
             "data": f"titles of {candidates.pages} variants of WCXB development and trafilatura evaluation pages",
             "licence": "fitted on pages published under CC BY 4.0 and Apache-2.0: see NOTICE",
             "fitted": str(datetime.date.today()), "measured_out_of_fold": measured}
    json.dump({"about": about, "threshold": THRESHOLD, "bias": round(float(bias), 5), "weights": named},
              open(options.output, "w"), indent=1)


if __name__ == "__main__":
    main()
