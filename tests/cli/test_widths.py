"""What a text takes on a terminal."""

import sys

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from dateline.reporting.figures import NARROW, clip, columns, padded


def test_what_needs_no_table_takes_a_column_each():
    narrow = [chr(code) for code in range(32, sys.maxunicode + 1) if NARROW.fullmatch(chr(code))]
    assert {wcwidth(character) for character in narrow} == {1}
    assert {*"aé–—“”‘’…→≥−×"} <= {*narrow}
    assert not {*"\xad\u0301\u200b北👍"} & {*narrow}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.integers(1, 40))
def test_texts_are_cut_and_filled_up_to_a_width(text, width):
    assert columns(text) == wcswidth(text)
    cut = clip(text, width)
    assert columns(cut) <= width
    assert columns(padded(cut, width)) == width
