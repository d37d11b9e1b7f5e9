"""Whether mentions stand on words."""

import json

import pytest

import dateline
from dateline.corpus.edges import crooked
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


def test_it_is_told_once(tmp_path):
    gold = [{"id": name, "text": TEXT, "mentions": [{"start": s, "end": e, "type": "PER"} for s, e in SPANS]} for name in ("d", "e")]
    path = tmp_path / "p.json"
    path.write_text(json.dumps({name: [{"start": s - 1, "end": e - 1, "label": "PER"} for s, e in SPANS] for name in ("d", "e")}))
    notes = dateline.score(path, gold=gold, metrics="NER").reading.notes
    told = "6 of 6 mentions of document 'd' begin or end inside a word or on white space, and so in 1 more: "
    assert f"{told}offsets of another text, or in another unit?" in notes
    path.write_text(json.dumps({"d": [{"start": s, "end": e, "label": "PER"} for s, e in SPANS]}))
    assert not any("inside a word" in note for note in dateline.score(path, gold=gold, metrics="NER").reading.notes)
