"""The table of rows."""

import tracemalloc

from msgspec.structs import replace

from dateline.evaluation.count import Rows
from dateline.evaluation.plan import plan
from dateline.evaluation.table import Table, of_cells
from dateline.formats import native
from dateline.kernel.counts import Counts, Row
from dateline.kernel.pair import Pair
from dateline.metrics import every, parse


def test_a_row_takes_forty_bytes():
    rows = Table()
    rows += [Row(f"d{n // 100}", "", f"M{n % 100}", "", Counts(0.5, 1.0, 0.5, 1.0)) for n in range(20_000)]
    tracemalloc.start()
    more = Table()
    more += rows
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held / len(more) < 50  # arrays grow by steps
    assert list(map(of_cells, more.cells(more.order()))) == sorted(rows)


def test_a_table_takes_the_rows_of_another():
    one, other = Table(), Table()
    first = [Row("a", "", "NER", "", Counts(1, 2, 1, 3)), Row("b", "0", "NER", "type=PER", Counts(0.5, 1, 0.5, 1))]
    second = [Row("b", "0", "NER", "type=PER", Counts(1, 1, 1, 1)), Row("c", "", "B3", "", Counts(0, 1, 0, 1))]
    one += first
    other += second
    one.take(other)
    assert list(one) == [*first, *second]
    assert list(other) == second
    one.take(Table())
    assert list(map(of_cells, one.cells(one.order()))) == sorted([*first, *second])


def test_a_text_of_one_paragraph_has_the_rows_of_one_that_goes_on(full):
    todo = plan(every(), ("type", "level", "score"), paragraphs=True)
    golds, answers = ([read.document for read in native.read(str(path))] for path in full)
    for gold, answer in zip(golds[:12], answers[:12], strict=True):
        one, more = (Rows(todo).of(Pair.of(replace(gold, text=text), answer)) for text in (gold.text, f"{gold.text}\nmore"))
        assert sorted(one) == sorted(more)
        assert {row.block for row in one if row.slice == "type=PER" and row.metric == "NER"} == {"0"}
    nothing = Pair.of(replace(golds[0], mentions=()), None)
    assert {row.block for row in Rows(plan([parse("NER")], paragraphs=True)).of(nothing)} == {""}
