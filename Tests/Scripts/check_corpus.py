#!/usr/bin/env python3
"""Checks the form of the labelled sentences under Tests/Corpus, and prints what they cover.

    check_corpus.py [FOLDER] [--beside utterances.tsv]

Ends with 1 when a row is malformed, an action or a split is too thin, a held-out sentence is a near
copy of a learnt one, or (--beside) a sentence stands in the given file already. Names and arguments
are those of the vocabulary; `ask` stands for a sentence on which nothing may change unasked.
"""

import argparse
import collections
import datetime
import json
import pathlib
import re
import sys
import unicodedata

from corpus import near, normal, read

ARGUMENTS = """
query_status: ref refs about_contains name village phone_tail unit filed_month scope
file_matter: content_contains place name phone anonymous confidential on_behalf kind photos screening_hint items
supplement_matter: ref content_contains photos
withdraw_matter: ref reason_contains
urge_matter: ref about_contains angry escalation_risk
rate_matter: ref rating comment_contains redo
query_reception: which date month year lunar ask
book_reception: which date period deputy mode topic_contains on_behalf
cancel_booking: date
query_station: ask
query_deputy: village group name ask
subscribe: topic
unsubscribe: topic keep
set_anonymity: ref
delete_my_data:
query_my_data:
correct_my_data: phone
give_consent:
help:
request_human: callback
greeting:
acknowledge:
wrong_number:
report_emergency: kind place
submit_inspection_note: kind date place places topic finding_contains suggestion_contains photos group participants with
supplement_note: ref about_contains
correct_note: ref about_contains
follow_up: ref progress_contains
verify_matter: ref result
submit_reception_record: voter_name village content_contains outcome redirect voters opinions answered_on_spot
submit_suggestion: title_contains content_contains
second_suggestion: ref
convert_to_suggestion: refs lead
rate_reply: unit ref rating
request_meeting: unit topic_contains
confirm_attendance: date attending
request_leave: date reason_contains
swap_duty: date with
check_in: place
query_my_duty: kind period
query_schedule: scope period
submit_duty_report: congress group_activities receptions suggestions
list_matters: status filter unit period rating scope
escalate: about_contains to
send_feedback: ref text_contains
accept_matter: ref topic
decline_matter: ref reason redirect
assign_matter: ref refs unit co_units due due_workdays
assign_verification: ref group
submit_for_discussion: refs date
merge_matters: into from
urge_unit: ref unit filter formal
record_reply: ref unit text_contains redo photos
record_feedback: ref channel rating
redo_matter: ref due_months
extend_deadline: ref to days reason_contains
close_matter: ref refs period status
archive_matter: ref refs period status
correct_record: ref
set_confidential: ref
view_contact: ref
audit_log: ref
request_legal_opinion: ref topic_contains
broadcast: audience villages text_contains deadline
broadcast_reception_reminder: which date time place audience at
cancel_broadcast: which
broadcast_status: which
set_reminder: topic days_before
publish: what
schedule_reception: date deputies
reschedule_reception: from lunar to reason_contains
cancel_reception: which reason_contains
plan_activity: date group kind topic participants
record_activity: date group kind topic participants
query_plan: ask period
schedule_duty_report: date deputies place
summary: period group_by topic metrics
evaluation_report:
export_ledger: period
register_deputy: name district group level
update_deputy: name district group level
sign_receipt: ref
return_matter: ref suggest_unit
request_extension: ref to reason_contains
ask:
"""
KNOWN = {
    action: set(keys.split())
    for action, _, keys in (line.partition(":") for line in ARGUMENTS.strip().split("\n"))
}
EVERYDAY = """query_status file_matter supplement_matter withdraw_matter urge_matter rate_matter
query_reception book_reception query_station unsubscribe""".split()

