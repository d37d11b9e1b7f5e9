"""Files of every format, streamed: the numbers and notes of memory, in memory that does not grow with them."""

import gzip
import json
import random
import subprocess
import sys
from itertools import pairwise

import pytest

from dateline import files
from dateline.corpus.flow import Shelved
from dateline.document import Document, Entity, Mention, Quote, Relation, Time
from dateline.evaluation import score as scoring
from dateline.evaluation.report import FEW
from dateline.evaluation.request import Request
from dateline.evaluation.score import score_paths
from dateline.files.faults import DataError
from dateline.files.pieces import pieces
from dateline.formats import native
from dateline.formats._articles import Apart
from dateline.formats.conll import BEGINS
from dateline.metrics import parse
from tests.conftest import ROOT
from tests.writers import LAYOUTS, QIDS, Item, Seen, beside, linked

ARTICLES = FEW + 12
METRICS = ("NER", "CoNLL", "Link", "Time(match=value,span=equal)", "Quote", "Rel")
JOINED = ": joined by document id"  # said of native files alone
OF_ONE = {"brat", "webanno", "cas", "cas_json", "timeml", "booknlp", "docbin", "recognizers", "compromise", "flat", "triples", "corenlp"}
OF_ONE |= {"google_language", "spacy_training", "inline", "label_studio", "pubannotation", "table", "stanza"}
OF_ONE |= {"docred", "fastcoref", "tagged", "spert"}  # which name their article by their file alone


def articles():
    """Articles and things on their words, seeded."""
    draw = random.Random(7)
    for number in range(ARTICLES):
        words = [f"w{number}x{k}" for k in range(30)]
        text = " ".join(words) + "."
        items = []
        for k in sorted(draw.sample(range(29), 6)):
            start = text.index(words[k])
            items.append(Item(start, start + len(words[k]), words[k], draw.choice(list(QIDS))))
        yield f"article-{number:03}", text, items


def gold_of(name, text, items):
    """The article with every layer, one item less than its tool finds."""
    kept = items[1:]
    return Document(
        id=name,
        text=text,
        mentions=tuple(Mention(start=i.start, end=i.end, type=i.label, entity=i.label) for i in kept),
        entities=tuple(Entity(id=label, qid=QIDS[label]) for label in sorted({i.label for i in kept})),
        times=tuple(Time(start=i.start, end=i.end, type="DATE", value="2020-05-03", edtf="2020-05-03") for i in kept),
        quotes=tuple(Quote(spans=((i.start, i.end),)) for i in kept),
        relations=tuple(Relation(head=a.label, type="leader_of", tail=b.label) for a, b in linked(kept)),
    )


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    """Gold of every layer, native."""
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_bytes(native.write([gold_of(*article) for article in articles()]))
    return path


def reported(answers, gold, jobs=""):
    """The figures and notes of a report."""
    report = score_paths([str(answers)], str(gold), Request(metrics=tuple(map(parse, METRICS))), jobs=jobs)
    notes = [note for note in report.reading.notes if JOINED not in note]
    return [(str(line.metric), line.score) for line in report.lines], report.signature(), notes


def streamed(answers, gold, monkeypatch, jobs="1"):
    """The same of a stream, and of nothing else."""
    with monkeypatch.context() as patch:
        patch.setattr(scoring, "score_held", None)
        return reported(answers, gold, jobs)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_folder_of_any_format_gives_the_numbers_of_memory(name, gold, tmp_path, monkeypatch):
    layout = LAYOUTS[name]
    for id_, text, items in articles():
        seen = Seen(id_, text, items, layout.unit)
        (tmp_path / f"{id_}.json").write_bytes(layout.write(seen))
        (tmp_path / f"{id_}.tokens").write_text(beside(seen))
    assert streamed(tmp_path, gold, monkeypatch) == reported(tmp_path, gold)


@pytest.mark.parametrize("part", [500, 1 << 20])
@pytest.mark.parametrize("name", sorted(LAYOUTS.keys() - OF_ONE))
def test_so_does_a_file_of_all_articles(name, part, gold, tmp_path, monkeypatch):
    layout, path = LAYOUTS[name], tmp_path / "answers.txt"
    path.write_bytes(b"".join(layout.write(Seen(*article, layout.unit)).rstrip(b"\n") + b"\n" for article in articles()))
    expected = reported(path, gold)
    monkeypatch.setattr("dateline.files.pieces.PART", part)
    assert streamed(path, gold, monkeypatch) == expected
    assert any(score.f1 for _, score in expected[0])


def conll(path, change=lambda lines: lines):
    """CoNLL columns of all articles, a tag a token."""
    path.write_bytes(b"".join(change([LAYOUTS["conll"].write(Seen(*article)) for article in articles()])))
    return path


