"""Large files, streamed: the numbers and the faults of memory."""

import gc
import gzip
import json
import re
import subprocess
import sys
import time

import pytest

import dateline
from dateline import api, files
from dateline.cli import main
from dateline.corpus.notes import Reading
from dateline.corpus.seeds import seeds
from dateline.document import Document, Mention, Quote
from dateline.document.items import shared_characters
from dateline.evaluation import score as large
from dateline.evaluation import stream
from dateline.evaluation.count import count
from dateline.evaluation.join import Join
from dateline.evaluation.plan import plan
from dateline.evaluation.report import FEW
from dateline.evaluation.request import Request
from dateline.evaluation.score import score_paths
from dateline.evaluation.workers import Jobs, workers
from dateline.files import LIMITS
from dateline.kernel.counts import Counts
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Pair
from dateline.metrics import headlines, parse
from dateline.metrics.coreference import B3
from dateline.metrics.entities import NER
from speed import corpora
from tests.conftest import IN_FRONT, ROOT, cli
from tests.evaluation.conftest import lines_of, rewritten, scored


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_stream_gives_the_numbers_of_memory(full, expected, jobs):
    gold, answers = full
    assert scored([answers], gold, "--jobs", jobs) == expected


def test_missing_answers_count_as_missed(full, tmp_path):
    gold, answers = full
    other = rewritten(answers, tmp_path, lambda lines: lines[::3])
    assert scored([other], gold, "--jobs", "1") == scored([other], gold)
    assert "missing:40" in scored([other], gold, "--jobs", "1")["signature"]


def test_strings_are_placed_in_a_stream_too(full, tmp_path):
    gold, answers = full

    def stringly(lines):
        texts = {json.loads(line)["id"]: json.loads(line)["text"] for line in gold.read_bytes().splitlines()}
        for line in lines:
            found = json.loads(line)
            for mention in found["mentions"][::4]:
                mention["text"] = texts[found["id"]][mention.pop("start") : mention.pop("end")]
                mention.pop("entity")
            found["mentions"].append({"text": "nowhere at all", "type": "PER"})
            yield json.dumps(found).encode() + b"\n"

    other = rewritten(answers, tmp_path, stringly)
    assert scored([other], gold, "--jobs", "2") == scored([other], gold)


def test_rows_and_slices_by_document_come_out_of_a_stream(full, tmp_path):
    gold, answers = full
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    ways = zip(files, ((), ("--jobs", "2")), strict=True)
    found = [scored([answers], gold, "--by", "document", "--rows", str(file), *more) for file, more in ways]
    assert found[0] == found[1]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_shards_give_the_same_numbers(full, expected, tmp_path):
    gold, answers = full
    for path, folder in ((gold, "gold"), (answers, "answers")):
        assert cli("convert", str(path), str(tmp_path / folder), "--shards", "4")[0] == 0
    assert scored([tmp_path / "answers"], tmp_path / "gold", "--jobs", "2") == expected
    assert scored([tmp_path / "answers"], tmp_path / "gold") == expected
    assert scored([answers], tmp_path / "gold", "--jobs", "1") == expected


def test_shards_that_do_not_match_are_told(full, tmp_path):
    gold, answers = full
    folder = tmp_path / "shards"
    assert cli("convert", str(answers), str(folder), "--shards", "4")[0] == 0
    names = sorted(folder.glob("*.jsonl"))
    lost = names[1].read_bytes()
    names[1].unlink()
    code, _, err = cli("score", str(folder), "--gold", str(gold), "--jobs", "1")
    assert (code, "shard 1 of 4 is missing" in err) == (2, True)
    names[1].write_bytes(lost)
    one, other = names[0].read_bytes(), names[2].read_bytes()
    names[0].write_bytes(other)
    names[2].write_bytes(one)
    code, _, err = cli("score", str(folder), "--gold", str(gold), "--jobs", "1")
    assert code == 2
    assert "belongs into shard 2 of 4" in err
    assert "fix: make the shards with `dateline convert" in err


