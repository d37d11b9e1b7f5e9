"""States with demonyms, capitals and Wikidata ids, from the packages countryinfo and country-coder, and word lists of English news.

`countries.csv` is made by `benchmark/tables/countries.py`. Common words that are also names are left to their capitals.
"""

import csv
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class State(NamedTuple):
    """A state's row."""

    iso: str
    qid: str
    name: str
    demonym: str
    capital: str
    aliases: str


@cache
def states() -> list[State]:
    """All states and territories."""
    text = files(__package__).joinpath("countries.csv").read_text("utf-8")
    return [State(**row) for row in csv.DictReader(text.splitlines())]


@cache
def places() -> dict[str, tuple[str, str]]:
    """Name → (kind, Wikidata id); the kind is `state`, `demonym` or `capital`, whose id is its state's."""
    found: dict[str, tuple[str, str]] = {}
    for state in states():
        if state.capital and not state.capital.startswith(("City of",)):
            found.setdefault(state.capital, ("capital", state.qid))
    for state in states():
        for demonym in filter(None, re.split(r"[,/;]| and | or ", state.demonym)):
            found[demonym.strip()] = ("demonym", state.qid)
            if demonym.strip().endswith(("an", "i")):
                found[demonym.strip() + "s"] = ("people", "")
    for state in states():
        for name in {state.name, *state.aliases.split(";")}:
            for spelled in spellings(name, state):
                found[spelled] = ("state", state.qid)
    return found


def spellings(name: str, state: State) -> list[str]:
    """The ways a state's name is written; bare codes only where English news uses them."""
    if not name or (name == state.iso and name != "US") or (len(name) == 3 and name.isupper() and name not in {"USA", "UAE", "DRC"}):
        return []
    plain = name.removeprefix("the ").removeprefix("The ")
    if name.isupper() and len(name) <= 3:
        return [name, ".".join(name) + "."]
    return [plain]


@cache
def lexicon() -> dict[str, Any]:
    """The word lists of lexicon.toml."""
    return tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))


def words(section: str, name: str) -> list[str]:
    """One list; an underscore stands for a space."""
    return [word.replace("_", " ") for word in lexicon()[section][name].split()]


def either(section: str, name: str) -> str:
    """One list as a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words(section, name), key=len, reverse=True))
