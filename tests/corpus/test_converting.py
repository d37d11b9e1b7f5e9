"""Documents from one format into another, or into shards by their ids."""

import hashlib
import json

import pytest

from dateline.corpus import converting
from dateline.corpus.converting import accepted, by_ending, convert, documents, merged, shard, shard_of
from dateline.corpus.gold import Gold
from dateline.corpus.notes import Reading
from dateline.document.inventory import Inventory
from dateline.files.faults import DataError, Fault
from dateline.files.progress import Progress
from dateline.formats._reader import Read
from tests.corpus.conftest import TEXT, document

GOLD = Gold({"d": document(text=TEXT, mentions=[])}, Inventory(), "g", "0")
NONE = Gold({}, Inventory(), "g", "0")
KIM = {"start": 0, "end": 3, "type": "PER"}


def written(folder, name, *values):
    path = folder / name
    path.write_text("".join(json.dumps(value) + "\n" for value in values))
    return str(path)


def faults_of(run):
    with pytest.raises(DataError) as error:
        run()
    return error.value.faults


@pytest.mark.parametrize(
    ("path", "format_"),
    [("a.conll", "conll"), ("a.bio", "conll"), ("b/a.ann", "brat"), ("a.jsonl", "native"), ("conll", "native"), ("a.ann.json", "native")],
)
def test_the_format_to_write_is_by_the_ending(path, format_):
    assert by_ending(path) == format_


def test_strings_are_placed_in_the_golds_text(tmp_path):
    path = written(tmp_path, "p.jsonl", {"id": "d", "mentions": [{"text": "Leo", "type": "odd"}]})
    (found,) = accepted([path], GOLD, "", Reading(), own=False)
    assert found == document(text=TEXT, mentions=[{"start": 8, "end": 11, "text": "Leo", "type": "odd", "aligned": "exact"}])


def test_strings_are_placed_in_the_own_text_where_there_is_one(tmp_path):
    path = written(tmp_path, "p.jsonl", {"id": "x", "text": "Only Leo.", "mentions": [{"text": "Leo"}]}, {"id": "d", "mentions": [KIM]})
    own, known = accepted([path], GOLD, "", Reading(), own=True)
    assert (own.text, own.mentions[0].start, known.text) == ("Only Leo.", 5, TEXT)


def test_a_file_of_another_format_has_the_text_beside_it(tmp_path):
    path = written(tmp_path, "x.ann")
    (tmp_path / "x.ann").write_text("T1\tPER 5 8\tLeo\n")
    (tmp_path / "x.txt").write_text("Only Leo.")
    (found,) = accepted([path], NONE, "", Reading(), own=True)
    assert (found.id, found.text, found.mentions[0].start) == ("x", "Only Leo.", 5)
    assert convert([path], str(tmp_path / "out.jsonl"), NONE, "", "native", own=True) == 1


class Variants(dict):
    """Gold that has articles which are known by their id alone."""

    def get(self, name, default=None):
        return document(id=name, text=TEXT) if name == "v" else super().get(name, default)


def test_an_article_may_be_known_by_its_id_alone(tmp_path):
    path = written(tmp_path, "p.jsonl", {"id": "v", "mentions": [{"text": "Leo"}]})
    against = Gold(Variants(GOLD.documents), Inventory(), "g", "0")
    assert accepted([path], against, "", Reading(), own=False)[0].mentions[0].start == 8


def test_the_format_that_is_named_is_that_of_all_files(tmp_path):
    layout = tmp_path / "mine.toml"
    layout.write_text('[fields]\nstart = "von"\nend = "bis"\nlabel = "art"\n')
    paths = [written(tmp_path, name, [{"von": 0, "bis": 3, "art": "PER"}]) for name in ("d.a", "d.b")]
    (found,) = accepted(paths[:1], GOLD, str(layout), Reading(), own=False)
    assert found.mentions == document(mentions=[KIM]).mentions
    what = f"mentions of 'd' stand in {paths[0]} too"
    assert [fault.what for fault in faults_of(lambda: accepted(paths, GOLD, str(layout), Reading(), own=False))] == [what]
    assert convert(paths[:1], str(tmp_path / "out.jsonl"), GOLD, str(layout), "native", own=False) == 1


