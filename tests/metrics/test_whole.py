"""The whole is the mean of the layers' headlines, all of them under one projection."""

import pytest

from dateline.document import Document, Mention
from dateline.document.labels import Projection
from dateline.metrics import headlines, parse
from dateline.metrics.whole import Dateline
from tests.metrics.conftest import score

GPE, LOC = (Document(id="d", text="Rome fell.", mentions=(Mention(start=0, end=4, type=kind, level="NAM"),)) for kind in ("GPE", "LOC"))


def test_its_parts_are_the_headlines():
    assert parse("Dateline").parts() == list(headlines().values())


def test_a_projection_goes_to_the_parts_that_take_one():
    parts = parse("Dateline(labels=conll)").parts()
    assert [str(part) for part in parts[:3]] == ["NER(level=NAM,labels=conll)", "CoNLL", "Link"]


def test_a_projection_is_read_when_the_metric_is_made():
    metric = Dateline(labels="conll")
    assert isinstance(metric.labels, Projection)
    assert metric.labels("GPE") == "LOC"
    assert Dateline(labels=metric.labels).labels is metric.labels
    assert not isinstance(Dateline().labels, Projection)
    with pytest.raises(ValueError, match="no projection 'nowhere'"):
        Dateline(labels="nowhere")


@pytest.mark.parametrize(("name", "f1"), [("Dateline", 0), ("Dateline(labels=conll)", 1)])
def test_labels_of_one_target_are_equal_under_a_projection(name, f1):
    assert score(name, (GPE, LOC)).f1 == f1  # of entities, the one layer that gold annotates
