"""Folders that a command makes, and makes again: it writes its own files by name and removes none that it did not make.

Which files are its own stands in a list in the folder itself, with their hashes: one that changed since is nobody's to remove.
Everything is written beside first. A folder that is not there yet appears whole; in one that is, each file is replaced whole,
while the list says that the folder is unfinished: a run that is killed leaves old and new files, none lost, and says so.
"""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import msgspec

from dateline.files.faults import DataError, Fault, one
from dateline.files.output import followed, write_bytes

LIST = ".dateline.json"
PART = re.compile(r"\.dateline-[0-9a-f]{8}\.part")


class Made(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The list of the files that a command made in a folder, each with its sha256."""

    by: str
    files: dict[str, str] = {}
    unfinished: bool = False


@contextmanager
def remade(folder: Path, by: str, *, shared: bool = False) -> Iterator[Path]:
    """An empty folder to write files into, which take their places when all are written; `shared` if others' files may be there."""
    if not folder.exists():
        with placed(folder) as part:
            yield part
            write_bytes(str(part / LIST), listed(Made(by, hashes(part))))
        return
    with alone(folder):
        before = made(folder, by, shared=shared)
        part = folder / f".dateline-{secrets.token_hex(4)}.part"
        part.mkdir()
        try:
            yield part
            swap(folder, part, before, alone=not shared)
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def placed(folder: Path) -> Iterator[Path]:
    """An empty folder that takes its place, where nothing may be, when all is written."""
    folder = followed(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = folder.parent / f".dateline-{secrets.token_hex(4)}.part"
    part.mkdir()
    try:
        yield part
        part.rename(folder)
    except BaseException as error:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(error, OSError) and folder.exists():
            raise one(str(folder), 0, "", "was made by another run meanwhile", "name another folder, or run this again") from None
        raise


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No other run of ours in a folder; what one that was killed left half-written is cleared away."""
    if not folder.is_dir():
        raise one(str(folder), 0, "", "is no folder", "name a folder")
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for path in folder.iterdir():
            if PART.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
        yield
    except BlockingIOError:
        raise one(str(folder), 0, "", "is being written by another run", "wait until it is done") from None
    finally:
        os.close(handle)


def made(folder: Path, by: str, *, shared: bool) -> Made:
    """What a command made in a folder before; a folder with other things, and nothing of this command, is refused."""
    path = folder / LIST
    if path.is_file() and not path.is_symlink():
        known = read(path)
        if known.by != by:
            raise one(str(folder), 0, "", f"was made by `dateline {known.by}`", "name another folder")
        return known
    others = sorted(path.name for path in folder.iterdir())
    if others and not shared:
        what = f"is not empty, and `dateline {by}` did not make it: {others[0]!r} is there"
        raise one(str(folder), 0, "", what, "name an empty folder, or one that is not there yet")
    return Made(by)


def read(path: Path) -> Made:
    """A list, every name of which is a path inside the folder."""
    try:
        stated = msgspec.json.decode(path.read_bytes(), type=Made)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise one(str(path), 0, "", f"is no list of files: {error}", "restore it, or name another folder") from None
    wrong = [name for name in stated.files if PurePosixPath(name).is_absolute() or {"..", ".git", LIST} & set(PurePosixPath(name).parts)]
    if wrong:
        raise one(str(path), 0, "", f"lists {wrong[0]!r}, which no command makes", "restore it, or name another folder")
    return stated


def unfinished(folder: Path) -> list[Fault]:
    """A fault if the run that wrote into a folder did not come to its end."""
    path = folder / LIST
    if not path.is_file() or not read(path).unfinished:
        return []
    return [Fault(str(folder), 0, "", "was not written to its end", "run the command that makes it again")]


def hashes(folder: Path) -> dict[str, str]:
    """The files of a folder by name, each with its sha256."""
    return {path.relative_to(folder).as_posix(): sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def sha256(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def listed(content: Made) -> bytes:
    """A list as bytes, one file a line."""
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def swap(folder: Path, part: Path, before: Made, *, alone: bool) -> None:
    """Put new files in the place of a command's own; then remove those of its own that it makes no more."""
    fresh = hashes(part)
    refuse(folder, fresh, before, alone=alone)
    write_bytes(str(folder / LIST), listed(Made(before.by, before.files | fresh, unfinished=True)))
    for name in fresh:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            (part / name).chmod(target.stat().st_mode & 0o777)
        (part / name).replace(target)
    for name in before.files.keys() - fresh.keys():
        remove(folder, name, before.files[name])
    write_bytes(str(folder / LIST), listed(Made(before.by, fresh)))


def refuse(folder: Path, fresh: dict[str, str], before: Made, *, alone: bool) -> None:
    """Raise for what stands where a file is to be written and is not this command's own, or in a folder of its `alone` was changed."""
    faults = []
    for name, hash_ in fresh.items():
        target = folder / name
        if not inside(folder, target):
            faults.append(Fault(str(target), 0, "", "is reached by a link that leads out of the folder", "remove the link"))
        elif target.is_symlink() or (target.exists() and not target.is_file()):
            faults.append(Fault(str(target), 0, "", "is no plain file", "move it away"))
        elif target.exists() and name not in before.files and sha256(target) != hash_:
            faults.append(Fault(str(target), 0, "", f"is there, and `dateline {before.by}` did not make it", "move it away"))
        elif alone and target.exists() and not before.unfinished and sha256(target) not in {before.files.get(name), hash_}:
            faults.append(Fault(str(target), 0, "", "was changed since it was made", "move it away, or undo the change"))
    if faults:
        raise DataError(faults)


def inside(folder: Path, target: Path) -> bool:
    """Whether a file's folder lies in another, links followed."""
    return target.parent.resolve().is_relative_to(folder.resolve())


def remove(folder: Path, name: str, hash_: str) -> None:
    """Remove a file if it is still as it was made, and the folders that this leaves empty."""
    path = folder / name
    if not inside(folder, path) or path.is_symlink() or not path.is_file() or sha256(path) != hash_:
        return
    path.unlink()
    for parent in path.relative_to(folder).parents:
        if not parent.name or any((folder / parent).iterdir()):
            return
        (folder / parent).rmdir()
