"""Spans follow the edits of their text, and come back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.document import Document, Mention, TextSpan
from dateline.variants.edits import Change, Edit, Offsets, edited, text_after
from fuzz.undoing import inverse, record, undone

pytestmark = pytest.mark.once

TEXT = "In Rome, Ann met Bo; in Rome again."


@st.composite
def edits_and_spans(draw):
    """Edits in order that do not touch, and spans that none of them cuts."""
    edges = sorted(draw(st.sets(st.integers(0, len(TEXT)), max_size=8)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    edits = [Edit(start, end, draw(st.text("xyzé", min_size=1, max_size=5))) for start, end in pairs]
    free = [at for at in range(len(TEXT) + 1) if not any(start < at < end for start, end in pairs)]
    spans = draw(st.lists(st.tuples(st.sampled_from(free), st.sampled_from(free)).filter(lambda span: span[0] < span[1]), max_size=5))
    return edits, spans


@given(edits_and_spans())
def test_a_span_has_the_words_that_it_had_edited(found):
    edits, spans = found
    new, move = text_after(TEXT, edits), Offsets(edits).span
    for start, end in spans:
        inner = [Edit(edit.start - start, edit.end - start, edit.new) for edit in edits if start <= edit.start and edit.end <= end]
        moved = move((start, end))
        assert new[slice(*moved)] == text_after(TEXT[start:end], inner)


@given(edits_and_spans())
def test_what_is_undone_is_the_article(found):
    edits, spans = found
    mentions = tuple(Mention(start=start, end=end, text=TEXT[start:end], head=(start, end)) for start, end in spans)
    article = Document(id="d", text=TEXT, mentions=mentions)
    variant = edited(article, Change(edits))
    variant = replace(variant, edits=tuple(map(tuple, edits)))
    assert undone(variant, record(article, variant)) == article
    assert text_after(variant.text, inverse(TEXT, edits)) == TEXT


def test_an_edit_of_the_same_length_may_cut_a_span():
    assert Offsets([Edit(3, 7, "ROME")]).span((3, 5)) == (3, 5)
    with pytest.raises(ValueError, match="cuts a span of the gold at 5"):
        Offsets([Edit(3, 7, "Paris")]).span((3, 5))


def test_what_is_put_between_belongs_to_neither_side():
    move = Offsets([Edit(3, 3, "old ")]).span
    assert move((3, 7)) == (7, 11)
    assert move((0, 3)) == (0, 3)


def test_a_string_is_no_place():
    with pytest.raises(ValueError, match="has no offsets"):
        Offsets([]).span(TextSpan(text="Rome"))


def test_words_in_pieces_are_told_anew():
    article = Document(id="d", text=TEXT, mentions=(Mention(start=3, end=16, text="Rome met", fragments=((3, 7), (13, 16))),))
    assert edited(article, Change([Edit(3, 7, "Paris")])).mentions[0].text == "Paris met"
