"""How an item's own string differs from what stands at its span."""

import pytest

from dateline.corpus.difference import difference, moved, occurrences

EDGES = "in white space at the edges"
MARKS = "in quotation marks, dashes, white space or case only"
LONG = "The meeting of the two presidents in the capital was long"


@pytest.mark.parametrize(
    ("given", "there", "words"),
    [
        ("a\nb", "a\r\nb", "in newlines only (CRLF and LF)"),
        ("a\r\nb", "a\nb", "in newlines only (CRLF and LF)"),
        ("e\u0301t", "\u00e9t", "in Unicode form only (composed and decomposed characters)"),
        ("\u00e9t", "e\u0301t", "in Unicode form only (composed and decomposed characters)"),
        (" Kim", "Kim", EDGES),
        ("Kim", "Kim\n", EDGES),
        ("KIM", "Kim", "in case only"),
        ("KIM'S", "Kim’s", MARKS),
        ("a\tb", "a b", MARKS),
        ("“Kim”", '"Kim"', MARKS),
        ("Kim", "Leo", "they are different strings"),
        ("Kim Jong", "Kim Song", "they are different strings"),
        ("Kim Jung Un", "Kim Jong Un", "they part at character 5, in 'Kim J[u]ng Un' and 'Kim J[o]ng Un'"),
        ("Kim Jong", "Kim Jong Un", "they part at character 8, in 'Kim Jong[]' and 'Kim Jong[ ]Un'"),
        ("Kim Jong Un", "Kim Jong", "they part at character 8, in 'Kim Jong[ ]Un' and 'Kim Jong[]'"),
    ],
)
def test_the_least_difference_is_told(given, there, words):
    assert difference(given, there) == words


@pytest.mark.parametrize(
    ("string", "start", "advice"),
    [
        ("Kim", 5, "the string stands at 0, 5 characters earlier"),
        ("Kim", 15, "the string stands at 20, 5 characters later"),
        ("Kim", 19, "the string stands at 20, 1 character later"),
        ("Kim", 10, "the string stands at 0, 10 characters earlier"),
        ("Kim", 0, "the string stands at 20, 20 characters later"),
        ("Leo", 0, "leave `start` and `end` out to have the string found, or correct `text`"),
        ("", 0, "leave `start` and `end` out to have the string found, or correct `text`"),
    ],
)
def test_the_nearest_place_of_a_string_is_advised(string, start, advice):
    assert moved(string, start, "Kim met another man.Kim left") == advice


def test_occurrences_may_overlap_and_are_kept_up_to_a_thousand():
    assert occurrences("aa", "baaab") == [1, 2]
    assert occurrences("", "baaab") == []
    assert occurrences("x", "baaab") == []
    assert occurrences("a", "a" * 1200) == list(range(1000))