FAULTY = {
    "twice": (lambda lines: [*lines, lines[3]], "is given twice"),
    "stranger": (lambda lines: [*lines, b'{"id": "nobody", "mentions": []}\n'], "the gold has no document 'nobody'"),
    "broken": (lambda lines: [*lines[:9], b'{"id": "doc-0000009", "mentions": [{"start": 1 2}]}\n', *lines[10:]], "is not JSON"),
    "nameless": (lambda lines: [*lines[:9], b'{"mentions": []}\n', *lines[10:]], "missing required field `id`"),
    "span": (lambda lines: [lines[0].replace(b'"end":', b'"end":99999', 1), *lines[1:]], "ends after the text"),
}


MISTAKEN = {
    "label": (lambda lines: [line.replace(b'"NORP"', b'"NOPR"', 1) for line in lines], "'NOPR'", "label 'NOPR' is not in the inventory"),
    "reference": (
        lambda lines: [lines[0].replace(b'"head":"m', b'"head":"x', 1), *lines[1:]],
        "reference to nothing",
        "nothing has the id",
    ),
    "key": (lambda lines: [lines[0].replace(b'{"id"', b'{"hed":1,"id"', 1), *lines[1:]], "unknown key", "unknown field `hed`"),
}


@pytest.mark.parametrize("case", MISTAKEN)
def test_mistakes_in_a_stream_are_scored_and_told_as_in_memory(full, tmp_path, case):
    gold, answers = full
    change, note, fault = MISTAKEN[case]
    other = rewritten(answers, tmp_path, lambda lines: list(change(lines)))
    ways = ((), ("--jobs", "1"), ("--jobs", "2"))
    found = [cli("score", str(other), "--gold", str(gold), "--json", *more) for more in ways]
    assert found[0][0] == 0
    assert note in found[0][1]
    assert found[0] == found[1] == found[2]
    for more in ways:
        code, _, err = cli("score", str(other), "--gold", str(gold), "--strict", *more)
        assert (code, fault in err) == (2, True), err


@pytest.mark.parametrize("case", FAULTY)
def test_faults_of_a_stream_are_those_of_memory(full, tmp_path, case):
    gold, answers = full
    change, message = FAULTY[case]
    other = rewritten(answers, tmp_path, lambda lines: list(change(lines)))
    found = [cli("score", str(other), "--gold", str(gold), *more) for more in ((), ("--jobs", "1"), ("--jobs", "2"))]
    assert message in found[0][2]
    assert found[0] == found[1] == found[2]
    assert found[0][0] == 2


def test_a_gold_document_given_twice_or_ungrounded_is_a_fault(full, tmp_path):
    gold, answers = full
    twice = rewritten(gold, tmp_path, lambda lines: [*lines, lines[0]])
    assert "is given twice" in cli("score", str(answers), "--gold", str(twice), "--jobs", "1")[2]


def test_one_document_larger_than_memory_would_like(tmp_path):
    """A line is limited in a stream as it is in memory."""
    (tmp_path / "gold.jsonl").write_text('{"id": "a", "mentions": []}\n')
    (tmp_path / "answers.jsonl").write_text('{"id": "a", "mentions": [' + ",".join(['{"start": 0, "end": 1}'] * 40) + "]}\n")
    for name, least in (("line", 100), ("values", 20), ("items", 30)):
        code, _, err = cli(
            "score", str(tmp_path / "answers.jsonl"), "--gold", str(tmp_path / "gold.jsonl"), "--jobs", "1", "--limit", f"{name}={least}"
        )
        assert (code, f"(limit {name})" in err) == (2, True), err


