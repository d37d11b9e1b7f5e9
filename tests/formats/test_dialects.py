"""What tools write beside the usual: each file is an exact answer, or says what it lacks."""

import json
import re

import pytest

import dateline
from dateline.files.faults import DataError


def stanza(*sentences):
    return json.dumps(sentences)


def word(text, start, ner="O", id_=1, **more):
    return {"id": id_, "text": text, "start_char": start, "end_char": start + len(text), "ner": ner, **more}


def doc(text, **more):
    return {"text": text, "tokens": [{"id": 0, "start": 0, "end": 4}], **more}


def span(text, part, name):
    return {"start": text.index(part), "end": text.index(part) + len(part), name: "PER"}


ROME = "Anna met Bob. Rome won."
NAMES = [("Anna", "PER"), ("Bob", "PER"), ("Rome", "GPE")]
SPANS = [{"start": 0, "end": 4, "label": "PER"}, {"start": 9, "end": 12, "label": "PER"}, {"start": 14, "end": 18, "label": "GPE"}]
EXACT = {
    "Stanza, compact": (
        ROME,
        stanza([word("Anna", 0, "S-PER"), word("met", 5, id_=2), word("Bob", 9, "S-PER", 3)], [word("Rome", 14, "S-GPE")]),
    ),
    "Stanza, a token of two words": (
        "Anna can't meet Bob, Rome",
        stanza(
            [word("Anna", 0, "S-PER"), word("can't", 5, id_=[2, 3]), word("ca", 5, id_=2), word("n't", 7, id_=3), word("meet", 11, id_=4)],
            [word("Bob", 16, "S-PER"), word(",", 19, id_=2), word("Rome", 21, "S-GPE", [3])],
        ),
    ),
    "spaCy, span groups alone": (ROME, json.dumps(doc(ROME, spans={"sc": SPANS}))),
    "spaCy, a sentence without entities": (ROME, "\n".join(json.dumps(one) for one in (doc(ROME, spans={"sc": SPANS}), {"text": "won."}))),
    "lists of lists, indented": (ROME, json.dumps([SPANS], indent=2)),
    "records under ner": (ROME, json.dumps({"text": ROME, "ner": SPANS})),
    "records under predictions": (ROME, json.dumps({"text": ROME, "predictions": SPANS})),
    "Prodigy, a record without spans": (
        ROME,
        json.dumps({"text": ROME[:13], "spans": SPANS[:2], "answer": "accept"})
        + "\n"
        + json.dumps({"text": "met", "answer": "accept"})
        + "\n"
        + json.dumps({"text": ROME, "spans": SPANS[2:], "answer": "accept"}),
    ),
    "a start and a text": (ROME, json.dumps([{"start": ROME.index(name), "text": name, "label": kind} for name, kind in NAMES])),
    "rows of tokens and tags, one a sentence": (
        ROME,
        json.dumps({"id": "0", "tokens": ["Anna", "met", "Bob", "."], "ner_tags": ["B-PER", "O", "B-PER", "O"]})
        + "\n"
        + json.dumps({"id": "1", "tokens": ["Rome", "won", "."], "ner_tags": ["B-GPE", "O", "O"]}),
    ),
    "lists of sentences": (ROME, json.dumps([SPANS[:2], SPANS[2:]])),
    "a unit beside the id": (ROME, json.dumps({"a": SPANS, "unit": "utf-16"})),
    "a unit before the id": (ROME, json.dumps({"unit": "byte", "a": SPANS})),
    "CoNLL, a token that is a hash": ("Anna # Bob in Rome", "Anna NNP B-PER\n# # O\nBob NNP B-PER\nin IN O\nRome NNP B-GPE\n"),
    "DocRED, a type for each mention": (
        ROME,
        json.dumps(
            [
                {
                    "title": "a",
                    "sents": [["Anna", "met", "Bob", "."], ["Rome", "won", "."]],
                    "vertexSet": [
                        [{"pos": [0, 1], "sent_id": 0, "type": "PER"}, {"pos": [0, 1], "sent_id": 1, "type": "GPE"}],
                        [{"pos": [2, 3], "sent_id": 0, "type": "PER"}],
                    ],
                }
            ]
        ),
    ),
}


