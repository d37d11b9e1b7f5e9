"""Foreign files on their articles' texts, and what models answer, one by one or in batches."""

import json
from collections import Counter
from types import SimpleNamespace

import pytest

from dateline.corpus import answers, foreign
from dateline.corpus import reading as reading_
from dateline.corpus.literals import COMMA
from dateline.corpus.notes import Reading
from dateline.corpus.reading import read_files
from dateline.corpus.repair import PROSE
from dateline.files import LIMITS, Limits
from dateline.files.faults import DataError
from dateline.formats._answered import FENCED
from dateline.formats._articles import Articles
from dateline.formats._reader import Answer, Read
from tests.corpus.conftest import TEXT, document

KIM = {"start": 0, "end": 3, "type": "PER"}
SAID = '{"mentions": [{"start": 0, "end": 3, "type": "PER"}]}'


def read(folder, name, content, *, own=None, reading=None, format_="", limits=LIMITS):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    texts = own if own is not None else Articles({"d": TEXT, "e": "Bye, Kim."}.items())
    return list(read_files([str(path)], texts, reading or Reading(), format_, limits))


def faults_of(folder, *arguments, **more):
    """File, line, path, words and advice of each fault."""
    with pytest.raises(DataError) as error:
        read(folder, *arguments, **more)
    return [(fault.file.removeprefix(f"{folder}/"), fault.line, fault.path, fault.what, str(fault.fix)) for fault in error.value.faults]


def rows(*spans, **more):
    return json.dumps([{"start": start, "end": end, "text": text, "label": "PER", **more} for start, end, text in spans])


def test_spans_beside_their_texts_are_repaired_and_counted(tmp_path):
    reading = Reading()
    (found,) = read(tmp_path, "d.json", rows((1, 4, "Kim"), (5, 8, "met"), (9, 12, "Leo")), reading=reading)
    assert [(m.start, m.end) for m in found.document.mentions] == [(0, 3), (4, 7), (8, 11)]
    assert reading.repairs == {"constant shift: spans are 1 too late, moved by -1": 3}
    assert reading.formats == {"flat": [1, 3, 0]}


def test_spans_that_nothing_explains_are_a_fault_of_their_file(tmp_path):
    ((file, line, path, what, _),) = faults_of(tmp_path, "d.json", rows((1, 4, "Nobody")))
    assert (file, line, path) == ("d.json", 0, "")
    assert what.startswith("0 of 1 spans are their own text, under no unit and no copy of the article: [1, 4] holds 'im '")


def test_a_span_outside_is_set_aside_for_a_prediction_and_a_fault_in_gold(tmp_path):
    content = rows((0, 3, "Kim"), (90, 93, "Leo"))
    reading = Reading()
    (found,) = read(tmp_path, "d.json", json.dumps([*json.loads(content), *json.loads(rows((0, 3, "Kim"))) * 9]), reading=reading)
    assert (found.document.mentions[1].start, found.document.mentions[1].text) == (None, "Leo")
    assert reading.repairs == {"a span outside the text was set aside for its string": 1}
    found = faults_of(tmp_path, "d.json", json.dumps({"text": TEXT, "entities": json.loads(content)}), own=Articles(open_=True))
    assert [what[:31] for _, _, _, what, _ in found] == ["1 of 2 spans are their own text"]


def test_a_document_of_gold_has_its_text(tmp_path):
    (found,) = read(tmp_path, "d.json", json.dumps({"text": TEXT, "ents": []}), own=Articles(open_=True), format_="spacy_json")
    assert found.document == document(text=TEXT, mentions=[])
    (without,) = read(tmp_path, "x.json", rows((0, 3, "Kim")), own=Articles(open_=True))
    assert without.document == document(id="x", mentions=[{**KIM, "text": "Kim"}])


