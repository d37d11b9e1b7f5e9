"""Strings placed in one text, each rule by itself."""

import pytest

from dateline.corpus.align import Aligner, Placement, Taken, distance, nearest
from dateline.document.tokens import bounded

NOWHERE = Placement(None, "none")


class Impatient(str):
    """A text that is searched a few times at most, as who searches for nothing would never end."""

    __slots__ = ("asked",)

    def find(self, *arguments):
        self.asked = getattr(self, "asked", 0) + 1
        assert self.asked < 5
        return super().find(*arguments)


def test_nothing_stands_nowhere():
    aligner = Aligner(Impatient("abc"))
    aligner._folded = (Impatient("abc"), [0, 1, 2])
    assert (aligner.occurrences(""), aligner.normalised(""), aligner.normalised(" ")) == ([], [], [])
    assert (aligner.place(""), aligner.place("  ")) == (NOWHERE, NOWHERE)


@pytest.mark.parametrize(
    ("text", "string", "spans"),
    [
        ("aaaa", "aa", [(0, 2), (2, 4)]),
        ("abcab", "ab", [(0, 2), (3, 5)]),
        ("abc", "x", []),
        ("a", "a", [(0, 1)]),
    ],
)
def test_occurrences_do_not_overlap(text, string, spans):
    assert Aligner(text).occurrences(string) == spans


@pytest.mark.parametrize(
    ("text", "string", "spans"),
    [
        ("man woman man", "man", [(0, 3), (10, 13)]),
        ("woman", "man", [(2, 5)]),
        ("manly man", "man", [(6, 9)]),
        ("man_1 man", "man", [(6, 9)]),
        ("a-man man's", "man", [(2, 5), (6, 9)]),
        ("x'man", "'man", [(1, 5)]),
        ("x'man 'man", "'man", [(1, 5), (6, 10)]),
        ("man'x", "man'", [(0, 4)]),
        ("(man)x (man)", "(man)", [(0, 5), (7, 12)]),
    ],
)
def test_whole_words_go_before_parts(text, string, spans):
    aligner = Aligner(text)
    assert aligner.whole_words(string) == tuple(spans)
    assert aligner.whole_words(string) is aligner.whole_words(string)


@pytest.mark.parametrize(
    ("span", "whole"), [((0, 2), True), ((3, 5), True), ((0, 1), False), ((1, 2), False), ((2, 3), True), ((4, 5), False)]
)
def test_no_word_runs_across_an_edge(span, whole):
    assert bounded("ab cd", span) is whole


PLACED = {
    "the second": ("Kim and Kim", "Kim", {"nth": 2}, Placement((8, 11), "exact")),
    "the first": ("Kim and Kim", "Kim", {"nth": 1}, Placement((0, 3), "exact")),
    "past the last": ("Kim and Kim", "Kim", {"nth": 3}, NOWHERE),
    "the noughth": ("Kim and Kim", "Kim", {"nth": 0}, NOWHERE),
    "the noughth of none": ("Kim", "KIM", {"nth": 0}, NOWHERE),
    "the second of another case": ("Kim and Kim", "KIM", {"nth": 2}, Placement((8, 11), "normalised", 2)),
    "past the last of another case": ("Kim and Kim", "KIM", {"nth": 3}, NOWHERE),
    "past the last, though another case is there": ("Kim, KIM", "Kim", {"nth": 2}, NOWHERE),
    "the first of another case": ("Kim and Kim", "KIM", {"nth": 1}, Placement((0, 3), "normalised", 2)),
    "inside, the first": ("Kim and Kim", "Kim", {"within": (0, 11)}, Placement((0, 3), "exact")),
    "inside, a whole word of the text": ("woman man", "man", {"within": (2, 9)}, Placement((6, 9), "exact")),
    "inside": ("Kim and Kim", "Kim", {"within": (4, 11)}, Placement((8, 11), "exact")),
    "inside an equal span": ("Kim and Kim", "Kim", {"within": (8, 11)}, Placement((8, 11), "exact")),
    "inside nothing": ("Kim and Kim", "Kim", {"within": (1, 10)}, NOWHERE),
    "inside, not over its edge": ("Kim and Kim", "Kim", {"within": (2, 11)}, Placement((8, 11), "exact")),
    "inside, a part of a word": ("man woman", "man", {"within": (4, 9)}, Placement((6, 9), "exact")),
    "inside, of another case": ("Kim and KIM", "kim", {"within": (4, 11)}, Placement((8, 11), "normalised")),
    "near the end": ("Kim and Kim and Kim", "Kim", {"near": (15, 16)}, Placement((16, 19), "exact", 3)),
    "near the beginning": ("Kim and Kim and Kim", "Kim", {"near": (0, 0)}, Placement((0, 3), "exact", 3)),
    "near, of another case": ("Kim and Kim", "KIM", {"near": (9, 9)}, Placement((0, 3), "normalised", 2)),
    "next": ("Kim and Kim", "Kim", {}, Placement((0, 3), "exact", 2)),
    "nowhere": ("Kim", "Leo", {}, NOWHERE),
    "fuzzy": ("the Peace Conference of Geneva", "Peace Conferense of Geneva", {}, Placement((4, 30), "fuzzy", 1)),
}  # fmt: skip


