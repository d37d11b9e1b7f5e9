"""Layouts of tools that do not run here, made by hand after their sources: what each says is what is scored."""

import io
import json
import zipfile
from contextlib import suppress

import pytest

import dateline
from dateline import files
from dateline.document import Document
from dateline.files.faults import DataError
from dateline.formats import conllu
from dateline.formats import webanno as webanno_format
from dateline.formats._articles import Articles
from dateline.formats._reader import Texts

TEXT = "Kim 🎉 met Lee in Rome on 3 May 2020. He said it was good.\n"
PLACES = {
    word: (TEXT.index(word), TEXT.index(word) + len(word)) for word in ("Kim", "met", "Lee", "Rome", "3 May 2020", "He", "it was good")
}
TOKENS = TEXT.replace(".", " .").split()
AT = {word: TOKENS.index(word) for word in ("Kim", "met", "Lee", "Rome", "He")}


def mention(number, word, kind, entity, **more):
    start, end = PLACES[word]
    return {
        "id": f"m{number}",
        "start": start,
        "end": end,
        "type": kind,
        "entity": entity,
        "level": "PRO" if word == "He" else "NAM",
        **more,
    }


GOLD = {
    "id": "d",
    "text": TEXT,
    "mentions": [
        mention(1, "Kim", "PER", "kim"),
        mention(2, "Lee", "PER", "lee"),
        mention(3, "Rome", "GPE", "rome"),
        mention(4, "He", "PER", "kim"),
    ],
    "entities": [{"id": "kim", "qid": "Q1"}, {"id": "lee", "qid": "NIL"}, {"id": "rome", "qid": "Q220"}],
    "times": [{"start": PLACES["3 May 2020"][0], "end": PLACES["3 May 2020"][1], "type": "DATE", "value": "2020-05-03"}],
    "events": [
        {
            "start": PLACES["met"][0],
            "end": PLACES["met"][1],
            "type": "Contact.Meet",
            "arguments": [{"role": "Entity", "filler": "kim"}, {"role": "Place", "filler": "rome"}],
        }
    ],
    "relations": [{"head": "kim", "type": "met_with", "tail": "lee"}],
    "quotes": [{"spans": [list(PLACES["it was good"])], "speaker": "kim"}],
}


