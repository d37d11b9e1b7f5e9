"""What is written in a format comes back."""

import json
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.corpus import loading as reading
from dateline.corpus.gold import Gold
from dateline.corpus.notes import Reading
from dateline.corpus.predictions import paired
from dateline.document import Argument, Document, Event, Mention, Relation
from dateline.document.inventory import Inventory
from dateline.document.units import Converter
from dateline.formats import native
from dateline.formats._articles import Articles
from dateline.formats._reader import Texts
from tests.conftest import cli
from tests.strategies import documents, spans, texts

NASTY = "\nKim “met” Zoë 🎉 in\u00a0Ōsaka\r\non Tuesday: x́ and Kim's team — 𝔘SA."


def gold_of(name, text, **layers):
    return Gold({name: Document(id=name, text=text, **layers)}, Inventory(), "test", "")


def through(format_, document, text, name="d"):
    """The document written in a format and read back."""
    module = import_module(f"dateline.formats.{format_}")
    content = module.write([document], [text])
    if format_ == "native":
        return native._decoder.decode(content)
    answers = list(module.read(content.decode(), Texts(f"{name}.x", Articles({name: text}))))
    assert [a.document.id for a in answers] == [name]
    return answers[0].document


@given(documents())
def test_native_holds_everything(document):
    assert native._decoder.decode(native.write([document])) == document


@st.composite
def plain(draw, nested=True, words=False):
    """A text and mentions with types only; word-aligned and flat where a format needs it."""
    text = draw(texts)
    found = {}
    if words:
        from dateline.document.tokens import WORD

        tokens = [m.span() for m in WORD.finditer(text)]
        at = 0
        while at < len(tokens) and len(found) < 4:
            first = draw(st.integers(at, len(tokens) - 1))
            last = draw(st.integers(first, min(len(tokens) - 1, first + 2)))
            found[tokens[first][0], tokens[last][1]] = draw(st.sampled_from(("PER", "ORG")))
            at = last + 1
    else:
        for span in draw(st.lists(spans(text), max_size=5)):
            found[span] = draw(st.sampled_from(("PER", "ORG")))
    mentions = [Mention(id=f"m{n}", start=s, end=e, text=text[s:e], type=label) for n, ((s, e), label) in enumerate(sorted(found.items()))]
    return text, Document(id="d", mentions=tuple(mentions))


def bare(document):
    return sorted((m.start, m.end, m.type) for m in document.mentions or ())


@pytest.mark.parametrize("format_", ["flat", "spacy_json", "pubannotation", "label_studio", "langextract", "brat"])
@given(case=plain())
def test_mentions_come_back(format_, case):
    text, document = case
    if format_ in {"flat", "brat"} and not document.mentions:
        return
    assert bare(through(format_, document, text)) == bare(document)


@given(plain(words=True))
def test_conll_columns_come_back(case):
    text, document = case
    found = through("conll", document, text)
    assert bare(found) == bare(document)


@given(plain(words=True), st.data())
def test_conll_2012_chains_come_back(case, data):
    text, document = case
    names = [data.draw(st.sampled_from("xyz")) for _ in document.mentions]
    document = Document(
        id="d", mentions=tuple(replace(m, entity=name, type=None) for m, name in zip(document.mentions, names, strict=True))
    )
    found = through("conll2012", document, text)

    def chains(d):
        return {frozenset((m.start, m.end) for m in d.mentions if m.entity == name) for name in {m.entity for m in d.mentions}}

    assert chains(found) == chains(document)


@pytest.mark.parametrize("format_", ["brat", "pubannotation", "label_studio"])
@given(case=plain(), data=st.data())
def test_relations_come_back(format_, case, data):
    text, document = case
    if not document.mentions:
        return
    ids = [m.id for m in document.mentions]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), min_size=1, max_size=3))
    relations = tuple(Relation(id=f"r{n}", head=a, type="met_with", tail=b) for n, (a, b) in enumerate(pairs))
    found = through(format_, replace(document, relations=relations), text)

    def ends(d):
        place = {m.id: (m.start, m.end) for m in d.mentions}
        return [(place[r.head], r.type, place[r.tail]) for r in d.relations]

    assert ends(found) == ends(replace(document, relations=relations))


