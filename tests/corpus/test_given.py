"""Documents from Python: of any shape that a file may have, and of no other."""

import numpy as np
import pytest

from dateline.corpus.given import decoded
from dateline.corpus.tables import rows_of
from dateline.document import Document, Mention
from dateline.files.faults import DataError, Fault
from dateline.formats._reader import Read

BOB = {"id": "a", "mentions": [{"start": 0, "end": 3, "type": "PER", "score": 0.5}]}
DOCUMENT = Document(id="a", mentions=(Mention(start=0, end=3, type="PER", score=0.5),))
NUMPY = {"start": np.int64(0), "end": np.int32(3), "type": "PER", "score": np.float64(0.5)}
SEE = "see `dateline describe schema`"


@pytest.mark.parametrize(
    "documents",
    [BOB, [BOB], iter([BOB]), DOCUMENT, [Document(id="a", mentions=[Mention(**NUMPY)])], [{"id": "a", "mentions": [NUMPY]}]],
    ids=["a dict", "dicts", "an iterator", "a document", "numbers of numpy", "numbers of numpy in a dict"],
)
def test_what_has_the_shape_is_read(documents):
    assert list(decoded(rows_of(documents), "gold")) == [Read(DOCUMENT, "gold", 1)]


def test_documents_are_numbered():
    assert [(one.file, one.line) for one in decoded([BOB, BOB], "gold")] == [("gold", 1), ("gold", 2)]


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ({"id": 5}, Fault("gold", 2, "$.id", "expected `str`, got `int`", SEE)),
        (
            Document(id="a", mentions=(Mention(start="0"),)),
            Fault("gold", 2, "$.mentions[0].start", "expected `int | null`, got `str`", SEE),
        ),
        (object(), Fault("gold", 2, "$", "is no document: 'object' object has no attribute 'item'", SEE)),
        ({"id": "a", "mentions": [object()]}, Fault("gold", 2, "$", "is no document: 'object' object has no attribute 'item'", SEE)),
    ],
    ids=range(4),
)
def test_what_has_another_shape_is_told_with_its_number(document, fault):
    with pytest.raises(DataError) as refused:
        list(decoded([BOB, document], "gold"))
    assert refused.value.faults == [fault]
