"""What fuzzing begins with, and what it found, is refused in one message or answered; `nox -s fuzz` goes on from there."""

import pytest

from fuzz import targets
from tests.conftest import ROOT

CORPUS = sorted((ROOT / "benchmark" / "fuzz" / "corpus").glob("*/*"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_input_of_the_corpus_breaks_nothing(path):
    targets.tried(path.parent.name, path.read_bytes())


def test_every_target_has_a_corpus():
    assert {path.parent.name for path in CORPUS} | {"gold"} == set(targets.TARGETS)


def test_what_is_promised_is_held():
    """The targets do find what is wrong: a planted fault in what they promise is an error, not a refusal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(targets.edtf, "credit", lambda *_: 2)
        with pytest.raises(AssertionError):
            targets.tried("dates", b"2020\x1f2020")
