"""Nothing is remembered from one test to the next, so that each asks the code itself; and a document as JSON says it."""

import sys
from functools import _lru_cache_wrapper

import msgspec
import pytest

from dateline.document import Document

TEXT = "Kim met Leo in Rome. Lee met Kim."  # 33 characters


def document(**layers):
    return msgspec.convert({"id": "d", **layers}, Document)


@pytest.fixture(autouse=True)
def forgotten():
    """What holds one value for ever, as the shipped gold, stays."""
    for name, module in list(sys.modules.items()):
        if name.startswith("dateline.corpus."):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper) and value.cache_parameters()["maxsize"]:
                    value.cache_clear()
