#!/usr/bin/env python3
"""Writes heuristics/models/word-senses-*.json, how the meanings of English stems lie to each other, and
irregular-forms.json, what words like "paid" and "children" are forms of.

Reads WordNet 3.0 as Debian's package wordnet-base installs it (Princeton's WordNet licence):

    apt-get install wordnet-base
    scripts/train/wordnet_tables.py [/usr/share/wordnet]

Every stem that has a word vector gets five lists of concepts (WordNet's synsets, numbered anew):
what it is, what that is a kind of (nearest first), what excludes it, and what its relatives by
derivation are ("decide", "decision"). Only senses that people use are kept: the first two of a word,
and further ones that WordNet's texts count at least a fifth as often as all its senses. Needs PyStemmer.
"""
import collections
import datetime
import json
import pathlib
import re
import sys

import Stemmer

FOLDER = pathlib.Path(__file__).parents[2] / "heuristics/models"
FILES = 2
PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
MOST_SENSES = 4     # of a word as one part of speech
LEAST_SHARE = 0.2   # of a word's counted uses, for its third and fourth sense
# Concepts so broad that two kinds of them exclude nothing: entity, object, thing, person, act, ...
MOST_GENERAL_KINDS = 150  # direct kinds of one concept


def read_data(folder, part):
    """Synset -> (words, [(pointer, target, from word, to word)])."""
    synsets = {}
    for line in (folder / f"data.{part}").open(encoding="ascii"):
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        words = [re.sub(r"\(\w+\)$", "", fields[4 + 2 * i]).lower() for i in range(int(fields[3], 16))]
        at = 4 + 2 * len(words)
        pointers = []
        for p in range(int(fields[at])):
            symbol, offset, target, ends = fields[at + 1 + 4 * p:at + 5 + 4 * p]
            pointers.append((symbol, target.replace("s", "a") + offset, int(ends[:2], 16), int(ends[2:], 16)))
        synsets[PARTS[part] + fields[0]] = (words, pointers)
    return synsets


def read_senses(folder, part):
    """Word -> its synsets, the commonest first."""
    senses = {}
    for line in (folder / f"index.{part}").open(encoding="ascii"):
        if line.startswith(" "):
            continue
        fields = line.split()
        if re.fullmatch(r"[a-z]{2,24}", fields[0]):
            count = int(fields[2])
            senses[fields[0]] = [PARTS[part] + offset for offset in fields[-count:]]
    return senses


def read_counts(folder):
    """(word, part of speech) -> uses of each sense in WordNet's texts."""
    counts = collections.defaultdict(dict)
    for line in (folder / "cntlist.rev").open(encoding="ascii"):
        key, sense, count = line.split()
        word, rest = key.split("%")
        counts[word, "?nvara"[int(rest[0])] if rest[0] != "4" else "r"][int(sense)] = int(count)
    return counts


AUXILIARIES = {"be", "have", "do", "can", "will", "may", "shall", "must"}
MOST_OWN_USES = 0.1  # of what a word is a form of: "left" and "thought" are words of their own


def irregular_forms(folder, counts, stemmer, known):
    """Form -> word, of verbs and nouns whose stems Porter 2 does not bring together."""
    forms = {}
    uses = collections.Counter()
    for (word, _), senses in counts.items():
        uses[word] += sum(senses.values())
    for part in ("verb", "noun"):
        for line in (folder / f"{part}.exc").open(encoding="ascii"):
            form, word = line.split()[:2]
            if not (form + word).isalpha() or word in AUXILIARIES or form in forms:
                continue
            if stemmer.stemWord(word) not in known or stemmer.stemWord(form) == stemmer.stemWord(word):
                continue
            of_word = sum(counts.get((word, PARTS[part]), {}).values())
            if of_word > 0 and uses[form] <= MOST_OWN_USES * of_word:
                forms[form] = word
    return forms


