"""An error says what differs, on the terminal and in JSON."""

import csv
import json
import re
import time
from html import unescape

import msgspec
import pytest

import dateline
from dateline.analysis.errors import MISSED, SPURIOUS
from dateline.analysis.findings import Finding, Told
from dateline.metrics import headlines, parse
from dateline.reporting.figures import aligned_rows, clip, columns, wrapped
from tests.conftest import D0, ROOT, cli

ITEMS = [part for metric in headlines().values() for part in ("-m", str(metric))]
MORE = ["-m", "NER", "-m", "Date", "-m", "Realis", "-m", "Speaker", "-m", "Kind", "-m", "Time(match=value,span=equal)"]
ALL = [*ITEMS, *MORE]
RULES = str(ROOT / "leaderboard" / "submissions" / "rules" / "predictions.jsonl")


@pytest.fixture(scope="module")
def errors():
    _, out, _ = cli("score", RULES, *ALL, "--errors", "--json")
    return json.loads(out)["errors"]


def test_both_sides_of_an_error_differ_in_what_they_say(errors):
    told = [error for error in errors if {"gold", "predicted"} <= error.keys()]
    assert {error["layer"] for error in told} >= {"entities", "relations", "times", "events", "claims", "quotes"}
    for error in told:
        assert error["gold"] != error["predicted"], error


@pytest.mark.parametrize(
    ("layer", "kind", "name"),
    [
        ("times", "value", "value"),
        ("quotes", "wrong speaker", "speaker"),
        ("claims", "source", "asserted_by"),
        ("claims", "realis", "realis"),
        ("events", "role", "role"),
        ("events", "wrong argument", "filler"),
    ],
)
def test_what_an_error_is_called_is_what_differs(errors, layer, kind, name):
    found = [error for error in errors if (error["layer"], error["kind"]) == (layer, kind) and name in error["gold"]]
    assert found
    for error in found:
        assert error["gold"][name] != error["predicted"].get(name), error


def test_every_layer_s_errors_are_there_by_their_names(errors):
    kinds = {(error["layer"], error["kind"]) for error in errors}
    assert kinds >= {("linking", kind) for kind in (MISSED, "demonym", "wrong candidate")}
    assert kinds >= {("coreference", kind) for kind in ("split", "merge", MISSED, "twinless")}
    assert {layer for layer, _ in kinds} == set(headlines())


@pytest.mark.parametrize(
    ("said", "label", "level", "name", "kind"),
    [
        ("Moscow", "GPE", "NAM", "Russia", "metonym"),
        ("Moscow", "GPE", "NOM", "Russia", "wrong candidate"),
        ("U.S.", "GPE", "NAM", "United States", "wrong candidate"),
        ("Beijing", "GPE", "NAM", "Beijing", "wrong candidate"),
        ("Chinese", "NORP", "NAM", "China", "demonym"),
        ("Putin", "PER", "NAM", "Vladimir Putin", "wrong candidate"),
    ],
)
def test_what_makes_a_link_hard(said, label, level, name, kind):
    def document(qid):
        mention = {"start": 0, "end": len(said), "type": label, "level": level, "entity": "e"}
        return {"id": "d", "text": said, "mentions": [mention], "entities": [{"id": "e", "type": label, "name": name, "qid": qid}]}

    gold = msgspec.convert(document("Q1"), dateline.Document)
    assert [error.kind for error in dateline.score([document("Q2")], [gold], "Link").errors] == [kind]


def test_what_differs_is_named_with_both_values(errors):
    for error in errors:
        both = "gold" in error and "predicted" in error
        assert bool(error["differs"]) == both, error
        for name, values in error["differs"].items():
            assert values["gold"] != values["predicted"], (name, error)


