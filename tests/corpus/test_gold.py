"""Gold as a value: told from other gold by its hash."""

import hashlib

import pytest

from dateline.corpus.gold import content_of, digest, hex_of, texted
from dateline.corpus.seeds import seeds
from tests.conftest import D0
from tests.corpus.conftest import document


def test_the_hash_is_of_the_content_without_its_canary():
    own = document(text="é", mentions=[])
    whole = hashlib.sha256('{"id":"d","text":"é","mentions":[]}'.encode()).hexdigest()
    assert f"{content_of(own):064x}" == whole
    assert content_of(document(text="é", mentions=[], canary="x")) == content_of(own)
    assert content_of(document(text="e", mentions=[])) != content_of(own)


def test_a_digest_does_not_change_with_the_order():
    first, second = document(text="a"), document(text="b")
    assert digest([first, second]) == digest([second, first]) == hex_of(content_of(first) + content_of(second))
    assert digest([]) == "0" * 12


@pytest.mark.parametrize(
    ("content", "hex_"),
    [(0, "0" * 12), (1 << 255, "8" + "0" * 11), ((1 << 256) + (5 << 252), "5" + "0" * 11), (0xABC << 208, "000000000abc"), (1, "0" * 12)],
)
def test_sums_are_taken_round_at_256_bits(content, hex_):
    assert hex_of(content) == hex_


def test_a_seed_has_its_text():
    assert texted(document(id=D0)).text == seeds()[D0]
    assert texted(document(id=D0, text="x")).text == "x"
    assert texted(document()) == document()
