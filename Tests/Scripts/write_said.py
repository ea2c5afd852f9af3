#!/usr/bin/env python3
"""Writes commands/said.yaml from the learnt sentences of Tests/Corpus: those of learn-*.tsv, and the
plainer rows of said-*.tsv (role, action, sentence).

    write_said.py

Sentences with two wishes are left out: they say nothing of what their words mean by themselves. What
a learnt one says in passing goes with it, for the arguments that a command's file marks `learnt`.
"""

import json
import pathlib
import re

from corpus import read

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEAD = """# What people wrote, by who wrote it and what was meant; `ask`: nothing may be done on it unasked. The
# desk learns from them, and takes a message that fits no form clearly for what the likest were meant for.
# Behind a sentence may stand what it says in passing, of the arguments that are `learnt` in the command's
# file ("" for nothing); a sentence alone says nothing of that. Was a message misunderstood? Add one like
# it, with invented names. Tests/Scripts/write_said.py writes this file from Tests/Corpus.
"""
LEARNT = re.compile(r"^  (\w+):(?: \{|\n    )learnt: true", re.M)


def learnt():
    """The arguments that are learnt, by command."""
    files = ROOT.glob("commands/*/*.yaml")
    found = {one.stem: LEARNT.findall(one.read_text(encoding="utf-8")) for one in files}
    return {action: slots for action, slots in found.items() if slots}


def marks(action, arguments, slots):
    """`confidential, kind=suggestion`; None where nothing is learnt of the action."""
    if action not in slots:
        return None
    said = [(slot, arguments[slot]) for slot in slots[action] if slot in arguments]
    said = [(slot, value) for slot, value in said if isinstance(value, (str, bool))]
    return ", ".join(slot if value is True else f"{slot}={value}" for slot, value in said)


def main():
    slots = learnt()
    rows = []
    for name in sorted(ROOT.glob("Tests/Corpus/learn-*.tsv")):
        for _, role, sentence, action, arguments, *_ in read(name):
            if "|" not in action:
                rows.append((role, action, sentence, marks(action, json.loads(arguments), slots)))
    for name in sorted(ROOT.glob("Tests/Corpus/said-*.tsv")):
        lines = name.read_text(encoding="utf-8").splitlines()[1:]
        for line in lines:
            role, action, sentence, *known = line.split("\t")
            rows.append((role, action, sentence, known[0].strip("-") if known else None))
    said = {}
    for role, action, sentence, known in rows:
        known_so_far = said.setdefault(role, {}).setdefault(action, {})
        sentence = sentence.replace("\\n", "\n")
        if known is not None or sentence not in known_so_far:
            known_so_far[sentence] = known
    out = [HEAD]
    for role in ["voter", "deputy", "staff", "unit"]:
        out.append(f"{role}:\n")
        for action, sentences in sorted(said.get(role, {}).items()):
            out.append(f"  {action}:\n")
            for one, known in sorted(sentences.items()):
                end = "" if known is None else ": " + json.dumps(known, ensure_ascii=False)
                out.append(f"    - {json.dumps(one, ensure_ascii=False)}{end}\n")
    (ROOT / "commands/said.yaml").write_text("".join(out), encoding="utf-8")


if __name__ == "__main__":
    main()