def test_the_terminal_the_table_and_the_page_hold_both_values(errors, tmp_path):
    layers = ",".join(dict.fromkeys(error["layer"] for error in errors))
    _, out, _ = cli("score", RULES, *ALL, "--errors", layers, "--errors", str(tmp_path / "errors.csv"))
    text = squeezed(out)
    with (tmp_path / "errors.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert cli("show", RULES, "-o", str(tmp_path / "page.html"))[0] == 0
    page = squeezed(unescape(re.sub(r"<[^>]+>", " ", (tmp_path / "page.html").read_text("utf-8"))))
    shown = set(map(str, headlines().values()))
    assert len(rows) == len(errors)
    for error, row in zip(errors, rows, strict=True):
        assert row["kind"] == error["kind"]
        for name, values in error["differs"].items():
            gold, pred = (values[side] or "nothing" for side in ("gold", "predicted"))
            told = (repr(value) if name == "span" and value != "nothing" else value for value in (gold, pred))
            assert squeezed("{} {}, predicted {}".format(name, *told)) in text, error
            assert squeezed(gold.replace("nothing", "–")) in squeezed(row["gold_value"])
            assert squeezed(pred.replace("nothing", "–")) in squeezed(row["predicted_value"])
            if error["metric"] in shown:
                assert squeezed(f"{name} {gold} {pred}") in page, error


def squeezed(text):
    """Words without white space, so that line breaks do not matter."""
    return "".join(text.split())


def test_nothing_is_wider_than_a_terminal_unless_a_name_is():
    _, out, _ = cli("score", RULES, "--errors")
    assert max(map(columns, out.splitlines()[1:])) <= 80  # below the signature


def test_parquet_holds_the_same(errors, tmp_path):
    import pyarrow.parquet as pq

    assert cli("score", RULES, *ALL, "--errors", str(tmp_path / "errors.parquet"))[0] == 0
    table = pq.read_table(tmp_path / "errors.parquet").to_pylist()
    assert [(row["document"], row["kind"], row["gain"]) for row in table] == [(e["document"], e["kind"], e["gain"]) for e in errors]


def test_errors_are_chosen_by_layer_kind_type_and_document(errors):
    def number(words):
        return int(re.search(r"^(\d+) errors by kind", cli("score", RULES, *ALL, "--errors", words)[1], re.MULTILINE)[1])

    assert number("times") == sum(error["layer"] == "times" for error in errors)
    assert number("times,events,missed") == sum(error["layer"] in {"times", "events"} and error["kind"] == MISSED for error in errors)
    assert number(f"GPE,{D0}") == sum(error["type"] == "GPE" and error["document"] == D0 for error in errors)
    code, _, err = cli("score", RULES, "--errors", "bounday")
    assert (code, "did you mean boundary?" in err) == (2, True)


def test_what_was_not_attempted_has_no_errors_and_one_line():
    spacy = str(ROOT / "leaderboard" / "submissions" / "spacy" / "predictions.jsonl")
    _, out, _ = cli("score", spacy, "--errors", "--json")
    assert {error["layer"] for error in json.loads(out)["errors"]} == {"entities"}
    _, out, _ = cli("score", spacy)
    assert "not attempted: coreference, linking, relations, times, events, claims, quotes;" in out
    assert "Rel " not in out


def test_the_gains_of_kinds_and_of_single_errors_are_what_the_whole_gains(errors):
    report = dateline.score(RULES)
    whole = report["Dateline"].f1
    for kind in report.errors.by_kind():
        if kind.gain is not None and kind.layer != "coreference":
            counts = report.result.counts(parse(kind.metric))
            part = {"missed": (0, kind.weight), "spurious": (-kind.weight, 0)}.get(kind.kind, (0, 0))
            right = 0 if kind.kind == SPURIOUS else kind.weight
            precision = (counts.right_predicted + right) / (counts.predicted + part[0] + part[1])
            recall = (counts.right_gold + right) / counts.gold
            others = whole * 8 - report[kind.metric].f1
            assert kind.gain == pytest.approx((others + 2 * precision * recall / (precision + recall)) / 8 - whole)


def test_a_gain_of_the_whole_is_over_its_own_parts_whatever_else_was_asked():
    default = dateline.score(RULES)
    asked = dateline.score(RULES, metrics=["NER(level=NAM)", "Rel", "Dateline"])
    one = next(e for e in default.errors if e.metric == "Rel")
    assert next(e for e in asked.errors if e.metric == "Rel") == one
    alone = dateline.score(RULES, metrics=["NER", "Rel", "Dateline"])  # NER is no part of the whole: each of its own F1
    assert next(e for e in alone.errors if e.metric == "Rel").gain == pytest.approx(8 * one.gain)
    assert alone.errors.layers == 1
    _, out, _ = cli("score", RULES, "--fail-under", "NER>=0.1", "--errors", "--json")  # a floor adds a number, no second list
    assert {e["metric"] for e in json.loads(out)["errors"]} == set(map(str, headlines().values()))


def test_json_holds_the_errors_that_were_chosen(errors, tmp_path):
    _, out, _ = cli("score", RULES, *ALL, "--errors", "times", "--json")
    assert json.loads(out)["errors"] == [error for error in errors if error["layer"] == "times"]
    _, out, _ = cli("score", RULES, *ALL, "--errors", str(tmp_path / "e.csv"), "--json")
    assert "errors" not in json.loads(out)


def test_a_table_without_errors_is_one(tmp_path):
    import pyarrow.parquet as pq

    gold = str(ROOT / "annotations" / "gold")
    assert cli("score", gold, "--errors", str(tmp_path / "e.parquet"), "--errors", str(tmp_path / "e.csv"))[0] == 0
    assert pq.read_table(tmp_path / "e.parquet").num_rows == 0
    assert (tmp_path / "e.csv").read_text("utf-8").startswith("document,layer,metric,kind")


def test_an_excerpt_of_a_long_text_is_cut_at_once():
    started = time.process_time()
    assert clip("é" * 1_000_000, 60) == "é" * 59 + "…"
    assert time.process_time() - started < 1


def test_spans_of_the_same_words_are_told_apart_by_their_places():
    told = Told("PER", ((0, 3),), "Kim", {}, "PER")
    finding = Finding("d", "entities", "NER", "boundary", 1, None, told, told._replace(spans=((8, 11),)))
    assert finding.differs == {"span": ("Kim (0–3)", "Kim (8–11)")}


def test_the_first_errors_that_readme_s_command_shows_hold_values():
    _, out, _ = cli("score", RULES)
    worst = out.split("costliest errors")[1]
    assert len(re.findall(r"^  \+0", worst, re.MULTILINE)) == 5
    assert worst.count("predicted") >= 4


def test_wide_characters_keep_columns():
    assert aligned_rows([["国家", "1"], ["ab", "22"]]) == ["国家   1", "ab    22"]
    assert all(columns(line) <= 40 for line in wrapped("東京で会談した " * 20, 40))
    assert clip("東京東京", 5) == "東京…"