def units(place):
    """A place in UTF-16."""
    return [len(TEXT[:end].encode("utf-16-le")) // 2 for end in place]


def chars(word):
    return {"start_char": PLACES[word][0], "end_char": PLACES[word][1]}


def stanza():
    at, sentence = 0, []
    tags = {"Kim": "S-PER", "Lee": "S-PER", "Rome": "S-GPE", "He": "S-PER"}
    for number, token in enumerate(TOKENS, 1):
        start = TEXT.index(token, at)
        at = start + len(token)
        sentence.append({"id": number, "text": token, "upos": "X", "start_char": start, "end_char": at, "ner": tags.get(token, "O")})
    return [sentence]


def corenlp():
    tokens, at = [], 0
    for number, token in enumerate(TOKENS, 1):
        start = TEXT.index(token, at)
        at = start + len(token)
        begin, end = units((start, at))
        tokens.append({"index": number, "word": token, "originalText": token, "characterOffsetBegin": begin, "characterOffsetEnd": end})
    names = [
        {"text": word, "ner": kind, "characterOffsetBegin": units(PLACES[word])[0], "characterOffsetEnd": units(PLACES[word])[1]}
        for word, kind in (("Kim", "PER"), ("Lee", "PER"), ("Rome", "GPE"), ("He", "PER"))
    ]
    chain = [{"sentNum": 1, "startIndex": AT[w] + 1, "endIndex": AT[w] + 2, "text": w} for w in ("Kim", "He")]
    begin, end = units(PLACES["it was good"])
    quotes = [{"id": 0, "text": "it was good", "beginIndex": begin, "endIndex": end, "speaker": "Kim"}]
    return {"sentences": [{"index": 0, "tokens": tokens, "entitymentions": names}], "corefs": {"7": chain}, "quotes": quotes}


ONEIE = {
    "doc_id": "d",
    "sent_id": "d-0",
    "token_ids": ["d:0-2"],
    "tokens": TOKENS,
    "graph": {
        "entities": [
            [AT[w], AT[w] + 1, k, level, 0.9]
            for w, k, level in (("Kim", "PER", "NAM"), ("Lee", "PER", "NAM"), ("Rome", "GPE", "NAM"), ("He", "PER", "PRO"))
        ],
        "triggers": [[AT["met"], AT["met"] + 1, "Contact:Meet", 0.8]],
        "relations": [[0, 1, "met_with", 0.5]],
        "roles": [[0, 0, "Entity", 0.7], [0, 2, "Place", 0.7]],
    },
}
GLINER = [
    {"tokenized_text": TOKENS, "ner": [[AT[w], AT[w], k] for w, k in (("Kim", "PER"), ("Lee", "PER"), ("Rome", "GPE"), ("He", "PER"))]}
]
SPERT = [
    {
        "tokens": TOKENS,
        "entities": [
            {"type": k, "start": AT[w], "end": AT[w] + 1} for w, k in (("Kim", "PER"), ("Lee", "PER"), ("Rome", "GPE"), ("He", "PER"))
        ],
        "relations": [{"type": "met_with", "head": 1, "tail": 0}],
        "orig_id": 7,
    }
]
TAC = "".join(
    f"run\tm{n}\t{w}\td:{PLACES[w][0]}-{PLACES[w][1] - 1}\t{link}\t{kind}\t{level}\t1.0\n"
    for n, (w, link, kind, level) in enumerate(
        (("Kim", "Q1", "PER", "NAM"), ("Lee", "NIL7", "PER", "NAM"), ("Rome", "Q220", "GPE", "NAM"), ("He", "Q1", "PER", "PRO"))
    )
)
ENTITIES = {"Kim": "(e1-PER-1)", "Lee": "(e2-PER-1)", "Rome": "(e3-GPE-1)", "He": "(e1-PER-1)"}
COREFUD = "# global.Entity = eid-etype-head-other\n# newdoc id = d\n# sent_id = 1\n" + "".join(
    "\t".join([str(n), token, "_", "X", "_", "_", "0", "root", "_", f"Entity={ENTITIES[token]}" if token in ENTITIES else "_"]) + "\n"
    for n, token in enumerate(TOKENS, 1)
)


NOTHING = "_\t_"


def webanno():
    """The example's tokens with their places in UTF-16, as INCEpTION exports them."""
    rows, at = [], 0
    names = {"Kim": "Q1\tPER", "Lee": "*\tPER", "Rome": "http://www.wikidata.org/entity/Q220\tGPE", "He": "Q1\tPER"}
    chains = {"Kim": "*->3-1\tname[3]", "He": "*->3-2\tpronoun[3]", "Rome": "*->4-1\tname[4]", "Lee": "*->5-1\tname[5]"}
    for number, token in enumerate(TOKENS, 1):
        start = TEXT.index(token, at)
        at = start + len(token)
        begin, end = units((start, at))
        met = {"Lee": f"met_with\t1-{AT['Kim'] + 1}"}.get(token, NOTHING)
        head = {".": f"1-1\t_\t{met}"}.get(token, f"_\t_\t{met}")
        rows.append(f"1-{number}\t{begin}-{end}\t{token}\t{names.get(token, NOTHING)}\t{chains.get(token, NOTHING)}\t{head}\t")
    types = "de.tudarmstadt.ukp.dkpro.core.api"
    entity = f"{types}.ner.type.NamedEntity"
    layers = [
        f"#T_SP={entity}|identifier|value",
        f"#T_CH={types}.coref.type.CoreferenceLink|referenceRelation|referenceType",
        f"#T_RL=webanno.custom.Bare|BT_{types}.segmentation.type.Token",
        "#T_SP=webanno.custom.Empty|",
        f"#T_RL=webanno.custom.Rel|kind|BT_{entity}",
    ]
    return "\n".join(["#FORMAT=WebAnno TSV 3.3", *layers, "", "", f"#Text={TEXT.strip()}", *rows])


def cas(kind):
    """The example as cassis writes it, in types of INCEpTION."""
    import cassis

    system = cassis.TypeSystem()
    core = "de.tudarmstadt.ukp.dkpro.core.api"
    entity = system.create_type(f"{core}.ner.type.NamedEntity", "uima.tcas.Annotation")
    link = system.create_type(f"{core}.coref.type.CoreferenceLink", "uima.tcas.Annotation")
    chain = system.create_type(f"{core}.coref.type.CoreferenceChain", "uima.cas.AnnotationBase")
    tie = system.create_type("webanno.custom.Rel", "uima.tcas.Annotation")
    for type_, name, range_ in (
        (entity, "value", "uima.cas.String"),
        (entity, "identifier", "uima.cas.String"),
        (link, "next", link),
        (chain, "first", link),
        (tie, "Governor", entity),
        (tie, "Dependent", entity),
        (tie, "label", "uima.cas.String"),
    ):
        system.create_feature(type_, name, range_)
    page = cassis.Cas(typesystem=system)
    page.sofa_string, page.sofa_mime = TEXT, "text/plain"

    def at(word):
        return {"begin": PLACES[word][0], "end": PLACES[word][1]}

    told = (("Kim", "PER", "Q1"), ("Lee", "PER", None), ("Rome", "GPE", "http://www.wikidata.org/entity/Q220"), ("He", "PER", "Q1"))
    names = {word: entity(**at(word), value=kind, identifier=qid) for word, kind, qid in told}
    he = link(**at("He"))
    kim = link(**at("Kim"), next=he)
    page.add_all([*names.values(), he, kim, chain(first=kim)])
    page.add_all([tie(**at("Lee"), Governor=names["Kim"], Dependent=names["Lee"], label="met_with")])
    return page.to_xmi() if kind == "xmi" else page.to_json()


TITLES = {"Kim": "Q1", "Lee": "--NME--", "Rome": "http://www.wikidata.org/entity/Q220", "He": "Q1"}
AIDA = "-DOCSTART- (d)\n" + "".join(f"{t}\tB\t{t}\tTitle_of_{t}\t{TITLES[t]}\n" if t in TITLES else f"{t}\n" for t in TOKENS)
AIDA = AIDA.replace("Title_of_Lee\t", "")
BRAT = "".join(
    f"T{n}\t{kind} {PLACES[w][0]} {PLACES[w][1]}\t{w}\n"
    for n, (w, kind) in enumerate((("Kim", "PER"), ("Lee", "PER"), ("Rome", "GPE"), ("He", "PER"), ("met", "Contact.Meet")), 1)
)
BRAT += "*\tEquiv T1 T4\nE1\tContact.Meet:T5 Entity:T1 Place:T3\nN1\tReference T1 Wikidata:Q1\tKim\nN2\tReference T4 wikidata:Q1\n"
BRAT += "T6\tDirectQuote {} {}\tit was good\nT7\tDATE {} {}\t3 May 2020\nR1\tSpeaker Arg1:T6 Arg2:T4\nA3\tValue T7 2020-05-03\n".format(
    *PLACES["it was good"], *PLACES["3 May 2020"]
)
BRAT += "N3\tReference T3 Wikidata:Q220\tRome\nN4\tReference T2 Wikipedia:Lee\nA1\tNegation E1\nA2\tTense E1 Past\n"
CHAINS = [[[*PLACES["Kim"]], [*PLACES["He"]]], [[*PLACES["Lee"]]], [[*PLACES["Rome"]]]]
INDEXED = [[[AT["Kim"], AT["Kim"]], [AT["He"], AT["He"]]], [[AT["Lee"], AT["Lee"]]], [[AT["Rome"], AT["Rome"]]]]
FLAIR = {
    "text": TEXT,
    "entities": [
        {"text": w, "start_pos": PLACES[w][0], "end_pos": PLACES[w][1], "labels": [{"value": k, "confidence": 0.9}]}
        for w, k in (("Kim", "PER"), ("Lee", "PER"), ("Rome", "GPE"), ("He", "PER"))
    ],
}
BEGIN, END = units(PLACES["3 May 2020"])
RECOGNIZERS = [
    {
        "start": BEGIN,
        "end": END - 1,
        "text": "3 may 2020",
        "typeName": "datetimeV2.date",
        "resolution": {"values": [{"timex": "2020-05-03", "type": "date", "value": "2020-05-03"}]},
    }
]
DUCKLING = [
    {
        "body": "3 May 2020",
        "start": BEGIN,
        "end": END,
        "dim": "time",
        "value": {"type": "value", "value": "2020-05-03T00:00:00.000+02:00", "grain": "day"},
    },
    {
        "body": "3 May 2020",
        "start": BEGIN,
        "end": END,
        "dim": "time",
        "value": {"type": "value", "value": "2021-05-03T00:00:00.000+02:00", "grain": "day"},
    },
    {"body": "3", "start": BEGIN, "end": BEGIN + 1, "dim": "number", "value": {"value": 3}},
]
NESTED = {
    "entities": [
        {"name": "Kim", "type": "PER", "mentions": [{"text": "Kim"}, {"text": "He", "level": "PRO"}]},
        {"name": "Lee", "type": "PER", "mentions": [{"text": "Lee"}]},
        {"name": "Rome", "type": "GPE", "mentions": [{"text": "Rome"}]},
    ]
}
SAID = f"Here you are:\n```json\n{json.dumps(NESTED)}\n```"
OPENAI = {
    "id": "b",
    "custom_id": "d",
    "response": {"status_code": 200, "body": {"choices": [{"index": 0, "message": {"role": "assistant", "content": SAID}}]}},
    "error": None,
}
RESPONSES = {
    "custom_id": "d",
    "response": {"body": {"output": [{"type": "reasoning"}, {"type": "message", "content": [{"type": "output_text", "text": SAID}]}]}},
}
ANTHROPIC = {"custom_id": "d", "result": {"type": "succeeded", "message": {"content": [{"type": "text", "text": SAID}]}}}
LAYOUTS = {
    "allennlp": ({"document": TOKENS, "clusters": INDEXED, "top_spans": [[0, 0]]}, {"CoNLL": 1}),
    "maverick": ({"tokens": TOKENS, "clusters_token_offsets": INDEXED, "clusters_token_text": []}, {"CoNLL": 1}),
    "fastcoref": ({"text": TEXT, "clusters": CHAINS, "clusters_strings": []}, {"CoNLL": 1}),
    "stanza": (stanza(), {"NER": 1}),
    "corenlp": (corenlp(), {"NER": 1, "CoNLL": 1, "Quote(match=joint)": 1}),
    "flair": (FLAIR, {"NER": 1}),
    "oneie": (ONEIE, {"NER": 1, "Rel": 1, "Arg": 1, "Trigger": 1}),
    "spert": (SPERT, {"NER": 1, "Rel": 1}),
    "gliner": (GLINER, {"NER": 1}),
    "aida": (AIDA, {"Link(nil=yes)": 1, "Link": 1}),
    "brat": (BRAT, {"NER": 1, "CoNLL": 1, "Link": 1, "Arg": 1, "Quote(match=joint)": 1, "Time(match=value,span=equal)": 1}),
    "webanno": (webanno(), {"NER": 1, "Link": 1, "Rel": 1, "MUC": 1}),
    "cas": (cas("xmi"), {"NER": 1, "Link": 1, "Rel": 1, "MUC": 1}),
    "cas json": (cas("json"), {"NER": 1, "Link": 1, "Rel": 1, "MUC": 1}),
    "corefud": (COREFUD, {"NER": 1, "CoNLL": 1}),
    "tac": (TAC, {"NER": 1, "CoNLL": 1, "Link(nil=yes)": 1}),
    "recognizers": (RECOGNIZERS, {"Time(match=value,span=equal)": 1}),
    "duckling": (DUCKLING, {"Time(match=value,span=equal)": 1}),
    "openai": (OPENAI, {"NER": 1, "CoNLL": 1}),
    "openai responses": (RESPONSES, {"NER": 1, "CoNLL": 1}),
    "anthropic": (ANTHROPIC, {"NER": 1, "CoNLL": 1}),
}


def gold():
    import msgspec

    return [msgspec.convert(GOLD, Document)]


def saved(layout, path):
    path.write_text(layout if isinstance(layout, str) else json.dumps(layout, ensure_ascii=False), "utf-8")
    return path


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_a_layout_says_is_scored(name, tmp_path):
    layout, right = LAYOUTS[name]
    report = dateline.score(saved(layout, tmp_path / "d.json"), gold=gold(), metrics=list(right))
    assert {metric: report[metric].f1 for metric in right} == right


def spoiled(value):
    """A layout with each of its parts in turn of another kind or far outside."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from ({**value, key: other} for other in (*spoiled(inner), None, 10**12, "x", [], {}))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from ([*value[:place], other, *value[place + 1 :]] for other in (*spoiled(inner), None, -(10**9), 10**12, "x", [], {}))


@pytest.mark.parametrize("name", [name for name, (layout, _) in LAYOUTS.items() if not isinstance(layout, str)])
def test_a_spoiled_layout_is_a_fault_or_a_score(name, tmp_path):
    for number, layout in enumerate(spoiled(LAYOUTS[name][0])):
        if number % 7 == 0:  # every seventh, to take seconds
            with suppress(DataError):
                dateline.score(saved(layout, tmp_path / "d.json"), gold=gold(), metrics=["NER"])


def test_failed_requests_of_a_batch_are_told(tmp_path):
    failed = {"custom_id": "d", "response": {"status_code": 500, "body": {"error": {"message": "overloaded"}}}}
    path = saved(json.dumps(failed) + "\n", tmp_path / "batch.jsonl")
    report = dateline.score(path, gold=gold(), metrics=["NER"])
    assert report["NER"].recall == 0
    assert any("requests without an answer that can be read: 1" in note for note in report.reading.notes)


@pytest.mark.parametrize("kind", ["zip", "zst", "gz"])
def test_compressed_files_of_every_kind(kind, tmp_path):
    import gzip

    import pyarrow as pa

    content = json.dumps({"id": "d", "mentions": GOLD["mentions"], "entities": GOLD["entities"]}).encode() + b"\n"
    packed = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("answers/d.jsonl", content)
            archive.writestr("__MACOSX/d", b"x")
    else:
        packed.write(gzip.compress(content) if kind == "gz" else bytes(pa.compress(content, codec="zstd", asbytes=True)))
    (tmp_path / f"d.jsonl.{kind}").write_bytes(packed.getvalue())
    report = dateline.score(tmp_path / f"d.jsonl.{kind}", gold=gold(), metrics=["NER"])
    assert report["NER"].f1 == 1
    broken = packed.getvalue()[:-20]
    (tmp_path / f"d.jsonl.{kind}").write_bytes(broken)
    with pytest.raises(DataError, match=r"decompressed|read"):
        dateline.score(tmp_path / f"d.jsonl.{kind}", gold=gold(), metrics=["NER"])


def test_an_article_asked_twice_in_a_batch_is_a_fault(tmp_path):
    path = saved(f"{json.dumps(OPENAI)}\n{json.dumps(ANTHROPIC)}\n", tmp_path / "batch.jsonl")
    with pytest.raises(DataError, match="given twice"):
        dateline.score(path, gold=gold(), metrics=["NER"])


def test_what_goes_wrong_while_reading_is_not_called_a_broken_archive(tmp_path):
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(RuntimeError, match="mine"), files.opened(str(tmp_path / "a.json")):
        raise RuntimeError("mine")


def test_a_method_that_zip_does_not_know_is_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.json", b"{}")
    packed = (tmp_path / "a.zip").read_bytes()
    for signature, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = packed.index(signature) + place
        packed = packed[:at] + b"\x63\x00" + packed[at + 2 :]
    (tmp_path / "a.zip").write_bytes(packed)
    with pytest.raises(DataError, match="cannot be read"):
        dateline.score(tmp_path / "a.zip", gold=gold())


def test_an_archive_of_several_files_is_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.json", b"{}")
        archive.writestr("b.json", b"{}")
    with pytest.raises(DataError, match="unpack it"):
        dateline.score(tmp_path / "a.zip", gold=gold())


def corefud(*rows, text="John's  old friends from Oslo met him ."):
    """A file of CoNLL-U rows of (number, form, entities), scored nowhere: the mentions that are read."""
    lines = [f"{n}\t{form}\t_\tX\t_\t_\t_\t_\t_\t{f'SpaceAfter=No|Entity={said}' if said else '_'}" for n, form, said in rows]
    answers = list(conllu.read("# newdoc id = d\n" + "\n".join(lines) + "\n", Texts("d.conllu", Articles([("d", text)]))))
    return answers[0]


def test_corefud_s_nesting_ranges_parts_heads_and_empty_nodes():
    answer = corefud(
        ("1-2", "John's", ""),
        ("1", "John", "(e2-group-3(e1-person-1)"),
        ("2", "'s", ""),
        ("3", "old", ""),
        ("4", "friends", "e2)"),
        ("4.1", "_", "(e9-person-1)"),
        ("5", "from", ""),
        ("6", "Oslo", "(e3-place-1)"),
        ("7", "met", "(e4[1/2]-x-1)"),
        ("8", "him", "(e1-person-1)"),
        ("9", ".", "(e4[2/2]-x-1)"),
    )
    text = "John's  old friends from Oslo met him ."
    told = {(m.entity, text[m.start : m.end], m.type, m.head and text[slice(*m.head)]) for m in answer.document.mentions}
    assert told == {
        ("e1", "John's", "person", "John's"),
        ("e2", "John's  old friends", "group", "old"),
        ("e3", "Oslo", "place", "Oslo"),
        ("e1", "him", "person", "him"),
        ("e4", "met him .", "x", "met"),
    }
    assert answer.unread == {"mentions of empty nodes": 1}
    assert [m.fragments for m in answer.document.mentions if m.entity == "e4"] == [((30, 33), (38, 39))]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("1", "John's", "(e1-person-1")], "never ends"),
        ([("1", "John's", "e1)")], "without having opened"),
        ([("1", "Jim", "")], "is not next in the text"),
        ([("one", "John's", "")], "ten columns"),
    ],
)
def test_a_broken_corefud_file_is_told(rows, said):
    with pytest.raises(DataError, match=said):
        corefud(*rows)


def test_webanno_s_stacked_and_long_annotations_are_told_apart():
    content = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Name|label|note\n#T_RL=custom.Rel|kind|BT_custom.Name\n\n#Text=New York\\_City .\n"
        "1-1\t0-3\tNew\tGPE[1]|LOC[2]\t*[1]|x[2]\t_\t_\t\n1-2\t4-13\tYork_City\tGPE[1]|LOC[2]|A\\|B\t*[1]|x[2]|*\tin\t1-1[1_2]\t\n"
        "1-3\t14-15\t.\t*\t*\t_\t_\t\n"
    )
    answer = next(iter(webanno_format.read(content, Texts("d.tsv", Articles([("d", "New York_City .")])))))
    told = [(m.start, m.end, m.type) for m in answer.document.mentions]
    assert told == [(0, 13, "GPE"), (0, 13, "LOC"), (4, 13, "A|B"), (14, 15, None)]
    assert answer.unread == {}
    assert [(r.head, r.type, r.tail) for r in answer.document.relations] == [("m0", "in", "m1")]


def test_webanno_s_parts_of_tokens_slots_and_empty_spans_are_told_apart():
    """Rows as INCEpTION's own tests of the format have them."""
    content = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue\n#T_SP=custom.Name|value\n"
        "#T_SP=custom.Host|ROLE_custom.Host:links_custom.HostLink|uima.tcas.Annotation\n\n#Text=aaaaaa bbbbbb\n"
        "1-1\t0-6\taaaaaa\tNN\tGPE[1]\t_\t_\t\n1-1.1\t3-6\taaa\t_\tLOC[2]\t_\t_\t\n1-2\t7-13\tbbbbbb\tNN\tGPE[1]|LOC[2]\tpr2;pr1\t1-1[1];1-1[2]\t\n"
        "1-2.1\t7-10\tbbb\t_\tLOC[2]\t_\t_\t\n1-2.2\t7-7\t\t_\tPER\t_\t_\t\n"
    )
    answer = next(iter(webanno_format.read(content, Texts("d.tsv", Articles([("d", "aaaaaa bbbbbb")])))))
    assert [(m.start, m.end, m.type, m.text) for m in answer.document.mentions] == [
        (0, 13, "GPE", "aaaaaa bbbbbb"),
        (3, 13, "LOC", "aaa bbbbbb"),
        (7, 13, None, "bbbbbb"),
    ]
    assert answer.unread == {"slot": 1, "span of no characters": 1}