def gold_of(text):
    return [
        {
            "id": "a",
            "text": text,
            "mentions": [{"start": text.index(n), "end": text.index(n) + len(n), "type": t, "level": "NAM"} for n, t in NAMES],
        }
    ]


def scored(tmp_path, text, content, *metrics):
    (tmp_path / "a.json").write_text(content)
    return dateline.score(tmp_path / "a.json", gold=gold_of(text), metrics=metrics or ("NER",))


@pytest.mark.parametrize("name", EXACT)
def test_an_exact_answer_is_one(name, tmp_path):
    assert scored(tmp_path, *EXACT[name])["NER"].f1 == 1


COREF = [{"start": 0, "end": 4, "label": ""}, {"start": 5, "end": 12, "label": ""}]
TOKENS = [
    {"index": n, "word": w, "originalText": w, "characterOffsetBegin": ROME.index(w), "characterOffsetEnd": ROME.index(w) + len(w)}
    for n, w in enumerate(("Anna", "met", "Bob", ".", "Rome", "won"), 1)
]
ENTS = [{"text": n, "ner": t, "characterOffsetBegin": ROME.index(n), "characterOffsetEnd": ROME.index(n) + len(n)} for n, t in NAMES]
LINKS = [{"sentNum": 1, "startIndex": 1, "endIndex": 2}, {"sentNum": 1, "startIndex": 2, "endIndex": 4}]
WITH_CHAINS = {
    "spaCy": {"text": ROME, "ents": SPANS, "spans": {"coref_clusters_1": COREF}},
    "CoreNLP": {"sentences": [{"tokens": TOKENS, "entitymentions": ENTS}], "corefs": {"1": LINKS}},
}


@pytest.mark.parametrize("tool", WITH_CHAINS)
def test_what_a_chain_adds_to_names_is_no_name(tool, tmp_path):
    report = scored(tmp_path, ROME, json.dumps(WITH_CHAINS[tool]), "NER(level=NAM)")
    assert report["NER(level=NAM)"].f1 == 1
    read = dateline.read(tmp_path / "a.json", gold=gold_of(ROME))[0].mentions
    assert [(m.level, m.type is None) for m in read if m.entity] == [(None, False), ("NOM", True)]


def test_what_is_no_time_is_counted(tmp_path):
    rows = [
        {"start": 0, "end": 2, "text": "Two", "typeName": "number", "resolution": {"value": "2"}},
        {"start": 16, "end": 22, "text": "Tuesday", "typeName": "datetimeV2.date", "resolution": {"values": [{"timex": "2025-09-02"}]}},
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows))
    gold = [{"id": "a", "text": "Two men left on Tuesday.", "times": [{"start": 16, "end": 23, "type": "DATE", "value": "2025-09-02"}]}]
    report = dateline.score(tmp_path / "a.json", gold=gold, metrics=["Time"])
    assert report["Time"].f1 == 1
    assert "not read: 1 × number of Recognizers-Text" in report.reading.notes


TAGLESS = r"a\.json:3: has one column: a token without its tag\n    fix: write both; a file that was cut off has to be written anew"


def test_a_word_without_a_tag_is_told_with_its_line(tmp_path):
    with pytest.raises(
        DataError,
        match=r"a\.json:3: has one column: a token without its tag\n    fix: write both; a file that was cut off has to be written anew",
    ):
        scored(tmp_path, ROME, "Anna B-PER\nmet O\nBob")


