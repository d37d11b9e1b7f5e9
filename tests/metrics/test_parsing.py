"""How a metric's name is read: its class, its parameters, its slice, and what is told of each that is wrong."""

from typing import ClassVar, Literal

import pytest

from dateline.files import installed
from dateline.kernel.items import ItemMetric
from dateline.kernel.metric import Metric
from dateline.metrics import choices, is_metric, parameters, parse, read_as, sliced, values_of
from dateline.metrics.coreference import B3
from dateline.metrics.entities import NER
from dateline.metrics.linking import Link
from dateline.metrics.quotes import QuoteMetric


class Own(B3, frozen=True):
    """A metric of another package."""

    layer: ClassVar[str] = "coreference"


@pytest.mark.parametrize(
    ("value", "module", "whether"),
    [
        (NER, "dateline.metrics.entities", True),
        (NER, "dateline.metrics.linking", False),  # only imported there
        (NER(), "dateline.metrics.entities", False),
        (QuoteMetric, "dateline.metrics.quotes", False),  # has no layer, as it is no metric of its own
        (ItemMetric, "dateline.kernel.items", False),
        (dict, "builtins", False),
        ("NER", "dateline.metrics.entities", False),
    ],
)
def test_what_is_a_metric_of_a_module(value, module, whether):
    assert is_metric(value, module) is whether


@pytest.mark.parametrize(
    ("kind", "default", "values"),
    [
        (bool, True, ("yes", "no")),
        (bool, False, ("no", "yes")),
        (Literal["a", "b"], "a", ("a", "b")),
        (str, "", ()),
        (float, 1.0, ()),
        (list[int], [], ()),
    ],
)
def test_values_of_a_parameter_with_the_default_first(kind, default, values):
    assert values_of(kind, default) == values


def test_the_parameters_of_a_class():
    assert choices(Link) == {
        "average": ("micro", "macro", "weighted"),
        "match": ("strong", "weak"),
        "typed": ("no", "yes"),
        "nil": ("no", "yes"),
        "given": ("nothing", "mentions"),
    }
    assert choices(B3)["singletons"] == ("yes", "no")
    assert choices(NER)["labels"] == choices(NER)["overlap"] == ()


def test_parameters_are_read_as_their_class_has_them():
    assert dict(parameters(NER, " match = partial,, overlap=0.5 , labels=conll")) == {"match": "partial", "overlap": 0.5, "labels": "conll"}
    assert dict(parameters(Link, "typed=yes,nil=no")) == {"typed": True, "nil": False}
    assert list(parameters(Link, "")) == []
    assert (read_as(Link, "typed", "yes"), read_as(Link, "typed", "no"), read_as(Link, "match", "yes")) == (True, False, "yes")
    assert dict(parameters(NER, "labels=a=b")) == {"labels": "a=b"}


@pytest.mark.parametrize(
    ("at", "slice_"),
    [
        ("PER", ("type", "type=PER")),
        (" PER ", ("type", "type=PER")),
        ("level=NAM", ("level", "level=NAM")),
        (" level = NAM ", ("level", "level=NAM")),
        ("document=a=b", ("document", "document=a=b")),
    ],
)
def test_a_label_alone_is_a_slice_by_type(at, slice_):
    assert sliced(at) == slice_
    assert parse(f"NER@{at}").at == slice_[1]


@pytest.mark.parametrize(
    "name", ["NER@votes=2", "NER@document=d", "B3@document=d", "B3@PER", "NER(average=macro)", "B3(across=yes)", "NER()"]
)
def test_what_may_be_asked(name):
    assert str(parse(name)) == name.removesuffix("()")


def test_what_is_asked_may_take_several_lines():
    assert parse("NER(\n  match=partial,\n  level=NAM\n)\n@PER") == NER(match="partial", level="NAM", at="type=PER")


COREFERENCE = "its slices are by type, document"
REFUSED = [
    ("", "'' is not a metric's name: write NAME, NAME(parameter=value) or NAME@LABEL"),
    ("N E R", "'N E R' is not a metric's name: write NAME, NAME(parameter=value) or NAME@LABEL"),
    ("NER@", "'NER@' is not a metric's name: write NAME, NAME(parameter=value) or NAME@LABEL"),
    ("NRE", "no metric 'NRE'; did you mean NER?"),
    (" NER@colour=red ", "'NER@colour=red': NER has no slice by 'colour'; its slices are by type, level, document, votes"),
    ("B3@votes=2", f"'B3@votes=2': B3 has no slice by 'votes'; {COREFERENCE}"),
    ("Dateline@PER", "'Dateline@PER': Dateline has no slice by 'type'; its slices are by document"),
    (" B3(across=yes)@PER", "'B3(across=yes)@PER': what counts all documents, or averages all types, has no slices"),
    ("NER(average=macro)@PER", "'NER(average=macro)@PER': what counts all documents, or averages all types, has no slices"),
    ("NER(average=micro)@PER", "'NER(average=micro)@PER': what counts all documents, or averages all types, has no slices"),
    ("NER(strict)", "NER: 'strict' is not parameter=value"),
    ("NER(mach=strict)", "NER has no parameter 'mach'; did you mean match?"),
    ("NER(match=loose)", "NER: match='loose' is not one of strict, exact, partial, type, head"),
    ("NER(overlap=half)", "NER: overlap='half' is not a number"),
    ("NER(at=PER)", "NER has no parameter 'at'; known: average, labels, level, match, overlap, view"),
    ("Link(typed=True)", "Link: typed='True' is not one of no, yes"),
]


@pytest.mark.parametrize(("name", "told"), REFUSED)
def test_what_cannot_be_asked_is_told(name, told):
    with pytest.raises(ValueError, match=r".") as error:
        parse(name)
    assert str(error.value) == told


def test_a_class_without_parameters_has_none():
    with pytest.raises(ValueError, match=r"^Metric has no parameter 'match'; it has none$"):
        list(parameters(Metric, "match=strict"))


def test_a_metric_of_another_package_is_found_by_its_name(monkeypatch):
    monkeypatch.setattr(installed, "load", lambda group, name: Own if (group, name) == ("metrics", "Own") else None)
    monkeypatch.setattr(installed, "names", lambda group: ("Own", "Xylophone") if group == "metrics" else ())
    assert parse("Own(match=head)") == Own(match="head")
    assert isinstance(parse("B3"), B3)
    for word, near in (("Xylofone", "Xylophone"), ("BLAN", "BLANC")):
        with pytest.raises(ValueError, match=rf"^no metric '{word}'; did you mean {near}\?$"):
            parse(word)


def test_a_parameter_is_given_once():
    with pytest.raises(ValueError, match=r"^NER: match is given twice$"):
        parse("NER(match=partial,match=exact)")
