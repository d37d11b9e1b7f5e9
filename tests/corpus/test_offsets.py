"""Every span that carries its own text is held against the article before anything is believed."""

import pytest

from dateline.corpus.offsets import settle
from dateline.document import Mention
from dateline.files.faults import Fault
from tests.corpus.conftest import TEXT, at, document

WORDS = ((0, 3), (4, 7), (8, 11), (15, 19))
BESIDE = "a span stood beside its own text and was put on it"
NOT_THERE = "a text is not at its offsets; the offsets are scored"
ASIDE = "a span outside the text was set aside for its string"
SPURIOUS = "a span outside the text is spurious"


def words(text=TEXT, spans=WORDS, by=0):
    """Mentions of some spans with their texts, moved."""
    return [at(start + by, end + by, text[start:end]) for start, end in spans]


def spans(settled):
    return [(m.start, m.end) for m in settled.document.mentions]


def test_what_agrees_stays_as_it_is():
    own = document(mentions=words())
    settled = settle(own, TEXT)
    assert settled == (own, {}, 4, 4, [], "", False)
    assert settled.doubted(("p", 3), TEXT) == []


@pytest.mark.parametrize(("by", "how"), [(1, "1 too late, moved by -1"), (2, "2 too late, moved by -2"), (30, "30 too late, moved by -30")])
def test_one_shift_of_all_is_undone(by, how):
    settled = settle(document(mentions=words(by=by)), TEXT)
    assert spans(settled) == [*WORDS]
    assert settled.repairs == {f"constant shift: spans are {how}": 4}
    assert (settled.carrying, settled.agreeing, settled.wrong) == (4, 0, [])


def test_a_shift_moves_every_span():
    text = f"So {TEXT}"
    layers = {"times": [at(12, 14)], "quotes": [{"spans": [[0, 3]]}], "events": [at(4, 7, "met")]}
    settled = settle(document(mentions=words(), **layers), text)
    assert spans(settled) == [(start + 3, end + 3) for start, end in WORDS]
    assert settled.repairs == {"constant shift: spans are 3 too early, moved by +3": 6}
    assert (settled.document.times[0].start, settled.document.events[0].start) == (15, 7)
    assert settled.document.quotes[0].spans == ((3, 6),)


def test_two_spans_prove_no_shift():
    settled = settle(document(mentions=words(by=6)[:2]), TEXT)
    assert (settled.repairs, len(settled.wrong)) == ({NOT_THERE: 2}, 2)
    assert [(m.start, m.end, m.text) for m in settled.document.mentions] == [(6, 9, None), (10, 13, None)]


MARKED = "é Kim met Leo in Rome."
AT = ((2, 5), (6, 9), (10, 13), (17, 21))


@pytest.mark.parametrize(
    ("unit", "repaired"),
    [("byte", False), (("code point", "byte"), False), (("utf-16", "byte"), False), ("code point", True)],
)
def test_offsets_in_a_unit_are_turned_into_code_points(unit, repaired):
    mentions = words(MARKED, AT, by=1)  # é is two bytes
    mentions[0] = at(0, 6, "é Kim")  # no shift does it
    mentions = [*mentions, at(0, 2, "é")]
    settled = settle(document(mentions=mentions), MARKED, unit)
    assert spans(settled) == [(0, 5), *AT[1:], (0, 1)]
    assert settled.repairs == ({"offsets counted in bytes, turned into code points of the article": 5} if repaired else {})


def test_offsets_into_a_copy_are_moved_to_the_article():
    text, copy = "Kim\r\n\r\nmet Leo", "Kim\n\nmet Leo"
    mentions = words(copy, ((0, 3), (5, 8), (9, 12)))
    meant = [(0, 3), (7, 10), (11, 14)]
    said = settle(document(mentions=mentions), text, copy=copy)
    assert (spans(said), said.repairs, said.agreeing) == (meant, {}, 3)
    found = settle(document(mentions=mentions), text)
    assert spans(found) == meant
    how = "offsets counted in code points of the article with line breaks as one character, turned into code points of the article"
    assert (found.repairs, found.agreeing) == ({how: 3}, 1)