@pytest.mark.parametrize("case", PLACED)
def test_a_string_is_placed(case):
    text, string, where, placement = PLACED[case]
    assert Aligner(text).place(string, where.get("nth"), **{key: value for key, value in where.items() if key != "nth"}) == placement


def test_places_are_given_in_reading_order_until_none_is_left():
    aligner = Aligner("Kim, KIM, Kim")
    assert [aligner.place("Kim") for _ in range(4)] == [
        Placement((0, 3), "exact", 3),
        Placement((5, 8), "normalised", 3),
        Placement((10, 13), "exact", 3),
        NOWHERE,
    ]
    aligner.restart()
    assert aligner.place("Kim").span == (0, 3)


def test_what_is_placed_by_number_or_nearness_takes_no_place():
    aligner = Aligner("Kim, Kim")
    aligner.place("Kim", 1)
    aligner.place("Kim", near=(0, 0))
    aligner.place("kim", near=(0, 0))
    assert [aligner.place("kim").span, aligner.place("KIM").span] == [(0, 3), (5, 8)]
    assert [aligner.place("Kim").span, aligner.place("Kim").span] == [(0, 3), (5, 8)]


def test_a_fuzzy_place_is_taken_by_each_string_of_its_own():
    aligner = Aligner("the Peace Conference of Geneva")
    assert [aligner.place(words).span for words in ("Peace Conferense of Geneva", "Peace Conferance of Geneva")] == [(4, 30)] * 2
    assert aligner.place("Peace Conferense of Geneva").span is None


def test_places_inside_a_longer_span_come_last():
    aligner = Aligner("Kim Jong Un and Kim")
    aligner.covered.append((0, 11))
    assert [aligner.place("Kim").span for _ in range(2)] == [(16, 19), (0, 3)]
    assert aligner.place("Jong Un").span == (4, 11)


def test_the_order_changes_when_a_longer_span_is_placed():
    aligner = Aligner("A Kim, Kim Un, Kim")
    first = aligner.place("Kim").span
    aligner.covered.append((7, 13))
    assert [first, *[aligner.place("Kim").span for _ in range(2)]] == [(2, 5), (15, 18), (7, 10)]


def test_a_string_that_stands_as_it_is_has_places_of_its_own():
    aligner = Aligner("Kim KIM")
    assert [aligner.place(word).span for word in ("Kim", "Kim", "KIM")] == [(0, 3), (4, 7), (4, 7)]


def test_a_span_of_its_own_length_does_not_cover_a_string():
    aligner = Aligner("Kim and Kim")
    aligner.covered.append((0, 3))
    assert aligner.place("Kim").span == (0, 3)