def test_a_broken_webanno_file_is_told():
    with pytest.raises(DataError, match="no row of a token"):
        list(webanno_format.read("#FORMAT=WebAnno TSV 3.3\n1-1\tx\n", Texts("d.tsv", Articles([("d", "x")]))))


def test_brat_s_negation_is_read_and_other_attributes_are_counted(tmp_path):
    report = dateline.score(saved(BRAT, tmp_path / "d.ann"), gold=gold(), metrics=["Trigger"])
    assert report.pairs[0][1].events[0].polarity == "NEGATIVE"
    told = " ".join(report.reading.notes)
    assert "attribute" in told
    assert "normalisation" in told
    lost = "T1\tPER 0 3\tKim\nN1\tReference T9 Wikidata:Q1\nA1\tNegation E9\n"
    notes = dateline.score(saved(lost, tmp_path / "d.ann"), gold=gold(), metrics=["NER"]).reading.notes
    assert any("1 × attribute, 1 × normalisation" in note for note in notes)


def test_an_aida_row_that_is_none_is_told(tmp_path):
    content = "-DOCSTART- (d)\nKim\tB\tKim\tX\nmet\tI\n"
    with pytest.raises(DataError, match="is no row"):
        dateline.score(saved(content, tmp_path / "d.tsv"), gold=gold(), metrics=["Link"])


