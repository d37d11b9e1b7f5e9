"""Which files of a folder are somebody's answers."""

from collections.abc import Iterable
from pathlib import Path

from dateline import files
from dateline.files import expand
from dateline.files.faults import one

BESIDE = {"TypeSystem.xml", "README", "README.md", "LICENSE"}
NO_ANSWERS = {".conf", ".cfg", ".md5", ".log", ".tokens", ".supersense", ".book", ".html"}  # what lies beside annotations in a folder


def expand_any(path: str) -> list[str]:
    """A file as itself, a folder as its files; texts, settings and type systems beside annotations are passed over."""
    place = Path(path)
    if path == files.STDIN or not place.is_dir():
        return [path]
    beside = BESIDE | ({"system.json"} if (place / "predictions.jsonl").exists() else set())  # which describes a submission
    every = [p for p in place.iterdir() if not p.name.startswith(".") and not p.is_dir()]
    every = [p for p in every if p.name not in beside and p.suffix not in NO_ANSWERS]
    if not every and (inner := folders_in(place)):  # a folder for each article, or each annotator
        return [file for folder in inner for file in expand_any(str(folder))]
    for p in sorted(every):
        if not p.is_file():
            raise one(str(p), 0, "", "is a link to nothing, or no file", "fetch what it stands for, or take it out of the folder")
    answers = sorted(map(str, every))
    others = [name for name in answers if not name.endswith(".txt")]
    return (others or answers) or expand(path)


def read_from(paths: Iterable[str | None]) -> list[str]:
    """The files that are read of some files and folders."""
    return [file for path in paths if path for file in expand_any(path)]


def unopened(path: str) -> list[str]:
    """What is said of the folders in a folder, which are not read."""
    place = Path(path)
    if path == files.STDIN or not place.is_dir():
        return []
    inner = [inside.name for inside in folders_in(place)]
    if not inner or Path(expand_any(path)[0]).parent != place:
        return []
    return [f"folders in {path} are not read: {', '.join(inner[:3])}{', …' if len(inner) > 3 else ''}"]


def folders_in(place: Path) -> list[Path]:
    """The folders in a folder, links apart, which may lead back."""
    return sorted(inside for inside in place.iterdir() if inside.is_dir() and not inside.is_symlink() and not inside.name.startswith("."))
