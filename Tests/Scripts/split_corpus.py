#!/usr/bin/env python3
"""Splits the corpus anew: one third of every action is held out, by sentence at random.

    split_corpus.py FOLDER [MORE.tsv ...]

Takes all rows of FOLDER/learn-*.tsv and FOLDER/held-*.tsv, and those of the further files, and writes
both sides again. Sentences that are near copies of each other stay on one side. The seed is fixed: the
same rows always fall the same way, whatever order they come in.
"""

import pathlib
import random
import sys

from corpus import HEADER, near, normal, read

SEED = 20261120


def clusters(rows):
    """Groups of rows of one action in which each is a near copy of another."""
    groups = []
    for row in rows:
        mine = [g for g in groups if any(near(normal(row[2]), normal(other[2])) for other in g)]
        groups = [g for g in groups if g not in mine]
        groups.append([row] + [other for g in mine for other in g])
    return groups


def kind(row):
    """What is shared out evenly: an action, and for `ask` also why nothing may be done."""
    return row[3] + " " + row[5].split(":")[0] if row[3] == "ask" else row[3]


def main():
    folder = pathlib.Path(sys.argv[1])
    files = sorted(folder.glob("learn-*.tsv")) + sorted(folder.glob("held-*.tsv"))
    rows = sorted({row for file in [*files, *map(pathlib.Path, sys.argv[2:])] for row in read(file)})
    chance = random.Random(SEED)
    groups = {}
    for group in clusters(rows):
        group.sort()
        groups.setdefault(min(map(kind, group)), []).append(group)
    sides = {}
    for action in sorted(groups):
        mine = sorted(groups[action])
        chance.shuffle(mine)
        wanted = sum(len(group) for group in mine) / 3
        held = 0
        for group in mine:
            side = "held" if held + len(group) / 2 < wanted and len(group) <= wanted else "learn"
            held += len(group) if side == "held" else 0
            for row in group:
                part = "ask" if row[3] == "ask" else row[1]
                sides.setdefault(f"{side}-{part}.tsv", []).append(row)
    for file in files:
        file.unlink()
    for name, part in sides.items():
        part.sort(key=lambda row: (row[3], row[0], row[2]))
        lines = ["\t".join(HEADER)] + ["\t".join(row) for row in part]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(name, len(part))


if __name__ == "__main__":
    main()
