"""Whether mentions stand on words."""

import json

import pytest

import dateline
from dateline.corpus.edges import crooked, cuts
from dateline.document import Document, Mention

TEXT = "\nAnna, Bob, Carl, Dora and Emil met.\n"
SPANS = [(TEXT.index(name), TEXT.index(name) + len(name)) for name in ("Anna", "Bob", "Carl", "Dora", "Emil", "met")]


def moved(by, to=0):
    return Document(id="d", mentions=tuple(Mention(start=start + by, end=end + to) for start, end in SPANS))


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (moved(0), {}),
        (moved(-1, -1), {"d": (6, 6)}),
        (moved(0, -1), {"d": (6, 6)}),
        (moved(0, 1), {}),  # a comma is no part of a word, and white space stands behind two
        (Document(id="d", mentions=moved(-1, -1).mentions[:4]), {}),
        (Document(id="d"), {}),
    ],
)
def test_most_mentions_cut_words_or_few_do(document, found):
    assert crooked(document, TEXT) == found
    assert crooked(document, None) == {}


WORDS = "ab " * 24


def cut_at(cut, of):
    """A document of so many words of which some begin in their middle."""
    return Document(id="d", mentions=tuple(Mention(start=3 * n + (n in cut), end=3 * n + 2) for n in range(of)))


@pytest.mark.parametrize(
    ("cut", "of", "found"),
    [
        (range(5), 5, {"d": (5, 5)}),
        (range(3), 5, {"d": (3, 5)}),
        (range(3), 6, {}),
        ((1, 3, 4, 5), 6, {"d": (4, 6)}),
        (range(0, 24, 3), 24, {}),  # all that are looked at first, and no more
        ((*range(0, 24, 3), 1, 2, 4, 5), 24, {}),
        ((*range(0, 24, 3), 1, 2, 4, 5, 7), 24, {"d": (13, 24)}),
        ([n for n in range(24) if n % 6], 24, {}),  # half of those
        ([n for n in range(24) if n % 3], 24, {}),  # none of those
    ],
)
def test_more_than_half_is_most(cut, of, found):
    assert crooked(cut_at(cut, of), WORDS) == found


def test_what_has_no_place_is_not_counted():
    placed = moved(-1, -1).mentions
    nowhere = (Mention(text="x"), Mention(start=3, text="x"))
    assert crooked(Document(id="d", mentions=(*nowhere, *placed)), TEXT) == {"d": (6, 6)}
    assert crooked(Document(id="d", mentions=(*nowhere, *placed[:4])), TEXT) == {}


@pytest.mark.parametrize(
    ("span", "cut"),
    [((0, 3), False), ((3, 7), True), ((0, 4), True), ((4, 9), True), ((4, 7), False), ((1, 3), True), ((0, 2), True)],
)
def test_a_span_is_cut_inside_a_word_or_stands_on_white_space(span, cut):
    assert cuts("Kim met. \n", span) is cut


def test_it_is_told_once(tmp_path):
    gold = [{"id": name, "text": TEXT, "mentions": [{"start": s, "end": e, "type": "PER"} for s, e in SPANS]} for name in ("d", "e")]
    path = tmp_path / "p.json"
    path.write_text(json.dumps({name: [{"start": s - 1, "end": e - 1, "label": "PER"} for s, e in SPANS] for name in ("d", "e")}))
    notes = dateline.score(path, gold=gold, metrics="NER").reading.notes
    told = "6 of 6 mentions of document 'd' begin or end inside a word or on white space, and so in 1 more: "
    assert f"{told}offsets of another text, or in another unit?" in notes
    path.write_text(json.dumps({"d": [{"start": s, "end": e, "label": "PER"} for s, e in SPANS]}))
    assert not any("inside a word" in note for note in dateline.score(path, gold=gold, metrics="NER").reading.notes)