def test_gold_of_another_format_is_streamed_too(tmp_path, monkeypatch):
    both = [conll(tmp_path / f"{name}.conll", change) for name, change in (("gold", list), ("answers", lambda found: found[::-1]))]
    assert streamed(both[1], both[0], monkeypatch) == reported(both[1], both[0])
    few = conll(tmp_path / "few.conll", lambda found: found[:FEW])
    report = score_paths([str(few)], str(few), Request(), jobs="1")
    assert len(report.pairs) == FEW  # a report keeps them for its errors, which only memory does


@pytest.mark.parametrize("jobs", ["2", ""])
def test_workers_count_it_and_much_gold_is_enough(jobs, gold, tmp_path, monkeypatch):
    answers = conll(tmp_path / "answers.conll")
    expected = reported(answers, gold)
    monkeypatch.setattr(scoring, "LARGE", 0)
    assert streamed(answers, gold, monkeypatch, jobs) == expected


def test_parts_of_an_article_that_stand_apart_are_put_together_in_memory(gold, tmp_path, monkeypatch):
    rows = [json.loads(LAYOUTS["spacy_json"].write(Seen(*article))) | {"id": article[0]} for article in articles()]
    first, second = [[row | {"ents": row["ents"][half]} for row in rows] for half in (slice(3), slice(3, None))]
    for number, some in enumerate((first, second)):
        (tmp_path / f"{number}.entities.jsonl").write_text("".join(json.dumps({"id": r["id"], "entities": r["ents"]}) + "\n" for r in some))
    whole = tmp_path / "whole.jsonl"
    whole.write_text("".join(json.dumps({"id": row["id"], "entities": row["ents"]}) + "\n" for row in [*first, *second]))
    together = tmp_path / "together.jsonl"
    together.write_text("".join(json.dumps({"id": row["id"], "entities": row["ents"]}) + "\n" for row in rows))
    monkeypatch.setattr("dateline.files.pieces.PART", 500)
    assert reported(whole, gold, "1") == streamed(together, gold, monkeypatch)
    with pytest.raises(TypeError, match="not callable"):
        streamed(whole, gold, monkeypatch)


def test_sentences_that_only_all_texts_together_place_are_read_in_memory(gold, tmp_path):
    path = tmp_path / "answers.jsonl"
    halves = [(" ".join(text.split()[:9]), items) for _, text, items in articles()]
    rows = [
        {"text": text, "ents": [{"start": i.start, "end": i.end, "label": i.label} for i in items if i.end <= len(text)]}
        for text, items in halves
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert reported(path, gold, "1") == reported(path, gold)


def test_a_list_and_an_object_by_article_are_read_some_values_at_a_time(gold, tmp_path, monkeypatch):
    rows = [json.loads(LAYOUTS["spacy_json"].write(Seen(*article))) | {"id": article[0]} for article in articles()]
    for name, value in (("list", rows), ("object", {row["id"]: row["ents"] for row in rows})):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(value, indent=1))
        expected = reported(path, gold)
        for some in (700, 1 << 18):
            monkeypatch.setattr("dateline.corpus.values.PIECE", some)
            monkeypatch.setattr("dateline.corpus.values.MANY", 5)
            assert streamed(path, gold, monkeypatch) == expected
    path.write_text(path.read_text().replace('"article-001"', '"article-000"'))
    with pytest.raises(DataError, match="the key 'article-000' is given twice"):
        reported(path, gold, "1")


def faults_of(answers, gold, jobs=""):
    """What is wrong with answers."""
    with pytest.raises(DataError) as caught:
        reported(answers, gold, jobs)
    return caught.value.faults


