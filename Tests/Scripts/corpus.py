"""What the scripts about the corpus share: reading a file, and telling near copies."""

import pathlib
import re
import unicodedata

HEADER = ["lang", "role", "utterance", "intended_action", "arguments_json", "note"]


def read(file):
    """The rows of a file, each a tuple of six; stops on a line that has another shape."""
    lines = pathlib.Path(file).read_text(encoding="utf-8").split("\n")
    if lines[0].split("\t") != HEADER:
        raise SystemExit(f"{file}:1: the header is not {HEADER}")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not line and number == len(lines):
            continue
        row = tuple(line.split("\t"))
        if len(row) != len(HEADER):
            raise SystemExit(f"{file}:{number}: {len(row)} columns instead of {len(HEADER)}")
        rows.append(row)
    return rows


def normal(text):
    """A sentence without width, case, signs and the values of numbers."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"\d[\d-]*", "0", text)
    return "".join(sign for sign in text if sign.isalnum())


def near(one, other):
    """True when a fifth of the signs or fewer separates two sentences."""
    longest = max(len(one), len(other))
    limit = longest // 5
    if abs(len(one) - len(other)) > limit:
        return False
    before = list(range(len(other) + 1))
    for row, sign in enumerate(one, 1):
        now = [row]
        for column, mine in enumerate(other, 1):
            now.append(
                min(before[column] + 1, now[-1] + 1, before[column - 1] + (sign != mine))
            )
        if min(now) > limit:
            return False
        before = now
    return before[-1] <= limit
