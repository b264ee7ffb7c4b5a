#!/usr/bin/env python3
"""The corroboration sets that may train shipped weights, and the part of them that may be read.

    scripts/train/corroboration_data.py FOLDER

writes the labelled texts of data/claims-*.jsonl (see claims-guide.md) in the form that `assay eval verify`
reads: articles joined with the statements they are about (claims-own.jsonl, claims-articles.jsonl, claims-invented.jsonl), claims
over short passages (claims-pairs.jsonl), edited summaries (claims-edits.jsonl), claims over what a search
brings (claims-snippets.jsonl). Keep the first two outside the repository.
"""
import gzip
import hashlib
import json
import os
import pathlib
import sys

ROOT = pathlib.Path(os.environ.get("ASSAY_DATA", "data")) / "corroboration"

# Set name -> file. Licences: WiCE ODC-BY (Wikipedia text CC BY-SA), SummEdits Apache-2.0 repository,
# FEVER and FEVER-Symmetric CC BY-SA 3.0, FM2 Apache-2.0 (Wikipedia text CC BY-SA), SciFact CC BY /
# ODC-By, Factcheck-Bench Apache-2.0.
TRAINING_FILES = {
    "wice": "wice/claim_dev.jsonl.gz",
    "wice_chunks": "wice/oracle_chunks_claim_dev.jsonl.gz",
    "wice_tokens": "wice/non_supported_tokens_train.jsonl.gz",
    "factcheck_bench": "factcheck_bench/stance_dev.jsonl.gz",
    "summedits_podcast": "summedits/podcast.jsonl.gz",
    "summedits_qmsumm": "summedits/qmsumm.jsonl.gz",
    "summedits_sales_call": "summedits/sales_call.jsonl.gz",
    "summedits_sales_email": "summedits/sales_email.jsonl.gz",
    "summedits_samsum": "summedits/samsum.jsonl.gz",  # only measured: its dialogues are CC BY-NC-ND
    "summedits_scitldr": "summedits/scitldr.jsonl.gz",
    "fever": "fever_dev_pairs/pairs_dev.jsonl.gz",
    "fever_symmetric": "fever_symmetric/v0.2_dev.jsonl.gz",
    "fm2": "fm2/dev.jsonl.gz",
    "scifact": "scifact_pairs/train.jsonl.gz",
    "articles": "articles-over-statements.jsonl.gz",
}

FREQUENCY_SOURCES = [
    "WiCE (ODC-BY; CC BY-SA)", "FEVER (CC BY-SA 3.0)", "FM2 (Apache-2.0; CC BY-SA)",
    "SummEdits (Apache-2.0)", "SciFact (CC BY)", "White House statements (public domain)",
]


def in_check_part(key):
    return int(hashlib.sha1(key.encode()).hexdigest()[:8], 16) % 10 in (0, 1)


def key_of(row):
    """The text a row must not share with another part: its statements, document or evidence."""
    if "official" in row:
        return "\n".join(official["text"] for official in row["official"])
    if row.get("doc"):
        return row["doc"]
    return "\n".join(row["evidence"]) if row.get("evidence") else row["id"]


def rows(file):
    with gzip.open(ROOT / file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row


def evidence_texts():
    """Evidence and statements of the dev part, each text once."""
    seen = set()
    for name in ("wice", "summedits_podcast", "summedits_qmsumm", "summedits_sales_call",
                 "summedits_sales_email", "summedits_scitldr", "fever", "fm2",
                 "scifact"):
        for row in rows(TRAINING_FILES[name]):
            key = key_of(row)
            if key not in seen and not in_check_part(key):
                seen.add(key)
                yield key
    for row in rows("official_text/whitehouse.jsonl.gz"):
        yield row["doc"]


def own(name):
    """The objects of a file of this project's own."""
    with (pathlib.Path(__file__).parent / "data" / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def own_articles(name):
    """The articles of a file with the text of their statements."""
    statements = {row["id"]: row for of in ("whitehouse", "fomc") for row in rows(f"official_text/{of}.jsonl.gz")}
    for article in own(name):
        if "official_id" in article:
            statement = statements[article.pop("official_id")]
            article["official"] = [{"text": statement["doc"], "date": statement["date"]}]
        else:
            article["official"] = [article["official"]]
        begin = 0
        for sentence in article["sentences"]:
            sentence["begin"] = begin
            begin += len(sentence["text"]) + 1
        yield article


def own_claims(name):
    """The claims of another file, each with its evidence or document."""
    for item in own(name):
        given = {key: item[key] for key in ("evidence", "doc") if key in item}
        for number, claim in enumerate(item.get("claims") or item["edits"]):
            yield {"id": f"{item['id']}/{number}", "claim": claim["text"], "label": claim["label"]} | given


def main():
    folder = pathlib.Path(sys.argv[1])
    written = {name: own_articles(name) for name in ("claims-own.jsonl", "claims-articles.jsonl", "claims-invented.jsonl")}
    written |= {name: own_claims(name) for name in ("claims-pairs.jsonl", "claims-edits.jsonl", "claims-snippets.jsonl")}
    for name, items in written.items():
        with (folder / name).open("w", encoding="utf-8") as out:
            for item in items:
                out.write(json.dumps(item, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