def write_forms(forms):
    target = FOLDER / "irregular-forms.json"
    body = {
        "about": "Irregular forms of verbs and nouns and the words that they are forms of.",
        "made_by": "scripts/train/wordnet_tables.py",
        "fitted": datetime.date.today().isoformat(),
        "licence": "licence of WordNet: see NOTICE",
        "measured": "a table, taken from WordNet; the claims models that read it are measured",
        "data": ["WordNet 3.0 (c) 2006 Princeton University"],
        "forms": forms,
    }
    target.write_text(json.dumps(body, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{target}: {target.stat().st_size} bytes, {len(forms)} forms")


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet")
    stemmer = Stemmer.Stemmer("english")
    known = set()
    for file in FOLDER.glob("word-vectors-*.json"):
        known |= set(json.loads(file.read_text(encoding="utf-8"))["vectors"])
    counts = read_counts(folder)
    write_forms(irregular_forms(folder, counts, stemmer, known))
    synsets = {}
    is_a = collections.defaultdict(dict)  # stem -> synset -> share of the word's uses
    for part, letter in PARTS.items():
        synsets |= read_data(folder, part)
    for part, letter in PARTS.items():
        for word, senses in read_senses(folder, part).items():
            stem = stemmer.stemWord(word)
            if stem not in known:
                continue
            counted = counts.get((word, letter), {})
            total = sum(counted.values())
            of_word = sum(sum(counts.get((word, p), {}).values()) for p in "nvar")
            if of_word >= 20 and total < 0.05 * of_word:  # "will" the noun
                continue
            for rank, synset in enumerate(senses[:MOST_SENSES], 1):
                if rank > 2 and counted.get(rank, 0) < LEAST_SHARE * max(total, 1):
                    continue
                is_a[stem][synset] = max(is_a[stem].get(synset, 0), counted.get(rank, 0) + 1 / rank)
    kinds = collections.Counter()
    for synset, (_, pointers) in synsets.items():
        for symbol, target, _, _ in pointers:
            if symbol in ("@", "@i"):
                kinds[target] += 1

    def above(synset):
        return [t for s, t, _, _ in synsets[synset][1]
                if s in ("@", "@i") and kinds[t] <= MOST_GENERAL_KINDS]

    rows = {}
    for stem, senses in is_a.items():
        own = sorted(senses, key=lambda s: (-senses[s], s))[:6]
        first = [t for s in own for t in above(s)]
        second = [t for s in first for t in above(s)]
        against, kin = [], []
        for synset in own:
            words, pointers = synsets[synset]
            mine = {i for i, w in enumerate(words, 1) if stemmer.stemWord(w) == stem}
            for symbol, target, a, b in pointers:
                if a not in mine:
                    # A word like a head word excludes what that excludes: "frigid", "hot".
                    if symbol == "&":
                        against += [t for s, t, _, _ in synsets[target][1] if s == "!"]
                    continue
                if symbol == "!":
                    against.append(target)
                if symbol in ("+", "\\", "<"):
                    kin.append(target)
        rows[stem] = [own, list(dict.fromkeys(first)), list(dict.fromkeys(second)),
                      list(dict.fromkeys(against)), list(dict.fromkeys(kin))]
    # A concept that one stem alone names tells nothing.
    met = collections.Counter()
    for lists in rows.values():
        met.update({c for one in lists for c in one})
    numbers = {}

    def number(concept):
        return numbers.setdefault(concept, len(numbers) + 1)

    out = {}
    for stem in sorted(rows):
        lists = [[number(c) for c in one if met[c] > 1] for one in rows[stem]]
        own, first, second, against, kin = lists
        lists = [own[:6], first[:6], [c for c in second if c not in first][:6], against[:4], kin[:6]]
        if any(lists):
            out[stem] = "/".join(" ".join(str(n) for n in one) for one in lists).rstrip("/")
    items = list(out.items())
    for part in range(FILES):
        target = FOLDER / f"word-senses-{part + 1}.json"
        body = {
            "about": "Concepts of a stem: what it is / is a kind of / is so at one remove / is excluded by / is derived from. Porter 2 stems.",
            "made_by": "scripts/train/wordnet_tables.py",
            "fitted": datetime.date.today().isoformat(),
            "licence": "licence of WordNet: see NOTICE",
            "measured": "a table, taken from WordNet; the claims models that read it are measured",
            "data": ["WordNet 3.0 (c) 2006 Princeton University"],
            "senses": dict(items[part * len(items) // FILES:(part + 1) * len(items) // FILES]),
        }
        target.write_text(json.dumps(body, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
