"""Names that parse back, slices, composites, and scores from summed rows."""

import pytest

from dateline.kernel.counts import Counts, Score
from dateline.kernel.metric import Mean, Metric, labelled, spelled
from dateline.kernel.scoring import NOTHING, Sums, by_type, leaves, scored
from dateline.metrics import parse

COUNTS = {
    ("NER", ""): Counts(3, 4, 3, 5),
    ("NER", "type=PER"): Counts(1, 2, 1, 4),
    ("NER", "type=ORG"): Counts(2, 2, 2, 1),
    ("NER", "level=NAM"): Counts(1, 1, 1, 1),
    ("MUC", ""): Counts(1, 2, 1, 4),
    ("B3", ""): Counts(1, 4, 1, 1),
    ("CEAFe", ""): Counts(0, 4, 0, 1),
}
SUMS = Sums(
    {"entities", "coreference"},
    lambda metric: COUNTS.get((str(metric.whole()), metric.at), NOTHING),
    lambda metric: [at for name, at in COUNTS if name == str(metric) and at],
)


def test_a_name_spells_what_is_no_default():
    assert str(parse("NER")) == "NER"
    assert str(parse("NER(match=partial,labels=conll)@PER")) == "NER(match=partial,labels=conll)@PER"
    assert str(parse("NER@level=NAM")) == "NER@level=NAM"
    assert parse("NER").spell(full=True).startswith("NER(average=micro,match=strict,level=any,labels=,view=spans,overlap=1)")
    assert spelled(0.25) == "0.25"
    assert spelled(1.0) == "1"
    assert (spelled(True), spelled(False)) == ("yes", "no")
    assert spelled("x") == "x"


def test_a_metric_under_a_projection():
    assert str(labelled(parse("NER"), "conll")) == "NER(labels=conll)"
    assert str(labelled(parse("NER(labels=ace)"), "conll")) == "NER(labels=ace)"
    assert str(labelled(parse("B3"), "conll")) == "B3"
    ner = parse("NER")
    assert labelled(ner, "") is ner


def test_what_a_metric_takes_no_parameter_for():
    assert (Metric().labels, Metric().across, Metric().types, Metric().singletons) == ("", False, "full", True)
    assert Metric(at="type=PER").needs == ("type",)
    assert Metric().needs == ()
    assert Metric(at="x=y").whole() == Metric()
    own = Metric()
    assert own.whole() is own


def test_scores_of_summed_rows():
    assert scored(SUMS, parse("NER"))[:2] == (0.75, 0.6)
    assert scored(SUMS, parse("NER@PER"))[:2] == (0.5, 0.25)
    assert scored(SUMS, parse("NER@GPE")) == Score(None, None, None, NOTHING)
    assert scored(SUMS, parse("Rel")) == Score(None, None, None, NOTHING)
    assert NOTHING == Counts(0, 0, 0, 0)


def test_averages_are_over_the_types_that_are_there():
    assert scored(SUMS, parse("NER(average=macro)"))[:2] == (0.75, (0.25 + 2) / 2)
    assert scored(SUMS, parse("NER(average=weighted)"))[:2] == pytest.approx((0.8 * 0.5 + 0.2, 0.8 * 0.25 + 0.2 * 2))
    assert by_type(SUMS, parse("NER(average=macro)")) == [parse("NER@PER"), parse("NER@ORG")]


def test_a_composite_is_made_of_its_parts_that_gold_has():
    mean = scored(SUMS, parse("CoNLL"))
    assert mean[:2] == (None, None)
    f1 = [scored(SUMS, parse(name)).f1 for name in ("MUC", "B3", "CEAFe")]
    assert mean.f1 == pytest.approx(sum(f1) / 3)
    assert mean.counts is None
    whole = parse("Dateline")
    assert scored(SUMS, whole).f1 is not None
    assert scored(SUMS._replace(annotated=()), whole).f1 is None


class Names(Mean):
    """A user's own mean, of a slice and of the whole."""

    layer = "entities"

    def parts(self):
        return [parse("NER@PER"), parse("NER")]


def test_parts_have_their_own_slices_unless_the_name_asks_for_one():
    assert list(Names().sliced()) == [parse("NER@PER"), parse("NER")]
    assert list(Names(at="type=ORG").sliced()) == [parse("NER@ORG")] * 2


def test_the_leaves_that_a_score_is_made_of():
    assert leaves(SUMS, parse("NER")) == [parse("NER")]
    assert leaves(SUMS, parse("Rel")) == []
    assert leaves(SUMS, parse("NER(average=macro)")) == [parse("NER@PER"), parse("NER@ORG")]
    assert leaves(SUMS, parse("CoNLL")) == [parse("MUC"), parse("B3"), parse("CEAFe")]
    assert leaves(SUMS, parse("CoNLL@PER")) == [parse("MUC@PER"), parse("B3@PER"), parse("CEAFe@PER")]
    assert all(leaf.layer in SUMS.annotated for leaf in leaves(SUMS, parse("Dateline")))
