"""Formats: round trips, units, real tools' output, malformed files, repairs, limits."""

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import dateline
from dateline import api
from dateline.corpus import predictions as reading
from dateline.corpus.align import Aligner
from dateline.corpus.gold import Gold, load_gold, shipped_gold
from dateline.corpus.place import place
from dateline.corpus.predictions import Reading, paired
from dateline.corpus.repair import COMMA, FENCED, PROSE, TAIL
from dateline.document import Argument, Document, Entity, Event, Mention, Quote, Relation
from dateline.document.inventory import Inventory
from dateline.document.units import Converter
from dateline.files.faults import DataError
from dateline.formats import names, native
from dateline.formats._reader import Articles, Texts
from tests.strategies import documents, spans, texts
from tests.test_main_job import cli

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "tests" / "samples"
D0, D1 = "000_6bac379f7b3f3210", "001_431afd2a78419558"
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


REAL = {
    "spacy.jsonl": ("spacy_json", 160, 1.0),
    "spacy.conll": ("conll", 160, None),
    "langextract.jsonl": ("langextract", 160, 1.0),
    "compromise.json": ("compromise", 60, 0.8),
    "dateparser.jsonl": ("native", 10, None),
}


@pytest.mark.parametrize("sample", list(REAL))
def test_real_output_is_read_whole(sample):
    format_, least, rate = REAL[sample]
    gold, noted = replace_inventory(shipped_gold()), Reading()
    pairs = list(paired(gold, reading.read_any([str(SAMPLES / sample)], gold, noted), noted))
    items = sum(len(p.mentions or ()) + len(p.times or ()) for _, p in pairs if p)
    assert items >= least
    if format_ != "native":
        note = noted.notes[0]
        assert f"read as {format_}" in note
        if rate is not None:
            agreeing, carrying = (int(word) for word in note.split(", ")[1].split()[:3:2])
            assert agreeing / carrying >= rate, note


def replace_inventory(gold):
    return Gold(gold.documents, Inventory(), gold.name, gold.digest)


def test_spacy_output_scores_under_the_ontonotes_projection():
    code, out, err = cli("score", str(SAMPLES / "spacy.jsonl"), "--labels", "ontonotes", "-m", "NER(level=NAM)", "--json")
    assert code == 0, err
    found = json.loads(out)
    assert found["scores"]["NER(level=NAM,labels=ontonotes)"]["f1"] > 0.7
    assert any("leaves out" in note and "DATE" in note for note in found["notes"])
    code, _, err = cli("score", str(SAMPLES / "spacy.jsonl"))
    assert code == 2
    assert "label 'PERSON' is not in the inventory" in err
    assert "--labels" in err


def test_textacy_quotes_are_read_from_a_folder(tmp_path):
    for sample in SAMPLES.glob("*.citron.json"):
        (tmp_path / sample.name).write_bytes(sample.read_bytes())
    report = dateline.score(tmp_path, metrics=["Quote(match=overlap)"])
    assert report["Quote(match=overlap)"].counts.predicted == 6


def test_compromise_strays_are_put_back_and_counted():
    gold, noted = replace_inventory(shipped_gold()), Reading()
    pairs = list(paired(gold, reading.read_any([str(SAMPLES / "compromise.json")], gold, noted), noted))
    for document, pred in pairs:
        assert all(m.start is None or 0 <= m.start < m.end <= len(document.text) for m in pred.mentions)
    assert all(number > 0 for number in noted.repairs.values())


@pytest.mark.parametrize("shift", [-1, 2])
def test_a_constant_shift_is_named_and_taken_back(shift, tmp_path):
    document = api.gold()[1]
    rows = [
        {"start": m.start + shift, "end": m.end + shift, "text": m.text, "label": "PER"} for m in document.mentions if m.start + shift >= 0
    ][:10]
    path = tmp_path / f"{document.id}.json"
    path.write_text(json.dumps(rows), "utf-8")
    report = dateline.score(path, metrics=["NER(match=exact)"])
    assert report["NER(match=exact)"].precision == 1.0
    name = next(iter(report.reading.repairs))
    assert name.startswith(f"constant shift: 10 of 10 spans are {abs(shift)} too {'early' if shift < 0 else 'late'}")
    assert "repairs:constant shift" in report.signature()
    assert cli("score", str(path), "--strict", "-m", "NER(match=exact)")[0] == 2


