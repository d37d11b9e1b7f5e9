"""A right answer spoiled by a mistake loses exactly what the mistake is about, wherever it is read; `--strict` refuses it by name."""

import json
from collections import Counter

import pytest

import dateline
from dateline.corpus.repair import loosened
from dateline.document import Document
from tests.conftest import cli

TEXT = "The mayor, Lena Voss, left Oslo for Brakel Bank. She runs it."
ANSWER = {
    "id": "n1",
    "mentions": [
        {"id": "a", "start": 11, "end": 20, "type": "PER", "entity": "e1"},
        {"id": "b", "start": 27, "end": 31, "type": "LOC", "entity": "e2"},
        {"id": "c", "start": 36, "end": 47, "type": "ORG", "entity": "e3"},
    ],
    "relations": [{"head": "e1", "type": "leader_of", "tail": "e3"}, {"head": "e1", "type": "located_in", "tail": "e2"}],
}
GOLD = {**ANSWER, "text": TEXT}


def spoiled(**changes):
    """The answer with its first mention or relation changed."""
    answer = json.loads(json.dumps(ANSWER))
    for path, value in changes.items():
        layer, _, field = path.partition("__")
        answer[layer][0][field] = value
    return answer


def doubled():
    answer = spoiled()
    answer["mentions"].append({"start": 11, "end": 20, "type": "PER", "entity": "e2"})
    return answer


def two_heads():
    answer = spoiled(mentions__head=[16, 20])
    answer["mentions"].append({"start": 11, "end": 20, "type": "PER", "head": [11, 15]})
    return answer


# the answer, NER's precision and recall, Rel's F1, what the note says, what --strict says
SPOILED = {
    "an unknown label": (spoiled(mentions__type="MAYOR"), 2 / 3, 2 / 3, 1, "'MAYOR'", "label 'MAYOR' is not in the inventory"),
    "a dangling reference": (spoiled(relations__head="nobody"), 1, 1, 0.5, "'nobody'", "nothing has the id 'nobody'"),
    "an extra key": (spoiled(mentions__colour="red"), 1, 1, 1, "'colour'", "unknown field `colour`"),
    "a doubled span": (doubled(), 3 / 4, 1, 1, "second entity on one span", "is in two entities"),
    "a second head of one span": (two_heads(), 3 / 4, 1, 1, "second head of one span", "has two heads"),
    "a level that is none": (spoiled(mentions__level="NAMED"), 1, 1, 1, "'NAMED'", "invalid enum value 'NAMED'"),
    "a score that is none": (spoiled(mentions__score=7), 1, 1, 1, "no probability", "is not between 0 and 1"),
    "an id given twice": (spoiled(mentions__id="b"), 1, 1, 1, "id given twice", "is given twice"),
    "the label in another case": (spoiled(mentions__type="per"), 1, 1, 1, "", "label 'per' is not in the inventory"),
}


@pytest.mark.parametrize("case", SPOILED)
def test_a_mistake_loses_what_it_is_about(case, tmp_path):
    answer, precision, recall, rel, note, fault = SPOILED[case]
    (tmp_path / "gold.json").write_text(json.dumps(GOLD))
    (tmp_path / "n1.json").write_text(json.dumps(answer))
    files = [str(tmp_path / "n1.json"), "--gold", str(tmp_path / "gold.json"), "-m", "NER", "-m", "Rel"]
    code, out, err = cli("score", *files, "--json")
    assert code == 0, err
    found = json.loads(out)
    assert (found["scores"]["NER"]["precision"], found["scores"]["NER"]["recall"]) == pytest.approx((precision, recall))
    assert found["scores"]["Rel"]["f1"] == pytest.approx(rel)
    assert note in " ".join(found["notes"])
    code, _, err = cli("score", *files, "--strict")
    assert (code, fault in err) == (2, True), err
    assert cli("check", str(tmp_path / "n1.json"), "--gold", str(tmp_path / "gold.json"))[0] == 2
    if "key" not in case and "none" not in case:  # Python's documents are typed
        report = dateline.score(str(tmp_path / "n1.json"), gold=str(tmp_path / "gold.json"), metrics=["NER", "Rel"])
        assert (report["NER"].precision, report["Rel"].f1) == pytest.approx((precision, rel))


FORMS = {
    "bare": "{}",
    "fenced": "```json\n{}\n```",
    "with prose": "Here is what I found in the article:\n\n{}\n\nLet me know if you need more.",
    "with a thought": '<think>The mayor {{is}} a person, perhaps {{"id": 1}}.</think>\n```json\n{}\n```',
}
PLAIN = {
    "mentions": [{"text": "Lena Voss", "type": "PER"}, {"text": "Oslo", "type": "LOC"}, {"text": "Brakel Bank", "type": "ORG"}],
}


@pytest.mark.parametrize("ending", [".json", ".txt", ".md", ".response.txt"])
def test_a_models_answer_scores_the_same_in_every_form(ending, tmp_path):
    """Raw answers to the printed prompt, which asks for no id, in files named by the article."""
    (tmp_path / "gold.json").write_text(json.dumps(GOLD))
    scores = set()
    for name, form in FORMS.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"n1{ending}").write_text(form.replace("{{", "{").replace("}}", "}").replace("{}", json.dumps(PLAIN), 1))
        code, out, err = cli("score", str(folder), "--gold", str(tmp_path / "gold.json"), "-m", "NER", "--json")
        assert code == 0, err
        scores.add(json.loads(out)["scores"]["NER"]["f1"])
    assert scores == {1.0}


def test_nested_mentions_and_names_as_references_are_read():
    answer = {
        "entities": [
            {"name": "Lena Voss", "type": "PER", "mentions": [{"text": "Lena Voss"}, "She"]},
            {"name": "Brakel Bank", "type": "ORG", "mentions": [{"text": "Brakel Bank"}]},
        ],
        "relations": [{"head": "lena voss", "type": "leader_of", "tail": "Brakel Bank", "evidence": ["She runs it."]}],
    }
    documents, repairs = loosened(json.dumps(answer), lambda *_: "n1", Counter())
    assert repairs == []
    report = dateline.score(documents, gold=[Document(**spread(GOLD))], metrics=["NER", "Rel"])
    assert report["Rel"].precision == 1
    assert report["NER"].counts.right_gold == 2


def spread(value):
    """A document's fields, decoded."""
    import msgspec

    found = msgspec.convert(value, Document)
    return {field.name: getattr(found, field.name) for field in msgspec.structs.fields(Document)}