CONLL = "Anna B-PER\nmet O\nBob B-PER\n. O\n\nRome B-GPE\nwon O\n. O\n"
WORDS = [["Anna", "met", "Bob", "."], ["Rome", "won", "."]]
ALL = [word_ for sentence in WORDS for word_ in sentence]
WHOLE = {
    "conll": f"-DOCSTART- (a) O\n\n{CONLL}\n",
    "conllu": "# newdoc id = a\n" + "".join(f"{n}\t{one}" + "\t_" * 8 + "\n" for n, one in enumerate(ALL, 1)) + "\n",
    "dygie": json.dumps({"doc_key": "a", "sentences": WORDS, "ner": [[[0, 0, "PER"]], []]}) + "\n",
    "docred": json.dumps({"title": "a", "sents": WORDS, "vertexSet": [[{"pos": [0, 1], "sent_id": 0, "type": "PER"}]]}) + "\n",
    "records": json.dumps({"doc_id": "a", "tokens": ALL, "ner_tags": ["O"] * 7}) + "\n",
}


@pytest.mark.parametrize("name", WHOLE)
def test_tokens_of_a_whole_article_given_twice_are_a_fault(name, tmp_path):
    path = tmp_path / "p.txt"
    path.write_text(WHOLE[name])
    dateline.read(path, gold=gold_of(ROME), format=name)
    path.write_text(WHOLE[name] * 2)
    with pytest.raises(DataError, match=r"document 'a' is given twice, in lines \d+ and \d+\n    fix: give each article once"):
        dateline.read(path, gold=gold_of(ROME), format=name)


def test_tokens_that_end_before_the_article_are_told(tmp_path):
    report = scored(tmp_path, ROME, "-DOCSTART- (a) O\n\nAnna B-PER\nmet O\n")
    assert "tokens end before the article in 1 document, as in 'a', at character 8 of 23" in report.reading.notes
    assert not scored(tmp_path, ROME, f"-DOCSTART- (a) O\n\n{CONLL}").reading.short


AGAIN = "Anna left. Bob stayed. Anna left."
PARTS = [("Anna left.", "Anna"), ("Bob stayed.", "Bob"), ("Anna left.", "Anna")]
SENTENCES = {
    "spaCy": [{"id": "a", "text": text, "ents": [span(text, name, "label")]} for text, name in PARTS],
    "records": [{"id": "a", "text": text, "spans": [span(text, name, "label")]} for text, name in PARTS],
}
TOO_OFTEN = r"p\.jsonl:4: gives 'Anna left\.' more often than document 'a' has it\n    fix: give each part once"


@pytest.mark.parametrize("tool", SENTENCES)
def test_a_sentence_that_stands_twice_is_the_next_of_them(tool, tmp_path):
    gold = [{"id": "a", "text": AGAIN, "mentions": [{"start": at, "end": at + n, "type": "PER"} for at, n in ((0, 4), (11, 3), (23, 4))]}]
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(line) + "\n" for line in SENTENCES[tool]))
    assert dateline.score(tmp_path / "p.jsonl", gold=gold, metrics=["NER"])["NER"].f1 == 1
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(line) + "\n" for line in [*SENTENCES[tool], SENTENCES[tool][0]]))
    with pytest.raises(DataError, match=TOO_OFTEN):
        dateline.score(tmp_path / "p.jsonl", gold=gold, metrics=["NER"])


PLACES = {  # an article, and its sentences with the names in each
    "inside the sentence before": (
        "Kim: Bob lost. Bob lost. Done, said Bob.",
        [("Kim: Bob lost.", "Kim", "Bob"), ("Bob lost.", "Bob"), ("Done, said Bob.", "Bob")],
    ),
    "in other letters": ("He met the US. The US. Then Bob left.", [("He met the US.", "US"), ("The US.", "US"), ("Then Bob left.", "Bob")]),
    "of one word": ("Bob came. Why? Bob left.", [("Bob came.", "Bob"), ("Why?",), ("Bob left.", "Bob")]),
    "in any order": ("Kim: Bob lost. Bob lost. Bob left.", [("Bob left.", "Bob"), ("Bob lost.", "Bob"), ("Kim: Bob lost.", "Kim", "Bob")]),
    "with other spaces": ("Kim: Bob  lost. Bob  lost.", [("Kim: Bob lost.", "Kim", "Bob"), ("Bob lost.", "Bob")]),
    "in capitals, with an id": ("Kim: bob lost. Bob lost.", [("KIM: BOB LOST.", "KIM", "BOB"), ("BOB LOST.", "BOB")]),
}


