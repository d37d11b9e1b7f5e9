"""What a format did not take of some documents."""

import pytest

from dateline.corpus.losses import losses, read_back
from dateline.document import Mention
from dateline.formats import brat, spacy_json
from tests.corpus.conftest import TEXT, document

KIM, LEO, ROME = {"start": 0, "end": 3}, {"start": 8, "end": 11}, {"start": 15, "end": 19}


def lost(before, after):
    return losses([document(**layers) for layers in before], [document(**layers) for layers in after])


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"mentions": [KIM]}, {"mentions": [KIM]}, []),
        ({"mentions": [KIM]}, {"mentions": []}, ["1 mentions"]),
        ({"mentions": [KIM, LEO]}, {}, ["2 mentions"]),
        ({"mentions": [KIM, LEO]}, {"mentions": [KIM]}, ["1 of 2 mentions"]),
        ({"mentions": [KIM, LEO, ROME]}, {"mentions": [KIM, KIM, KIM]}, ["2 of 3 mentions"]),
        ({"mentions": [KIM]}, {"mentions": [KIM, LEO]}, []),
        ({"mentions": [KIM, KIM]}, {"mentions": [KIM]}, ["1 of 2 mentions"]),
        ({"times": [KIM], "mentions": [LEO]}, {"mentions": [LEO]}, ["1 times"]),
        ({"mentions": [{**KIM, "type": "PER", "level": "NAM"}]}, {"mentions": [KIM]}, ["level, type of mentions"]),
        ({"mentions": [{**KIM, "type": "PER"}, LEO]}, {"mentions": [LEO]}, ["1 of 2 mentions", "type of mentions"]),
        ({"mentions": [{**KIM, "type": "PER"}, LEO]}, {"mentions": [KIM, {**LEO, "type": "PER"}]}, []),
        ({"mentions": [{**KIM, "id": "m", "text": "Kim", "votes": 2}]}, {"mentions": [KIM]}, []),
        ({"mentions": [{"fragments": [[0, 3], [8, 11]]}]}, {"mentions": [{"start": 0, "end": 11}]}, ["1 of 1 mentions"]),
        ({"entities": [{"id": "a", "name": "A"}]}, {"entities": [{"id": "b"}]}, ["name of entities"]),
        ({"entities": [{"id": "a"}, {"id": "b"}]}, {"entities": [{"id": "b"}]}, ["1 of 2 entities"]),
        ({"relations": [{"head": "a", "type": "t", "tail": "b"}]}, {"relations": [{"head": "x", "type": "t", "tail": "y"}]}, []),
        (
            {"relations": [{"head": "a", "type": "t", "tail": "b"}]},
            {"relations": [{"head": "a", "type": "u", "tail": "b"}]},
            ["1 of 1 relations"],
        ),
        ({"quotes": [{"spans": [[0, 3]]}]}, {"quotes": [{"spans": [[0, 3]]}]}, []),
        ({"quotes": [{"spans": [[0, 3]]}]}, {"quotes": [{"spans": [[0, 4]]}]}, ["1 of 1 quotes"]),
        ({"events": [{**KIM, "arguments": []}]}, {"events": [KIM]}, []),
        ({"events": [{**KIM, "arguments": [{"role": "r", "filler": "a"}]}]}, {"events": [KIM]}, ["arguments of events"]),
    ],
)
def test_items_and_fields_that_are_not_there_are_told(before, after, words):
    assert lost([before], [after]) == words


def test_places_are_those_of_one_document():
    first, second = document(mentions=[KIM]), document(id="e", mentions=[LEO])
    assert losses([first, second], [second, first]) == []
    assert losses([first, second], [document(mentions=[LEO]), document(id="e", mentions=[KIM])]) == ["2 of 2 mentions"]


def test_many_items_are_told_with_commas():
    many = [{"start": n, "end": n + 1} for n in range(1500)]
    assert lost([{"mentions": many}], [{}]) == ["1,500 mentions"]
    assert lost([{"mentions": many}], [{"mentions": many[:200]}]) == ["1,300 of 1,500 mentions"]


def test_items_found_nowhere_are_told_apart_by_their_number():
    nowhere = {"text": "x", "aligned": "none"}
    assert lost([{"mentions": [nowhere, nowhere]}], [{"mentions": [nowhere]}]) == ["1 of 2 mentions"]
    assert lost([{"mentions": [nowhere, nowhere]}], [{"mentions": [nowhere, nowhere]}]) == []


def test_what_was_written_is_read_back_about_the_same_articles():
    own = document(text=TEXT, mentions=[{**KIM, "type": "PER"}, {**LEO, "type": "PER"}])
    other = document(id="e", text=TEXT + " Bye.", mentions=[{**ROME, "type": "LOC"}])
    found = read_back("spacy_json", spacy_json.write([own, other], [own.text, other.text]), [own, other])
    assert [(one.id, [(m.start, m.end, m.type) for m in one.mentions]) for one in found] == [
        ("d", [(0, 3, "PER"), (8, 11, "PER")]),
        ("e", [(15, 19, "LOC")]),
    ]
    (single,) = read_back("brat", brat.write([own], [own.text]), [own, other])
    assert single.id == "d"
    assert [(m.start, m.end) for m in single.mentions] == [(0, 3), (8, 11)]


def test_what_was_written_outside_the_text_is_found_by_its_string():
    content = b'[{"start": 90, "end": 93, "text": "Kim", "label": "PER"}]'
    (found,) = read_back("flat", content, [document(text=TEXT)])
    assert found.mentions == (Mention(text="Kim", type="PER"),)


def test_without_a_text_every_span_is_outside():
    (found,) = read_back("flat", b'[{"start": 0, "end": 3, "label": "PER"}]', [document()])
    assert found.mentions == (Mention(type="PER", aligned="none"),)


def test_of_no_documents_nothing_is_read_back():
    assert read_back("conll", b"", []) == []