@pytest.mark.parametrize(
    ("text", "string", "spans"),
    [
        ("Kim KIM kim", "kIm", [(0, 3), (4, 7), (8, 11)]),
        ("“Kim” 'Kim'", '"Kim"', [(0, 5), (6, 11)]),
        ("a—b a-b", "a–b", [(0, 3), (4, 7)]),
        ("Kim \n Jong", "kim jong", [(0, 10)]),
        (" Kim", " kim ", [(1, 4)]),
        ("e\u0301te\u0301 x", "\u00e9t\u00e9", [(0, 5)]),
        ("ﬁne", "fine", [(0, 3)]),
        ("woman man", "MAN", [(6, 9)]),
        ("woman", "MAN", [(2, 5)]),
        ("aaaa", "AA", [(0, 2), (2, 4)]),
        ("so\u00adft", "SOFT", [(0, 5)]),
    ],
)
def test_normalised_places_fold_marks_spaces_and_case(text, string, spans):
    assert Aligner(text).normalised(string) == spans


@pytest.mark.parametrize(("text", "last", "end"), [("ab", 0, 1), ("e\u0301\u0302x", 0, 3), ("e\u0301", 0, 2), ("ab", 1, 2)])
def test_a_character_ends_with_its_marks(text, last, end):
    assert Aligner(text).character_end(last) == end


@pytest.mark.parametrize(
    ("text", "string", "spans"),
    [
        ("he saw abcdefgh there", "abcdxfgh", []),  # 7 of 8 are not nine tenths
        ("he saw abcdefghij there", "abcdefghiX", [(7, 17)]),
        ("abcdefghij", "abcdefghijk", []),  # longer than the text
        ("xx abcdefg", "abcdefg", []),  # shorter than eight
        ("xx abcdefgh", "ABCDEFGH", [(3, 11)]),
        ("xx abcdefghijkly", "bcdefghijkl", [(3, 16)]),  # whole words
        ("nothing like it at all", "abcdefghij", []),
        ("", "", []),
        ("ABCDEFGH", "abcdefgh", [(0, 8)]),
        ("der Präsident ging", "Präsidend", [(4, 13)]),
    ],
)
def test_fuzzy_places_are_nine_tenths_alike(text, string, spans):
    assert Aligner(text).fuzzy(string) == spans


def test_a_free_place_is_taken_once():
    taken = Taken()
    order = [(0, 1), (2, 3), (4, 5)]
    assert taken.next(order) == (0, 1)
    assert taken.next([(2, 3), (0, 1)]) == (2, 3)
    assert taken.next([(2, 3), (0, 1)]) is None
    assert (taken.next(order), taken.next(order), taken.next(order)) == ((4, 5), None, None)
    assert taken.next([]) is None
    assert taken.spans == {(0, 1), (2, 3), (4, 5)}
    assert Taken().next(()) is None
    other = Taken()
    assert (other.next(order), other.next(order), other.next([(4, 5), (0, 1), (2, 3)])) == ((0, 1), (2, 3), (4, 5))


@pytest.mark.parametrize(
    ("near", "span"),
    [
        *(((0, 1), (2, 4)), ((4, 5), (2, 4)), ((6, 7), (2, 4)), ((7, 8), (10, 12)), ((8, 9), (10, 12)), ((11, 13), (10, 12))),
        *(
            ((40, 41), (20, 22)),
            ((3, 11), (2, 4)),
            ((3, 21), (2, 4)),
            ((15, 17), (10, 12)),
            ((15, 18), (20, 22)),
            ((2, 2), (2, 4)),
            ((12, 12), (10, 12)),
        ),
    ],
)
def test_the_nearest_span_is_the_first_of_several(near, span):
    assert nearest([(2, 4), (10, 12), (20, 22)], near) == span


@pytest.mark.parametrize(
    ("a", "b", "apart"), [((0, 2), (5, 6), 3), ((5, 6), (0, 2), 3), ((0, 2), (2, 3), 0), ((0, 4), (1, 2), 0), ((0, 2), (3, 4), 1)]
)
def test_characters_between_two_spans(a, b, apart):
    assert distance(a, b) == apart
