"""The main job, on the real articles, as a user runs it."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from dateline import api
from dateline.baselines.rules import extract
from dateline.files import data
from dateline.hub import tables
from dateline.metrics import headlines

ROOT = Path(__file__).parent.parent
D0, D1 = "000_6bac379f7b3f3210", "001_431afd2a78419558"
IN_FRONT = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def cli(*arguments, data=None, cwd=None):
    """A command's exit code, output and complaints; never a traceback."""
    done = subprocess.run([sys.executable, "-m", "dateline", *arguments], input=data, capture_output=True, cwd=cwd, check=False)
    text = done.stderr.decode()
    assert "Traceback" not in text, text
    return done.returncode, done.stdout.decode(), text


@pytest.fixture(scope="module")
def predictions(tmp_path_factory):
    path = tmp_path_factory.mktemp("predictions") / "rules.jsonl"
    assert cli("run", "rules", "-o", str(path))[0] == 0
    return path


def test_run_and_score_through_a_pipe(predictions):
    code, out, _ = cli("score", "-", "--json", data=predictions.read_bytes())
    assert code == 0
    found = json.loads(out)
    assert set(found) >= {"signature", "scores", "repairs"}
    for score in found["scores"].values():
        assert set(score) == {"precision", "recall", "f1", "counts"}
        assert score["counts"] is None or len(score["counts"]) == 4
    assert list(found["scores"]) == [*map(str, headlines().values()), "Dateline"]


def test_gold_against_itself_is_one_or_none():
    code, out, _ = cli("score", str(ROOT / "annotations" / "gold"), "--json")
    assert code == 0
    found = json.loads(out)
    values = [s["f1"] for s in found["scores"].values()]
    values += [s["f1"] for slices in found["slices"].values() for s in slices.values()]
    assert set(values) <= {1.0, None}
    assert found["scores"]["Dateline"]["f1"] == 1.0


def test_empty_has_recall_zero(tmp_path):
    path = tmp_path / "empty.jsonl"
    cli("run", "empty", "-o", str(path))
    code, out, _ = cli("score", str(path), "--json")
    scores = json.loads(out)["scores"]
    assert code == 0
    assert all(s["recall"] in {0.0, None} for s in scores.values())
    assert scores["Dateline"]["f1"] == 0.0


def test_fail_under_decides_the_exit_code(predictions):
    assert cli("score", str(predictions), "--fail-under", "NER>=0.1")[0] == 0
    code, _, err = cli("score", str(predictions), "--fail-under", "NER>=0.999")
    assert code == 1
    assert "under 0.999" in err
    assert cli("score", str(predictions), "--fail-under", "NER@WORK>=0.1")[0] == 1  # undefined does not meet it


def test_a_users_function_is_an_extractor(tmp_path):
    (tmp_path / "mine.py").write_text("def extract(text):\n    return {'mentions': [{'text': 'Beijing', 'type': 'GPE'}]}\n")
    code, out, err = cli("run", "mine:extract", cwd=tmp_path)
    assert code == 0, err
    assert [json.loads(line)["id"] for line in out.splitlines()] == [D0, D1]
    code, _, err = cli("run", "mine:nothing", cwd=tmp_path)
    assert code == 2
    assert "nothing callable" in err


def test_shards_and_compression_score_the_same(predictions, tmp_path):
    whole = cli("score", str(predictions), "--json")[1]
    assert cli("convert", str(predictions), str(tmp_path / "shards"), "--shards", "3")[0] == 0
    shards = sorted(map(str, (tmp_path / "shards").glob("*.jsonl")))
    assert cli("score", *shards, "--json")[1] == whole
    assert cli("score", str(tmp_path / "shards"), "--json")[1] == whole
    assert "shards 1 of 3 are missing" in cli("score", shards[0], shards[2])[2]
    packed = tmp_path / "rules.jsonl.gz"
    packed.write_bytes(gzip.compress(predictions.read_bytes()))
    assert cli("score", str(packed), "--json")[1] == whole