def test_a_file_about_another_text_is_a_stranger():
    fix = "name the article that it is about, or give its text as it stands there"
    fault = Fault("p", 3, "", "the file's own text is not that of the article", fix)
    for layers, stranger in (
        ({"mentions": [at(0, 3)]}, True),
        ({"quotes": [{"spans": [[0, 3]]}]}, True),
        ({"entities": [{"id": "e"}]}, False),
        ({"mentions": [at(0, 3, "Kim")]}, False),
        ({"mentions": [at(0, 3, "Lee")]}, True),
        ({}, False),
    ):
        settled = settle(document(**layers), TEXT, copy="Another text")
        assert settled.stranger is stranger
        assert settled.doubted(("p", 3), TEXT) == ([fault] if stranger else [])
    assert settle(document(mentions=[at(0, 3)]), TEXT, copy=TEXT).stranger is False
    assert settle(document(mentions=[at(0, 3)]), TEXT, copy=f" {TEXT}").stranger is False


def test_ways_that_put_spans_in_different_places_are_a_fault():
    text = "éé ab ab ab ab ab"  # the first ab at 3; in bytes, and with each é as two characters, at 5
    settled = settle(document(mentions=[at(start, start + 2, "ab") for start in (5, 8, 11)]), text)
    assert settled.doubt == (
        "constant shift: spans are 1 too early, moved by +1"
        " and offsets counted in bytes, turned into code points of the article"
        " and offsets counted in code points of the article in decomposed characters (NFD), turned into code points of the article"
    )
    what = f"spans are their own texts in several ways: {settled.doubt}"
    assert settled.doubted(("p", 3), text) == [Fault("p", 3, "", what, "give offsets into the article")]


def test_ways_that_put_spans_in_the_same_places_are_one():
    text = "éé ab cd ef."
    settled = settle(document(mentions=words(text, ((3, 5), (6, 8), (9, 11)), by=2)), text)
    assert spans(settled) == [(3, 5), (6, 8), (9, 11)]
    assert settled.repairs == {"constant shift: spans are 2 too late, moved by -2": 3}
    assert settled.doubt == ""


def test_spans_that_nothing_explains_are_a_fault_with_three_of_them():
    mentions = [at(start, end, "nobody at all, and a very long string of it") for start, end in WORDS]
    settled = settle(document(mentions=[*mentions, at(21, 24, "Lee")]), TEXT)
    shown = "; ".join(f"[{s}, {e}] holds {TEXT[s:e]!r}, not 'nobody at all, and a very long'" for s, e in WORDS[:3])
    what = f"1 of 5 spans are their own text, under no unit and no copy of the article: {shown}"
    fix = "give offsets into the article, or leave them out to have the texts found"
    assert settled.doubted(("p", 3), TEXT) == [Fault("p", 3, "", what, fix)]


def test_a_fault_shows_the_beginning_of_long_strings():
    settled = settle(document(mentions=[at(0, 33, "nobody at all, and a very long string of it")]), TEXT)
    (fault,) = settled.doubted(("p", 3), TEXT)
    assert fault.what.endswith(": [0, 33] holds 'Kim met Leo in Rome. Lee met K', not 'nobody at all, and a very long'")


def test_nine_of_ten_are_nearly_all():
    mentions = [at(0, 3, "Kim")] * 9 + [at(4, 7, "Rome")]
    assert settle(document(mentions=mentions), TEXT).repairs == {NOT_THERE: 1}  # and no other count is tried
    assert settle(document(mentions=mentions), TEXT, copy="Another text").stranger is False
    shifted = [at(1, 4, "Kim")] * 9 + [at(4, 7, "Nobody")]
    assert settle(document(mentions=shifted), TEXT).repairs["constant shift: spans are 1 too late, moved by -1"] == 10
    marked = "é Kim é met é Leo."
    counted = [at(3, 6, "Kim"), at(10, 13, "met"), at(17, 20, "Leo")] * 3 + [at(0, 2, "Nobody")]
    assert settle(document(mentions=counted), marked).repairs["offsets counted in bytes, turned into code points of the article"] == 10


