"""Documents taken without a full check have no fault."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.corpus.accept import Noted, accept, fine
from dateline.corpus.check import check
from dateline.corpus.judged import ungrounded
from dateline.corpus.place import place
from dateline.document.index import Side
from dateline.files import LIMITS
from tests.strategies import commons, corpora, documents


@given(st.one_of(corpora(4), commons(4)))
def test_fine_documents_need_neither_placing_nor_checking(found):
    for gold, pred in found:
        for document, text, is_gold in ((gold, gold.text, True), (pred, gold.text, False)):
            if document is None or not fine(Side(document), text, LIMITS, gold=is_gold):
                continue
            assert not check(document, text, ("", 0))
            assert place(document, text)[0] == document
            assert not is_gold or not list(ungrounded(document, ("", 0)))
            assert accept(document, text, ("", 0), LIMITS, Noted(), gold=is_gold).side.document is document


@given(documents())
def test_most_documents_are_found_fine(document):
    """The short way is not vacuous: what names nothing but mentions, with no copy, is fine."""
    plain = replace(document, entities=None, relations=None, events=None, quotes=None, times=None)
    first = {(m.start, m.end): m for m in plain.mentions if m.fragments is None and m.aligned is None}
    assert fine(Side(replace(plain, mentions=tuple(first.values()))), plain.text, LIMITS)