ATTRIBUTED = """T1\tPER 0 3\tKim
T2\tQuotation {} {}\tit was good
T3\tSays 6 9\tmet
T4\tPER 10 13\tLee
E1\tAttribution:T3 Source:T1 Content:T2 Source2:T4 Addressee:T4
E2\tContact.Meet:T3 Entity:T1
A1\tRealis E2 generic
A2\tCertainty E2 probable
A3\tDate E2 2020-05-03
A4\tLevel T1 nam
A5\tLevel T4 whole
A6\tPolarity E2
""".format(*PLACES["it was good"])


def test_brat_s_attributions_and_attributes_are_read_and_what_is_none_is_counted(tmp_path):
    report = dateline.score(saved(ATTRIBUTED, tmp_path / "d.ann"), gold=gold(), metrics=["NER"])
    document = report.pairs[0][1]
    (said,), (event,) = document.quotes, document.events
    assert (said.speaker, said.addressee, said.cue) == ("T1", "T4", (6, 9))
    assert (event.realis, event.certainty, event.date) == ("GENERIC", "probable", "2020-05-03")
    assert {(m.text, m.level) for m in document.mentions} == {("Kim", "NAM"), ("Lee", None)}
    assert "2 × attribute, 1 × further speaker, addressee or cue" in " ".join(report.reading.notes)


