"""Nothing is remembered from one test to the next, so that each asks the code itself; and a document as JSON says it."""

import msgspec
import pytest

from dateline.document import Document
from tests.conftest import forget

TEXT = "Kim met Leo in Rome. Lee met Kim."  # 33 characters


def document(**layers):
    return msgspec.convert({"id": "d", **layers}, Document)


@pytest.fixture(autouse=True)
def forgotten():
    forget("dateline.corpus", lasting=True)
