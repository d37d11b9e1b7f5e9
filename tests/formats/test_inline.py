"""Articles with their names marked in the text."""

import json

import pytest

import dateline
from dateline.files.faults import DataError

TEXT = "Kim Lee & Ann met in Rome on Monday. Kim left."
NAMES = [("Kim Lee", "PER", 0), ("Ann", "PER", 0), ("Rome", "LOC", 0), ("Kim", "PER", 37)]
GOLD = [
    {
        "id": "a",
        "text": TEXT,
        "mentions": [{"start": TEXT.index(w, at), "end": TEXT.index(w, at) + len(w), "type": kind} for w, kind, at in NAMES],
        "times": [{"start": 29, "end": 35, "type": "DATE"}],
    },
    {"id": "b", "text": "Nobody came.", "mentions": []},
]
MARKED = "<PER>Kim Lee</PER> & <PER>Ann</PER> met in <LOC>Rome</LOC> on <DATE>Monday</DATE>. <PER>Kim</PER> left."
MUC = MARKED.replace("<PER>", '<ENAMEX TYPE="PERSON">').replace("</PER>", "</ENAMEX>").replace("<LOC>", "<ENAMEX type='LOCATION'>")
MUC = MUC.replace("</LOC>", "</ENAMEX>").replace("<DATE>", '<TIMEX TYPE="DATE">').replace("</DATE>", "</TIMEX>")
LINKED = "[Kim Lee](PER) & [Ann](PER) met in [Rome](LOC) on [Monday](DATE). [Kim](PER) left."


def counts(path, content):
    path.write_text(content)
    report = dateline.score(path, gold=GOLD, metrics=["NER", "Time"])
    return [tuple(line.score.counts)[:2] for line in report.lines if not line.slice]


@pytest.mark.parametrize(
    "content",
    [
        MARKED,
        MARKED.replace("&", "&amp;"),
        MARKED.replace(". ", ".\n\n"),
        f"```xml\n{MARKED}\n```",
        f"<p>{MARKED}</p>",
        MUC,
        LINKED,
        MARKED.replace("<PER>Kim Lee</PER>", "<PER>Kim <PER></PER>Lee</PER>"),
    ],
)
def test_the_marked_names_are_found_where_they_stand(content, tmp_path):
    assert counts(tmp_path / "any.txt", content) == [(4, 4), (1, 1)]


@pytest.mark.parametrize("content", [MARKED.replace("left", "went home"), f"Here you are:\n{MARKED}\nDone."])
def test_names_are_looked_for_in_their_order_where_the_words_are_others(content, tmp_path):
    assert counts(tmp_path / "a.txt", content) == [(4, 4), (1, 1)]
    with pytest.raises(DataError, match="is about no article of the gold"):
        counts(tmp_path / "any.txt", content)


def test_marks_in_rows_of_answers_are_read(tmp_path):
    assert counts(tmp_path / "answers.jsonl", json.dumps({"id": "a", "output": MARKED}) + "\n") == [(4, 4), (1, 1)]


@pytest.mark.parametrize(
    "content", ["<p>Kim <b>Lee</b></p>", "Kim Lee met Ann.", "1 < 2 and <PER>", "[a](b)", "<PER>Kim\t</PER>", "<?xml?><PER>a</PER>"]
)
def test_other_texts_are_none(content, tmp_path):
    with pytest.raises(DataError, match="is in none of the formats"):
        counts(tmp_path / "a.txt", content)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("<PER>x</PER> <ORG>y <PER>z</ORG></PER>", "</ORG> ends what never began"),
        ("<PER>x</PER> <PER>y", "<PER> never ends"),
    ],
)
def test_marks_that_cross_or_never_end_are_told(content, what, tmp_path):
    with pytest.raises(DataError, match=what) as told:
        counts(tmp_path / "a.txt", content)
    assert "mark each name as <PER>Kim</PER>" in str(told.value)
