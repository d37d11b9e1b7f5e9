"""A user's own layout, declared in a TOML file."""

import json

import pytest

from dateline.corpus.declared import Declared
from dateline.corpus.foreign import reader_of
from dateline.document import Mention
from dateline.files.faults import DataError, Fault
from dateline.formats import flat
from dateline.formats._articles import Articles
from dateline.formats._reader import Texts

TEXT = "Kim met Leo."
FIELDS = 'text = "words"\nstart = "from"\nend = "to"\nlabel = "kind"\nscore = "sure"\n'
KIM, LEO = Mention(start=0, end=3, text="Kim", type="PER"), Mention(start=8, end=11, text="Leo", type="PER")
ADVICE = "[fields] has text, start, end, length, label, score, document, items; beside it unit and end"


def declared(folder, fields=FIELDS, more=""):
    path = folder / "mine.toml"
    path.write_text(f"{more}\n[fields]\n{fields}", "utf-8")
    return reader_of(str(path))


def read(reader, content):
    """Every answer's mentions and unit."""
    return [(answer.document.mentions, answer.unit) for answer in reader.read(content, Texts("d.x", Articles({"d": TEXT}.items())))]


def row(start, end, words, **more):
    return {"from": start, "to": end, "words": words, "kind": "PER", **more}


CONTENTS = {
    "a list": json.dumps([row(0, 3, "Kim"), row(8, 11, "Leo")]),
    "lines": "\n".join(map(json.dumps, (row(0, 3, "Kim"), row(8, 11, "Leo")))),
    "lists by article": json.dumps({"d": [row(0, 3, "Kim"), row(8, 11, "Leo")]}),
    "a table": "from,to,words,kind\n0,3,Kim,PER\n8,11,Leo,PER\n",
    "a table between tabs": "\ufeffkind\tto\t from \twords\nPER\t3\t0\tKim\nPER\t11\t8\tLeo\n",
    "a table with quotation marks": 'from;to;words;kind\n0;3;"Kim";PER\n8;11;"Leo";"PER"\n',
    "a table of other line ends": "from,to,words,kind\r0,3,Kim,PER\r8,11,Leo,PER\r",
    "a list after a mark": "\ufeff \t\r\n" + json.dumps([row("0", "3", "Kim"), row(8, 11, "Leo")]),
}


@pytest.mark.parametrize("content", CONTENTS)
def test_fields_are_read_under_their_own_names(content, tmp_path):
    assert read(declared(tmp_path), CONTENTS[content]) == [((KIM, LEO), "code point")]


def test_what_parts_a_table_is_told_by_its_head_alone(tmp_path):
    reader = declared(tmp_path, 'text = "the words"\nlabel = "Xkind"\n')
    content = 'Xkind;the words\nPER;"K,i,m,,,,,,"\r\nPER;"L\r\neo"\n'
    assert read(reader, content) == [((Mention(text="K,i,m,,,,,,", type="PER"), Mention(text="L\r\neo", type="PER")), "code point")]


def test_records_with_a_text_are_read_as_records(tmp_path):
    reader = declared(tmp_path, 'items = "found"\nstart = "from"\nend = "to"\nlabel = "kind"\ntext = "words"\n')
    rows = [{"from": 0, "to": 3, "kind": "PER"}, {"from": 8, "to": 11, "kind": "PER"}]
    for content in (json.dumps({"words": TEXT, "found": rows}), json.dumps([{"words": TEXT, "found": rows}])):
        (answer,) = reader.read(content, Texts("d.x", Articles({"d": TEXT}.items())))
        mentions = answer.document.mentions
        assert answer.text == TEXT  # a copy of the article
        assert [(m.start, m.end, m.type) for m in mentions] == [(0, 3, "PER"), (8, 11, "PER")]


