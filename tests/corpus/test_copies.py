"""What offsets of other tools may count."""

import pytest

from dateline.corpus.copies import Way, copies, dense, made, places_in

BREAKS = "the article with line breaks as one character"
RETURNS = "the article with line breaks as two characters"
STRIPPED = "the article without white space at its edges"
COLLAPSED = "the article with its white space collapsed"
COMPOSED = "the article in composed characters (NFC)"
DECOMPOSED = "the article in decomposed characters (NFD)"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kim met Leo.", {}),
        ("a\r\nb", {BREAKS: "a\nb", COLLAPSED: "a b"}),
        ("a\nb", {RETURNS: "a\r\nb", COLLAPSED: "a b"}),
        ("a\r\nb\nc", {BREAKS: "a\nb\nc", RETURNS: "a\r\nb\r\nc", COLLAPSED: "a b c"}),
        (" a", {STRIPPED: "a", COLLAPSED: "a"}),
        ("a\t b", {COLLAPSED: "a b"}),
        ("\u00e9", {DECOMPOSED: "e\u0301"}),
        ("e\u0301", {COMPOSED: "\u00e9"}),
    ],
)
def test_the_copies_that_differ_from_a_text(text, found):
    assert dict(copies(text)) == found


@pytest.mark.parametrize(
    ("way", "ascii_", "other"),
    [
        (Way(), True, True),
        (Way("utf-16"), True, False),
        (Way("byte"), True, False),
        (Way(copy="Kim"), True, False),
        (Way(copy="Kim\u00e9"), False, True),
        (Way("byte", "Kim"), True, False),
        (Way("byte", "Kim\u00e9"), False, False),
    ],
)
def test_offsets_that_are_the_texts_own_stay(way, ascii_, other):
    assert (way.still("Kim"), way.still("Kim\u00e9")) == (ascii_, other)


def test_the_unit_that_is_said_is_tried_first_in_each_copy():
    assert list(made("a\t b", ("byte",))) == [
        Way("byte", "a b", COLLAPSED),
        Way("code point", "a b", COLLAPSED),
        Way("utf-16", "a b", COLLAPSED),
    ]
    assert [way.unit for way in made(" a", ("utf-16", "byte"))] == ["utf-16", "byte", "code point"] * 2
    assert [way.copy for way in made("a\nb", ("byte",))] == ["a\r\nb"] * 3 + ["a b"] * 3


@pytest.mark.parametrize(
    ("way", "name"),
    [
        (Way(), "code points"),
        (Way("utf-16"), "UTF-16 units"),
        (Way("byte"), "bytes"),
        (Way("code point", "a"), "code points of a copy of the article"),
        (Way("utf-16", "", "the article on paper"), "UTF-16 units of the article on paper"),
    ],
)
def test_a_way_of_counting_has_a_name(way, name):
    assert way.name() == name


@pytest.mark.parametrize(
    ("way", "text", "given", "meant"),
    [
        (Way(), "a Kim", (2, 5), (2, 5)),
        (Way("byte"), "é Kim", (3, 6), (2, 5)),
        (Way("utf-16"), "🙂 Kim", (3, 6), (2, 5)),
        (Way("code point", "a Kim"), "a\r\n Kim", (2, 5), (4, 7)),
        (Way("byte", "é Kim"), "é  Kim", (3, 6), (3, 6)),
        (Way("byte", "é  Kim"), "é Kim", (4, 7), (2, 5)),
        (Way("byte", "é\u00a0\u00a0Kim"), "é Kim", (6, 9), (2, 5)),
        (Way("utf-16", "🙂 Kim"), "🙂 Kim", (3, 6), (2, 5)),
        (Way("code point", "a Kim"), "a\r\n Kim", (-5, 3), (-5, 3)),
        (Way("code point", "another text"), "a Kim", (2, 5), (2, 5)),
        (Way("byte", "é Leo"), "é Kim", (3, 6), (2, 5)),
    ],
)
def test_offsets_are_moved_from_a_unit_and_a_copy_to_the_text(way, text, given, meant):
    assert way.move(text)(*given) == meant


@pytest.mark.parametrize(
    ("copy", "text", "given", "meant"),
    [
        ("a b", "a  \n b", (0, 3), (0, 6)),
        ("a b", "a  \n b", (0, 2), (0, 1)),
        ("a b", "a  \n b", (1, 3), (5, 6)),
        ("a b", "a  \n b", (1, 2), (1, 2)),  # white space alone has no place
        ("a b", "a  \n b", (2, 4), (2, 4)),  # ends after the copy
        ("a b", "a  \n b", (2, 2), (2, 2)),
        ("a b", "a  \n b", (-1, 1), (-1, 1)),
        ("met Leo", "Kim met Leo today", (0, 3), (4, 7)),
        ("met Leo", "Kim met Leo today", (4, 7), (8, 11)),
        ("MET “Leo”", "Kim met 'Leo'", (4, 9), (8, 13)),
        ("\u00e9t\u00e9", "e\u0301te\u0301 x", (0, 1), (0, 2)),
        ("\u00e9t\u00e9", "e\u0301te\u0301 x", (2, 3), (3, 5)),
        ("\u00e9t\u00e9", "ete\u0301", (0, 3), None),
        ("Leo met", "Kim met Leo", (0, 3), None),
        ("  ", "Kim met Leo", (0, 1), None),
    ],
)
def test_places_of_a_copy_are_found_by_what_is_no_white_space(copy, text, given, meant):
    move = places_in(copy, text)
    assert (move(*given) if move else None) == meant


def test_a_dense_text_knows_where_its_characters_stood():
    assert dense(" A\n“b” ") == ("a'b'", [1, 3, 4, 5])
