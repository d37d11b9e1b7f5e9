"""Keys of JSON that are given twice: the quick look says nothing but what decoding pair by pair says."""

import json
from string import printable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.formats._keys import TwiceError, after, doubled, each_once, fewer, single

SAID = "the key 'a' is given twice in one object, and the first would be lost"


class Pairs(tuple):
    """An object of JSON as it is written, whose keys may come again."""

    __slots__ = ()


STRINGS = st.text(printable + 'é🎉\ud800:"\\', max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | STRINGS,
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(st.sampled_from("abc:"), inner), max_size=3).map(Pairs),
    max_leaves=12,
)


def written(value, *, ascii_):
    """JSON with keys as often as they are given."""
    if isinstance(value, Pairs):
        return "{" + ", ".join(f"{json.dumps(key)} : {written(inner, ascii_=ascii_)}" for key, inner in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(inner, ascii_=ascii_) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=ascii_)


def lost(content):
    """Whether decoding pair by pair meets a key twice."""
    try:
        json.loads(content, object_pairs_hook=single)
    except TwiceError:
        return True
    return False


@given(st.lists(VALUES, min_size=1, max_size=3), st.booleans(), st.sampled_from(["\n", " ", "\n\n"]))
def test_a_key_given_twice_is_told_of_one_value_or_several(values, ascii_, between):
    every = [written(value, ascii_=ascii_) for value in values]
    assert (doubled(between.join(every)) is not None) is any(map(lost, every))
    assert not any(each_once(content) and lost(content) for content in every)
    for content in filter(each_once, every):  # as it would be written here too
        packed = msgspec.json.encode(json.loads(content))
        assert not fewer(packed + b" \n", packed)
        assert each_once(packed.decode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"a": 1}', None),
        ('{"a": 1, "a": 2}', SAID),
        ('{"a": 1}\n{"a": 1, "a": 2}\n', SAID),
        ('[\n{"a": 1,\n"a": "b\\u003ac"}]', SAID),  # what is lost is made up for by a colon that was written as an escape
        ('{"a": 1, "\\u0061": 2}', SAID),
        ('{"a": "b\\u003Ac"}', None),
        ('{"a": 100000000000000000000000000000, "b": NaN}', None),
        ('{"a": 100000000000000000000000000000}', None),
        ('{"a": 1', None),
        ("[" * 2000 + "]" * 2000, None),
        ("", None),
    ],
)
def test_the_key_that_is_given_twice_is_named(content, said):
    assert doubled(content) == said


def test_a_value_ends_where_its_brackets_close():
    sample = '[{"a": ["]", {}]}, 1], 2'
    assert after(sample, 0) == len(sample) - 3
    assert after('"a, b", c', 0) == 6
    assert after("1.5, 2", 0) == 3
    assert after('"never closed', 0) == len('"never closed')
    assert after("[[1, 2]", 0) == 7
    assert after("1]", 0) == 1