def test_brat_holds_chains_events_and_fragments():
    text = "Kim met Lee in Rome"
    document = Document(
        id="d",
        mentions=(
            Mention(id="T1", start=0, end=3, text="Kim", type="PER", entity="e1"),
            Mention(id="T2", start=8, end=19, fragments=((8, 11), (15, 19)), type="PER", entity="e1"),
        ),
        events=(Event(id="E1", start=4, end=7, text="met", type="Meet", arguments=(Argument(role="Entity", filler="T1"),)),),
    )
    found = through("brat", document, text)
    assert [m.fragments for m in found.mentions] == [None, ((8, 11), (15, 19))]
    assert len({m.entity for m in found.mentions}) == 1
    assert [(e.start, e.end, e.type, len(e.arguments)) for e in found.events] == [(4, 7, "Meet", 1)]


@given(texts, st.sampled_from(["code point", "utf-16", "byte"]), st.data())
def test_units_are_code_points_again(text, unit, data):
    convert = Converter(text, unit)
    start, end = data.draw(spans(text))
    assert (convert(convert.back(start)), convert(convert.back(end))) == (start, end)


WORDS = ("Zoë", "Ōsaka", "x́", "𝔘SA", "“met”", "Tuesday")


def utf16(text, place):
    return len(text[:place].encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    "format_",
    [
        "flat",
        "flat utf-16",
        "flat byte",
        "csv",
        "spacy_json",
        "pubannotation",
        "label_studio",
        "label_studio utf-16",
        "langextract",
        "brat",
        "native",
        "compromise",
        "strings",
    ],
)
def test_nasty_text_scores_the_same_through_every_format(format_, tmp_path):
    places = [(NASTY.index(w), NASTY.index(w) + len(w)) for w in WORDS]
    mentions = tuple(Mention(id=f"T{n}", start=s, end=e, text=NASTY[s:e], type="PER") for n, (s, e) in enumerate(places, 1))
    gold = gold_of("d", NASTY, mentions=mentions)
    document = Document(id="d", mentions=mentions)
    rows = [{"start": s, "end": e, "label": "PER", "text": NASTY[s:e]} for s, e in places]
    units = {"utf-16": lambda p: utf16(NASTY, p), "byte": lambda p: len(NASTY[:p].encode())}
    name, _, unit = format_.partition(" ")
    if name == "flat" and unit:
        moved = [{**r, "start": units[unit](r["start"]), "end": units[unit](r["end"])} for r in rows]
        content = json.dumps({"document": "d", "unit": unit, "entities": moved})
    elif name == "csv":
        content = "document,start,end,label\n" + "".join(f"d,{s},{e},PER\n" for s, e in places)
    elif name == "compromise":
        content = json.dumps(
            [
                {"text": r["text"], "label": "PER", "offset": {"start": utf16(NASTY, r["start"]), "length": utf16(r["text"], 99)}}
                for r in rows
            ]
        )
    elif name == "strings":
        content = json.dumps({"id": "d", "mentions": [{"text": r["text"], "type": "PER"} for r in rows]})
    else:
        content = import_module(f"dateline.formats.{name}").write([document], [NASTY]).decode()
        if unit:
            tasks = json.loads(content)
            for region in tasks[0]["annotations"][0]["result"]:
                region["value"] |= {k: utf16(NASTY, region["value"][k]) for k in ("start", "end")}
            content = json.dumps(tasks)
    path = tmp_path / ("d.ann" if name == "brat" else "d.csv" if name == "csv" else "d.json")
    path.write_bytes(b"\xef\xbb\xbf" + content.encode() if name in {"flat", "csv"} else content.encode())
    noted = Reading()
    pairs = list(paired(gold, reading.read_any([str(path)], gold, noted), noted))
    from dateline.evaluation.count import evaluate, scored
    from dateline.metrics import parse

    assert scored(evaluate(pairs, [parse("NER")]), parse("NER")).f1 == 1.0, pairs
    assert not noted.repairs


def test_everything_convertible_converts(tmp_path):
    source = tmp_path / "rules.jsonl"
    cli("run", "rules", "-o", str(source))
    for name in ("native", "flat", "spacy_json", "conll", "conll2012", "pubannotation", "label_studio", "langextract"):
        target = tmp_path / f"out.{name}"
        code, _, err = cli("convert", str(source), str(target), "--to", name)
        assert code == 0, err
        code, _, err = cli("check", str(target), "--format", name)
        assert code == 0, err
    assert "can be read, not written" in cli("convert", str(source), str(tmp_path / "x"), "--to", "docred")[2]