def test_peers_agree_where_they_define_the_same(tmp_path):
    """The comparison of `nox -s speed`, on a corpus small enough for every change."""
    out = tmp_path / "speed.md"
    command = [sys.executable, "benchmark/speed/run.py", "--documents", "40", "--only-numbers", "--output", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert out.read_text().count(": equal (") >= 7


@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_a_projection_is_read_once_where_it_was_asked_for(full, cluster, tmp_path, monkeypatch):
    """Its file lies where the client is, and nowhere else."""
    monkeypatch.chdir(tmp_path)
    table = {name: f"x-{name}" for name in corpora.TYPES} | {"LOC": "-"}
    (tmp_path / "mine.toml").write_text("[labels]\n" + "".join(f'{name} = "{target}"\n' for name, target in table.items()))
    gold, answers = full
    everywhere = ("1", "2", cluster.scheduler_address)
    found = [scored([answers], gold, "--labels", "mine.toml", "--jobs", jobs, "-m", "NER") for jobs in everywhere]
    assert found[0] == found[1] == found[2]
    assert "NER(labels=mine.toml)" in found[0]["scores"]


class Doubled(B3):
    """A user's own metric: twice the counts of its parent."""

    def count(self, table):
        return Counts(*(2 * number for number in super().count(table)))


class Strangers(NER):
    """A user's own metric: names that overlap nothing of the other side's are right."""

    def edges(self, pair, gold, pred):
        near = {g for g, _, _ in shared_characters(gold, pred)}
        return [Edge(g, p, 1.0) for g in range(len(gold)) if g not in near for p in range(1)]


@pytest.mark.filterwarnings("ignore")  # Dask's own
@pytest.mark.parametrize("where", ["1", "2", "dask"])
def test_a_users_metric_has_its_own_numbers_wherever_it_is_counted(full, where, request):
    address = request.getfixturevalue("cluster").scheduler_address if where == "dask" else where
    asked = Request(metrics=(B3(), Doubled(), parse("NER"), Strangers()))
    with workers(address) as jobs:
        found = stream.score_files("gold", *lines_of(*full), asked, Reading(), jobs)
    counts = {type(line.metric).__name__: line.score.counts for line in found.lines if not line.slice}
    assert counts["Doubled"] == tuple(2 * number for number in counts["B3"])
    assert counts["Strangers"].gold == counts["NER"].gold
    assert counts["Strangers"].right_gold != counts["NER"].right_gold
    alone = api.score(*(str(path) for path in reversed(full)), metrics=asked.metrics)
    assert {type(line.metric).__name__: line.score.counts for line in alone.lines if not line.slice} == counts


def test_errors_of_many_documents_are_all_listed(full):
    gold, answers = full
    assert gold.read_bytes().count(b"\n") > FEW
    code, out, _ = cli("score", str(answers), "--gold", str(gold), "-m", "NER", "--errors", "--kappa", "--jobs", "2")
    assert code == 0
    number = int(re.search(r"^(\d+) errors by kind", out, re.MULTILINE)[1])
    counts = json.loads(cli("score", str(answers), "--gold", str(gold), "-m", "NER", "--json")[1])["scores"]["NER"]["counts"]
    missed, spurious = counts[3] - counts[2], counts[1] - counts[0]
    assert max(missed, spurious) <= number <= missed + spurious
    assert "scored in one process" in " ".join(out.split())


HOSTILE = {
    "two ids": b'{"id":"doc-0000000","id":"doc-0000001"}\n',
    "bad bytes": b'{"id":"\xff\xfe"}\n',
    "an empty id": b'{"id":""}\n',
    "an escaped id": b'{"id":"\\u0064oc-0000005"}\n',
    "an array": b"[1, 2]\n",
    "no JSON": b"\x00\n",
    "depth": b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b',"id":"doc-0000003"}\n',
    "a fence": b"```\n",
    "far offsets": b'{"id":"doc-0000003","mentions":[{"start":0,"end":9223372036854775808}]}\n',
    "far below": b'{"id":"doc-0000003","mentions":[{"start":-1180591620717411303424,"end":3}]}\n',
    "no fragments": b'{"id":"doc-0000003","mentions":[{"start":0,"end":3,"fragments":[]}]}\n',
}


@pytest.mark.parametrize("small", [True, False])
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_lines_are_faults_and_no_tracebacks(full, tmp_path, case, small, monkeypatch, capsys):
    gold, answers = full
    other = rewritten(answers, tmp_path, lambda lines: [*lines[:3], *lines[4:], HOSTILE[case]])
    if small:
        found = [cli("score", str(other), "--gold", str(gold), *more)[0::2] for more in ((), ("--jobs", "1"))]
        assert found[0] == found[1]
        return
    monkeypatch.setattr(large, "SMALL", 0)
    assert main(["score", str(other), "--gold", str(gold), "--jobs", "1"]) == 2
    assert re.search(r"answers\.jsonl:\d+", capsys.readouterr().err)


@pytest.mark.parametrize("empty", ["gold", "answers", "both"])
def test_empty_files_are_faults_on_both_paths(full, tmp_path, empty):
    paths = [path if empty not in {side, "both"} else tmp_path / path.name for path, side in zip(full, ("gold", "answers"), strict=True)]
    for path in paths:
        path.touch()
    found = [cli("score", str(paths[1]), "--gold", str(paths[0]), *more) for more in ((), ("--jobs", "1"))]
    assert found[0] == found[1]
    assert "is empty" in found[0][2]


def test_axes_and_processes_are_judged_alike(full):
    gold, answers = full
    found = [cli("score", str(answers), "--gold", str(gold), "-m", "NER", "--by", "kind", *more) for more in ((), ("--jobs", "1"))]
    assert found[0] == found[1]
    assert "none of the metrics has that axis" in found[0][2]
    assert "give at most" in cli("score", str(answers), "--gold", str(gold), "--jobs", "99999")[2]


def test_a_pipe_in_the_place_of_a_file_is_told(full):
    gold, answers = full
    command = f"{sys.executable} -m dateline score <(cat {answers}) --gold {gold} --json --jobs 2"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, env=IN_FRONT)
    assert done.returncode == 2
    assert b"is a pipe or a device, which can be read only once" in done.stderr
    assert b"fix: give a file, or pipe it into `-`" in done.stderr