def test_a_copy_may_be_counted_in_another_unit():
    text, copy = "é  Kim é  met é  Leo.", "é Kim é met é Leo."
    mentions = [at(3, 6, "Kim"), at(10, 13, "met"), at(17, 20, "Leo")]  # in bytes of the copy
    settled = settle(document(mentions=mentions), text, copy=copy)
    assert spans(settled) == [(3, 6), (10, 13), (17, 20)]
    assert settled.repairs == {"offsets counted in bytes of a copy of the article, turned into code points of the article": 3}


def test_a_count_under_which_texts_stand_but_for_a_full_stop_is_none():
    mentions = [at(3, 7, "Kim"), at(11, 15, "met"), at(19, 23, "Leo")]  # in bytes, but for the full stops
    settled = settle(document(mentions=mentions), "é Kim. é met. é Leo.")
    assert (spans(settled), settled.repairs) == ([(2, 5), (9, 12), (16, 19)], {BESIDE: 3})


def test_the_marks_of_word_pieces_are_no_difference():
    mentions = [at(3, 6, "##Kim"), at(10, 13, "##met"), at(17, 20, "##Leo")]  # in bytes
    settled = settle(document(mentions=mentions), "é Kim é met é Leo.")
    assert (spans(settled), [m.text for m in settled.document.mentions]) == ([(2, 5), (8, 11), (14, 17)], ["Kim", "met", "Leo"])
    assert settled.repairs == {"offsets counted in bytes, turned into code points of the article": 3}


def test_fewer_than_one_of_ten_may_be_wrong():
    mentions = [at(0, 3, "Kim")] * 10 + [at(4, 7, "Rome")]
    settled = settle(document(mentions=mentions), TEXT)
    assert (len(settled.wrong), settled.carrying, settled.doubted(("p", 3), TEXT)) == (1, 11, [])
    assert settled.document.mentions[10] == Mention(start=4, end=7)
    assert settled.repairs == {NOT_THERE: 1}
    more = settle(document(mentions=mentions[2:]), TEXT)
    assert len(more.doubted(("p", 3), TEXT)) == 1


STRAYS = {
    "beside": (at(1, 4, "Kim"), at(0, 3, "Kim"), BESIDE, False),
    "four beside": (at(12, 15, "Leo"), at(8, 11, "Leo"), BESIDE, False),
    "five beside": (at(13, 16, "Leo"), at(13, 16), NOT_THERE, False),
    "beside, of another case": (at(9, 12, "LEO"), at(8, 11, "Leo"), BESIDE, False),
    "of another case": (at(0, 3, "KIM"), at(0, 3, "Kim"), None, False),
    "with a full stop": (at(15, 20, "Rome"), at(15, 19, "Rome"), BESIDE, False),
    "with a space": (at(7, 11, "LEO"), at(8, 11, "Leo"), BESIDE, False),
    "but for a full stop": (at(15, 19, "Rome."), at(15, 19, "Rome"), None, False),
    "found otherwise": (at(0, 3, "Leo", aligned="normalised"), at(0, 3, "Leo", aligned="normalised"), None, False),
    "found exactly": (at(9, 12, "Leo", aligned="exact"), at(8, 11, "Leo", aligned="exact"), BESIDE, False),
    "without a text": (at(1, 4), at(1, 4), None, False),
    "without a start": ({"end": 4, "text": "Kim"}, {"end": 4, "text": "Kim"}, None, False),
    "without an end": ({"start": 4, "text": "Kim"}, {"start": 4, "text": "Kim"}, None, False),
    "outside": (at(90, 93, "Kim"), at(90, 93, "Kim"), None, False),
    "outside, set aside": (at(90, 93, "Kim"), {"text": "Kim"}, ASIDE, True),
    "outside, found exactly": (at(90, 93, "Kim", aligned="exact"), {"text": "Kim"}, ASIDE, True),
    "outside, without a text": (at(90, 93), {"aligned": "none"}, SPURIOUS, True),
    "outside, kept": (at(90, 93), at(90, 93), None, False),
    "empty, set aside": (at(3, 3), {"aligned": "none"}, SPURIOUS, True),
    "before, set aside": (at(-1, 3), {"aligned": "none"}, SPURIOUS, True),
    "the last": (at(30, 34, "Kim."), at(29, 33, "Kim."), BESIDE, True),
    "inside": (at(0, 33), at(0, 33), None, True),
    "at the beginning": (at(0, 3, "Rome"), at(0, 3), NOT_THERE, False),
    "at the end": (at(30, 33, "Rome"), at(30, 33), NOT_THERE, False),
    "empty, with a text": (at(3, 3, "Rome"), at(3, 3, "Rome"), None, False),
    "past the end": (at(0, 34), {"aligned": "none"}, SPURIOUS, True),
}  # fmt: skip