@pytest.mark.parametrize("tool", ["ents", "spans"])
@pytest.mark.parametrize("where", PLACES)
def test_sentences_follow_each_other(where, tool, tmp_path):
    text, sentences = PLACES[where]
    names = sorted({(m.start(), m.end()) for m in re.finditer("Kim|[Bb]ob|US", text)})
    other = "Ola came. Why? Ola went home to Oslo."
    gold = [
        {"id": "b", "text": other, "mentions": []},
        {"id": "a", "text": text, "mentions": [{"start": s, "end": e, "type": "PER"} for s, e in names]},
    ]
    id_ = {"id": "a"} if "id" in where else {}
    rows = [{**id_, "text": own, tool: [span(own, name, "label") for name in inside]} for own, *inside in sentences]
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert dateline.score(tmp_path / "p.jsonl", gold=gold, metrics=["NER"])["NER"].f1 == 1


def refused(tmp_path, content, gold=None, name="p.txt", **more):
    (tmp_path / name).write_text(content)
    with pytest.raises(DataError) as error:
        dateline.read(tmp_path / name, gold=gold or gold_of(ROME), **more)
    (fault,) = error.value.faults
    return fault.what, fault.fix


def test_a_row_that_was_cut_off_is_a_fault(tmp_path):
    said = refused(tmp_path, "document,start,end,label\na,0,4,PER\na,9,12")
    assert said == ("row 3 has 3 cells, the header 4", "write every cell; a file that was cut off has to be written anew")
    (tmp_path / "p.csv").write_text("document,start,end,label,score\na,0,4,PER\n")
    assert len(dateline.read(tmp_path / "p.csv", gold=gold_of(ROME))[0].mentions) == 1


def test_an_id_beside_the_text_of_another_article_is_a_fault(tmp_path):
    gold = [*gold_of(ROME), {"id": "b", "text": "Berlin is in Germany.", "mentions": []}]
    said = refused(tmp_path, json.dumps({"id": "a", "text": gold[1]["text"], "entities": [[0, 6, "GPE"]]}), gold)
    assert said == ("is about 'a', and its text is that of 'b'", "give the id and the text of one article")


def test_a_field_that_a_layout_names_and_no_row_has_is_a_fault(tmp_path):
    (tmp_path / "own.toml").write_text('[fields]\ndocument = "id"\nlabel = "labl"\n')
    said = refused(tmp_path, "id,start,end,label\na,0,4,PER\n", format=str(tmp_path / "own.toml"))
    assert said == ("has no field 'labl', which the layout names; it has id", "name the fields as the file does")


def test_what_stands_beside_entities_is_counted_and_their_links_are_read(tmp_path):
    rows = [{"text": name, "type": kind, "qid": f"Q{n}"} for n, (name, kind) in enumerate(NAMES, 1)]
    beside = {"relations": [{"head": "Anna", "type": "met_with", "tail": "Bob"}], "relation_extraction": {"met_with": [["Anna", "Bob"]]}}
    report = scored(tmp_path, ROME, json.dumps({"entities": rows, **beside}))
    assert "not read: 1 × item under 'relation_extraction'" in report.reading.notes
    (read,) = dateline.read(tmp_path / "a.json", gold=gold_of(ROME))
    assert [m.qid for m in read.mentions] == ["Q1", "Q2", "Q3"]
    assert [(one.head.text, one.type, one.tail.text) for one in read.relations] == [("Anna", "met_with", "Bob")]


def test_lists_of_articles_that_the_gold_has_not_are_a_fault(tmp_path):
    said = refused(tmp_path, json.dumps([SPANS, SPANS, SPANS]), name="p.json")
    assert said == ("holds 3 lists, and the gold has 1 articles", "write an object of lists by the article's id")


