"""The one way in: placed, mended and checked, or found fine at once."""

from collections import Counter

from dateline.corpus.accept import LOST, Noted, accept, fine, lost_in, mended, plain
from dateline.corpus.place import Alignment
from dateline.document.index import Side
from dateline.document.inventory import Inventory
from dateline.files import LIMITS, Limits
from dateline.files.faults import Fault, Suggestion
from tests.corpus.conftest import TEXT, document

KIM, LEO = {"start": 0, "end": 3}, {"start": 8, "end": 11}
WHERE = ("p", 3)
SHIFTED = [{"start": start + 1, "end": end + 1, "text": TEXT[start:end]} for start, end in ((0, 3), (4, 7), (8, 11), (15, 19))]


def accepted(value, text=TEXT, *, inventory=None, limits=LIMITS, gold=False, **noted):
    """What became of a document: itself, the faults in words, and what was noted."""
    notes = Noted(**noted)
    more = [inventory] if inventory else []
    found = accept(document(**value), text, WHERE, limits, notes, *more, gold=gold)
    assert all(fault[:2] == WHERE for fault in found.faults)
    return found.side.document, [(fault.path, fault.what) for fault in found.faults], notes


def test_what_is_fine_is_taken_as_it_is():
    own = document(mentions=[KIM])
    found = accept(own, TEXT, WHERE, LIMITS, Noted())
    assert found.side.document is own
    assert found.faults == []


def test_strings_are_placed_and_noted():
    mentions = [{"text": "Kim"}, {"text": "leo"}, {"text": "Nobody"}]
    found, faults, notes = accepted({"mentions": mentions})
    assert [(m.start, m.end) for m in found.mentions] == [(0, 3), (8, 11), (None, None)]
    assert faults == []
    assert (notes.alignment, notes.lost) == (Alignment(1, 1, 0, 1, 1), ["Nobody"])
    assert [choice.words for choice in notes.choices] == ["Kim"]


def test_notes_are_added_to_those_before():
    value = {"mentions": [{"text": "Nobody"}]}
    _, _, notes = accepted(value, alignment=Alignment(5, none=1), lost=["x"], repairs=Counter({"y": 2}), mistakes=Counter({("a", "b"): 1}))
    assert (notes.alignment, notes.lost, notes.repairs) == (Alignment(5, none=2), ["x", "Nobody"], {"y": 2})


def test_without_a_text_nothing_is_placed():
    found, faults, notes = accepted({"mentions": [{"text": "Kim"}]}, None)
    assert found == document(mentions=[{"text": "Kim"}])
    assert faults == [("$.mentions[0]", "has no place, as its document has no text to find its string in")]
    assert (notes.alignment, notes.lost) == (Alignment(), [])


def test_mistakes_are_set_aside_and_noted_or_are_faults():
    value = {"mentions": [{**KIM, "score": 2}], "relations": [{"head": "m9", "type": "r", "tail": "UNSPECIFIED"}]}
    found, faults, notes = accepted(value)
    assert found.mentions == document(mentions=[KIM]).mentions
    assert (faults, notes.mistakes) == ([], {("score that is no probability", "2.0"): 1, ("reference to nothing", "m9"): 1})
    _, faults, notes = accepted(value, strict=True)
    assert [path for path, _ in faults] == ["$.mentions[0].score", "$.relations[0].head"]
    assert notes.mistakes == {}
    _, faults, notes = accepted(value, gold=True)
    assert [path for path, _ in faults] == ["$.mentions[0].score", "$.relations[0].head"]
    assert notes.mistakes == {}


def test_what_stands_beside_its_text_is_repaired_or_a_fault():
    value = {"mentions": SHIFTED, "text": TEXT}
    found, faults, notes = accepted(value)
    assert [(m.start, m.end) for m in found.mentions] == [(0, 3), (4, 7), (8, 11), (15, 19)]
    assert (faults, found.text) == ([], None)
    assert notes.repairs == {"constant shift: spans are 1 too late, moved by -1": 4}
    _, faults, notes = accepted(value, strict=True)
    assert (len(faults), notes.repairs) == (4, {})


def test_spans_that_nothing_proves_are_a_fault():
    value = {"mentions": [{**KIM, "text": "Nobody"}]}
    found, faults, _ = accepted(value)
    assert found == document(**value)
    assert [(path, what[:24]) for path, what in faults] == [("", "0 of 1 spans are their o")]


KNOWN = Inventory(frozenset(("PER",)))


