"""Dates as people and tools write them: which is which, what is none, and what could be two."""

import json
from collections import Counter

import pytest

import dateline
from dateline.corpus.dates import as_edtf
from dateline.corpus.mistakes import NO_DATE, dated
from dateline.document import Document, Event, Time

SAME = {
    "2025-09-03": [
        "2025-09-03",
        "September 3, 2025",
        "September 03, 2025",
        "Sept. 3rd, 2025",
        "3 September 2025",
        "3. Sep 2025",
        "3rd of September, 2025",
        "Wednesday, September 3, 2025",
        "Wed 3 Sep 2025",
        "03.09.2025",
        "3.9.2025",
        "2025/09/03",
        "2025.9.3",
        "2025-09-03T00:00:00",
        "2025-09-03 14:30",
        "2025-09-03T14:30:00.000Z",
        "2025-09-03T14:30:00+02:00",
        " 2025-09-03T00:00 ",
    ],
    "2025-09": ["2025-09", "September 2025", "Sep 2025", "September, 2025"],
    "2025-05": ["May 2025", "may 2025"],
    "2025-12-31": ["December 31, 2025", "31.12.2025"],
    "2025-09-01/2025-09-07": ["2025-W36"],
    "2025-33": ["2025-Q1"],
    "2022/..": ["2022/.."],
    "2025": ["2025"],
    None: [
        "03/09/2025",
        "9/3/25",
        "last week",
        "Monday",
        "Octobre 2025",
        "32 September 2025",
        "31.13.2025",
        "2025/31/12",
        "soon",
        "9999999",
        "3 Mars 2025",
    ],
}


@pytest.mark.parametrize(("text", "edtf"), [(text, edtf) for edtf, texts in SAME.items() for text in texts])
def test_a_date_as_it_is_written(text, edtf):
    assert as_edtf(text) == edtf


@pytest.mark.parametrize("said", ["", "N/A", "unknown", " None ", "-", "not specified"])
def test_no_date_in_words_is_none(said):
    mistakes = Counter()
    document = Document(id="d", events=(Event(start=0, end=3, date=said),))
    assert dated(document, mistakes).events[0].date is None
    assert not mistakes


def test_what_is_no_date_is_told_and_stays_wrong():
    mistakes = Counter()
    document = Document(id="d", events=(Event(start=0, end=3, date="last week"), Event(start=4, end=7, date="3 May 2020")))
    assert [event.date for event in dated(document, mistakes).events] == ["last week", "2020-05-03"]
    assert mistakes == {(NO_DATE, "last week"): 1}


def test_values_of_time_expressions_too():
    document = Document(id="d", times=tuple(Time(start=0, end=3, value=value) for value in ("May 3, 2020", "P3D", "2020-W18", None)))
    assert [time.value for time in dated(document, Counter()).times] == ["2020-05-03", "P3D", "2020-W18", None]


@pytest.mark.parametrize("date", ["2020-05-03", "May 3, 2020", "2020-05-03T10:00:00Z", "03.05.2020"])
def test_events_are_dated_whatever_the_style(date, tmp_path):
    gold = {"id": "d", "text": "They met.", "events": [{"start": 5, "end": 8, "type": "Contact.Meet", "date": "2020-05-03"}]}
    path = tmp_path / "d.jsonl"
    path.write_text(json.dumps({"id": "d", "events": [{"start": 5, "end": 8, "type": "Contact.Meet", "date": date}]}) + "\n")
    assert dateline.score(path, gold=[gold], metrics=["Date"])["Date"].f1 == 1


def test_entities_that_no_mention_is_told_of_are_named_in_the_text(tmp_path):
    gold = {
        "id": "d",
        "text": "Kim met Lee.",
        "mentions": [
            {"id": "a", "start": 0, "end": 3, "type": "PER", "entity": "k"},
            {"id": "b", "start": 8, "end": 11, "type": "PER", "entity": "l"},
        ],
        "entities": [{"id": "k"}, {"id": "l"}],
        "relations": [{"head": "k", "type": "met_with", "tail": "l"}],
    }
    entities = [{"id": "1", "name": "Kim", "type": "PER"}, {"id": "2", "name": "Lee", "type": "PER"}]
    path = tmp_path / "d.jsonl"
    path.write_text(json.dumps({"id": "d", "entities": entities, "relations": [{"head": "1", "type": "met_with", "tail": "2"}]}) + "\n")
    found = dateline.score(path, gold=[gold], metrics=["NER", "Rel"])
    assert (found["NER"].f1, found["Rel"].f1) == (1, 1)
    path.write_text(json.dumps({"id": "d", "mentions": [], "entities": entities}) + "\n")
    assert dateline.score(path, gold=[gold], metrics=["NER"])["NER"].counts.predicted == 0