READ = {  # what stands in a file, by its name, beside gold of the article a, and how many mentions are read of it
    "an empty row": ("p.csv", "document,start,end,label\na,0,4,PER\n\na,9,12,PER\n\n", 2),
    "a row without a label that is not used": ("p.csv", "document,start,end,label,type\na,0,4,PER\na,9,12,PER\n", 2),
    "a bracket as the first token": ("a.conll", "[ O\nAnna B-PER\n", 1),
    "a comment without a space": ("a.conll", "#comment\nAnna B-PER\nmet O\n#\n", 1),
    "a part in the middle of a name": ("a-b.gpt-4o.json", '[{"start": 0, "end": 4, "label": "PER"}]', 1),
    "rows with Stanza's names": ("a.json", '[{"text": "Anna", "start_char": 0, "end_char": 4, "ner": "PER"}]', 1),
    "a list of lists in gold's order": (
        "p.json",
        '[[{"start": 0, "end": 4, "label": "PER"}], [{"start": 0, "end": 3, "label": "PER"}]]',
        1,
    ),
}
GOLDS = {
    "a bracket as the first token": [{"id": "a", "text": "[ Anna met Bob."}],
    "a part in the middle of a name": [{**gold_of(ROME)[0], "id": "a-b_2018"}],
    "a list of lists in gold's order": [*gold_of(ROME), {"id": "b", "text": "Bob ran."}],
}


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_and_plain_is_read(name, tmp_path):
    file, content, number = READ[name]
    (tmp_path / file).write_text(content)
    gold = GOLDS.get(name, gold_of(ROME))
    assert len(dateline.read(tmp_path / file, gold=[{"mentions": [], **one} for one in gold])[0].mentions) == number


CUT = json.dumps({"id": "a", "text": ROME, "entities": [SPANS[0]]}) + '\n{"id": "a", "text": "x", "entities": [{"sta'


@pytest.mark.parametrize("content", [CUT, f"[{CUT}".replace("\n", ","), '{"entities": [{"text": "Anna", "type": "PER"}, {"te'])
def test_a_foreign_file_that_was_cut_off_is_refused(content, tmp_path):
    what, _ = refused(tmp_path, content, name="a.json")
    assert "is not JSON" in what


def test_rows_of_tokens_are_articles_where_there_is_no_gold(tmp_path):
    rows = [{"id": f"d{n}", "tokens": [name, "ran"], "ner_tags": ["B-PER", "O"]} for n, name in enumerate(("Anna", "Bob"))]
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert dateline.convert(tmp_path / "p.jsonl", tmp_path / "n.jsonl") == 2
    assert dateline.score(tmp_path / "p.jsonl", gold=tmp_path / "p.jsonl", metrics="NER")["NER"].counts == (2, 2, 2, 2)


def test_sentences_of_several_articles_are_told_apart_by_their_words(tmp_path):
    gold = [*gold_of(ROME), {"id": "b", "text": "Berlin is in Germany. Carl likes it.", "mentions": []}]
    rows = [
        {"id": "0", "tokens": ALL, "ner_tags": ["O"] * 7},
        {"id": "1", "tokens": ["Berlin", "is", "in", "Germany", "."], "ner_tags": ["O"] * 5},
    ]
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert [one.id for one in dateline.read(tmp_path / "p.jsonl", gold=gold)] == ["a", "b"]


@pytest.mark.parametrize("text", ["Yes sir. Yes  sir. Kim ran.", "Yes sir. Yes\nsir. Kim ran.", "Yes sir. AYes sir. Yes sir."])
def test_sentences_that_stand_twice_may_differ_in_white_space(text, tmp_path):
    rows = [{"id": "a", "text": "Yes sir.", "ents": [{"start": 4, "end": 7, "label": "PER"}]}] * 2
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (document,) = dateline.read(tmp_path / "p.jsonl", gold=[{"id": "a", "text": text, "mentions": []}])
    assert [mention.start for mention in document.mentions] == [4, text.rindex("sir") if "AYes" in text else text.rindex("sir.")]


