"""The page of the house, drawn from the imports: rooms as boxes, imports as arrows, and the way of one file through them."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "benchmark" / "dateline"

HEAD = """# Architecture

A folder of `benchmark/dateline` is a room: a noun of the field. Imports point down, floor by floor; nothing imports a room above it, and no
two rooms import each other. `lint-imports` holds that, and a new room must be given a floor in `pyproject.toml`. This page is made by
`python benchmark/docs/make.py` from the imports themselves.

## One flow

A prediction becomes a number in one way. A stream is a *join* before it and *workers* around it; what is between is the same.
Files of other formats are read first, their spans placed, and joined as native lines.

```text
 files           formats             corpus                kernel, metrics         evaluation            reporting
 bytes   ──▶  Read: documents  ──▶  accept: strings  ──▶  Pair ─▶ items, clusters ─▶ count: four  ──▶  Report ──▶ text, JSON,
 (limits)     of any format         placed, checked       ─▶ matching, tables        numbers a row     rows, pages
                  ▲                      ▲                                                ▲
        stream:  joined by id ───────────┘                          workers: blocks ──────┘
```

## The floors

A room may import those below it. Rooms on one floor do not import each other.

"""


def imported(path: Path) -> Iterator[str]:
    """The rooms that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dateline"):
            parts = node.module.split(".")
            yield from [parts[1]] if len(parts) > 1 else [name.name for name in node.names]


def room_of(path: Path) -> str:
    """The room of a module: its folder, or its own name at the root."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def arrows() -> dict[str, set[str]]:
    """The rooms that each room imports."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = room_of(path)
        found.setdefault(room, set()).update(name for name in imported(path) if name != room)
    rooms = found.keys() - {"__init__", "__main__", "version"}
    return {room: found[room] & rooms for room in rooms}


def below(room: str, every: dict[str, set[str]]) -> set[str]:
    """All rooms that a room reaches."""
    return every[room].union(*(below(other, every) for other in every[room]))


def direct(every: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """The arrows that no longer way stands for."""
    for room, others in sorted(every.items()):
        far = set().union(*(below(other, every) for other in others)) if others else set()
        yield from ((room, other) for other in sorted(others - far))


def floors() -> list[list[str]]:
    """The rooms of each floor, the highest first, as the contract has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [[room.strip() for room in floor.split("|")] for floor in layers]


def told(room: str) -> str:
    """What a room says that it is: the first sentence of its docstring."""
    path = PACKAGE / room / "__init__.py" if (PACKAGE / room).is_dir() else PACKAGE / f"{room}.py"
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n\n")[0].replace("\n", " ")


def modules(room: str) -> str:
    """The modules of a room, by name."""
    names = sorted(path.stem for path in (PACKAGE / room).glob("*.py") if path.stem[0] != "_")
    names += sorted(f"{path.name}/" for path in (PACKAGE / room).iterdir() if (path / "__init__.py").is_file()) if names else []
    return " ".join(f"`{name}`" for name in names)


def page() -> str:
    """The page."""
    every = arrows()
    lines = ["| floor | room | what it is | modules |", "| --: | --- | --- | --- |"]
    for number, floor in reversed(list(enumerate(reversed(floors()), 1))):
        lines += [f"| {number} | `{room}` | {told(room)} | {modules(room) if (PACKAGE / room).is_dir() else ''} |" for room in floor]
    chart = ["```mermaid", "flowchart TD", *(f"  {a} --> {b}" for a, b in direct(every)), "```"]
    count = sum(len(others) for others in every.values())
    told_ = f"{len(every)} rooms, {count} arrows; an arrow is left out where a longer way down says the same."
    drawn = ["", "## The picture", "", told_, ""]
    return HEAD + "\n".join([*lines, *drawn, *chart]) + "\n"