NOTE_KINDS = "视察|调研|督查|督察|走访|执法检查|接待|跟踪监督"
HINTS = "litigation|arbitration|reconsideration|petition|secret|discipline|personal_dispute|other_town"
TOPICS = "五水共治|环境综合整治|库区移民迁建|饮用水保护|产业结构优化升级|乡村振兴|民生|其他"
REF = r"\d{4}-\d{4}|[1-9]\d*|last"
PERIOD = r"\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?|next_quarter"
VALUES = {
    "rating": "satisfied|basically_satisfied|dissatisfied",
    "kind": NOTE_KINDS,
    ("file_matter", "kind"): "suggestion|consult",
    ("report_emergency", "kind"): "fire|rescue|flood|violence|injury",
    ("query_my_duty", "kind"): NOTE_KINDS + "|建议",
    "screening_hint": HINTS,
    ("decline_matter", "reason"): HINTS + "|unclear",
    "status": "registered|accepted|assigned|replied|open|closed",
    "filter": "overdue|due_soon|dissatisfied|not_fed_back",
    "scope": "mine|all_mine|group",
    "period": PERIOD,
    ("book_reception", "period"): "morning|afternoon",
    "which": "next|last|this_month",
    "ask": "rule|time|deputies|address|phone|hours|contact|leader|remaining",
    "result": "true|partly|false",
    "channel": "written|oral|phone",
    "audience": r"subscribers|deputies|duty_deputies|group:[1-4]|group_leader:[1-4]"
    "|deputies_without_report",
    "metrics": "receptions|closure_rate|satisfaction_rate|reply_rate",
    "group_by": "village|topic|unit|group|status",
    ("escalate", "to"): "党委",
    "mode": "home_visit",
    ("subscribe", "topic"): "reception",
    ("unsubscribe", "topic"): "reception",
    ("set_reminder", "topic"): "reception",
    "topic": TOPICS,
    "keep": "my_matters",
    "level": "镇级|市级",
    "ref": REF,
    "refs": REF,
    "into": REF,
    ("merge_matters", "from"): REF,
    "lunar": r"L?(0[1-9]|1[0-2])-([0-2]\d|30)",
    "month": r"\d{4}-(0[1-9]|1[0-2])",
    "filed_month": r"\d{4}-(0[1-9]|1[0-2])",
    "time": r"\d\d:\d\d",
    "phone": r"\d{11}",
    "phone_tail": r"\d{4}",
}
LISTS = {"refs", "deputies", "villages", "co_units", "metrics", "places"}
NUMBERS = """photos group participants year days due_workdays due_months days_before voters opinions
answered_on_spot congress group_activities receptions suggestions""".split()
FLAGS = "anonymous confidential on_behalf angry escalation_risk callback redo formal".split()
DATES = {"date", "due", "deadline", "to", "from"}
NAMES = {
    "unit": """城建办|农业办|水利所|交通所|环保所|供电所|construction office|agriculture office|water office
|transport office|environment office|power supply office""".replace("\n", ""),
    "deputy": "王建国|林美华|陈美芳|吴志强|Wang Jianguo|Lin Meihua|Chen Meifang|Wu Zhiqiang",
    "village": "下宅吴|横湖|花桥|桥浦|黄西岙|斜路|度甲头|小岭下|下洞桥"
    "|Xiazhaiwu|Henghu|Huaqiao|Qiaopu|Huangxi'ao|Xielu|Dujiatou|Xiaolingxia|Xiadongqiao",
}
for key, like in [
    ("suggest_unit", "unit"), ("co_units", "unit"), ("deputies", "deputy"), ("lead", "deputy"),
    ("villages", "village"), ("with", "deputy"),
]:
    NAMES[key] = NAMES[like]
TAGS = ["traditional", "pinyin", "homophone", "dialect", "double negation", "spam", "conditional",
        "full width", "question about a command", "half a command", "open:", "shorthand", "count"]


def folded(text):
    return unicodedata.normalize("NFKC", text).lower()


def value_faults(action, key, value, sentence):
    """What is wrong with one value; nothing when all is well."""
    if key.endswith("_contains"):
        if not isinstance(value, list) or not value:
            yield f"{key} is no list of words"
            return
        words = folded(sentence)
        for word in value:
            if folded(word) not in words:
                yield f"{key}: {word} does not stand in the sentence"
        return
    if key == "items":
        for item in value:
            if set(item) - {"content_contains", "place"}:
                yield f"items: {item}"
            yield from value_faults(action, "content_contains", item["content_contains"], sentence)
        return
    if key == "attending":
        if not isinstance(value, bool):
            yield "attending is neither true nor false"
        return
    if key in FLAGS:
        if value is not True:
            yield f"{key} may only be true"
        return
    if key in NUMBERS:
        # Of one visitor it is only said that it was so.
        if key == "answered_on_spot" and value is True:
            return
        if not isinstance(value, int) or isinstance(value, bool):
            yield f"{key} is no number"
        elif key == "group" and not 1 <= value <= 4:
            yield f"there is no group {value}"
        return
    values = value if isinstance(value, list) else [value]
    if isinstance(value, list) != (key in LISTS) and not (key == "from" and action == "merge_matters"):
        yield f"{key}: a list where one value belongs, or one where a list does"
    rule = VALUES.get((action, key), VALUES.get(key, NAMES.get(key)))
    for one in values:
        if not isinstance(one, str) or not one:
            yield f"{key}: {one} is no text"
        elif rule is not None:
            if not re.fullmatch(rule, one):
                yield f"{key}: {one}"
        elif key in DATES:
            try:
                datetime.date.fromisoformat(one)
            except ValueError:
                yield f"{key}: {one} is no date"


