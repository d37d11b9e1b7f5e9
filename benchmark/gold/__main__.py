"""`python -m gold`: reads passes and decisions, writes the gold; `python -m gold differences` prints what the passes differ in."""

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.corpus.seeds import canary, manifest, seeds
from dateline.document import Document
from dateline.files import data
from dateline.files.faults import DataError
from gold.build import build, pretty
from gold.decisions import Decision
from gold.passes import Table, normal_passes, placed
from gold.voting import tally, voted

PASSES = ("a", "b", "c")


def pass_documents(name: str) -> list[Document]:
    """The documents of a pass, as they were written."""
    paths = sorted(data.path("annotations", "passes", name).glob("*.json"))
    return [msgspec.json.decode(path.read_bytes(), type=Document) for path in paths]


def decisions() -> list[Decision]:
    """What was decided."""
    lines = data.path("annotations", "adjudication.jsonl").read_bytes().splitlines()
    return [decision(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def decision(number: int, line: bytes) -> Decision:
    """One decision; raises `ValueError` with its line."""
    try:
        return msgspec.json.decode(line, type=Decision)
    except msgspec.DecodeError as error:
        msg = f"annotations/adjudication.jsonl:{number}: {error}"
        raise ValueError(msg) from None


def tables() -> list[dict[str, Table]]:
    """The passes, placed and normalised."""
    texts = seeds()
    return normal_passes([placed(pass_documents(name), texts) for name in PASSES])


def gold() -> list[Document]:
    """The gold that passes and decisions give."""
    return build(tables(), decisions(), manifest()["articles"], seeds(), canary())


def differences() -> Iterator[str]:
    """A line for each item that not every pass has alike."""
    passes = tables()
    for name in passes[0]:
        for layer, items in voted([each[name] for each in passes]).items():
            for key, item in items.items():
                if item.votes < len(passes) or any(version != item.versions[0] for version in item.versions):
                    yield msgspec.json.encode([name, layer, key, item.votes, item.open, item.versions]).decode()


def summary() -> str:
    """What the passes agree on, and what was decided, as Markdown tables."""
    passes, said = tables(), decisions()
    counted = tally({name: voted([each[name] for each in passes]) for name in passes[0]})
    lines = ["| layer | in all three | in two | in one | decisions | optional or with alternatives |", "|---|--:|--:|--:|--:|--:|"]
    for layer, votes in counted.items():
        own = [each for each in said if each.layer == layer]
        accepted = sum(bool(each.optional or each.alternatives) for each in own)
        lines.append(f"| {layer} | {votes[3]} | {votes[2]} | {votes[1]} | {len(own)} | {accepted} |")
    arguments = [(len(each.may), len(each.instead), len(each.add)) for each in said]
    may, instead, add = map(sum, zip(*arguments, strict=True))
    proofs = sum(each.proof for each in said)
    lines += [
        "",
        f"Of arguments, {may} are optional, {instead} could be otherwise, {add} were added.",
        f"{proofs} decisions came after the passes, from proof-reading.",
    ]
    return "\n".join(lines)


def main(target: Path) -> None:
    """Write the gold."""
    for document in gold():
        (target / f"{document.id}.json").write_bytes(pretty(document))


if __name__ == "__main__":
    try:
        if sys.argv[1:] == ["differences"]:
            sys.stdout.writelines(f"{line}\n" for line in differences())
        else:
            main(data.path("annotations", "gold"))
    except (ValueError, DataError) as wrong:
        sys.exit(f"gold: {wrong}")
