#!/usr/bin/env python3
"""Writes commands/said.yaml from the learnt sentences of Tests/Corpus: those of learn-*.tsv, and the
plainer rows of said-*.tsv (role, action, sentence).

    write_said.py

Sentences with two wishes are left out: they say nothing of what their words mean by themselves.
"""

import json
import pathlib

from corpus import read

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEAD = """# What people wrote, by who wrote it and what was meant; `ask`: nothing may be done on it unasked. The
# desk learns from them, and takes a message that fits no form clearly for what the likest were meant for.
# Was a message misunderstood? Add one like it, with invented names. Tests/Scripts/write_said.py writes
# this file from the learnt sentences of Tests/Corpus.
"""


def main():
    rows = []
    for name in sorted(ROOT.glob("Tests/Corpus/learn-*.tsv")):
        rows += [(role, action, sentence) for _, role, sentence, action, *_ in read(name)]
    for name in sorted(ROOT.glob("Tests/Corpus/said-*.tsv")):
        rows += [line.split("\t") for line in name.read_text(encoding="utf-8").splitlines()[1:]]
    said = {}
    for role, action, sentence in rows:
        if "|" in action:
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