def booknlp(folder):
    """The example as BookNLP writes it: three tables beside each other, and a page."""
    heads = "token_ID_within_document\tword\tbyte_onset"
    (folder / "d.tokens").write_text(heads + "".join(f"\n{n}\t{word}\t0" for n, word in enumerate(TOKENS)), "utf-8")
    rows = (("1", "Kim", "PROP", "PER"), ("2", "Lee", "PROP", "PER"), ("3", "Rome", "PROP", "GPE"), ("1", "He", "PRON", "PER"))
    entities = "".join(f"{chain}\t{AT[w]}\t{AT[w]}\t{prop}\t{kind}\t{w}\n" for chain, w, prop, kind in rows)
    (folder / "d.entities").write_text(f"COREF\tstart_token\tend_token\tprop\tcat\ttext\n{entities}", "utf-8")
    begin = TOKENS.index("it")
    said = ((AT["He"], AT["He"], "He", 1), ("None",) * 4)
    quotes = "".join(f"{begin}\t{begin + 2}\t{a}\t{b}\t{words}\t{chain}\tit was good\n" for a, b, words, chain in said)
    heads = "quote_start\tquote_end\tmention_start\tmention_end\tmention_phrase\tchar_id\tquote"
    (folder / "d.quotes").write_text(f"{heads}\n{quotes}", "utf-8")
    (folder / "d.book").write_text("{}")
    return folder