@pytest.mark.parametrize(
    "content", [json.dumps([row(0, 2, "Kim"), row(8, "10", "Leo")]), "from,to,words,kind\n0,2,Kim,PER\n8,10,Leo,PER\n"]
)
def test_an_inclusive_end_is_moved_past_the_last_character(content, tmp_path):
    assert read(declared(tmp_path, more='end = "inclusive"'), content) == [((KIM, LEO), "code point")]
    assert read(declared(tmp_path, more='end = "exclusive"'), content)[0][0][0] == Mention(start=0, end=2, text="Kim", type="PER")


@pytest.mark.parametrize("unit", ["code point", "utf-16", "byte"])
def test_the_unit_goes_with_every_answer(unit, tmp_path):
    assert read(declared(tmp_path, more=f'unit = "{unit}"'), CONTENTS["a list"]) == [((KIM, LEO), unit)]


def test_a_field_that_means_something_else_is_out_of_the_way(tmp_path):
    reader = declared(tmp_path, 'label = "kind"\nstart = "from"\nend = "to"\n')
    assert [reader.named(key) for key in ("kind", "label", "from", "start", "score")] == [
        "label",
        "their label",
        "start",
        "their start",
        "score",
    ]
    ((mentions, _),) = read(reader, json.dumps([{"from": 0, "to": 3, "kind": "PER", "label": "x", "start": 99}]))
    assert mentions == (Mention(start=0, end=3, type="PER"),)


def test_a_table_without_ends_is_left_as_it_is(tmp_path):
    reader = declared(tmp_path, 'text = "words"\nlabel = "kind"\nend = "to"\n', 'end = "inclusive"')
    assert read(reader, "words,kind\nKim,PER\n") == [((Mention(text="Kim", type="PER"),), "code point")]


def test_an_end_that_is_no_number_is_left_to_the_reader(tmp_path):
    reader = declared(tmp_path, more='end = "inclusive"')
    assert (reader.ended("11"), reader.ended(11), reader.ended("x"), reader.ended(None)) == (12, 12, "x", None)
    assert reader.renamed({"words": [{"to": 3}, "to"], "to": None}) == {"text": [{"end": 4}, "to"], "end": None}


@pytest.mark.parametrize(
    ("content", "path", "what", "fix"),
    [
        ('colour = "red"\n[fields]\n', "", "'colour' is not known", ADVICE),
        ('z = 1\ncolour = "red"\n[fields]\nbegin = "b"', "", "'colour' is not known", ADVICE),
        ('[fields]\nstop = "b"\nbegin = "b"', "", "'begin' is not known", ADVICE),
        ("[fields]\nstart = 3", "", "has no table [fields] of names", ADVICE),
        ('unit = "byte"', "", "has no table [fields] of names", ADVICE),
        ('fields = "x"', "", "has no table [fields] of names", ADVICE),
        ('unit = "inch"\n[fields]\nstart = "b"', "$.unit", "'inch' is no unit", "one of code point, utf-16, byte"),
        ('end = "both"\n[fields]\nstart = "b"', "$.end", "'both' is neither", "exclusive or inclusive"),
    ],
)
def test_what_declares_no_format_is_told(content, path, what, fix, tmp_path):
    place = tmp_path / "mine.toml"
    place.write_text(content)
    with pytest.raises(DataError) as error:
        Declared(str(place))
    assert error.value.faults == [Fault(str(place), 0, path, what, fix)]


@pytest.mark.parametrize(("content", "why"), [(None, r"\[Errno 2\]"), (b"[fields", "Expected"), (b"\xff", "codec can't decode")])
def test_a_file_that_cannot_be_read_declares_nothing(content, why, tmp_path):
    place = tmp_path / "mine.toml"
    if content is not None:
        place.write_bytes(content)
    with pytest.raises(DataError, match=f"declares no format: .*{why}") as error:
        Declared(str(place))
    (fault,) = error.value.faults
    assert (fault.file, fault.line, fault.path, fault.fix) == (str(place), 0, "", "write a TOML file with a table [fields]")


def test_a_format_is_known_by_its_name():
    assert reader_of("flat") is flat
    with pytest.raises(ValueError, match="no format 'nothing'"):
        reader_of("nothing")
