"""The guidelines' constraints on the gold."""

import pytest
from msgspec.structs import replace

from dateline import api
from dateline.corpus.gold import Gold
from dateline.corpus.loading import shipped_gold
from dateline.document import Argument
from dateline.files.faults import DataError
from gold.guidelines import check_gold
from tests.conftest import D0, D1

pytestmark = pytest.mark.once


def test_the_shipped_gold_has_no_faults():
    check_gold(shipped_gold())


def test_every_item_text_is_its_slice():
    for document in api.gold():
        for item in (*document.mentions, *document.times, *document.events):
            assert document.text[item.start : item.end] == item.text


def test_cross_document_chains_exist():
    first, second = api.gold()
    assert len({e.referent for e in first.entities} & {e.referent for e in second.entities}) >= 10
    assert len({e.referent for e in first.events} & {e.referent for e in second.events}) >= 5


def first(document, layer, **changes):
    """The document with its first item of a layer changed."""
    items = getattr(document, layer)
    return replace(document, **{layer: (replace(items[0], **changes), *items[1:])})


PLANTED = {
    "outside the text": lambda d: first(d, "mentions", start=0, end=99_999, text=None, head=(0, 1)),
    "differs from the article's": lambda d: first(d, "mentions", text="Puton"),
    "given twice": lambda d: first(d, "mentions", id=d.mentions[1].id),
    "has no level": lambda d: first(d, "mentions", level=None),
    "not inside the mention": lambda d: first(d, "mentions", head=(900, 903)),
    "not in the inventory": lambda d: first(d, "mentions", type="PERSON"),
    "nothing has the id": lambda d: first(d, "relations", head="nobody"),
    "is stored twice": lambda d: replace(d, relations=(*d.relations, replace(d.relations[0], id="again"))),
    "has no role": lambda d: first(d, "events", arguments=(Argument(role="Victim", filler="m1"),)),
    "no EDTF": lambda d: first(d, "events", date="yesterday"),
    "go together": lambda d: first(d, "events", date_basis=None),
    "has 2 items": lambda d: replace(d, events=(*d.events, replace(d.events[0], id="again"))),
    "no line in qids.csv": lambda d: replace(d, entities=tuple(replace(e, qid="Q42") if e.qid == "Q956" else e for e in d.entities)),
    "the evidence has no mention": lambda d: first(d, "relations", evidence=((0, 1),), inferred=None),
    "lie outside the content": lambda d: first(d, "quotes", kind="mixed", verbatim=((0, 3),)),
    "has no kind": lambda d: first(d, "quotes", kind=None),
    "stands beside the narrower": lambda d: replace(
        d, relations=(*d.relations, *(replace(r, id="broad", type="leader_of") for r in d.relations if r.type == "head_of_state"))
    ),
}


@pytest.mark.parametrize("message", list(PLANTED))
def test_a_planted_fault_is_reported(message):
    gold = shipped_gold()
    document = PLANTED[message](gold.documents[D0])
    with pytest.raises(DataError) as error:
        check_gold(Gold({**gold.documents, D0: document}, gold.inventory, "planted", ""))
    found = [fault for fault in error.value.faults if message in f"{fault.what} {fault.fix}" or message in str(fault)]
    if message == "outside the text":
        found = [fault for fault in error.value.faults if "ends after the text" in fault.what]
    assert found, str(error.value)
    assert all(fault.fix for fault in found)


def test_times_must_fit_their_values():
    gold = shipped_gold()
    document = first(gold.documents[D1], "times", edtf="2020-01-01")
    with pytest.raises(DataError, match="does not fit the TIMEX3 value"):
        check_gold(Gold({**gold.documents, D1: document}, gold.inventory, "planted", ""))


def test_all_planted_faults_are_reported_at_once():
    gold = shipped_gold()
    document = first(first(first(gold.documents[D0], "mentions", level=None), "quotes", kind=None), "events", date="yesterday")
    with pytest.raises(DataError) as error:
        check_gold(Gold({**gold.documents, D0: document}, gold.inventory, "planted", ""))
    text = str(error.value)
    assert all(part in text for part in ("has no level", "has no kind", "no EDTF", "faults"))
