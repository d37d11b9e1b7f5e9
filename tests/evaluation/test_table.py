"""The table of rows."""

import tracemalloc

from dateline.evaluation.table import Table
from dateline.kernel.counts import Counts, Row


def test_a_row_takes_forty_bytes():
    rows = Table()
    rows += [Row(f"d{n // 100}", "", f"M{n % 100}", "", Counts(0.5, 1.0, 0.5, 1.0)) for n in range(20_000)]
    tracemalloc.start()
    more = Table()
    more += rows
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held / len(more) < 50  # arrays grow by steps
    assert list(more.sorted()) == sorted(rows)
    assert sum(len(own) for _, own in more.by_document()) == len(more)