def test_what_other_files_say_may_refer_to_the_first(tmp_path):
    first = written(tmp_path, "p.jsonl", {"id": "d", "mentions": [{"id": "m", **KIM}]})
    relation = {"head": "m", "type": "met_with", "tail": {"text": "Leo"}}
    more = [written(tmp_path, "q.jsonl", {"id": "d", "relations": [relation]}), written(tmp_path, "r.jsonl", {"id": "d", "times": []})]
    reading = Reading()
    (found,) = accepted([first, *more], GOLD, "native", reading, own=False)
    assert (found.mentions[0].id, found.relations[0].tail.start, found.times) == ("m", 8, ())
    assert reading.mistakes == {}


def test_faults_of_all_documents_are_told_together(tmp_path):
    beyond = [{"start": 0, "end": 99}]
    path = written(tmp_path, "p.jsonl", {"id": "d", "mentions": beyond}, {"id": "e", "text": "Bye.", "mentions": beyond})
    found = faults_of(lambda: accepted([path], GOLD, "", Reading(), own=False))
    assert [(fault.file, fault.line, fault.path) for fault in found] == [(path, 1, "$.mentions[0]"), (path, 2, "$.mentions[0]")]


def test_answers_about_one_article_are_joined_layer_by_layer():
    first = [Read(document(mentions=[KIM]), "p", 1), Read(document(id="e"), "p", 2)]
    found = merged(first, [Read(document(times=[], entities=[{"id": "a"}]), "q", 4)])
    assert found == [Read(document(mentions=[KIM], times=[], entities=[{"id": "a"}]), "p", 1), Read(document(id="e"), "p", 2)]


def test_a_layer_of_both_and_a_document_of_theirs_alone_are_faults():
    first = [Read(document(mentions=[KIM], times=[]), "p", 1), Read(document(id="e", times=[]), "p", 2)]
    more = [
        Read(document(mentions=[], times=[], quotes=[]), "q", 3),
        Read(document(id="x"), "q", 4),
        Read(document(id="e", mentions=[]), "q", 5),
    ]
    assert faults_of(lambda: merged(first, more)) == [
        Fault("q", 3, "$.mentions", "mentions, times of 'd' stand in p too", "leave each layer in one of the files"),
        Fault("q", 4, "$.id", "'x' is not in the first file", "give the file with the documents first"),
    ]


def test_what_is_converted_is_counted_and_what_is_lost_is_told(tmp_path, capsys):
    path = written(tmp_path, "p.jsonl", {"id": "d", "mentions": [{**KIM, "level": "NAM"}], "times": [{"start": 4, "end": 7}]})
    target = tmp_path / "out.json"
    assert convert([path], str(target), GOLD, "", "spacy_json", own=False) == 1
    written_ = json.loads(target.read_text())
    assert (written_["text"], written_["ents"]) == (TEXT, [{"start": 0, "end": 3, "label": "PER"}])
    assert capsys.readouterr().err == (
        "not in it, as spacy_json has no place for it or it has none in the text: level of mentions; 1 times\n"
    )


def test_what_was_noted_on_the_way_is_told(tmp_path, capsys):
    path = written(tmp_path, "p.json", {"text": TEXT, "ents": [{"start": 0, "end": 3, "label": "PER"}]})
    target = tmp_path / "out.jsonl"
    assert convert([path], str(target), GOLD, "spacy_json", "native", own=False) == 1
    assert json.loads(target.read_text())["mentions"] == [{"start": 0, "end": 3, "text": "Kim", "type": "PER"}]
    assert capsys.readouterr().err == "1 file read as spacy_json; 1 of 1 spans were their own text\n"


def test_the_native_format_needs_no_text_and_loses_nothing(tmp_path, capsys):
    path = written(tmp_path, "p.jsonl", {"id": "x", "mentions": [{**KIM, "level": "NAM"}]})
    target = tmp_path / "out.jsonl"
    assert convert([path], str(target), NONE, "", "native", own=True) == 1
    assert json.loads(target.read_text()) == {"id": "x", "mentions": [{**KIM, "level": "NAM"}]}
    assert capsys.readouterr().err == ""


def test_other_formats_need_the_words_of_the_text(tmp_path):
    values = [{"id": name, "mentions": [], **({"text": "Bye."} if name == "y" else {})} for name in "yxz"]
    path = written(tmp_path, "p.jsonl", *values)
    what = "no text is known of 2 documents, as 'x', and conll holds words of the text"
    fix = "give the gold that has them with --gold, or `text` in the documents"
    found = faults_of(lambda: convert([path], str(tmp_path / "out"), NONE, "", "conll", own=True))
    assert found == [Fault(path, 0, "", what, fix)]