def test_rows_add_up_to_the_scores(predictions, tmp_path):
    from dateline.reporting import rows

    for name in ("rows.csv", "rows.parquet"):
        path = str(tmp_path / name)
        found = json.loads(cli("score", str(predictions), "--json", "--rows", path)[1])
        read = rows.read(path)
        for metric, score in found["scores"].items():
            if score["counts"]:
                mine = [r.counts for r in read if r.metric == metric and not r.slice]
                assert [sum(column) for column in zip(*mine, strict=True)] == pytest.approx(score["counts"], abs=1e-9)


def test_show_writes_one_self_contained_page(predictions, tmp_path):
    for arguments in ((), (str(predictions),), (D0,)):
        path = tmp_path / "page.html"
        assert cli("show", *arguments, "-o", str(path))[0] == 0
        html = path.read_text("utf-8")
        assert "Content-Security-Policy" in html
        assert "publishers and licences are unknown" in html
        assert not re.search(r"(src|href)=\"https?:", html)


def test_load_gives_the_gold_back():
    rows = dateline.load()
    assert [tables.document_of(row) for row in rows] == list(api.gold())
    texts = {row["id"]: row["text"] for row in rows}
    for config in tables.CONFIGS[1:]:
        found = dateline.load(config)
        assert len(found)
        for row in found:
            if "start" in row and row.get("fragments") is None:
                assert texts[row["document"]][row["start"] : row["end"]] == row["text"]
    with pytest.raises(ValueError, match="did you mean mentions"):
        dateline.load("mention")


def test_python_scores_like_the_command_line(predictions):
    report = dateline.score(predictions)
    printed = json.loads(cli("score", str(predictions), "--json")[1])["scores"]
    assert {str(line.metric): line.score.f1 for line in report.lines if not line.slice} == {name: s["f1"] for name, s in printed.items()}
    assert dateline.score(predictions, metrics=["NER"])["NER"].f1 == report_f1(predictions, "NER")


def report_f1(predictions, name):
    return json.loads(cli("score", str(predictions), "--json", "-m", name)[1])["scores"][name]["f1"]


SWAPS = {
    "Kim Jong Un": "Narendra Modi",
    "Vladimir Putin": "Emmanuel Macron",
    "Xi Jinping": "Lula Ferreira",
    "Donald Trump": "William Ruto",
    "DONALD J. TRUMP": "WILLIAM J. RUTO",
    "Lee Seong Kweun": "Pedro Alonso Vega",
    "Putin": "Macron",
    "Kim": "Modi",
    "Xi": "Ferreira",
    "Trump": "Ruto",
    "North Korean": "Indian",
    "North Korea": "India",
    "Pyongyang": "New Delhi",
    "South Korean": "Spanish",
    "South Korea": "Spain",
    "Russian": "French",
    "Russia": "France",
    "Moscow": "Paris",
    "Chinese": "Brazilian",
    "China": "Brazil",
    "Ukrainian": "Algerian",
    "Ukraine": "Algeria",
    "Beijing": "Lima",
    "Tiananmen Square": "Trafalgar Square",
    "Yonhap News Agency": "Reuters News Agency",
    "Kursk": "Oran",
    "New Delhi": "Nairobi",
    "The United States of America": "The Republic of Kenya",
    "United States": "Kenya",
    "U.S.": "Kenya",
    "American": "Kenyan",
    "Americans": "Kenyans",
    "Truth Social": "Facebook",
    "Japan": "Italy",
    "Shanghai": "Andean",
    "NATO": "ASEAN",
    "Kremlin": "Pentagon",
}


def test_rules_do_not_know_these_articles():
    """Other real names in the articles' places: entities and quotes stay within 5 points."""
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(SWAPS, key=len, reverse=True)))
    gold = api.gold()
    renamed, before = [], []
    for document in gold:
        edits = [(m.start(), m.end(), SWAPS[m.group()]) for m in pattern.finditer(document.text)]
        renamed.append(rewritten(document, edits))
        before.append(extract(document.text))
    from msgspec.structs import replace

    first = dateline.score([replace(p, id=d.id) for p, d in zip(before, gold, strict=True)], gold=gold)
    after = [replace(extract(d.text), id=d.id) for d in renamed]
    second = dateline.score(after, gold=renamed)
    for name in ("NER(level=NAM)", "Quote(match=joint)"):
        assert abs(first[name].f1 - second[name].f1) <= 0.05, (name, first[name], second[name])


