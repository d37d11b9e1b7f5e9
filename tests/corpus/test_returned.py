"""What an extractor's function returns, as a document."""

import json
import sys
from types import SimpleNamespace

import pytest

from dateline.corpus.literals import COMMA
from dateline.corpus.notes import Reading
from dateline.corpus.repair import PROSE
from dateline.corpus.returned import answered, takes_dct, understood
from dateline.document import Mention
from dateline.files.faults import DataError
from tests.corpus.conftest import TEXT, document

ARTICLE = document(text=TEXT, dct="2020-05-03")
KIM = Mention(start=0, end=3, type="PER")
SAID = {"mentions": [{"start": 0, "end": 3, "type": "PER"}]}
KNOWN = "a document, a dict or JSON text of one, a list of items with start, end and label, or a spaCy Doc"


class Doc:
    """What is asked of spaCy's."""

    ents = (SimpleNamespace(kb_id_="Q1"),)

    def to_json(self):
        return {"text": TEXT, "ents": [{"start": 0, "end": 3, "label": "PER"}]}


ANSWERS = {
    "a document": document(id="other", **SAID),
    "a dict": SAID,
    "a dict with another id": {"id": "other", **SAID},
    "a wrapped dict": {"answer": SAID},
    "JSON": json.dumps(SAID),
    "JSON with an id": json.dumps({"id": "other", **SAID}),
    "a list of dicts": [{"start": 0, "end": 3, "label": "PER"}],
    "a list of lists": [[0, 3, "PER"]],
    "a list of tuples": [(0, 3, "PER")],
}


@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_is_about_the_article_in_every_form(case):
    reading = Reading()
    assert answered(lambda _: ANSWERS[case], "m:f", ARTICLE, reading) == document(**SAID)
    assert (reading.repairs, reading.mistakes) == ({}, {})


def test_a_doc_of_spacy_has_its_words_and_links():
    assert answered(lambda _: Doc(), "m:f", ARTICLE, Reading()) == document(
        mentions=[{"start": 0, "end": 3, "text": "Kim", "type": "PER", "qid": "Q1"}]
    )


def test_a_list_may_be_empty():
    assert understood([], "d", TEXT, Reading()) == document(mentions=[])


def test_mistakes_and_repairs_are_noted():
    reading = Reading()
    assert understood({"mentions": [], "x": 1}, "d", TEXT, reading) == document(mentions=[])
    assert understood('So: {"mentions": [], "y": 2,}', "d", TEXT, reading) == document(mentions=[])
    assert reading.mistakes == {("unknown key", "x"): 1, ("unknown key", "y"): 1}
    assert reading.repairs == {PROSE: 1, COMMA: 1}


def test_the_creation_time_is_given_to_who_takes_it():
    asked = []

    def taking(text, *, dct="unknown"):
        asked.append((text, dct))
        return {}

    def plain(text, **more):
        asked.append((text, more))
        return {}

    for system in (taking, plain):
        answered(system, "m:f", ARTICLE, Reading())
    assert asked == [(TEXT, "2020-05-03"), (TEXT, {})]
    assert (takes_dct(taking), takes_dct(plain)) == (True, False)


@pytest.mark.parametrize("system", [dict, 3])
def test_what_has_no_signature_takes_no_creation_time(system):
    assert takes_dct(system) is False


def test_an_article_without_a_text_is_asked_as_an_empty_one():
    assert answered(lambda text: {"mentions": [{"text": f"<{text}>"}]}, "m:f", document(), Reading()) == document(mentions=[{"text": "<>"}])


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ([3], f"it answered a list of int; {KNOWN} will do"),
        (["Kim", {}], f"it answered a list of str; {KNOWN} will do"),
        ("I cannot.", "it answered a text without a JSON object that can be read"),
        (3, f"it answered int; {KNOWN} will do"),
        (None, f"it answered NoneType; {KNOWN} will do"),
        (SimpleNamespace(to_json=3), f"it answered SimpleNamespace; {KNOWN} will do"),
        ({"mentions": 3}, "Expected `array | null`, got `int` - at `$.mentions`"),
    ],
)
def test_what_is_no_document_is_told(said, what):
    with pytest.raises(ValueError, match="no document") as error:
        answered(lambda _: said, "m:f", ARTICLE, Reading())
    assert str(error.value) == f"m:f on d: its answer is no document: {what}; see `dateline describe schema`"


def test_an_item_that_is_none_names_what_was_returned():
    with pytest.raises(Exception, match="what was returned for d:2: item 2 has neither offsets nor a text"):
        answered(lambda _: [{"start": 0, "end": 3}, {"label": "PER"}], "m:f", ARTICLE, Reading())


def test_an_extractor_that_leaves_is_told():
    with pytest.raises(ValueError, match=r"^m:f on d: it ended with sys\.exit\(3\) instead of an answer$"):
        answered(lambda _: sys.exit(3), "m:f", ARTICLE, Reading())


def test_an_extractors_own_error_stays_with_the_articles_name():
    with pytest.raises(ZeroDivisionError) as error:
        answered(lambda _: 1 / 0, "m:f\n", ARTICLE, Reading())
    assert error.value.__notes__ == ["dateline: this was m:f\\n on article d"]


def test_a_doc_of_another_text_is_about_no_article(monkeypatch):
    monkeypatch.setattr(Doc, "to_json", lambda _: {"text": "Quite another text", "ents": []})
    monkeypatch.setattr(Doc, "ents", ())
    with pytest.raises(DataError) as error:
        answered(lambda _: Doc(), "m:f", ARTICLE, Reading())
    (fault,) = error.value.faults
    what = "is about no article of the gold: tried file name 'what was returned for d' and its text"
    assert fault[:4] == ("what was returned for d", 0, "", what)


def test_what_is_no_answer_is_told_with_its_article():
    def stops(_):
        raise StopIteration

    with pytest.raises(ValueError, match="mine on d: it raised StopIteration instead of an answer"):
        answered(stops, "mine", ARTICLE, Reading())
    half = {"mentions": [{"text": "Kim \ud800", "type": "PER"}]}
    with pytest.raises(ValueError, match=r"mine on d: its answer holds half of a character: '\\ud800'"):
        answered(lambda _: half, "mine", ARTICLE, Reading())
