"""Laws of single parts of the kernel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import metrics as naming
from dateline.document import Document, Mention
from dateline.kernel import mentions
from dateline.kernel.contingency import Contingency, best
from dateline.kernel.matching import Edge, assign
from dateline.metrics.quotes import content_overlap
from tests.laws.conftest import TEXT, bare, sums
from tests.strategies import commons


@given(*[st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1])), min_size=1, max_size=3)] * 2)
def test_without_a_text_contents_share_characters(a, b):
    left, right = tuple(sorted(a)), tuple(sorted(b))
    sides = [{place for start, end in pieces for place in range(start, end)} for pieces in (left, right)]
    shared = 2 * len(sides[0] & sides[1]) / (len(sides[0]) + len(sides[1]))
    assert content_overlap(None, left, right) == (1.0 if left == right else shared)


@given(commons(2))
def test_a_crowd_earns_what_a_matching_does(found):
    """Ties may fall otherwise, so totals are compared, not slices."""
    modes = [naming.parse(f"NER(match={match})") for match in ("partial", "type")]
    apart = sums(found, modes, ())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mentions, "CROWD", 0)
        assert sums(found, modes, ()) == apart


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(1, 9), min_size=1))
def test_similarity_of_clusters_is_that_of_the_best_matching(cells):
    table = Contingency(dict.fromkeys(range(7), 1), dict.fromkeys(range(7), 1), cells)
    found = best(table, list(map(float, cells.values())))
    assert found == sum(edge.credit for edge in assign(Edge(i, j, n) for (i, j), n in cells.items()))


def test_a_projection_is_asked_only_about_what_counts():
    gold = Document(id="d", text=TEXT, mentions=(Mention(start=0, end=3, type="PER"), Mention(start=4, end=7, type="FOO", level="NOM")))
    metric = naming.parse("NER(level=NAM,labels=conll)")
    for asked in (metric, bare(metric)):
        assert sums([(gold, gold)], [asked])["NER(level=NAM,labels=conll)", ""] == (1, 1, 1, 1)
