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
# file ("" for nothing); a sentence alone says nothing of that. With `only name` nobody looked for more,
# with `not name` nobody looked for that. Below `joined` a ‖ stands where a further wish begins. Was a
# message misunderstood? Add one like it, with invented names. Tests/Scripts/write_said.py writes this file
# from Tests/Corpus.
"""
LEARNT = re.compile(r"^  (\w+):(?: \{|\n    )(?:learnt|begins): true", re.M)
# Words that suggest; where one stands before what a row labels, the suggestion begins there.
OPENERS = re.compile(r"建议|希望|最好|要求|应该|应当|盼|望|suggest|recommend|\bshould\b|please|hope", re.I)
PAUSES = re.compile(r"[,，。;；!！?？:：]|\\n|\. | (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) ")


def learnt():
    """The arguments that are learnt, by command."""
    files = ROOT.glob("commands/*/*.yaml")
    found = {one.stem: LEARNT.findall(one.read_text(encoding="utf-8")) for one in files}
    return {action: slots for action, slots in found.items() if slots}


def first_words(sentence, stretches):
    """The first words of the clause in which a suggestion begins; None where that cannot be told."""
    found = [sentence.find(stretch) for stretch in stretches]
    if not found or min(found) < 0:
        return None
    opener = OPENERS.search(sentence, 0, min(found) + 1)
    start = opener.start() if opener else min(found)
    begin = max([0] + [one.end() for one in PAUSES.finditer(sentence, 0, start)])
    # Behind other words in one breath: no clause begins with it.
    if opener and start - begin > 4 and not sentence[begin:start].isascii():
        return None
    start = begin
    clause = PAUSES.split(sentence[start:].lstrip())[0]
    return clause[:8] if re.search(r"[\u4e00-\u9fff]", clause) else " ".join(clause.split()[:4])


def marks(action, sentence, arguments, slots):
    """`confidential, kind=suggestion`; None where nothing is learnt of the action."""
    if action not in slots:
        return None
    said = [(slot, arguments[slot]) for slot in slots[action] if slot in arguments]
    said = [(slot, value) for slot, value in said if isinstance(value, (str, bool, int))]
    for slot in slots[action]:
        if f"{slot}_contains" in arguments:
            words = first_words(sentence, arguments[f"{slot}_contains"])
            if words is None:
                return None
            said.append((slot, words))
    return ", ".join(slot if value is True else f"{slot}={value}" for slot, value in said)


# What is found by its place in a sentence is looked for by itself.
APART = {"name", "voter_name", "suggestion", "voters", "opinions", "answered_on_spot", "participants",
         "days", "receptions", "group_activities", "suggestions"}


def looked(slots, known=None, asked=None):
    """The marks of a row of said-*.tsv: its fourth column, and in the fifth what its writer looked for."""
    if known is None:
        return None
    said = [one for one in known.strip("-").split(", ") if one]
    if asked:
        return ", ".join([f"only {one}" for one in asked.split()] + said)
    return ", ".join([f"not {one}" for one in slots if one in APART] + said)


def main():
    slots = learnt()
    rows = []
    for name in sorted(ROOT.glob("Tests/Corpus/learn-*.tsv")):
        for _, role, sentence, action, arguments, *_ in read(name):
            if "|" not in action:
                rows.append((role, action, sentence, marks(action, sentence, json.loads(arguments), slots)))
    for name in sorted(ROOT.glob("Tests/Corpus/said-*.tsv")):
        lines = name.read_text(encoding="utf-8").splitlines()[1:]
        for line in lines:
            role, action, sentence, *known = line.split("\t")
            rows.append((role, action, sentence, looked(slots.get(action, []), *known)))
    said = {}
    for role, action, sentence, known in rows:
        known_so_far = said.setdefault(role, {}).setdefault(action, {})
        sentence = sentence.replace("\\n", "\n")
        if known is not None or sentence not in known_so_far:
            known_so_far[sentence] = known
    joined = {}
    path = ROOT / "Tests/Corpus/joined.tsv"
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        role, _, sentence = line.split("\t")[:3]
        joined.setdefault(role, set()).add(sentence.replace("\\n", "\n"))
    out = [HEAD]
    for role in ["voter", "deputy", "staff", "unit"]:
        out.append(f"{role}:\n")
        out.append("  joined:\n")
        out += [f"    - {json.dumps(one, ensure_ascii=False)}\n" for one in sorted(joined.get(role, []))]
        for action, sentences in sorted(said.get(role, {}).items()):
            out.append(f"  {action}:\n")
            for one, known in sorted(sentences.items()):
                end = "" if known is None else ": " + json.dumps(known, ensure_ascii=False)
                out.append(f"    - {json.dumps(one, ensure_ascii=False)}{end}\n")
    (ROOT / "commands/said.yaml").write_text("".join(out), encoding="utf-8")


if __name__ == "__main__":
    main()
