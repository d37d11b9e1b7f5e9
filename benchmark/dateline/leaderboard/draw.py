"""The variants that a board has drawn: whoever answers some of them answers all, so that nobody picks those he likes."""

from pathlib import Path

import msgspec

from dateline.evaluation.report import Report
from dateline.files.faults import one
from dateline.variants.variant import KINDS

FILE = "variants.toml"


class Draw(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The seed, and how many of each kind and article."""

    seed: str
    number: int


def draw_of(root: Path) -> Draw | None:
    """A board's draw; `None` for a board without variants."""
    path = root / FILE
    if not path.is_file():
        return None
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Draw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise one(str(path), 0, "", str(error), 'as seed = "2026" and number = 10') from None


def refuse_other_draws(report: Report, drawn: Draw | None, file: str) -> None:
    """Raise a fault unless a report is about all variants of a board's draw, and no others."""
    if drawn is None:
        raise one(file, 0, "", "the board has drawn no variants", f"leave {Path(file).name} out")
    articles = tuple(sorted(report.gold.documents))
    wanted = {(kind, (drawn.seed,), articles, drawn.number, 0) for kind in KINDS}
    given = {(memory.kind, memory.seeds, memory.articles, memory.draws, memory.missing) for memory in report.memories}
    if given != wanted:
        fix = f"run the system with --variants all:{drawn.number} --seed {drawn.seed}"
        raise one(file, 0, "", "does not answer exactly the variants that the board has drawn", fix)
