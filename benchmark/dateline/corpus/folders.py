"""Which files of a folder are somebody's answers."""

from pathlib import Path

from dateline import files
from dateline.files import expand

NO_ANSWERS = {".conf", ".cfg", ".md5", ".log", ".tokens", ".supersense", ".book", ".html"}  # what lies beside annotations in a folder


def expand_any(path: str) -> list[str]:
    """A file as itself, a folder as its files; texts, settings and type systems beside annotations are passed over."""
    place = Path(path)
    if path == files.STDIN or not place.is_dir():
        return [path]
    found = sorted(
        str(p)
        for p in place.iterdir()
        if p.is_file()
        and not p.name.startswith(".")
        and p.name not in {"TypeSystem.xml", "README", "README.md", "LICENSE"}
        and p.suffix not in NO_ANSWERS
    )
    others = [name for name in found if not name.endswith(".txt")]
    return (others or found) or expand(path)


def unopened(path: str) -> list[str]:
    """What is said of the folders in a folder, which are not read."""
    place = Path(path)
    if path == files.STDIN or not place.is_dir():
        return []
    inner = sorted(one.name for one in place.iterdir() if one.is_dir() and not one.name.startswith("."))
    return [f"folders in {path} are not read: {', '.join(inner[:3])}{', …' if len(inner) > 3 else ''}"] if inner else []
