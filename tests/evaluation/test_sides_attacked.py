"""What files say that only the whole file tells: a stream gives memory's numbers, notes and faults, or leaves it to memory."""

import json
import re
import time

import pytest

import dateline
from dateline.corpus import values
from dateline.evaluation import score as scoring
from dateline.evaluation.report import FEW
from dateline.evaluation.request import Request
from dateline.evaluation.score import HELD, score_paths
from dateline.files import pieces
from dateline.files.faults import DataError
from dateline.metrics import parse
from tests import writers
from tests.writers import Item, Seen

NUMBER = FEW + 10
TEXTS = [f"😀 Anna{k} met Bert{k} in Rome{k} today. And left." for k in range(NUMBER)]
NAMES = [f"a{k:03}" for k in range(NUMBER)]


def items(text):
    """Three names of a text."""
    return [
        Item(m.start(), m.end(), m[0], kind)
        for m, kind in zip(re.finditer(r"(?:Anna|Bert|Rome)\d+", text), ("PER", "PER", "LOC"), strict=True)
    ]


def rows(text, **more):
    """The names as rows."""
    return [{"start": i.start, "end": i.end, "label": i.label, **more} for i in items(text)]


def utf16(text):
    """The names as rows, counted in UTF-16."""
    return [row | {"start": row["start"] + 1, "end": row["end"] + 1} for row in rows(text)]


def lines(values):
    """A value a line."""
    return "".join(json.dumps(value) + "\n" for value in values)


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    """Gold, native."""
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    mentions = [[{"start": i.start, "end": i.end, "type": i.label} for i in items(text)] for text in TEXTS]
    path.write_text(lines({"id": n, "text": t, "mentions": m} for n, t, m in zip(NAMES, TEXTS, mentions, strict=True)))
    return path


def told(answers, gold, jobs=""):
    """What is told of answers: the figures and notes of a report, or its faults."""
    try:
        report = score_paths([str(answers)], str(gold), Request(metrics=(parse("NER"), parse("CoNLL"))), jobs=jobs)
    except DataError as error:
        return error.faults
    return (
        [(str(line.metric), line.score) for line in report.lines],
        report.signature(),
        [note for note in report.reading.notes if note != HELD],
    )


def seen(writer):
    """Each article in a layout."""
    return [writer(Seen(n, t, items(t))).strip().decode() for n, t in zip(NAMES, TEXTS, strict=True)]


BOTH = list(zip(NAMES, TEXTS, strict=True))


def each(row):
    """A row an article, of its name and text."""
    return lines(row(name, text) for name, text in BOTH)


def unit(name, one):
    """What one article's row says of its unit."""
    return {"unit": "utf-16"} if name == one else {}


def azure(name, text):
    """An answer of Azure's."""
    own = [{"text": i.words, "category": i.label, "offset": i.start, "length": len(i.words)} for i in items(text)]
    return {"results": {"documents": [{"id": name, "entities": own}]}}


def sentence(name, text, begin, end):
    """Some tokens of an article with their tags."""
    whole = Seen(name, text, items(text))
    return {"id": name, "tokens": whole.words[begin:end], "ner_tags": whole.tags()[begin:end]}


def comments(name, text):
    """CoNLL columns whose first token is `#`."""
    return "".join([f"-DOCSTART- ({name}) O\n\n# O\n", *(f"{word} O\n" for word in text.split()), "\n"])


def columns(name, text):
    """CoNLL columns of which the last is gold's."""
    return (
        f"-DOCSTART- ({name}) O O\n\n"
        + "".join(f"{word} O {'B-PER' if word.startswith('Anna') else 'O'}\n" for word in text.split())
        + "\n"
    )


def nameless(number, text):
    """A document of CoNLL-2012 without a name."""
    return "".join([f"#begin document (); part {number:03}\n", *(f"{word}\t-\n" for word in text.split()), "#end document\n"])


PARTS = ("nna", "ert", "ome", "oda", "ef")
DEEP = "[" * 3000 + "]" * 3000
FIRST, LAST = NAMES[0], NAMES[-1]


def listed(more):
    """A list of rows, with more in each, by the number of its article."""
    return json.dumps([{"document": n, **row} for k, (n, t) in enumerate(BOTH) for row in rows(t, **more(k))])


def by_article(more):
    """An object of lists by article, with more in each row."""
    return json.dumps({n: rows(t, **more(k)) for k, (n, t) in enumerate(BOTH)})


