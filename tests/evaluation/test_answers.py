"""What gold accepts beside its own items, from files to both numbers."""

import json

import msgspec
import pytest

import dateline
from dateline.cli import main
from dateline.document import Document
from dateline.evaluation import stream
from dateline.files.faults import DataError
from dateline.metrics import every
from tests.conftest import cli
from tests.evaluation.conftest import rewritten

TEXT = "Kim met Lee in Rome. Lee met Kim."
GOLD = {
    "id": "d",
    "text": TEXT,
    "dct": "2020-05-04",
    "mentions": [
        {"id": "m1", "start": 0, "end": 3, "type": "PER", "entity": "kim", "votes": 3},
        {"id": "m2", "start": 8, "end": 11, "type": "PER", "entity": "lee", "votes": 3},
        {"id": "m3", "start": 12, "end": 19, "type": "GPE", "entity": "rome", "alternatives": [{"text": "Rome"}], "votes": 2},
        {"id": "m4", "start": 21, "end": 24, "type": "PER", "entity": "lee", "optional": True, "votes": 1},
    ],
    "events": [{"start": 4, "end": 7, "type": "Contact.Meet", "date": "2020-05-03", "optional": ["date"]}],
}
ANSWER = {
    "id": "d",
    "mentions": [
        {"start": 0, "end": 3, "type": "PER", "entity": "a"},
        {"start": 8, "end": 11, "type": "PER", "entity": "b"},
        {"start": 15, "end": 19, "type": "GPE", "entity": "c"},
    ],
    "events": [{"start": 4, "end": 7, "type": "Contact.Meet"}],
}


@pytest.fixture
def files(tmp_path):
    golds = [{**GOLD, "id": f"d{n}"} for n in range(20)]
    answers = [{**ANSWER, "id": f"d{n}"} for n in range(20)]
    for name, rows in (("gold", golds), ("answers", answers)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(tmp_path / "answers.jsonl"), "--gold", str(tmp_path / "gold.jsonl"), "-m", "NER", "-m", "B3", "-m", "Date"


@pytest.mark.parametrize("more", [[], ["--jobs", "1"], ["--jobs", "2"], ["--rows", "rows.csv"]])
def test_both_numbers_wherever_they_are_counted(files, more, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = cli("score", *files, *more, "--json")
    assert code == 0, err
    found = json.loads(out)
    assert {name: score["f1"] for name, score in found["scores"].items()} == {"NER": 1.0, "B3": 1.0, "Date": None}
    assert found["strict"]["NER"]["counts"] == [40, 60, 40, 80]
    assert found["strict"]["Date"]["recall"] == 0
    assert "answers:accepted" in found["signature"]
    _, out, _ = cli("score", *files, *more, "--json", "--gold-strict")
    strict = json.loads(out)
    assert {name: strict["scores"][name] for name in found["strict"]} == found["strict"]
    assert strict["strict"] == {}
    assert "answers:strict" in strict["signature"]


EVERY = [part for metric in every() for part in ("-m", str(metric))] + ["-m", "NER(average=macro)", "-m", "NER(overlap=0.5)"]


@pytest.mark.once
def test_every_metric_is_the_same_to_the_bit_however_it_is_counted(full, tmp_path, monkeypatch, capsys):
    """In memory and streamed, by one worker and two, with rows and without; of gold that accepts other answers too."""
    monkeypatch.setattr(stream, "BLOCK", 40_000)
    monkeypatch.chdir(tmp_path)
    gold = rewritten(full[0], tmp_path, lambda lines: [accepting(number, line) for number, line in enumerate(lines[:12])])
    answers = rewritten(full[1], tmp_path, lambda lines: lines[:12])
    found = [
        printed(capsys, "score", str(answers), "--gold", str(gold), "--json", *EVERY, *more)
        for more in ([], ["--jobs", "1"], ["--jobs", "2"], ["--rows", "r.csv"], ["--jobs", "2", "--rows", "r.csv"])
    ]
    assert found[0]["strict"]
    for other in found[1:]:
        assert other["scores"] == found[0]["scores"]
        assert other["strict"] == found[0]["strict"]
        assert other["slices"] == found[0]["slices"]


def printed(capsys, *arguments):
    """What a command prints as JSON, in this process and its forks, whose blocks are small."""
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out)


def accepting(number, line):
    """A line of gold in which some items are optional or could be otherwise."""
    document = json.loads(line)
    for place, mention in enumerate(document["mentions"]):
        if (number + place) % 7 == 0:
            mention["optional"] = True
        elif (number + place) % 5 == 0:
            mention["alternatives"] = [{"type": "LAW"}, {"level": "NOM"}]
    for place, event in enumerate(document["events"]):
        if (number + place) % 3 == 0:
            event |= {"polarity": "POSITIVE", "optional": ["realis"]}
    for relation in document["relations"][::4]:
        relation |= {"status": "former", "optional": True}
    return json.dumps(document).encode() + b"\n"


def test_the_terminal_says_both(files):
    _, out, _ = cli("score", *files)
    assert "without the answers that gold accepts beside its own (--gold-strict): NER 0.571" in out


def test_votes_are_an_axis(files):
    _, out, _ = cli("score", *files, "--json", "--by", "votes", "--gold-strict")
    assert json.loads(out)["slices"]["NER"]["votes=3"]["recall"] == 1


def test_an_answer_beside_golds_own_is_spurious():
    both = {**ANSWER, "mentions": [*ANSWER["mentions"], {"start": 12, "end": 19, "type": "GPE"}]}
    report = dateline.score([both], gold=[dateline_document(GOLD)], metrics=["NER"])
    assert report["NER"].counts == (3, 4, 3, 3)


def test_a_place_of_another_gold_item_is_no_alternative():
    other = {"id": "m5", "start": 15, "end": 19, "type": "FAC"}
    report = dateline.score(
        [ANSWER], gold=[dateline_document({**GOLD, "mentions": [*GOLD["mentions"], other]})], metrics=["NER(match=exact)"]
    )
    assert report["NER(match=exact)"].counts == (3, 3, 3, 4)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"alternatives": [{}]}, "states nothing"),
        ({"alternatives": [{"date": "2020"}]}, "states 'date'"),
        ({"alternatives": [{"start": 4, "end": 400}]}, "ends after the text"),
        ({"alternatives": [{"start": 4}]}, "has no place"),
        ({"optional": ["colour"]}, "names 'colour'"),
    ],
)
def test_accepted_answers_that_are_none_are_faults_of_gold(changed, said):
    first, *rest = GOLD["mentions"]
    with pytest.raises(DataError, match=said):
        dateline.score([ANSWER], gold=[dateline_document({**GOLD, "mentions": [{**first, **changed}, *rest]})])


def test_what_an_answer_says_of_itself_is_set_aside():
    boast = {**ANSWER, "mentions": [{**m, "optional": True, "alternatives": [{"type": "ORG"}]} for m in ANSWER["mentions"]]}
    gold = [dateline_document(GOLD)]
    assert dateline.score([boast], gold=gold, metrics=["NER"])["NER"] == dateline.score([ANSWER], gold=gold, metrics=["NER"])["NER"]


def dateline_document(found):
    return msgspec.convert(found, Document)
