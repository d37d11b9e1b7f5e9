"""A pair: its text."""

from dateline.document import Document
from dateline.kernel.pair import FIRST, Pair


def test_a_text_has_one_paragraph_or_more():
    texts = {None: False, "": False, "Kim met Lee.": False, "Kim met\nLee.": True, "\n": True}
    assert {text: Pair.of(Document(id="d", text=text), None).parted for text in texts} == texts
    assert Pair.of(Document(id="d", text="Kim met Lee."), None).paragraphs([0, 8, -2]) == [FIRST] * 3
