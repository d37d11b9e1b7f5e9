"""Metrics by their names, all of them, and those that do not go together."""

import re
from collections import Counter

import pytest

from dateline.kernel.metric import Composite, Metric
from dateline.metrics import classes, every, headlines, parse
from dateline.metrics.entities import NER
from dateline.metrics.times import Time


def test_every_metric_parses_back_and_comes_once():
    found = every()
    assert max(Counter(map(str, found)).values()) == 1
    for metric in found:
        assert parse(str(metric)) == metric
        assert parse(metric.spell(full=True)) == metric
    assert {type(metric) for metric in found} == set(classes().values())
    assert not [metric for metric in found if getattr(metric, "average", "micro") != "micro"]


def test_every_combination_of_closed_parameters_is_there_that_goes_together():
    names = {str(metric) for metric in every()}
    assert {"NER", "NER(match=partial)", "NER(match=head,level=NAM)", "NER(view=tokens)", "NER(level=NAM,view=tokens)"} <= names
    assert "NER(match=partial,view=tokens)" not in names
    assert {
        "B3",
        "B3(across=yes)",
        "B3(singletons=no)",
        "Time(match=value,span=equal)",
        "Arg(attached=no,resolve=no,types=family)",
    } <= names
    assert "Time(span=equal)" not in names
    assert "Time(match=relaxed,span=equal)" not in names


def test_classes_are_metrics_of_a_layer():
    assert set(classes()) >= {"NER", "B3", "MUC", "CEAFe", "Link", "Rel", "Ign", "Time", "When", "Claim", "Quote", "Arg", "Dateline"}
    assert all(issubclass(cls, Metric) and cls.layer for cls in classes().values())
    assert not {"Metric", "ItemMetric", "ClusterMetric", "Composite", "Mean", "QuoteMetric"} & set(classes())


def test_headlines_are_one_a_layer_in_order():
    assert list(headlines()) == ["entities", "coreference", "linking", "relations", "times", "events", "claims", "quotes"]
    assert all(metric.layer == name for name, metric in headlines().items())
    assert isinstance(parse("Dateline"), Composite)


@pytest.mark.parametrize(
    ("metric", "parameters"),
    [
        (Time, {"span": "equal"}),
        (Time, {"span": "equal", "match": "relaxed"}),
        (NER, {"overlap": 0.0}),
        (NER, {"overlap": 1.1}),
        (NER, {"overlap": 0.5, "match": "partial"}),
        (NER, {"overlap": 0.5, "view": "tokens"}),
        (NER, {"view": "tokens", "match": "exact"}),
    ],
)
def test_what_does_not_go_together_is_refused(metric, parameters):
    with pytest.raises(ValueError, match=r"goes with|is above 0"):
        metric(**parameters)


def test_names_are_read_with_spaces_numbers_and_slices():
    assert parse(" NER ( match = partial , overlap = 1 ) ") == NER(match="partial")
    assert parse("NER(overlap=0.5)").overlap == 0.5
    assert parse("NER@PER").at == "type=PER"
    assert parse("NER@level=NAM").at == "level=NAM"
    assert parse("B3(across=yes)").across is True
    assert parse("B3(across=no)").across is False
    assert parse("NER@votes=3").at == "votes=3"
    assert parse("Dateline@document=x").at == "document=x"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "'' is not a metric's name: write NAME, NAME(parameter=value) or NAME@LABEL"),
        ("NER(match=strict", "'NER(match=strict' is not a metric's name"),
        ("NER@", "'NER@' is not a metric's name"),
        ("NER@ ", "'NER@ ' is not a metric's name"),
        ("Nerr", "no metric 'Nerr'; did you mean NER?"),
        ("NER@typ=PER", "'NER@typ=PER': NER has no slice by 'typ'; its slices are by type, level, document, votes"),
        ("MUC@votes=3", "'MUC@votes=3': MUC has no slice by 'votes'; its slices are by type, document"),
        ("B3(across=yes)@PER", "what counts all documents, or averages all types, has no slices"),
        ("NER(average=macro)@PER", "what counts all documents, or averages all types, has no slices"),
        ("NER(strict)", "NER: 'strict' is not parameter=value"),
        ("NER(mode=strict)", "NER has no parameter 'mode'; "),
        ("NER(match=close)", "NER: match='close' is not one of strict, exact, partial, type, head"),
        ("NER(overlap=much)", "NER: overlap='much' is not a number"),
    ],
)
def test_what_is_no_name_is_told(name, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        parse(name)


@pytest.mark.parametrize(
    ("spelled", "plain"),
    [
        (" NER ( match = partial , level = NAM ) @ PER ", "NER(match=partial,level=NAM)@PER"),
        ("NER@type=PER", "NER@PER"),
        ("NER@votes=2", "NER@votes=2"),
        ("NER()", "NER"),
        ("NER(overlap=.50)", "NER(overlap=0.5)"),
        ("B3(singletons=yes)", "B3"),
    ],
)
def test_a_name_may_be_spelled_in_several_ways(spelled, plain):
    assert str(parse(spelled)) == plain
