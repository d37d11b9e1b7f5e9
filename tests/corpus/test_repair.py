"""JSON as models print it, and mutated files."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline.corpus.literals import COMMA
from dateline.corpus.repair import PROSE, TAIL
from dateline.files.faults import DataError
from dateline.formats import native
from dateline.formats._answered import FENCED
from tests.conftest import D0, cli
from tests.strategies import documents


@pytest.mark.parametrize(
    ("content", "repair"),
    [
        ('Here it is:\n```json\n{"id": "%s", "mentions": [{"text": "Beijing", "type": "GPE"}]}\n```\nDone.' % D0, FENCED),  # noqa: UP031 - the string is full of braces
        ('Sure! {"id": "%s", "mentions": [{"text": "Beijing", "type": "GPE"}]} I hope this helps.' % D0, PROSE),  # noqa: UP031 - the string is full of braces
        ('{"id": "%s", "mentions": [{"text": "Beijing", "type": "GPE",},]}' % D0, COMMA),  # noqa: UP031 - the string is full of braces
        ('{"id": "%s", "mentions": [{"text": "Beijing", "type": "GPE"}, {"text": "Mosc' % D0, TAIL),  # noqa: UP031 - the string is full of braces
    ],
)
def test_json_as_models_print_it(content, repair, tmp_path):
    path = tmp_path / "answer.jsonl"
    path.write_text(content, "utf-8")
    report = dateline.score(path, metrics=["NER"])
    assert report["NER"].counts.predicted == 1.0
    assert repair in report.reading.repairs
    assert cli("score", str(path), "--strict", "-m", "NER")[0] == 2


@given(documents(inline=False), st.integers(0, 2**31))
def test_a_mutated_file_is_read_equal_or_refused_never_read_different(document, seed):
    import random

    draw = random.Random(seed)
    content = bytearray(native.write([document]))
    content[draw.randrange(len(content) - 1)] = draw.randrange(256)
    try:
        found = [r.document for r in native_from(bytes(content))]
    except DataError as error:
        placed = all(fault.file and fault.fix for fault in error.faults)
        assert placed
        return
    if found != [document]:  # another value was written, not another reading: it must write back to the same bytes' meaning
        assert json.loads(native.write(found)) == without_nulls(json.loads(bytes(content).decode("utf-8-sig")))


def without_nulls(value):
    """JSON without nulls and empty argument lists, which mean absence."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None and not (k in {"arguments", "spans"} and v == [])}
    if isinstance(value, list):
        return [without_nulls(v) for v in value]
    return value


def native_from(content):
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".jsonl") as stream:
        stream.write(content)
        stream.flush()
        yield from native.read(stream.name)