def rewritten(document, edits):
    """The document with parts of its text replaced and every offset moved along."""
    from msgspec.structs import replace

    out, at = [], 0
    for start, end, new in edits:
        out += [document.text[at:start], new]
        at = end
    text = "".join([*out, document.text[at:]])

    def move(place):
        shift = 0
        for low, high, new in edits:
            if high <= place:
                shift += len(new) - (high - low)
            elif low < place:
                return place + shift
        return place + shift

    def span(value):
        return (move(value[0]), move(value[1])) if isinstance(value, tuple) and value and isinstance(value[0], int) else value

    def moved(item):
        new = {}
        if hasattr(item, "start"):
            low, high = span((item.start, item.end))
            new = {"start": low, "end": high, "text": text[low:high] if item.text else None}
        for name in ("head", "cue"):
            if isinstance(getattr(item, name, None), tuple):
                new[name] = span(getattr(item, name))
        for name in ("spans", "verbatim", "evidence"):
            if getattr(item, name, None):
                new[name] = tuple(span(value) for value in getattr(item, name))
        return replace(item, **new)

    layers = {
        name: tuple(moved(item) for item in getattr(document, name)) for name in ("mentions", "times", "relations", "events", "quotes")
    }
    return replace(document, text=text, **layers)


def test_the_gazetteer_knows_every_united_nations_member_and_observer():
    from dateline.baselines.rules import gazetteer

    listed = {row["iso"] for row in [s._asdict() for s in gazetteer.states()]}
    members = (ROOT / "tests" / "un_members.txt").read_text("utf-8").split()
    assert len(members) == 195
    assert set(members) <= listed
    named = {s.iso: s for s in gazetteer.states()}
    assert all(named[iso].capital for iso in members)
    assert all(named[iso].demonym for iso in members)


def test_readme_shows_what_the_commands_print():
    sys.path.insert(0, str(ROOT / "benchmark" / "docs"))
    import make

    env_path, os.environ["PATH"] = os.environ["PATH"], IN_FRONT["PATH"]
    try:
        stale = [str(path.relative_to(ROOT)) for path, content in make.pages().items() if path.read_text("utf-8") != content]
    finally:
        os.environ["PATH"] = env_path
    assert not stale, "run: python benchmark/docs/make.py"
    assert (ROOT / "README.md").read_text("utf-8").count("\n") < 120


def test_readme_python_runs():
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1.0"


def test_ci_runs_the_command_that_readme_names():
    readme = (ROOT / "README.md").read_text("utf-8")
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "&& nox\n" in readme
    assert re.search(r"^nox$", ci, re.MULTILINE)


def test_start_up_imports_nothing_slow(predictions):
    code = "import sys; from dateline.cli import main; main(sys.argv[1:]); print(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, "score", str(predictions)], capture_output=True, text=True, check=True)
    loaded = set(re.findall(r"'(\w+)'", done.stderr))
    assert not loaded & {"datasets", "sklearn", "scipy", "seqeval", "numpy", "pandas", "pyarrow", "spacy"}
    assert "msgspec" in loaded


def test_start_up_times(predictions):
    limits = {("--help",): 0.1, ("score", str(predictions)): 0.4}
    resource = pytest.importorskip("resource")
    for arguments, most in limits.items():
        best = min(cpu(resource, arguments) for _ in range(5))
        slack = float(
            os.environ.get("DATELINE_SLACK", "2" if os.environ.get("CI") else "1.5")
        )  # the tests share the machine with each other
        assert best < most * slack, (arguments, best)


def cpu(resource, arguments):
    """CPU seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "dateline", *arguments], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_gold_scores_after_an_edit_of_an_editable_install():
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("only in a checkout")
    assert data.root() == ROOT
