"""`python -m gold`: reads passes and decisions, writes the gold."""

import sys
from pathlib import Path

import msgspec

from dateline.corpus.seeds import canary, seeds
from dateline.document import Document
from dateline.files import data
from dateline.files.faults import DataError
from gold.build import build, pretty
from gold.passes import Entry, Table, normal_passes, placed


def pass_documents(name: str) -> list[Document]:
    """The documents of a pass, as they were written."""
    paths = sorted(data.path("annotations", "passes", name).glob("*.json"))
    return [msgspec.json.decode(path.read_bytes(), type=Document) for path in paths]


def entries() -> list[Entry]:
    """The decisions."""
    lines = data.path("annotations", "adjudication.jsonl").read_bytes().splitlines()
    return [entry(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def entry(number: int, line: bytes) -> Entry:
    """One decision; raises `ValueError` with its line."""
    try:
        return msgspec.json.decode(line, type=Entry)
    except msgspec.DecodeError as error:
        msg = f"annotations/adjudication.jsonl:{number}: {error}"
        raise ValueError(msg) from None


def tables() -> tuple[dict[str, Table], dict[str, Table]]:
    """Both passes, placed and normalised."""
    texts = seeds()
    return normal_passes(placed(pass_documents("a"), texts), placed(pass_documents("b"), texts))


def gold() -> list[Document]:
    """The gold that passes and decisions give."""
    return build(*tables(), entries(), seeds(), canary())


def main(target: Path) -> None:
    """Write the gold."""
    for document in gold():
        (target / f"{document.id}.json").write_bytes(pretty(document))


if __name__ == "__main__":
    try:
        main(data.path("annotations", "gold"))
    except (ValueError, DataError) as wrong:
        sys.exit(f"gold: {wrong}")