def test_units_are_counted_in_a_text(tmp_path):
    content = json.dumps({"unit": "byte", "items": [{"start": 0, "end": 3, "label": "PER"}]})
    assert read(tmp_path, "d.json", content)[0].document == document(mentions=[KIM])
    what = "counts its offsets in byte units, and there is no text of 'x' to count them in"
    assert faults_of(tmp_path, "x.json", content, own=Articles(open_=True)) == [("x.json", 0, "", what, "give `text` in the gold")]
    empty = json.dumps({"unit": "byte", "items": []})
    assert read(tmp_path, "x.json", empty, own=Articles(open_=True))[0].document == document(id="x", mentions=[])


def test_what_a_format_does_not_read_is_counted(tmp_path):
    content = {"text": TEXT, "ents": [{"start": 0, "end": 3, "label": "PER"}], "cats": {"a": 1.0, "b": 0.5}}
    reading = Reading()
    read(tmp_path, "d.json", json.dumps(content), reading=reading)
    read(tmp_path, "d.json", json.dumps(content), reading=reading)
    assert reading.unread == {"category": 4}


def test_a_key_given_twice_is_a_fault(tmp_path):
    what = "the key 'end' is given twice in one object, and the first would be lost"
    for content in ('[{"start": 0, "end": 3, "label": "PER", "end": 4}]', '{"d": [{"start": 0, "end": 3, "label": "PER", "end": 4}]}'):
        assert faults_of(tmp_path, "d.json", content) == [("d.json", 0, "", what, "give each key once")]


@pytest.mark.parametrize(
    ("content", "line", "what", "fix"),
    [
        ('{"text": "Kim",\n"ents"', 2, "is not JSON at line 2, column 7: Expecting ':' delimiter", "mend the JSON there"),
        ('{"odd": ' + "[" * 100_000, 0, "is nested deeper than 7 (limit nesting)", "flatten it"),
    ],
)
def test_what_is_no_json_is_a_fault_of_its_line(content, line, what, fix, tmp_path):
    found = faults_of(tmp_path, "d.json", content, format_="spacy_json", limits=Limits(nesting=7))
    assert found == [("d.json", line, "", what, fix)]


def test_a_file_past_the_limit_is_refused(tmp_path):
    for format_ in ("flat", ""):
        ((_, _, _, what, _),) = faults_of(tmp_path, "d.json", rows((0, 3, "Kim")), format_=format_, limits=Limits(file=10))
        assert what == "is larger than 10 bytes (limit file)"


def test_native_files_and_batches_past_the_limit_are_refused(tmp_path):
    for content, reading in ((SAID, Reading(strict=True)), (SAID, Reading()), (line("d", SAID), Reading())):
        ((_, _, _, what, _),) = faults_of(tmp_path, "d.json", content, reading=reading, limits=Limits(file=10))
        assert what == "is larger than 10 bytes (limit file)"


def test_what_a_reader_repaired_and_left_is_counted(tmp_path, monkeypatch):
    answer = Answer(document(mentions=[KIM]), unread=Counter({"a": 2}), repairs=Counter({"b": 3}))
    for module in (foreign, reading_):
        monkeypatch.setattr(module, "reader_of", lambda _: SimpleNamespace(read=lambda *_: [answer, answer]))
    reading = Reading()
    assert read(tmp_path, "d.x", "x", format_="x", reading=reading)[0].document == document(mentions=[KIM, KIM])
    assert (reading.unread, reading.repairs) == ({"a": 4}, {"b": 6})


def test_text_is_utf_8(tmp_path):
    ((_, line, _, what, _),) = faults_of(tmp_path, "d.csv", b"start,end,label\n0,3,\xff\n")
    assert (line, what) == (2, "is not UTF-8: byte 0xff at offset 20")


@pytest.mark.parametrize(("binary", "content"), [(True, b"\xff"), (False, "\u00ff")])
def test_a_reader_is_given_bytes_where_it_says_so(binary, content, tmp_path, monkeypatch):
    given = []
    reader = SimpleNamespace(BINARY=binary, read=lambda content, _: given.append(content) or [Answer(document(mentions=[]))])
    for module in (foreign, reading_):
        monkeypatch.setattr(module, "reader_of", lambda _: reader)
    assert len(read(tmp_path, "d.x", b"\xff" if binary else b"\xc3\xbf", format_="x")) == 1
    assert given == [content]