WRONG = {
    "a tag": (b"w40x3\tO", b"w40x3\tX"),
    "a token": (b"w40x3\t", b"w41x3\t"),
    "a byte": (b"w40x3\t", b"w40\xffx\t"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_fault_in_a_later_piece_stands_where_it_does_in_memory(wrong, gold, tmp_path, monkeypatch):
    answers = conll(tmp_path / "answers.conll", lambda found: [one.replace(*WRONG[wrong]) for one in found])
    expected = faults_of(answers, gold)
    assert faults_of(answers, gold, "1") == expected  # read again
    monkeypatch.setattr(scoring, "SMALL", 0)
    monkeypatch.setattr("dateline.files.pieces.PART", 500)
    assert faults_of(answers, gold, "1") == expected


def test_a_fault_in_a_later_line_of_json_too(gold, tmp_path, monkeypatch):
    answers = tmp_path / "answers.jsonl"
    lines = [LAYOUTS["langextract"].write(Seen(*article)) for article in articles()]
    monkeypatch.setattr("dateline.files.pieces.PART", 500)
    for wrong in (b"{]\n", b'{"document_id": 3.5, "extractions": 1}\n'):
        answers.write_bytes(b"".join([*lines[:40], wrong, *lines[40:]]))
        expected = faults_of(answers, gold)
        with monkeypatch.context() as patch:
            patch.setattr(scoring, "SMALL", 0)
            assert [fault.line for fault in faults_of(answers, gold, "1")] == [fault.line for fault in expected] == [41]


def begins(_, line):
    """Whether a line begins an article."""
    return BEGINS.match(line) is not None


def test_pieces_are_a_file_cut_where_a_line_begins_so(tmp_path, monkeypatch):
    path = conll(tmp_path / "f.conll")
    content = path.read_bytes()
    for written in (content, gzip.compress(content)):
        path.write_bytes(written)
        for part in (1, 100, 5000, 1 << 20):
            monkeypatch.setattr("dateline.files.pieces.PART", part)
            found = list(pieces(str(path), begins))
            assert b"".join(piece.content for piece in found) == content
            assert all(piece.content.startswith(b"-DOCSTART-") for piece in found)
            assert [piece.at for piece in found] == [0, *(piece.at + len(piece.content) for piece, _ in pairwise(found))]
            assert [piece.first for piece in found] == [content.count(b"\n", 0, piece.at) + 1 for piece in found]
    assert [piece.whole for piece in found] == [True]


def test_a_file_past_its_limit_is_refused_piece_by_piece(tmp_path):
    path = conll(tmp_path / "f.conll")
    with pytest.raises(DataError, match="is larger than 100 bytes"):
        list(pieces(str(path), begins, files.Limits(file=100)))


def test_articles_on_disk_are_those_of_memory():
    with Shelved() as articles_:
        articles_.update({"a": "One  text.", "b": None, "c": "One text."})
        assert dict(articles_) == {"a": "One  text.", "b": None, "c": "One text."}
        assert articles_.alike("Onetext.") == ["a", "c"]
        articles_["d"] = "Onetext."
        assert articles_.alike("Onetext.") == ["a", "c", "d"]
        del articles_["a"]
        assert (len(articles_), "a" in articles_, articles_.get("a", 1), articles_.knows("b")) == (3, False, 1, True)
        with pytest.raises(KeyError):
            del articles_["a"]
        with pytest.raises(Apart):
            articles_.holding("a part")


@pytest.mark.once
@pytest.mark.parametrize("name", ["conll", "conll2012", "spacy_json", "langextract", "flat"])
def test_memory_does_not_grow_with_a_file(name, tmp_path):
    code = "import resource, sys; from dateline.cli import main; main(sys.argv[1:]); "
    code += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    peaks = []
    for many in (1, 4):
        gold, answers = (tmp_path / f"{side}{many}" for side in ("gold.jsonl", f"answers.{name}"))
        subprocess.run([sys.executable, "-c", MADE, str(many * 300), name, str(gold), str(answers)], check=True, cwd=ROOT / "benchmark")
        told = subprocess.run(
            [sys.executable, "-c", code, "score", str(answers), "--gold", str(gold), "--jobs", "1", "--json", "-m", "NER"],
            check=True,
            capture_output=True,
            text=True,
        )
        peaks.append(int(told.stdout.splitlines()[-1]))
        size = answers.stat().st_size
    assert peaks[1] - peaks[0] < 3 * size / 1024 + 8 * 1024


MADE = """
import sys
from pathlib import Path
import msgspec
from dateline.document import Document
from dateline.formats._registry import writer
from speed.corpora import pairs
number, name, gold, answers = sys.argv[1:]
both = list(pairs(int(number), 0, full=False))
Path(gold).write_bytes(b"".join(msgspec.json.encode(own) + b"\\n" for own, _ in both))
documents = [msgspec.convert(said, Document) for _, said in both]
Path(answers).write_bytes(writer(name)(documents, [own["text"] for own, _ in both]))
"""


def test_large_files_that_cannot_be_streamed_are_told_of(gold, tmp_path, monkeypatch):
    apart = [item for n in range(2) for id_, _, items in articles() for item in [(id_, items[n])]]
    path = tmp_path / "answers.jsonl"
    path.write_text(
        "".join(json.dumps({"doc_id": id_, "start": item.start, "end": item.end, "label": item.label}) + "\n" for id_, item in apart)
    )
    held = (
        "read in memory and in one process: the parts of an article stand apart, or only the whole file tells which article each is; "
        "articles that follow each other under their ids are streamed"
    )
    assert held not in reported(path, gold)[2]
    monkeypatch.setattr(scoring, "SMALL", 0)
    monkeypatch.setattr("dateline.files.pieces.PART", 400)
    assert held in reported(path, gold, "2")[2]