def test_python_streams_paths_too(full, expected):
    gold, answers = full
    found = dateline.score(answers, gold, jobs=2)
    assert found["NER(level=NAM)"].f1 == expected["scores"]["NER(level=NAM)"]["f1"]
    with pytest.raises(KeyError, match="was not asked for"):
        found["NER(match=exact)"]


def test_a_block_makes_no_cycles(full):
    """Why the collector may rest while a block is counted."""
    lines = list(Join(*lines_of(*full)))
    task = stream.Task(plan([*headlines().values()]), (), LIMITS, keep=False)
    stream.score_block(lines, task)
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        stream.score_block(lines, task)
        gc.collect()
        own = [found for found in gc.garbage if type(found).__module__.startswith("dateline")]  # other threads leave things too
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert own == []


def test_lines_that_do_not_decode_hide_no_other_fault(full, tmp_path):
    gold, answers = full
    bad = b'{"id":"\xff"}\n'
    other = rewritten(answers, tmp_path, lambda lines: [lines[0].replace(b'"end":', b'"end":99999', 1), bad, *lines[2:]])
    for jobs in ((), ("--jobs", "1"), ("--jobs", "2")):
        code, _, err = cli("score", str(other), "--gold", str(gold), *jobs)
        assert code == 2
        assert "answers.jsonl:2: is not UTF-8" in err
    broken = rewritten(answers, tmp_path, lambda lines: [lines[0].replace(b'"end":', b'"end":99999', 1), b'{"id": 1}\n', *lines[2:]])
    for jobs in ((), ("--jobs", "2")):
        err = cli("score", str(broken), "--gold", str(gold), *jobs)[2]
        assert "answers.jsonl:1 " in err
        assert "answers.jsonl:2 " in err