ANSWERS = {
    "without an id": (SAID, {}),
    "in a fence": (f"```json\n{SAID}\n```", {FENCED: 1}),
    "in prose": (f"Sure! {SAID} Bye.", {PROSE: 1}),
    "with a comma": ('{"mentions": [{"start": 0, "end": 3, "type": "PER"},]}', {COMMA: 1}),
    "with a key of its own": ('{"mentions": [{"start": 0, "end": 3, "type": "PER", "x": 1}]}', {}),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_what_a_model_answered_is_read_where_that_takes_no_guess(case, tmp_path):
    content, repairs = ANSWERS[case]
    reading = Reading()
    assert read(tmp_path, "d.json", content, reading=reading) == [Read(document(mentions=[KIM]), str(tmp_path / "d.json"), 1)]
    assert reading.repairs == repairs
    assert reading.mistakes == ({("unknown key", "x"): 1} if "key" in case else {})


def test_what_would_take_a_guess_has_the_faults_of_a_native_file(tmp_path):
    found = faults_of(tmp_path, "d.json", '{"mentions": [{"start": "x", "end": 3}]}')
    assert [fault[1:4] for fault in found] == [
        (1, "$.mentions[0].start", "expected `int | null`, got `str`"),
        (1, "$", "object missing required field `id`"),
    ]
    ((_, line, _, what, _),) = faults_of(tmp_path, "d.json", '{"mentions": oops}')
    assert (line, what) == (1, "is not JSON at line 1, column 14: Expecting value")
    ((_, _, _, what, _),) = faults_of(tmp_path, "x.json", SAID)
    assert "required field `id`" in what


@pytest.mark.parametrize("how", ["strict", "gold", "long"])
def test_gold_and_who_is_strict_have_native_files_alone(how, tmp_path, monkeypatch):
    if how == "long":
        monkeypatch.setattr(answers, "ANSWER", len(SAID) - 1)
    own = Articles({"d": TEXT}.items(), open_=how == "gold")
    ((_, _, _, what, _),) = faults_of(tmp_path, "d.json", SAID, own=own, reading=Reading(strict=how == "strict"))
    assert what == "object missing required field `id`"
    monkeypatch.setattr(answers, "ANSWER", len(SAID))
    assert len(read(tmp_path, "d.json", SAID)) == 1


def test_native_documents_before_a_fault_are_given(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_text('{"id": "d"}\n{"id": oops}\n')
    run = read_files([str(path)], Articles({"d": TEXT}.items()), Reading(), "", LIMITS)
    assert next(run) == Read(document(), str(path), 1)
    with pytest.raises(DataError, match="is not JSON at line 2"):
        next(run)


TWICE = "the key 'mentions' is given twice in one object, and the first would be lost"


@pytest.mark.parametrize(
    ("content", "limits", "what"),
    [
        ('{"id": "d", "mentions": [], "mentions": []}', LIMITS, TWICE),
        ('{"id": "d", "mentions": [{}, {}]}', Limits(values=0), "has more than 0 values (limit values)"),
        ('{"id": 7, "mentions": []}', LIMITS, "expected `str`, got `int`"),
    ],
)
def test_what_is_no_question_of_writing_is_not_mended(content, limits, what, tmp_path):
    assert [fault[3] for fault in faults_of(tmp_path, "d.json", content, limits=limits)] == [what]


def line(name, content):
    return json.dumps({"custom_id": name, "response": {"body": {"choices": [{"message": {"content": content}}]}}})


def test_a_batch_is_read_answer_by_answer(tmp_path):
    reading = Reading()
    content = "\n".join([line("d", f"Sure: {SAID}"), line("e", '{"id": "other", "mentions": [], "x": 1,}')])
    path = str(tmp_path / "batch.jsonl")
    assert read(tmp_path, "batch.jsonl", content, reading=reading) == [
        Read(document(mentions=[KIM]), path, 1),
        Read(document(id="e", mentions=[]), path, 2),
    ]
    assert reading.repairs == {PROSE: 1, COMMA: 1}
    assert (reading.mistakes, reading.said) == ({("unknown key", "x"): 1}, [])


WHY = {
    None: "the request failed, or wrote nothing",
    "I cannot.": "holds no JSON that can be read",
    f"{SAID}\n{SAID}": "holds 2 JSON objects",
}


@pytest.mark.parametrize("failed", WHY)
def test_a_request_without_an_answer_is_missed_or_a_fault(failed, tmp_path):
    content = "\n".join([line("d", SAID), line("e", failed)])
    reading = Reading()
    assert [one.document.id for one in read(tmp_path, "batch.jsonl", content, reading=reading)] == ["d"]
    assert reading.said == [f"requests without an answer that can be read: 1, missed; the first in line 2: {WHY[failed]}"]
    fault = ("batch.jsonl", 2, "", f"has no answer that can be read: {WHY[failed]}", "`dateline describe prompt` says what to ask for")
    assert faults_of(tmp_path, "batch.jsonl", content, reading=Reading(strict=True)) == [fault]


def test_failed_requests_are_counted_and_others_read(tmp_path):
    content = "\n".join([line("e", None), line("e", "no"), line("d", SAID)])
    reading = Reading()
    assert [one.line for one in read(tmp_path, "batch.jsonl", content, reading=reading)] == [3]
    assert reading.said == [f"requests without an answer that can be read: 2, missed; the first in line 1: {WHY[None]}"]


def test_a_batch_of_which_no_answer_can_be_read_is_a_fault(tmp_path):
    flat = json.dumps([{"entity": {"x": 1}}])
    for content, why in (
        ("no", "holds no JSON that can be read"),
        ('{"x": 1}', "has none of the layers that are known here, but 'x'"),
        (flat, ""),
    ):
        ((_, number, _, what, _),) = faults_of(tmp_path, "batch.jsonl", "\n".join([line("e", None), line("d", content)]))
        assert (number, what[:32]) == (1, "has no answer that can be read: ")
        assert what.endswith("the request failed, or wrote nothing") or why in what
    ((_, number, _, what, _),) = faults_of(tmp_path, "batch.jsonl", line("d", "no"))
    assert (number, what) == (1, "has no answer that can be read: holds no JSON that can be read")


def test_a_request_about_no_article_is_a_fault_of_its_line(tmp_path):
    found = faults_of(tmp_path, "batch.jsonl", "\n".join([line("d", SAID), line("x", SAID)]))
    assert [fault[:4] for fault in found] == [("batch.jsonl", 2, "", "is about no article of the gold: tried id 'x'")]


def test_what_is_no_batch_is_told(tmp_path):
    for wrong in ('{"response": {}}', "oops"):
        ((_, number, path, what, fix),) = faults_of(tmp_path, "batch.jsonl", line("d", SAID) + "\n" + wrong)
        assert (number, path, fix) == (0, "", "give the answer as the interface returned it, of a batch its output file")
        assert what.startswith("is no answer of a model, nor a batch of them: ")
    ((file, number, _, what, _),) = faults_of(tmp_path, "batch.jsonl", line("d", SAID).encode() + b"\n\xff")
    assert (file, number, what[:12]) == ("batch.jsonl", 2, "is not UTF-8")


def test_a_line_of_a_batch_that_names_no_article_is_told(tmp_path):
    ((_, _, _, what, _),) = faults_of(tmp_path, "batch.jsonl", line("d", SAID) + '\n{"response": {}}')
    assert what == "is no answer of a model, nor a batch of them: line 2 names no article under custom_id or key"