def test_booknlp_s_tables_are_one_answer(tmp_path):
    report = dateline.score(booknlp(tmp_path), gold=gold(), metrics=["NER", "CoNLL", "Quote(match=joint)"])
    assert (report["NER"].f1, report["CoNLL"].f1, report["Quote(match=joint)"].recall) == (1, 1, 1)
    assert {m.level for m in report.pairs[0][1].mentions} == {"NAM", "PRO"}
    assert "2 files read as booknlp" in report.reading.notes[0]
    with pytest.raises(DataError, match="answers nothing"):
        dateline.score(tmp_path / "d.tokens", gold=gold(), metrics=["NER"])
    (tmp_path / "d.tokens").unlink()
    with pytest.raises(DataError, match="beside"):
        dateline.score(tmp_path / "d.entities", gold=gold(), metrics=["NER"])


def test_layers_of_one_article_in_two_files_are_put_together_and_one_layer_in_two_is_a_fault(tmp_path):
    saved(LAYOUTS["stanza"][0], tmp_path / "d.json")
    marked = TEXT.replace("3 May 2020", '<TIMEX3 type="DATE" value="2020-05-03">3 May 2020</TIMEX3>')
    saved(f"<TimeML>{marked}</TimeML>", tmp_path / "d.tml")
    report = dateline.score(tmp_path, gold=gold(), metrics=["NER", "Time(match=value,span=equal)"])
    assert (report["NER"].f1, report["Time(match=value,span=equal)"].f1) == (1, 1)
    saved(BRAT, tmp_path / "d.ann")
    with pytest.raises(DataError, match="given twice"):
        dateline.score(tmp_path, gold=gold(), metrics=["NER"])