def test_a_gold_folder_is_the_same_files_on_both_paths(full, tmp_path):
    gold, answers = full
    folder = tmp_path / "gold.v1"
    folder.mkdir()
    (folder / "gold.jsonl").write_bytes(gold.read_bytes())
    (folder / ".hidden.jsonl").write_text('{"id": "hidden", "mentions": []}\n')
    (folder / "README.md").write_text("# about")
    found = [cli("score", str(answers), "--gold", str(folder), "--json", *jobs)[1] for jobs in ((), ("--jobs", "1"))]
    assert json.loads(found[0])["signature"] == json.loads(found[1])["signature"]
    assert "docs:60" in found[0]


def written(folder, **sides):
    """Files of one document each, by name."""
    for name, document in sides.items():
        (folder / f"{name}.jsonl").write_text(json.dumps(document) + "\n")
    return [folder / f"{name}.jsonl" for name in sides]


def test_a_gold_with_a_seed_s_id_keeps_its_own_text(tmp_path):
    name = next(iter(seeds()))
    gold = {"id": name, "text": "Kim met Bank.", "mentions": [{"start": 0, "end": 3, "type": "PER"}]}
    sides = written(tmp_path, gold=gold, answer={"id": name, "mentions": [{"text": "Kim", "type": "PER"}]})
    found = stream.score_files("gold", *lines_of(*sides), Request(metrics=(parse("NER"),)), Reading(), Jobs())
    assert found["NER"].f1 == 1


def test_gold_that_stands_nowhere_is_a_fault(tmp_path):
    gold = {"id": "d", "text": "Kim met.", "mentions": [{"text": "zzzqqq", "type": "PER"}], "quotes": [{"text": "never said"}]}
    sides = written(tmp_path, gold=gold, answer={"id": "d", "mentions": [{"text": "yyyrrr", "type": "PER"}]})
    for more in ((), ("--jobs", "1")):
        code, _, err = cli("score", str(sides[1]), "--gold", str(sides[0]), *more)
        assert code == 2
        assert "$.mentions[0]: stands nowhere in the text" in err
        assert "$.quotes[0]: stands nowhere in the text" in err


def test_what_stands_is_not_told_as_lost(tmp_path):
    mention = {"start": 0, "end": 3, "type": "PER", "text": "Kim", "aligned": "none"}
    sides = written(tmp_path, gold={"id": "d", "text": "Kim met.", "mentions": [mention]}, answer={"id": "d", "mentions": [mention]})
    reports = (
        stream.score_files("gold", *lines_of(*sides), Request(), Reading(), Jobs()),
        score_paths([str(sides[1])], str(sides[0]), Request()),
    )
    assert [report.reading.lost for report in reports] == [[], []]


def test_compressed_files_count_by_what_they_hold(tmp_path):
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b" " * 5_000_000))
    assert files.exceed([str(path)], 4_999_999)
    assert not files.exceed([str(path)], 5_000_000)


def test_many_unspecified_speakers_take_no_longer_than_others():
    number = 20_000
    mentions = tuple(Mention(start=4 * n, end=4 * n + 2, type="PER", entity=f"e{n}") for n in range(number))
    quotes = tuple(Quote(spans=((4 * n, 4 * n + 3),), speaker="UNSPECIFIED") for n in range(number))
    document = Document(id="d", text="a" * 4 * number, mentions=mentions, quotes=quotes)
    begun = time.process_time()
    counts = count([Pair.of(document, document)], plan([parse("Quote(match=joint)")])).tally.counts("Quote(match=joint)")
    assert counts == (number, number, number, number)
    assert time.process_time() - begun < 5  # 0.3 s where nothing is quadratic, 11 s where it was
