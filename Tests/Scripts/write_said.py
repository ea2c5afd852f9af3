#!/usr/bin/env python3
"""Writes commands/said.yaml from the learnt sentences of Tests/Corpus.

    write_said.py [learn.tsv ...]

Sentences with two wishes, and those on which one has to ask, are left out: they say nothing of what
their words mean by themselves.
"""

import json
import pathlib
import sys

from corpus import read

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEAD = """# What people wrote, by who wrote it and what was meant. The desk counts their words, and where the
# phrasings of a command are in doubt it takes a message for what the likest of these were meant for.
# Was a message misunderstood? Add one like it, with invented names. Tests/Scripts/write_said.py writes
# this file from the learnt sentences of Tests/Corpus.
"""


def main():
    names = sys.argv[1:] or sorted(ROOT.glob("Tests/Corpus/learn-*.tsv"))
    said = {}
    for name in names:
        for row in read(name):
            _, role, sentence, action, *_ = row
            if action == "ask" or "|" in action:
                continue
            said.setdefault(role, {}).setdefault(action, []).append(sentence.replace("\\n", "\n"))
    out = [HEAD]
    for role in ["voter", "deputy", "staff", "unit"]:
        out.append(f"{role}:\n")
        for action, sentences in sorted(said.get(role, {}).items()):
            out.append(f"  {action}:\n")
            out += [f"    - {json.dumps(one, ensure_ascii=False)}\n" for one in sorted(set(sentences))]
    (ROOT / "commands/said.yaml").write_text("".join(out), encoding="utf-8")


if __name__ == "__main__":
    main()