def test_labels_outside_are_faults_for_who_is_strict_alone():
    value = {"mentions": [{**KIM, "type": "X"}]}
    fix = Suggestion("X", ("PER",), " or map yours with --labels")
    fault = Fault(*WHERE, "$.mentions[0].type", "label 'X' is not in the inventory", fix)
    own = document(**value)
    found = accept(own, TEXT, WHERE, LIMITS, Noted(strict=True), KNOWN)
    assert found.side.document is own
    assert found.faults == [fault]
    assert accepted(value, inventory=KNOWN)[1] == []
    assert accepted(value, strict=True)[1] == []
    placed = {"mentions": [{"text": "Kim", "type": "X"}]}
    assert accepted(placed, inventory=KNOWN)[1] == []
    assert accepted(placed, inventory=KNOWN, strict=True)[1] == [("$.mentions[0].type", "label 'X' is not in the inventory")]
    assert accepted(placed, inventory=KNOWN, gold=True)[1] == [("$.mentions[0].type", "label 'X' is not in the inventory")]
    assert accepted({"mentions": [{**KIM, "type": "PER"}]}, inventory=KNOWN, strict=True)[1] == []


def test_gold_stands_in_its_text_and_what_is_lost_is_a_fault():
    found, faults, notes = accepted({"mentions": [{"text": "Leo"}, {"text": "Nobody"}]}, gold=True)
    assert [(m.start, m.end) for m in found.mentions] == [(8, 11), (None, None)]
    assert (faults, notes.lost) == ([("$.mentions[1]", "stands nowhere in the text")], [])


def test_what_ends_after_the_text_is_a_fault():
    what = "span [0, 99] ends after the text, which has 33 characters"
    assert accepted({"mentions": [{"start": 0, "end": 99}]})[1] == [("$.mentions[0]", what)]
    other = {"mentions": [{**KIM, "alternatives": [{"start": 0, "end": 99}]}]}
    assert accepted(other, gold=True)[1] == [("$.mentions[0].alternatives[0]", what)]


def test_limits_hold():
    assert accepted({"mentions": [KIM, LEO]}, limits=Limits(items=1))[1] == [("$.mentions", "has 2 items, more than 1 (limit items)")]


def test_a_prediction_has_no_second_answers():
    value = {
        "mentions": [{**KIM, "optional": True, "votes": 2}, {**LEO, "alternatives": [{"start": 8, "end": 12}]}],
        "events": [{"start": 4, "end": 7, "arguments": [{"role": "x", "filler": "UNSPECIFIED", "optional": True}]}],
    }
    without = document(
        mentions=[{**KIM, "votes": 2}, LEO], events=[{"start": 4, "end": 7, "arguments": [{"role": "x", "filler": "UNSPECIFIED"}]}]
    )
    assert plain(document(**value)) == without
    assert accepted(value)[0] == without
    assert accepted(value, gold=True)[0].mentions[0].optional is True
    alone = document(mentions=[{**KIM, "optional": True}])
    assert plain(alone) == document(mentions=[KIM])
    own = document(mentions=[KIM])
    assert plain(own) is own


def test_a_document_is_mended_on_the_articles_text():
    notes = Noted()
    found, faults = mended(
        document(text="Kim met Leo in Rome.\nLee met Kim.", mentions=[{"start": 21, "end": 24, "text": "Lee"}]), TEXT, WHERE, notes
    )
    assert (found.text, faults) == (None, [])
    found, faults = mended(document(text="Quite another text", mentions=[KIM]), TEXT, WHERE, notes)
    assert [fault.what for fault in faults] == ["the file's own text is not that of the article"]
    assert faults[0][:2] == WHERE
    assert mended(document(text="own", mentions=[KIM]), None, WHERE, notes) == (document(text="own", mentions=[KIM]), [])
    mended(document(mentions=[{**KIM, "score": 2}]), None, WHERE, notes)
    assert notes.mistakes == {("score that is no probability", "2.0"): 1}


def test_strings_that_were_found_nowhere_are_told():
    nowhere = {"text": "x", "aligned": "none"}
    value = document(
        mentions=[{**nowhere, "text": "a"}, {"text": "b"}, {**nowhere, **KIM}, {"aligned": "none"}, {**nowhere, "text": ""}],
        times=[{**nowhere, "text": "c"}],
        events=[{**nowhere, "text": "d"}],
    )
    assert lost_in(value) == ["a", "c", "d"]
    assert lost_in(document()) == []


def test_what_shares_have_to_tell_is_added_up():
    one = Noted(Alignment(1, 2, 3, 4, 5), [], ["a", "b", "c"], Counter({"x": 1}), Counter({("m", "w"): 1}))
    one.merge(Noted(Alignment(1, 1, 1, 1, 1), [], ["d", "e"], Counter({"x": 2, "y": 1, "z": 0}), Counter({("m", "w"): 2})))
    assert (one.alignment, one.lost, one.repairs) == (Alignment(2, 3, 4, 5, 6), ["a", "b", "c", "d"], {"x": 3, "y": 1})
    assert one.mistakes == {("m", "w"): 3}
    assert len(one.lost) == LOST


def test_who_is_strict_takes_nothing_unchecked_that_is_in_doubt():
    own = document(mentions=[KIM], relations=[{"head": {"text": "Kim"}, "type": "r", "tail": {"text": "Leo"}}])
    assert not fine(Side(own), TEXT, LIMITS)
    found = accept(own, TEXT, WHERE, LIMITS, Noted(strict=True), KNOWN)
    assert (found.side.document.relations[0].tail.start, found.faults) == (8, [])