def test_no_document_is_native_and_nothing_else(tmp_path, capsys):
    path = str(tmp_path / "shard-00000-of-00002.jsonl")
    (tmp_path / "shard-00000-of-00002.jsonl").write_text("")
    assert convert([path], str(tmp_path / "out.jsonl"), NONE, "", "native", own=True) == 0
    assert (tmp_path / "out.jsonl").read_text() == capsys.readouterr().err == ""
    found = faults_of(lambda: convert([path], str(tmp_path / "out"), NONE, "", "spacy_json", own=True))
    assert found == [Fault(path, 0, "", "holds no document, so there is nothing to write as spacy_json", "give the folder of all shards")]


def test_named_gold_has_the_text(tmp_path):
    said = f"The {TEXT}"
    names = [{"start": start + 4, "end": end + 4, "text": TEXT[start:end]} for start, end in ((0, 3), (4, 7), (8, 11), (15, 19))]
    path = written(tmp_path, "p.jsonl", {"id": "d", "text": said, "mentions": names})
    (found,) = accepted([path], GOLD, "", Reading(), own=False)
    assert (found.text, found.mentions[0].start, found.mentions[3].end) == (TEXT, 0, 19)
    (found,) = accepted([path], GOLD, "", Reading(), own=True)
    assert (found.text, found.mentions[0].start) == (said, 4)


def test_what_gold_accepts_besides_stays_and_is_told_where_it_cannot(tmp_path, capsys):
    argument = {"role": "Agent", "filler": "m", "alternatives": [{"role": "Giver"}]}
    event = {"start": 4, "end": 7, "type": "Contact.Meet", "arguments": [argument]}
    mention = {"id": "m", **KIM, "optional": True, "alternatives": [{"type": "ORG"}, {"text": "Leo", "start": 8, "end": 11}]}
    path = written(tmp_path, "p.jsonl", {"id": "d", "text": TEXT, "mentions": [mention], "events": [event]})
    assert convert([path], str(tmp_path / "out.jsonl"), NONE, "", "native", own=True) == 1
    found = json.loads((tmp_path / "out.jsonl").read_text())
    assert (found["mentions"], found["events"]) == ([mention], [event])
    convert([path], str(tmp_path / "out.json"), NONE, "", "spacy_json", own=True)
    assert "alternatives, optional of mentions" in capsys.readouterr().err


def test_the_shard_of_an_id_is_by_its_hash():
    number = int(hashlib.blake2b(b"d", digest_size=8).hexdigest(), 16)
    assert [shard_of("d", shards) for shards in (1, 2, 7)] == [0, number % 2, number % 7]


def test_shards_hold_all_documents_by_their_ids(tmp_path):
    values = [{"id": f"d{n}", "mentions": []} for n in range(10)]
    path = written(tmp_path, "p.jsonl", *values)
    target = tmp_path / "out"
    assert shard(path, str(target), 3) == 10
    names = [f"shard-0000{k}-of-00003.jsonl" for k in range(3)]
    found = [[json.loads(line) for line in (target / name).read_text().splitlines()] for name in names]
    assert found == [[value for value in values if shard_of(value["id"], 3) == k] for k in range(3)]
    assert json.loads((target / ".dateline.json").read_text())["by"] == "convert --shards"
    assert [one.id for one in documents(path)] == [value["id"] for value in values]
    assert shard(path, str(tmp_path / "one"), 1) == 10


def test_how_far_sharding_is_goes_by_documents_and_bytes(tmp_path, monkeypatch):
    shown = []

    class Shown(Progress):
        def __init__(self, what, total):
            super().__init__(what, total)
            shown.append(self)

    monkeypatch.setattr(converting, "Progress", Shown)
    path = written(tmp_path, "p.jsonl", {"id": "d", "mentions": []}, {"id": "e"})
    shard(path, str(tmp_path / "out"), 2)
    (progress,) = shown
    lines = '{"id":"d","mentions":[]}\n{"id":"e"}\n'
    size = (tmp_path / "p.jsonl").stat().st_size
    assert (progress.what, progress.total, progress.documents, progress.bytes) == ("sharded", size, 2, len(lines))


def test_shards_are_one_or_more(tmp_path):
    with pytest.raises(ValueError, match=r"^--shards wants a number from 1$"):
        shard(written(tmp_path, "p.jsonl", {"id": "d"}), str(tmp_path / "out"), 0)