@pytest.fixture
def docbin(tmp_path):
    """The example in a `DocBin`: entities with links, a group of spans, and coreference."""
    import spacy
    from spacy.tokens import Doc, DocBin, Span

    doc = Doc(spacy.blank("en").vocab, words=TOKENS, spaces=[after != "." for after in [*TOKENS[1:], "."]])
    names = (("Kim", "PER", "Q1"), ("Lee", "PER", "NIL"), ("Rome", "GPE", "Q220"), ("He", "PER", "Q1"))
    doc.ents = [Span(doc, AT[w], AT[w] + 1, kind, kb_id=link) for w, kind, link in names]
    doc.spans["coref_clusters_1"] = [Span(doc, AT[w], AT[w] + 1) for w in ("Kim", "He")]
    doc.spans["coref_head_clusters_1"] = [Span(doc, AT[w], AT[w] + 1) for w in ("Kim", "He")]
    doc.spans["sc"] = [Span(doc, 0, 2, "X")]
    DocBin(docs=[doc]).to_disk(tmp_path / "train.spacy")
    return tmp_path / "train.spacy"


def test_a_docbin_is_read_with_links_and_coreference(docbin):
    report = dateline.score(docbin, gold=gold(), metrics=["NER", "Link(nil=yes)", "CoNLL"])
    assert {name: report[name].f1 for name in ("NER", "Link(nil=yes)", "CoNLL")} == {"NER": 1, "Link(nil=yes)": 1, "CoNLL": 1}
    assert "read as docbin" in report.reading.notes[0]
    assert "not read: 1 × span of a group" in report.reading.notes


def test_a_damaged_docbin_is_a_fault_or_a_score(docbin):
    import random
    import zlib

    whole = zlib.decompress(docbin.read_bytes())
    for seed in range(200):
        draw, bytes_ = random.Random(seed), bytearray(whole)
        for _ in range(draw.randint(1, 6)):
            bytes_[draw.randrange(len(bytes_))] = draw.randrange(256)
        docbin.write_bytes(zlib.compress(bytes(bytes_)))
        with suppress(DataError):
            dateline.score(docbin, gold=gold(), metrics=["NER"])
    docbin.write_bytes(zlib.compress(whole)[:-20])
    with pytest.raises(DataError, match="cut off"):
        dateline.score(docbin, gold=gold(), metrics=["NER"])