def test_a_layout_wants_no_more_than_items_have(tmp_path):
    (tmp_path / "own.toml").write_text('[fields]\nitems = "sp"\nstart = "s"\nend = "e"\nlabel = "l"\ntext = "t"\ndocument = "d"\n')
    layout = str(tmp_path / "own.toml")
    for content, number in (
        (json.dumps({"d": "a", "t": ROME, "sp": []}), 0),
        (json.dumps([{"s": 0, "e": 4, "l": "PER"}]), 1),
        ("s,e,l\n0,4,PER\n", 1),
    ):
        (tmp_path / "a.x").write_text(content)
        assert len(dateline.read(tmp_path / "a.x", gold=gold_of(ROME), format=layout)[0].mentions) == number
    assert refused(tmp_path, json.dumps([{"s": 0, "e": 4, "label": "PER"}]), name="a.x", format=layout)[0].startswith(
        "has no field 'l', which"
    )


TOLD = [  # the sentences of two articles, each token with its label
    [("Kim", "PER"), ("Lee", "PER"), ("met", "O"), ("Ann", "PER"), ("in", "O"), ("Rome", "LOC"), (".", "O")],
    [("It", "O"), ("rained", "O"), ("there", "O"), (".", "O")],
    [("Nobody", "O"), ("came", "O"), (".", "O")],
    [("The", "O"), ("UN", "ORG"), ("met", "O"), (".", "O")],
]
OWN = [
    {
        "id": "a",
        "text": "Kim Lee met Ann in Rome. It rained there.",
        "mentions": [{"text": "Kim Lee", "type": "PER"}, {"text": "Ann", "type": "PER"}],
    },
    {"id": "b", "text": "Nobody came. The UN met.", "mentions": [{"text": "UN", "type": "ORG"}]},
]


def rows_of(told, between, *, marks):
    """Rows of tokens with their labels, or with tags of those."""
    rows = []
    for sentence in told:
        before = "O"
        for word, label in sentence:
            tag = label if not marks or label == "O" else f"{'I' if label == before else 'B'}-{label}"
            rows.append(f"{word}{between}{tag}")
            before = label
        rows.append("")
    return rows


@pytest.mark.parametrize("marks", [True, False], ids=["tags", "labels alone"])
@pytest.mark.parametrize(
    ("head", "between", "told"),
    [
        ([], "\t", TOLD),
        ([], " ", TOLD),
        (["Word NER"], " ", TOLD),
        (["token\tner_tag"], "\t", TOLD[:2]),
        (["Word,Tag"], ",", TOLD[:2]),
        (["-DOCSTART- -X- O", ""], " ", TOLD[:2]),
    ],
)
def test_tokens_with_their_labels_are_read_with_a_head_and_without_and_article_after_article(head, between, told, marks, tmp_path):
    path = tmp_path / "answers.txt"
    path.write_text("\n".join([*head, *rows_of(told, between, marks=marks)]))
    gold = OWN if told is TOLD else OWN[:1]
    assert tuple(dateline.score(path, gold=gold, metrics="NER")["NER"].counts) == ((3, 4, 3, 3) if told is TOLD else (2, 3, 2, 2))


@pytest.mark.parametrize("words", [{"came": "went"}, {"met": "met!"}])
def test_articles_that_follow_each_other_are_whole(words, tmp_path):
    path = tmp_path / "answers.txt"
    path.write_text("\n".join(rows_of([[(words.get(word, word), label) for word, label in one] for one in TOLD], " ", marks=True)))
    with pytest.raises(DataError, match=r"is about no article of the gold: tried file name 'answers\.txt' and its text"):
        dateline.score(path, gold=OWN, metrics="NER")


def test_a_list_of_names_some_of_which_are_none_is_no_table_of_tokens(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,label\nKim Lee,PER\nAnn,PER\nrained,O\n")
    assert tuple(dateline.score(path, gold=OWN[:1], metrics="NER")["NER"].counts) == (2, 2, 2, 2)
