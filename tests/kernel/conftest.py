"""Nothing is remembered from one test to the next, so that each asks the code itself."""

import sys
from functools import _lru_cache_wrapper

import pytest

ROOMS = ("dateline.kernel.", "dateline.document.", "dateline.metrics.")


@pytest.fixture(autouse=True)
def forgotten():
    for name, module in list(sys.modules.items()):
        if name.startswith(ROOMS):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()