CASES = {
    "a unit in the first row": each(lambda n, t: {"id": n, "entities": utf16(t)} | unit(n, FIRST)),
    "a unit in the last row": each(lambda n, t: {"id": n, "entities": utf16(t)} | unit(n, LAST)),
    "two units": each(lambda n, t: {"id": n, "entities": rows(t), "unit": "utf-16" if n == FIRST else "code point"}),
    "a list with a unit": json.dumps([{"id": n, "entities": utf16(t)} | unit(n, FIRST) for n, t in BOTH]),
    "lists a line": each(lambda _, t: rows(t)),
    "lists a line, one less": lines([rows(t) for t in TEXTS[1:]]),
    "a last row of nothing": each(lambda n, t: {"id": n, "entities": rows(t) if n != LAST else []}),
    "DocRED's lists": "\n".join(seen(writers.docred)),
    "SpERT's lists": "\n".join(seen(writers.spert)),
    "Label Studio's lists": "\n".join(seen(writers.label_studio)),
    "CAS": "\n".join(seen(writers.cas_json)),
    "OneIE without ids": re.sub(r'"(?:doc|sent)_id": "[^"]*", ', "", "\n".join(seen(writers.oneie))),
    "Azure's envelopes": each(azure),
    "a unit beside articles": each(lambda n, t: {"unit": "utf-16", n: utf16(t)}),
    "no score": each(lambda n, t: {"id": n, "entities": rows(t, score=float("nan"))}),
    "parts of words by their text": each(lambda n, _: {"id": n, "entities": [{"text": part, "label": "PER"} for part in PARTS]}),
    "parts of words": each(lambda n, _: {"id": n, "mentions": [{"start": k, "end": k + 2, "type": "PER"} for k in (3, 4, 5, 9, 10)]}),
    "rows of their own ids": lines({"id": f"T{k}", "document": n, **row} for n, t in BOTH for k, row in enumerate(rows(t))),
    "rows of an article apart": lines({"document": n, **rows(t)[k]} for k in range(3) for n, t in BOTH),
    "sentences of tokens": lines(sentence(n, t, *place) for n, t in BOTH for place in ((0, 4), (4, 9))),
    "deep": f'{{"id":"a000","entities":[{{"start":2,"end":7,"label":"PER"}}],"x":{DEEP}}}\n{{"id":"a001","entities":[]}}\n',
    "a deep list": f'[{{"id":"a000","entities":[],"x":{DEEP}}}]',
    "a wrong offset": lines({"document": n, **row} | ({"start": "x"} if n == NAMES[40] else {}) for n, t in BOTH for row in rows(t)),
    "half of a surrogate pair": each(lambda n, t: {"id": n, "entities": [*rows(t), {"text": "\ud800", "label": "PER"}]}),
    "half of one in an id": each(lambda n, t: {"id": n if n != NAMES[5] else "a\ud800", "entities": rows(t)}),
    "a token that looks like a comment": "".join(map(comments, NAMES, TEXTS)),
    "columns that a head names": "token pred label\n" + "".join(map(columns, NAMES, TEXTS)),
    "a last line that was cut off": each(lambda _, t: {"text": t, "ents": rows(t)})[:-30],
    "documents of CoNLL-2012 without names": "".join(map(nameless, range(NUMBER), TEXTS)),
    "another column with the labels, one an article": listed(lambda k: {"class": ("PER", "LOC")[k // 30]}),
    "another column with the labels, by article": by_article(lambda k: {"class": ("PER", "LOC")[k // 30]}),
    "a column that all values together tell": listed(lambda k: {"model_type": "LOC" if k < 30 else "other"}),
    "a system, and from the middle another": listed(lambda k: {"model": ("gold", "sys")[k // 30]}),
    "systems by article": by_article(lambda k: {"model": ("gold", "sys")[k // 30]}),
    "a column of what all values say": listed(lambda k: {"lang": ("en", "de")[k % 2]}),
    "an article twice, once with nothing": by_article(lambda _: {})[:-1] + ', "a000": []}',
    "an article twice, nothing first": '{"a050": [], ' + by_article(lambda _: {})[1:],
}


@pytest.mark.parametrize("part", [400, 1 << 20])
@pytest.mark.parametrize("name", CASES)
def test_a_stream_tells_what_memory_tells(name, part, gold, tmp_path, monkeypatch):
    path = tmp_path / "answers.jsonl"
    path.write_text(CASES[name], "utf-8", errors="surrogatepass")
    expected = told(path, gold)
    monkeypatch.setattr(pieces, "PART", part)
    monkeypatch.setattr(values, "PIECE", part)
    monkeypatch.setattr(values, "MANY", 7)
    assert told(path, gold, "1") == expected
    monkeypatch.setattr(scoring, "SMALL", 0)
    assert told(path, gold, "1") == expected


def test_a_file_that_is_named_after_an_article_and_ends_in_nothing(gold, tmp_path, monkeypatch):
    path = tmp_path / "a002.jsonl"
    path.write_text(lines([{"id": "a000", "entities": rows(TEXTS[0])}, {"id": "a001", "entities": []}]))
    monkeypatch.setattr(pieces, "PART", 10)
    assert told(path, gold, "1") == told(path, gold)


@pytest.mark.parametrize("some", [lines, json.dumps])
def test_gold_of_a_file_an_article_is_one_document_each(some, tmp_path, monkeypatch):
    for name, text in BOTH:
        (tmp_path / "gold").mkdir(exist_ok=True)
        (tmp_path / "gold" / f"{name}.txt").write_text(text)
        (tmp_path / "gold" / f"{name}.jsonl").write_text(some(rows(text)))
    answers = tmp_path / "answers.jsonl"
    answers.write_text(lines([{"id": n, "entities": rows(t)} for n, t in BOTH]))
    expected = told(answers, tmp_path / "gold")
    assert expected[0][0][1].f1 == 1
    monkeypatch.setattr(pieces, "PART", 50)
    monkeypatch.setattr(values, "PIECE", 50)
    monkeypatch.setattr(values, "MANY", 1)
    assert told(answers, tmp_path / "gold", "1") == expected


def test_folders_that_are_not_read_are_told(gold, tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "answers.jsonl").write_text(lines([{"id": NAMES[0], "mentions": []}]))
    (tmp_path / "old" / "x.jsonl").write_text("{}")
    for jobs in ("", "1"):
        assert f"folders in {tmp_path} are not read: old" in told(tmp_path, gold, jobs)[2]


def test_both_broken_files_of_a_folder_and_a_broken_line_of_gold_are_told(gold, tmp_path):
    for name in NAMES[:3]:
        (tmp_path / f"{name}.json").write_text('[{"start":1,' if name != NAMES[0] else "[]")
    assert len(told(tmp_path, gold, "1")) == 2
    broken = tmp_path / "gold.jsonl"
    broken.write_text(gold.read_text().replace('{"id": "a001"', '{"id": "a001', 1))
    answers = tmp_path / "answers.jsonl"
    answers.write_text(lines([{"id": n, "entities": rows(t)} for n, t in BOTH]))
    assert [(fault.file, fault.line) for fault in told(answers, broken, "1")] == [(str(broken), 2)]


def test_many_strings_of_an_object_are_no_articles(tmp_path):
    text = TEXTS[0] + " word" * 20_000
    (tmp_path / "gold.jsonl").write_text(lines([{"id": "a", "text": text, "mentions": [{"start": 2, "end": 7, "type": "PER"}]}]))
    row = {f"meta{k}": "value" for k in range(12)} | {"text": text, "ents": [{"start": 2, "end": 7, "label": "PER"}]}
    (tmp_path / "answers.jsonl").write_text(lines([row]))
    assert dateline.score(tmp_path / "answers.jsonl", gold=tmp_path / "gold.jsonl", metrics="NER")["NER"].f1 == 1


@pytest.mark.parametrize("score", [0.5, 1])
def test_a_label_that_holds_the_mark_of_a_tag_is_itself(score):
    gold = [{"id": "a", "text": "Anna met.", "mentions": [{"start": 0, "end": 4, "type": "PRICE-RANGE"}]}]
    said = [{"document": "a", "start": 0, "end": 4, "label": "PRICE-RANGE", "score": score}]
    assert dateline.score(said, gold=gold, metrics="NER")["NER"].f1 == 1


def test_a_tab_at_the_end_of_the_last_row_parts_nothing(gold, tmp_path):
    words = "\n".join(f"{w}\t-" for w in TEXTS[0].split())
    for end in ("", "\t", "\n", "\t\n"):
        (tmp_path / "a.conll").write_text(f"#begin document (a000); part 000\n{words}{end}")
        assert isinstance(told(tmp_path / "a.conll", gold), tuple)


@pytest.mark.once
def test_names_cost_no_more_than_there_are(tmp_path):
    """Ids that begin the gold's, rows with ids of their own, and gold as rows of tokens: a name is looked up, not all of them."""

    def spent(number):
        text = " ".join(f"w{k}" for k in range(40))
        entities = [{"id": f"T{k}", "start": k, "end": k + 1, "label": "PER"} for k in range(10)]
        gold = [{"id": f"art{k:06}_h", "text": f"{text} {k}", "mentions": []} for k in range(number)]
        files = {
            "gold": gold,
            "tokens": [{"id": one["id"], "tokens": one["text"].split(), "ner_tags": ["O"] * 41} for one in gold],
            "begun": [{"id": one["id"][:9], "entities": entities} for one in gold],
        }
        for name, each in files.items():
            (tmp_path / f"{name}.jsonl").write_text(lines(each))
        begun = time.process_time()
        for answers, against, jobs in (("begun", "gold", "1"), ("begun", "gold", ""), ("tokens", "tokens", "1")):
            told(tmp_path / f"{answers}.jsonl", tmp_path / f"{against}.jsonl", jobs)
        return time.process_time() - begun

    spent(50)
    few, many = min(spent(300) for _ in range(2)), min(spent(1_200) for _ in range(2))
    assert many < 7 * few
