"""Nothing is remembered from one test to the next, so that each asks the code itself; and a document as JSON says it."""

import msgspec
import pytest

from dateline.document import Document
from tests.conftest import forget

TEXT = "Kim met Leo in Rome. Lee met Kim."  # 33 characters


def at(start, end, text=None, **more):
    """An item at a place as JSON has it, with its text if it carries one."""
    return {"start": start, "end": end, **({"text": text} if text is not None else {}), **more}


def document(**layers):
    return msgspec.convert({"id": "d", **layers}, Document)


@pytest.fixture(autouse=True)
def forgotten():
    forget("dateline.corpus", lasting=True)