def row_faults(row):
    lang, role, sentence, actions, arguments, note = row
    if lang not in ("zh", "en"):
        yield f"lang {lang}"
    if role not in ("voter", "deputy", "staff", "unit"):
        yield f"role {role}"
    if not sentence.strip() or sentence != sentence.strip():
        yield "the sentence is empty or has spaces around it"
    names = actions.split("|")
    try:
        given = json.loads(arguments)
    except ValueError as fault:
        yield f"arguments: {fault}"
        return
    lists = given if isinstance(given, list) else [given]
    if isinstance(given, list) != (len(names) > 1) or len(lists) != len(names):
        yield f"{len(names)} actions with {len(lists)} lists of arguments"
        return
    for action, values in zip(names, lists):
        if action not in KNOWN:
            yield f"action {action}"
            continue
        for key, value in values.items():
            if key not in KNOWN[action]:
                yield f"{action} has no {key}"
            else:
                yield from value_faults(action, key, value, sentence)
    marks = len(re.findall(r"\[(?:图片|照片|photo)\]", sentence))
    if marks and not any(values.get("photos") == marks for values in lists) and "photos" in KNOWN[names[0]]:
        yield f"{marks} pictures are not counted"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    here = pathlib.Path(__file__).resolve().parent
    options.add_argument("folder", nargs="?", default=here.parent / "Corpus", type=pathlib.Path)
    options.add_argument("--beside", type=pathlib.Path)
    options = options.parse_args()
    faults = []
    sides = {"learn": [], "held": []}
    seen = {}
    beside = {normal(row[2]) for row in read(options.beside)} if options.beside else set()
    for file in sorted(options.folder.glob("[hl]*-*.tsv")):
        side = file.name.split("-")[0]
        if side not in sides:
            faults.append(f"{file.name}: neither learn- nor held-")
            continue
        for number, row in enumerate(read(file), 2):
            where = f"{file.name}:{number}"
            faults += [f"{where}: {fault}" for fault in row_faults(row)]
            key = (row[1], folded(row[2]), "open:" in row[5])
            if key in seen:
                faults.append(f"{where}: stands at {seen[key]} already")
            seen[key] = where
            if row[2] in {r[2] for r in read(options.beside)} if options.beside else False:
                faults.append(f"{where}: stands in {options.beside.name} already")
            sides[side].append((where, row))
    for where, row in sides["held"]:
        mine = normal(row[2])
        for other, learnt in sides["learn"]:
            if learnt[3] == row[3] and near(mine, normal(learnt[2])):
                faults.append(f"{where}: a near copy of {other}")
    counts = collections.defaultdict(collections.Counter)
    for side, rows in sides.items():
        for _, row in rows:
            for action in row[3].split("|"):
                counts[action][side] += 1
                counts[action][row[0]] += 1
    for action in KNOWN:
        count = counts[action]
        total = count["learn"] + count["held"]
        least = 60 if action == "ask" else 25 if action in EVERYDAY else 6
        if total < least:
            faults.append(f"{action}: {total} sentences, {least} are wanted")
        if count["held"] < 2 or count["learn"] < 2:
            faults.append(f"{action}: one side has fewer than two")
    for tag in TAGS:
        for side, rows in sides.items():
            if not any(tag in row[5] for _, row in rows):
                faults.append(f"{side}: no sentence is marked '{tag}'")
    print(f"{'action':30}{'learn':>6}{'held':>6}{'zh':>6}{'en':>6}")
    for action in KNOWN:
        count = counts[action]
        print(f"{action:30}" + "".join(f"{count[key]:6}" for key in ("learn", "held", "zh", "en")))
    total = sum(len(rows) for rows in sides.values())
    for name, column in (("role", 1), ("lang", 0)):
        spread = collections.Counter(row[column] for rows in sides.values() for _, row in rows)
        print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in spread.most_common()))
    share = len(sides["held"]) / max(total, 1)
    print(f"sentences: {total}, learn {len(sides['learn'])}, held {len(sides['held'])} ({share:.0%})")
    if share < 0.15:
        faults.append(f"{share:.0%} are held out; a seventh is wanted")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