@pytest.mark.parametrize(
    ("content", "repair"),
    [
        ('Here it is:\n```json\n{"id": "%s", "mentions": [{"text": "Beijing", "type": "GPE"}]}\n```\nDone.' % D0, FENCED),  # noqa: UP031 - the string is full of braces
        ('Sure! {"id": "%s", "mentions": [{"text": "Beijing", "type": "GPE"}]} I hope this helps.' % D0, PROSE),  # noqa: UP031 - the string is full of braces
        ('{"id": "%s", "mentions": [{"text": "Beijing", "type": "GPE",},]}' % D0, COMMA),  # noqa: UP031 - the string is full of braces
        ('{"id": "%s", "mentions": [{"text": "Beijing", "type": "GPE"}, {"text": "Mosc' % D0, TAIL),  # noqa: UP031 - the string is full of braces
    ],
)
def test_json_as_models_print_it(content, repair, tmp_path):
    path = tmp_path / "answer.jsonl"
    path.write_text(content, "utf-8")
    report = dateline.score(path, metrics=["NER"])
    assert report["NER"].counts.predicted == 1.0
    assert repair in report.reading.repairs
    assert cli("score", str(path), "--strict", "-m", "NER")[0] == 2


def test_alignment_keeps_its_provenance():
    text = "Kim said “We’ll go.” Later Kim Jong Un said it. Kim left the Peace—Conference of Geneva."
    document = Document(
        id="d",
        mentions=tuple(
            Mention(text=words) for words in ("Kim", "Kim Jong Un", "Kim", "Kim", "peace-conference", "Conferense of Geneva", "Nobody")
        ),
        quotes=(Quote(text='"We\'ll go."'),),
    )
    found, counts = place(document, text)
    assert [m.aligned for m in found.mentions] == ["exact", "exact", "exact", "exact", "normalised", "fuzzy", "none"]
    assert [text[m.start : m.end] for m in found.mentions[:4]] == ["Kim", "Kim Jong Un", "Kim", "Kim"]
    starts = [m.start for m in found.mentions]
    assert starts[0] == 0
    assert starts[2] == text.rindex("Kim")  # the one inside the longer name comes last
    assert starts[3] == starts[1]
    assert text[found.mentions[5].start : found.mentions[5].end] == "Conference of Geneva"
    assert found.quotes[0].aligned == "normalised"
    assert counts.none == 1
    assert Aligner(text).place("Kim", 4).span is None
    assert Aligner(text).place("Kim", 3).span == (48, 51)


def test_unaligned_strings_are_spurious_never_dropped():
    report = dateline.score(
        [{"id": D0, "mentions": [{"text": "Atlantis", "type": "GPE"}, {"text": "Lemuria", "type": "GPE"}]}], metrics=["NER", "B3"]
    )
    assert report["NER"].counts.predicted == 2.0


@given(documents(inline=False), st.integers(0, 2**31))
def test_a_mutated_file_is_read_equal_or_refused_never_read_different(document, seed):
    import random

    draw = random.Random(seed)
    content = bytearray(native.write([document]))
    content[draw.randrange(len(content) - 1)] = draw.randrange(256)
    try:
        found = [r.document for r in native_from(bytes(content))]
    except DataError as error:
        placed = all(fault.file and fault.fix for fault in error.faults)
        assert placed
        return
    if found != [document]:  # another value was written, not another reading: it must write back to the same bytes' meaning
        assert json.loads(native.write(found)) == without_nulls(json.loads(bytes(content).decode("utf-8-sig")))


