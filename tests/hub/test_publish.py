"""Published: built twice the same, loaded offline and from a stand-in Hub, refused clearly."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from msgspec.structs import replace

import dateline
from dateline import api
from dateline.baselines.rules import extract as rules_extract
from dateline.corpus.seeds import canary, seeds
from dateline.document import Alternative
from dateline.hub import build as publish
from dateline.hub import card, columns, tables
from tests.conftest import ROOT, cli
from tests.hub import conftest as hub

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    target = tmp_path_factory.mktemp("published") / "dataset"
    publish.build(str(target))
    return target


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def python(code, home, **env):
    """Run code in a fresh process with a fresh HF_HOME."""
    whole = {
        **os.environ,
        "HF_HOME": str(home),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        **env,
    }
    done = subprocess.run([sys.executable, "-c", code], env=whole, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


# Threads that a stream of Parquet leaves behind can abort an interpreter that finishes ("terminate called without an active exception").
LOAD = """
import json, os, sys
from datasets import load_dataset
for config in {configs!r}:
    for streaming in (False, True):
        rows = load_dataset({source!r}, config, split="test", streaming=streaming)
        print(json.dumps([config, list(rows)]), flush=True)
os._exit(0)
"""


def loaded(source, home, **env):
    """Rows by config, map-style and streaming, from a fresh process."""
    found = {}
    for line in python(LOAD.format(configs=tables.CONFIGS, source=str(source)), home, **env).splitlines():
        config, rows = json.loads(line)
        assert found.setdefault(config, rows) == rows
    return found


@pytest.fixture(scope="module")
def rows(built, tmp_path_factory):
    return loaded(built, tmp_path_factory.mktemp("home"), HF_HUB_OFFLINE="1")


def test_building_twice_gives_the_same_bytes(built, tmp_path):
    publish.build(str(tmp_path / "again"))
    assert contents(built) == contents(tmp_path / "again")
    publish.build(str(tmp_path / "again"))
    assert contents(built) == contents(tmp_path / "again")


def test_a_foreign_folder_is_not_touched(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    code, _, err = cli("publish", "--to", str(tmp_path))
    assert code == 2
    assert "is not empty" in err
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_the_folder_loads_offline(rows):
    for config in tables.CONFIGS:
        assert rows[config] == list(dateline.load(config))


def test_two_versions_in_one_cache_give_the_right_rows(built, tmp_path):
    home = tmp_path / "home"
    other = tmp_path / built.name
    shutil.copytree(built, other)
    from datasets import Dataset, disable_progress_bars

    disable_progress_bars()
    rows = list(dateline.load("times"))[:3]
    Dataset.from_list(rows, features=tables.features("times")).to_parquet(other / "data" / "times" / "test-00000-of-00001.parquet")
    readme = (other / "README.md").read_text("utf-8")
    head, _, rest = readme.partition("dataset_info:")
    head = head.replace("version: 2.0.0", "version: 2.0.1")
    (other / "README.md").write_text(f"{head}---\n{rest.split('---', 1)[1]}", "utf-8")
    code = "from datasets import load_dataset; print(len(load_dataset(SOURCE, 'times', split='test')))"
    first = python(code.replace("SOURCE", repr(str(built))), home, HF_HUB_OFFLINE="1")
    second = python(code.replace("SOURCE", repr(str(other))), home, HF_HUB_OFFLINE="1")
    assert (first.strip(), second.strip()) == ("10", "3")


def test_accepted_answers_have_columns_and_come_back():
    from datasets import Dataset

    gold = api.gold()[0]
    first, second, *rest = gold.mentions
    judged = (
        replace(first, optional=True, votes=2),
        replace(second, optional=("qid",), alternatives=(Alternative(start=0, end=4),)),
        *rest,
    )
    changed = replace(gold, mentions=judged)
    flat, nested = (Dataset.from_list(list(tables.rows(c, [changed])), features=tables.features(c)) for c in ("mentions", "articles"))
    assert [flat[n]["optional"] for n in (0, 1)] == [["item"], ["qid"]] == [m["optional"] for m in nested[0]["mentions"][:2]]
    assert json.loads(flat[1]["alternatives"][0]) == {"start": 0, "end": 4}
    assert flat[0]["votes"] == 2
    assert tables.document_of(nested[0]).mentions == judged


def test_dates_come_back_as_the_strings_that_went_in(rows):
    gold = [e.date for d in api.gold() for e in d.events]
    assert [r["date"] for r in rows["events"]] == gold
    assert [t["edtf"] for t in rows["times"]] == [t.edtf for d in api.gold() for t in d.times]


def test_every_span_is_its_text(rows):
    texts = {r["id"]: r["text"] for r in rows["articles"]}
    for config in ("mentions", "times", "events"):
        assert all(texts[r["document"]][r["start"] : r["end"]] == r["text"] for r in rows[config])
    assert all([texts[r["document"]][s:e] for s, e in r["spans"]] == r["content"] for r in rows["quotes"])
    for r in rows["tokens"]:
        assert len(r["tokens"]) == len(r["ner_tags"])


def test_the_hub_and_back(built, tmp_path):
    with hub.running() as (endpoint, store):
        env = {"HF_ENDPOINT": endpoint, "HF_TOKEN": store.token}
        sent = published(tmp_path, env)
        assert sent.returncode == 0, sent.stderr
        assert store.commits == 1
        publish.build(str(tmp_path / "named"), repository="org/dateline")
        named = contents(tmp_path / "named")
        assert set(store.at("org/dateline", "main")[1]) == set(contents(built))
        found = loaded("org/dateline", tmp_path / "home", **env)
        for config in tables.CONFIGS:
            assert found[config] == list(dateline.load(config))
        assert published(tmp_path, env).returncode == 0  # a second time, on top of the first
        assert store.at("org/dateline", "main")[1] == named


def published(tmp_path, env, name="org/dateline"):
    whole = {**os.environ, "HF_HOME": str(tmp_path / "upload"), "HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_TELEMETRY": "1", **env}
    command = [sys.executable, "-m", "dateline", "publish", "--repo-id", name]
    return subprocess.run(command, env=whole, capture_output=True, text=True, check=False)


def test_refusals_are_clear_and_leave_nothing_half_published(tmp_path):
    with hub.running() as (endpoint, store):
        good = {"HF_ENDPOINT": endpoint, "HF_TOKEN": store.token}

        def refused(env, message, name="org/dateline"):
            before = {n: [c[0] for c in commits] for n, commits in store.repositories.items()}
            done = published(tmp_path, env, name)
            assert done.returncode == 2, done.stdout
            assert message in done.stderr, done.stderr
            assert "Traceback" not in done.stderr
            assert {n: [c[0] for c in commits] for n, commits in store.repositories.items() if commits} == {
                n: c for n, c in before.items() if c
            }

        refused({**good, "HF_TOKEN": "hf_wrong"}, "fix: ")
        store.repositories["org/other"] = []
        store.commit("org/other", {"model.bin": b"x"})
        refused(good, "exists and holds other files, as 'model.bin'\n    fix: publish under another name, or empty it first", "org/other")
        store.drop = True
        refused(good, "fix: ")
        assert published(tmp_path, good).returncode == 0
        done = store.repositories["org/dateline"]
        store.between = lambda: store.commit("org/dateline", store.at("org/dateline", "main")[1])
        changed = published(tmp_path, good)
        assert changed.returncode == 2
        assert "somebody else published meanwhile" in changed.stderr
        assert len(done) == 2
        refused({"HF_ENDPOINT": "http://127.0.0.1:9", "HF_TOKEN": "hf_x"}, "connection failed")


def test_the_stand_off_edition_holds_no_text_and_is_rebuilt(built, tmp_path):
    bare = tmp_path / "bare"
    publish.build(str(bare), without_texts=True)
    sentences = [s for t in seeds().values() for s in re.findall(r"[^.\n]{25,}", t)]
    for name, content in contents(bare).items():
        assert not any(sentence.encode() in content for sentence in sentences), name
    own = tmp_path / "own"
    own.mkdir()
    for n, path in enumerate((ROOT / "seeds").glob("*.txt")):
        shutil.copy(path, own / f"copy{n}.bin")
    publish.build(str(tmp_path / "full"), texts=str(own))
    assert contents(tmp_path / "full") == contents(built)
    (own / "copy0.bin").write_bytes(b"tidied")
    code, _, err = cli("publish", "--to", str(tmp_path / "x"), "--texts", str(own))
    assert code == 2
    assert "has no file with the bytes of" in err


def test_the_card(built):
    import yaml
    from datasets import Features, get_dataset_config_names

    text = (built / "README.md").read_text("utf-8")
    front = yaml.safe_load(text.split("---\n")[1])
    assert front["license"] == "other"
    assert [c["config_name"] for c in front["configs"]] == list(tables.CONFIGS) == get_dataset_config_names(str(built))
    for info in front["dataset_info"]:
        assert Features._from_yaml_list(info["features"]) == dateline.load(info["config_name"]).features
        assert info["splits"][0]["num_examples"] == len(dateline.load(info["config_name"]))
    assert "not by people" in text
    assert "licence are unknown" in text
    assert canary() in text
    assert (built / "eval.yaml").read_text("utf-8").count("id: extract") == 1


def test_every_file_says_once_that_it_is_evaluation_data(built):
    import pyarrow.parquet as pq

    for config in tables.CONFIGS:
        schema = pq.read_schema(built / "data" / config / "test-00000-of-00001.parquet")
        assert schema.metadata[b"canary"].decode() == canary()
        assert "canary" not in schema.names


def test_the_cards_code_runs_as_it_stands(built, tmp_path):
    text = (built / "README.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    assert f'REPOSITORY = "{card.PLACEHOLDER}"' in code
    out = python(code.replace(card.PLACEHOLDER, str(built)), tmp_path / "home", HF_HUB_OFFLINE="1")
    assert out.splitlines()[0] == "000_6bac379f7b3f3210 0 5 PER Vladimir Putin Q7747"
    publish.build(str(tmp_path / "named"), repository="org/dateline")
    assert 'REPOSITORY = "org/dateline"' in (tmp_path / "named" / "README.md").read_text("utf-8")


def test_the_card_counts_and_scores_what_is_there(built):
    text = (built / "README.md").read_text("utf-8")
    for layer in ("entities", "mentions", "relations", "times", "events"):
        assert f"| {layer} | {len(dateline.load(layer))} |" in text
    rules = api.score([replace(rules_extract(d.text, d.dct), id=d.id) for d in api.gold()])
    for line in rules.lines:
        if not line.slice:
            assert f"| `{line.metric}` | {line.score.f1:.3f} |" in text
    for config, own in columns.COLUMNS.items():
        assert all(f"| `{column.name}` |" in text for column in own), config
    assert "@misc{dateline," in text
    assert card.LICENCE in text


STRANGER = {  # what a row says by itself, without another table
    "entities": ("name", "type", "document"),
    "mentions": ("text", "type", "level", "document"),
    "relations": ("head_name", "head_type", "type", "tail_name", "tail_type", "evidence", "document"),
    "times": ("text", "type", "value", "document"),
    "events": ("text", "type", "family", "realis", "certainty", "document"),
    "arguments": ("trigger", "event_type", "role", "text", "name", "filler_type", "document"),
    "quotes": ("kind", "content", "document"),
    "sentences": ("text", "document"),
    "facts": ("predicate", "factuality", "sentence_text", "document"),
    "tokens": ("tokens", "document"),
    "disagreements": ("kind", "note", "first_evidence", "second_evidence", "first", "second"),
}


@pytest.mark.parametrize("config", list(columns.COLUMNS))
def test_ten_rows_read_by_themselves(config):
    rows = dateline.load(config)
    assert set(STRANGER) == set(columns.COLUMNS)
    for row in rows.select(range(min(10, len(rows)))):
        named = {
            name: feature.int2str(row[name]) if type(feature).__name__ == "ClassLabel" and row[name] is not None else row[name]
            for name, feature in rows.features.items()
        }
        if config == "mentions" and named["type"] != "TITLE":
            assert named["name"]
        if config == "arguments" and named["role"] == "Time":
            assert named["filler_kind"] == "time"
        assert all(named[name] not in (None, "", []) for name in STRANGER[config]), named
    ids = [row["id"] for row in rows if "id" in row]
    assert len(ids) == len(set(ids))


def test_labels_are_class_labels():
    for config, names in {
        "mentions": ("type", "level"),
        "events": ("type", "realis", "polarity", "certainty"),
        "arguments": ("role", "event_type"),
        "quotes": ("kind",),
    }.items():
        assert all(type(dateline.load(config).features[name]).__name__ == "ClassLabel" for name in names)


def test_croissant_describes_every_column_and_its_hashes_are_true(built):
    mlcroissant = pytest.importorskip("mlcroissant")
    found = json.loads((built / "croissant.json").read_text("utf-8"))
    for file in found["distribution"]:
        assert hashlib.sha256((built / file["contentUrl"]).read_bytes()).hexdigest() == file["sha256"]
    for record in found["recordSet"]:
        assert [field["name"] for field in record["field"]] == list(dateline.load(record["@id"]).features)
        assert all(field.get("description") for field in record["field"]) or record["@id"] == "articles"
    assert found["license"] == card.LICENCE
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = mlcroissant.Dataset(jsonld=built / "croissant.json")
        assert not dataset.metadata.ctx.issues.errors
        rows = list(dataset.records("times"))
        quotes = list(dataset.records("quotes"))
    assert [r["times/value"].decode() for r in rows] == [t.value for d in api.gold() for t in d.times]
    assert [[words.decode() for words in r["quotes/content"]] for r in quotes] == [row["content"] for row in dateline.load("quotes")]


def test_tokens_feed_a_token_classifier():
    """A tokenizer made here, sub-words and all: labels align by the words' own numbers, nothing else is needed."""
    rows = dateline.load("tokens")
    names = rows.features["ner_tags"].feature.names
    vocabulary = {
        piece: n for n, piece in enumerate(sorted({w[i : i + 3] for row in rows for w in row["tokens"] for i in range(0, len(w), 3)}))
    }
    batch = []
    for row in rows:
        pieces = [(vocabulary[w[i : i + 3]], word) for word, w in enumerate(row["tokens"]) for i in range(0, len(w), 3)]
        labels = [row["ner_tags"][word] if n == 0 or pieces[n - 1][1] != word else -100 for n, (_, word) in enumerate(pieces)]
        batch.append(([p for p, _ in pieces], labels))
    assert sum(label > 0 for _, labels in batch for label in labels) > 150
    assert names[0] == "O"
    assert all(max(labels) < len(names) for _, labels in batch)
