"""Nothing is remembered from one test to the next, so that each asks the code itself."""

import pytest

from tests.conftest import forget


@pytest.fixture(autouse=True)
def forgotten():
    forget("dateline.kernel", "dateline.document", "dateline.metrics")
