"""The variants that a board has drawn: whoever answers some of them answers all, so that nobody picks those he likes."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from dateline.files.faults import one
from dateline.variants.asked import drawn
from dateline.variants.name import KINDS, Name

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


def refuse_other_draws(answered: Iterable[str], articles: Iterable[str], drawn_: Draw | None, file: str) -> None:
    """Raise a fault where some variants are answered that are not all of a board's draw, or others; none made, none scored before."""
    given = {id_ for id_ in answered if Name.of(id_)}
    if drawn_ is None and given:
        raise one(file, 0, "", "the board has drawn no variants", f"leave {Path(file).name} out")
    if drawn_ and given and given != {str(name) for kind in KINDS for name in drawn(articles, kind, drawn_.number, drawn_.seed)}:
        fix = f"run the system with --variants all:{drawn_.number} --seed {drawn_.seed}"
        raise one(file, 0, "", "does not answer exactly the variants that the board has drawn", fix)