def without_nulls(value):
    """JSON without nulls and empty argument lists, which mean absence."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None and not (k in {"arguments", "spans"} and v == [])}
    if isinstance(value, list):
        return [without_nulls(v) for v in value]
    return value


def native_from(content):
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".jsonl") as stream:
        stream.write(content)
        stream.flush()
        yield from native.read(stream.name)


MALFORMED = {
    "flat": b'[{"start": "x", "end": 3, "label": "PER"}]',
    "spacy_json": b'{"ents": [{"start": 1}], "text": "x"}',
    "conll": b"Putin B_PER\nand O\n",
    "conll2012": f"#begin document ({D0}); part 000\nPutin 1)\n".encode(),
    "brat": b"T1\tPER zero 3\tPutin\n",
    "pubannotation": b'{"denotations": [{"span": {"begin": 1}, "obj": "x"}]}',
    "label_studio": b'[{"data": {"text": "x"}, "annotations": [{"result": [{"value": {"start": "a", "end": 2, "labels": ["PER"]}}]}]}]',
    "langextract": b'{"document_id": "000_6bac379f7b3f3210", "extractions": [{"extraction_text": "x"}]}',
    "compromise": b'[{"offset": {"start": 1}, "text": "x"}]',
    "docred": b'{"vertexSet": 3, "sents": [["Putin"]], "title": "000_6bac379f7b3f3210"}',
    "cas": b"<xmi:XMI xmlns:xmi='http://www.omg.org/XMI'",
    "timeml": b"<TimeML>Putin <TIMEX3 tid='t1' type=\"WHEN\">x</TIMEX3></TimeML>",
    "citron": b'{"quotes": [{"contents": [{}], "sources": []}]}',
    "dygie": b'{"doc_key": "x", "sentences": "no"}',
    "native": b'{"id": "000_6bac379f7b3f3210", "mentions": [{"start": 0}, {"begin": 3}]}',
}


@pytest.mark.parametrize("format_", list(MALFORMED))
def test_a_malformed_file_gets_a_message_with_place_and_fix(format_, tmp_path):
    path = tmp_path / f"{D0}.bad"
    path.write_bytes(MALFORMED[format_])
    code, out, err = cli("score", str(path), "--format", format_)
    assert code == 2, out
    assert str(path) in err
    assert "fix:" in err


def test_every_format_has_a_malformed_case_and_says_what_it_loses():
    assert set(MALFORMED) == set(names())
    for name in names():
        about = import_module(f"dateline.formats.{name}").__doc__
        assert "unit" in about.lower()
        assert "loses" in about.lower()


FAULTS = {
    "not JSON at line 2, column": b'{"id": "%s"}\n{"id": oops}\n' % D0.encode(),
    "is empty": b"",
    "is binary": b"\x00\xff\xfe\x01",
    "unknown field `mentons`": b'{"id": "%s", "mentons": []}' % D0.encode(),
    "the gold has no document": b'{"id": "000_6bac", "mentions": []}',
    "is given twice": b'{"id": "%s"}\n{"id": "%s"}' % (D0.encode(), D0.encode()),
    "span [5, 5] is empty": b'{"id": "%s", "mentions": [{"start": 5, "end": 5}]}' % D0.encode(),
    "ends after the text": b'{"id": "%s", "mentions": [{"start": 5, "end": 99999}]}' % D0.encode(),
    "in case only": b'{"id": "%s", "mentions": [{"start": 0, "end": 5, "text": "putin"}]}' % D0.encode(),
    "in quotation marks": '{"id": "%s", "mentions": [{"start": 804, "end": 817, "text": "‘heroic force"}]}'.encode() % D0.encode(),
    "in two entities": b'{"id": "%s", "mentions": [{"start": 0, "end": 5, "entity": "a"}, {"start": 0, "end": 5, "entity": "b"}]}'
    % D0.encode(),
    "nothing has the id 'm9'": b'{"id": "%s", "relations": [{"head": "m9", "type": "met_with", "tail": "m9"}]}' % D0.encode(),
    "did you mean PER": b'{"id": "%s", "mentions": [{"start": 0, "end": 5, "type": "PERS"}]}' % D0.encode(),
    "is not between 0 and 1": b'{"id": "%s", "mentions": [{"start": 0, "end": 5, "score": 7.5}]}' % D0.encode(),
    "has no place": b'{"id": "%s", "mentions": [{"type": "PER"}]}' % D0.encode(),
    "contains itself": b'{"id": "%s", "mentions": [], "entities": [{"id": "a", "members": ["a"]}]}' % D0.encode(),
}


@pytest.mark.parametrize("message", list(FAULTS))
def test_every_fault_has_its_message(message, tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_bytes(FAULTS[message])
    code, _, err = cli("score", str(path), "--format", "native")
    assert code == 2, err
    assert message in err
    assert "fix:" in err


def test_several_faults_of_several_files_are_reported_together(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "%s", "mentions": [{"start": 5, "end": 5}, {"start": 0, "end": 99999}]}' % D0.encode())
    (tmp_path / "b.jsonl").write_bytes(b'{"id": "nope", "mentions": []}\n')
    code, _, err = cli("score", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"))
    assert code == 2
    assert all(part in err for part in ("is empty or runs", "ends after", "has no document 'nope'", "3 faults"))


def test_missing_files_and_folders_are_told(tmp_path):
    assert "no such file" in cli("score", str(tmp_path / "none.jsonl"))[2]
    (tmp_path / "empty").mkdir()
    code, _, err = cli("score", str(tmp_path / "empty"))
    assert code == 2
    assert "folder" in err
    (tmp_path / "bad.gz").write_bytes(b"\x1f\x8bnot gzip at all")
    assert "cannot be decompressed" in cli("score", str(tmp_path / "bad.gz"))[2]


def test_limits_refuse_by_name(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_bytes(b'{"id": "%s", "mentions": [%s]}' % (D0.encode(), b",".join([b'{"start":0,"end":5}'] * 30)))
    code, _, err = cli("score", str(path), "--limit", "items=20")
    assert code == 2
    assert "limit items" in err
    code, _, err = cli("score", str(path), "--limit", "line=100")
    assert code == 2
    assert "limit line" in err
    path.write_bytes(b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")
    code, _, err = cli("score", str(path))
    assert code == 2
    assert "nest" in err
    assert "limit" in cli("score", str(path), "--limit", "nonsense=3")[2]


def test_a_long_line_is_refused_in_bounded_memory(tmp_path):
    if not Path("/proc/self/status").exists():
        pytest.skip("peak memory is read from /proc")
    path = tmp_path / "long.jsonl"
    with path.open("wb") as stream:
        for _ in range(300):
            stream.write(b" " * 2**20)
    code = "import sys; from dateline.cli import main; main(sys.argv[1:]); print(open('/proc/self/status').read())"
    done = subprocess.run(
        [sys.executable, "-c", code, "score", str(path), "--format", "native"], capture_output=True, text=True, check=False
    )
    assert "limit line" in done.stderr
    assert int(re.search(r"VmHWM:\s+(\d+) kB", done.stdout)[1]) < 260_000


def test_crlf_and_newline_differences_are_told():
    with pytest.raises(DataError, match="newlines only"):
        dateline.score([{"id": "d", "text": "a\nb", "mentions": []}], gold=[Document(id="d", text="a\r\nb", mentions=())])


@given(
    st.sampled_from(["ontonotes", "conll", "ace"]),
    st.sampled_from(["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WEA", "PRODUCT", "WORK", "LAW", "TITLE"]),
)
def test_projections_are_idempotent(name, label):
    from dateline.document.labels import OUT, projection

    once = projection(name)(label)
    assert once == OUT or projection(name)(once) == once


def test_a_users_projection(tmp_path):
    table = tmp_path / "mine.toml"
    table.write_text('[labels]\nPER = "person"\nORG = "thing"\nGPE = "-"\n')
    gold = [Document(id="d", text="Kim in Rome", mentions=(Mention(start=0, end=3, type="PER"), Mention(start=7, end=11, type="GPE")))]
    report = dateline.score(
        [{"id": "d", "mentions": [{"start": 0, "end": 3, "type": "person"}]}], gold=gold, metrics=["NER"], labels=str(table)
    )
    assert report.lines[0].score.f1 == 1.0
    table.write_text('[labels]\nPER = "ORG"\nORG = "thing"\n')
    with pytest.raises(ValueError, match="a target stays what it is"):
        dateline.score([], gold=gold, metrics=["NER"], labels=str(table))


def test_schema_accepts_what_the_package_accepts():
    schema = json.loads(cli("describe", "schema")[1])
    assert {"mentions", "entities", "times", "relations", "events", "quotes"} <= set(schema["$defs"]["Document"]["properties"])
    prompt = cli("describe", "prompt")[1]
    assert "head_of_state" in prompt
    assert "Contact.Meet" in prompt


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


def test_the_gold_path_reads_a_folder_and_a_file(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(native.write(api.gold()))
    assert load_gold(str(path)).digest == shipped_gold().digest


def test_ambiguous_strings_have_a_best_and_a_worst_score():
    text = "Kim met Kim. Kim left."
    gold = [Document(id="d", text=text, mentions=(Mention(start=8, end=11, type="PER"),))]
    report = dateline.score([{"id": "d", "mentions": [{"text": "Kim", "type": "PER"}]}], gold=gold, metrics=["NER"])
    from dateline.reporting.json import as_dict
    from dateline.reporting.text import remarks

    assert report["NER"].f1 == 0.0  # reading order takes the first
    assert as_dict(report)["ranges"]["NER"] == {"worst": 0.0, "best": 1.0}
    assert any("F1 0.000 to 1.000" in line for line in remarks(report))
    three = [{"id": "d", "mentions": [{"text": "Kim", "type": "PER"}] * 3}]
    assert as_dict(dateline.score(three, gold=gold, metrics=["NER"]))["ranges"]["NER"] == {"worst": 0.5, "best": 0.5}
    gold = [Document(id="d", text="“No.” he said. “No.”", quotes=(Quote(spans=((15, 20),)),))]
    report = dateline.score([{"id": "d", "quotes": [{"text": "“No.”"}]}], gold=gold, metrics=["Quote"])
    assert as_dict(report)["ranges"]["Quote"] == {"worst": 0.0, "best": 1.0}


def test_gold_arguments_must_stand_somewhere():
    gold = [
        Document(id="d", text="Kim", mentions=(), entities=(Entity(id="e"),), relations=(Relation(head="e", type="met_with", tail="e"),))
    ]
    with pytest.raises(DataError, match="has no mention and no members"):
        dateline.score([], gold=gold, metrics=["Rel"])
