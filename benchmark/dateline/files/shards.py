"""Shards of a corpus: which document belongs into which, and whether a set of shards is whole."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from dateline.files.faults import Fault, plural

NAME = re.compile(r"shard-(\d{5})-of-(\d{5})\.jsonl")


def hashed(name: bytes) -> int:
    """Eight bytes of an id, the same on every machine."""
    return int.from_bytes(blake2b(name, digest_size=8).digest(), "big")


def named(path: str) -> tuple[int, int] | None:
    """The number of a shard and of its set, by a file's name."""
    name = NAME.fullmatch(Path(path).name)
    return (int(name[1]), int(name[2])) if name and int(name[2]) else None


def misplaced(path: str, line: int, shard: tuple[int, int] | None, name: str, hash_: int) -> list[Fault]:
    """A document in another shard than its id says."""
    if shard is None or hash_ % shard[1] == shard[0]:
        return []
    what = f"document {name!r} belongs into shard {hash_ % shard[1]} of {shard[1]}"
    return [Fault(path, line, "$.id", what, "make the shards with `dateline convert IN OUT --shards N`")]


def incomplete(paths: Iterable[str]) -> list[Fault]:
    """Shards that are missing from a set, or that do not belong together, by the names of files."""
    numbered = {path: named(path) for path in paths}
    shards = [shard for shard in numbered.values() if shard]
    if not shards:
        return []
    folder = Path(next(iter(numbered))).parent
    from dateline.files.folder import unfinished

    if halfway := unfinished(folder):
        return halfway
    if len(shards) < len(numbered) or len({number for _, number in shards}) > 1:
        return [Fault(str(folder), 0, "", "shards of different sets, or other files among them", "give one set of shards")]
    whole = shards[0][1]
    missing = sorted(set(range(whole)) - {own for own, _ in shards})
    if not missing:
        return []
    more = f" and {plural(len(missing) - 5, 'other')}" if len(missing) > 5 else ""
    which = f"shard {missing[0]} of {whole} is" if len(missing) == 1 else f"shards {', '.join(map(str, missing[:5]))}{more} of {whole} are"
    return [Fault(str(folder), 0, "", f"{which} missing", "give all shards of the set")]