@pytest.mark.parametrize("layer", ["mentions", "times", "events"])
@pytest.mark.parametrize("case", STRAYS)
def test_an_item_that_is_not_its_slice_is_put_on_its_text_or_given_up(case, layer):
    item, meant, repair, outside = STRAYS[case]
    settled = settle(document(**{layer: [item]}), TEXT, outside=outside)
    assert settled.document == document(**{layer: [meant]})
    assert settled.repairs == ({repair: 1} if repair else {})


def test_a_span_is_shrunk_where_its_text_stands_beside_it_twice():
    settled = settle(document(mentions=[at(0, 3, "ab")]), "ab, ab")
    assert (spans(settled), settled.repairs) == ([(0, 2)], {BESIDE: 1})


def test_spans_outside_stay_where_nothing_else_is_said():
    assert settle(document(mentions=[at(90, 93, "Kim")]), TEXT).document == document(mentions=[at(90, 93, "Kim")])


def test_repairs_are_counted():
    settled = settle(document(mentions=[at(1, 4, "Kim"), at(9, 12, "Leo"), at(15, 19, "Rome")] + [at(21, 24, "Lee")] * 2), TEXT)
    assert (spans(settled)[:2], settled.repairs) == ([(0, 3), (8, 11)], {BESIDE: 2})


def test_what_is_no_item_with_a_place_stays():
    own = document(quotes=[{"spans": [[90, 93]]}], entities=[{"id": "e"}], relations=[{"head": "e", "type": "t", "tail": "e"}])
    assert settle(own, TEXT, outside=True).document == own


def test_offsets_may_count_the_article_where_the_file_gives_a_copy():
    settled = settle(document(mentions=words()), TEXT, copy=TEXT[4:])
    how = "offsets counted in code points of the article, not of the file's own text, turned into code points of the article"
    assert (spans(settled), settled.repairs, settled.stranger, settled.doubt) == ([*WORDS], {how: 4}, False, "")


ENDS_AT, FROM_1 = "ends are the last character's, moved by +1", "offsets are counted from 1, ends the last character's, moved"


@pytest.mark.parametrize(("first", "last", "how"), [(0, -1, ENDS_AT), (1, 0, FROM_1)])
def test_ends_that_are_inside_are_moved_where_a_full_stop_hides_it(first, last, how):
    text = "The U.S. met Obama."
    own = [at(4 + first, 8 + last, "U.S."), at(13 + first, 18 + last, "Obama")]
    settled = settle(document(mentions=own, quotes=[{"spans": [[4 + first, 18 + last]]}]), text)
    assert (spans(settled), settled.repairs) == ([(4, 8), (13, 18)], {how: 2})
    assert settled.document.quotes[0].spans == ((4, 18),)
    alone = settle(document(mentions=own[:1]), text)
    assert how not in alone.repairs


def test_a_full_stop_that_all_texts_have_tells_nothing_of_ends():
    own = document(mentions=[at(4, 7, "Kim."), at(9, 12, "Lee.")])
    assert settle(own, "The Kim. Lee.").repairs == {}
