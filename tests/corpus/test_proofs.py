"""Places that are no items but carry a text prove as items do, and are no part of the document."""

import pytest

from dateline.corpus.proofs import proved
from dateline.document import Mention
from dateline.formats._reader import Answer
from tests.corpus.conftest import document

TEXT = "é Kim met é Leo."  # 2 bytes each é


COPY = "é  Kim met é  Leo."


def proof(start, end, text):
    return Mention(start=start, end=end, text=text)


def quotes(*spans):
    return document(quotes=[{"spans": [list(span)]} for span in spans])


def test_without_proofs_an_answer_is_settled_as_it_is():
    answer = Answer(document(mentions=[{"start": 3, "end": 6, "text": "Kim"}]), "byte")
    settled = proved(answer, TEXT, outside=False)
    assert settled.document == document(mentions=[{"start": 2, "end": 5, "text": "Kim"}])
    assert (settled.carrying, settled.agreeing) == (1, 1)
    lost = proved(Answer(document(mentions=[{"start": 90, "end": 93, "text": "Kim"}])), TEXT, outside=True)
    assert lost.document == document(mentions=[{"text": "Kim"}])
    copied = proved(Answer(document(mentions=[{"start": 14, "end": 17}]), text=COPY), TEXT, outside=False)
    assert copied.document == document(mentions=[{"start": 12, "end": 15}])


@pytest.mark.parametrize("mentions", [None, [], [{"start": 3, "end": 6, "text": "Kim"}]])
def test_proofs_tell_the_unit_and_are_left_out_again(mentions):
    layers = {} if mentions is None else {"mentions": mentions}
    proofs = (proof(3, 6, "Kim"), proof(14, 17, "Leo"), proof(7, 10, "met"))
    settled = proved(Answer(document(**layers, quotes=[{"spans": [[3, 6]]}]), ("code point", "byte"), proofs=proofs), TEXT, outside=False)
    moved = [{**m, "start": 2, "end": 5} for m in mentions or ()]
    assert settled.document == document(**({} if mentions is None else {"mentions": moved}), quotes=[{"spans": [[2, 5]]}])
    assert settled.carrying == 3 + len(moved)


def test_a_repair_that_proofs_took_moves_what_stands_at_them():
    proofs = (proof(1, 4, "Kim"), proof(5, 8, "met"), proof(11, 14, "Leo"))
    settled = proved(Answer(quotes((1, 4), (11, 14)), proofs=proofs), TEXT, outside=False)
    assert settled.document == quotes((2, 5), (12, 15))
    assert settled.repairs == {"constant shift: spans are 1 too early, moved by +1": 3}


def test_a_proof_that_stands_beside_its_text_moves_what_stands_there():
    proofs = (*(proof(2, 5, "Kim"),) * 12, proof(11, 14, "Leo"))
    settled = proved(Answer(quotes((2, 5), (11, 14), (11, 13)), proofs=proofs), TEXT, outside=False)
    assert settled.document == quotes((2, 5), (12, 15), (11, 13))
    assert settled.repairs == {"a span stood beside its own text and was put on it": 1}


def test_a_proof_at_the_beginning_moves_what_stands_there():
    settled = proved(Answer(quotes((0, 3)), proofs=(proof(0, 3, "Kim"),)), TEXT, outside=False)
    assert settled.document == quotes((2, 5))


def test_proofs_count_in_the_copy_that_the_answer_has():
    settled = proved(Answer(quotes((3, 6), (14, 17)), text=COPY, proofs=(proof(3, 6, "Kim"),)), TEXT, outside=False)
    assert settled.document == quotes((2, 5), (12, 15))


def test_a_proof_without_a_place_moves_nothing():
    settled = proved(Answer(quotes((2, 5), (0, 0)), proofs=(proof(2, 5, "Kim"), Mention(text="Leo"))), TEXT, outside=False)
    assert settled.document == quotes((2, 5), (0, 0))


def test_a_proof_outside_is_set_aside_and_moves_nothing():
    settled = proved(Answer(quotes((90, 93)), proofs=(proof(90, 93, "Kim"),)), TEXT, outside=True)
    assert settled.document == quotes((90, 93))
    assert settled.repairs == {"a span outside the text was set aside for its string": 1}
    assert settled.wrong == [proof(90, 93, "Kim")]
