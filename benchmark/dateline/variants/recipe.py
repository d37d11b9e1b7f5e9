"""What must be known to rewrite an article, as data beside its gold, and the things of the world that can take each other's place."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dateline.document import NIL, UNKNOWN, Document
from dateline.files import data
from dateline.files.faults import Suggestion, one

Names = dict[str, str]
SAME_ID = {  # forms of one thing
    **dict.fromkeys(("adjective", "modifier", "plural", "long"), "name"),
    **dict.fromkeys(("family", "formal", "capitals"), "full"),
}
NAMED = frozenset({"PER", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "NORP"})  # types of whose names none may be left
BRACKETED = re.compile(r"(.*)\[(.+)\](.*)")


class Thing(NamedTuple):
    """Something that has names: its forms, and Wikidata ids by form; of a state without one it is not known, of others there is none."""

    kind: str
    forms: Mapping[str, str]
    ids: Mapping[str, str]
    leads: str = ""
    people: str = ""

    def form(self, name: str) -> str:
        """One of its forms; `capitals` are those of the formal name, and a `modifier` of a noun is as a rule the name."""
        if name == "capitals":
            return self.forms["formal"].upper()
        return self.forms[name] if name in self.forms or name != "modifier" else self.forms["name"]

    @property
    def said(self) -> frozenset[str]:
        """The forms that it has."""
        return frozenset({*self.forms, "capitals"} if "formal" in self.forms else {*self.forms, "modifier"})

    def id(self, name: str) -> str:
        """The Wikidata id of what a form names."""
        return self.ids.get(SAME_ID.get(name, name), UNKNOWN if self.kind == "state" else NIL)


class World(NamedTuple):
    """All things by name, and what is drawn: the parts that states lack, given and family names."""

    things: Mapping[str, Thing]
    parts: Mapping[str, list[str]]
    people: Mapping[str, Mapping[str, list[str]]]


class Distance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number of years back from the `dct`, as the text tells it, and the range in which another is drawn."""

    text: str
    years: int
    range: tuple[int, int]


class Duration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A length of time in years with its value, the words that tell another, and the distance beside which it moves."""

    text: str
    value: str
    words: str
    years: int
    beside: int


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What an article says that variants rewrite."""

    names: Names = {}
    distances: tuple[Distance, ...] = ()
    durations: tuple[Duration, ...] = ()
    vague: dict[str, tuple[str, ...]] = {}

    @cached_property
    def longest(self) -> list[str]:
        """The strings that name something, the longest first."""
        return sorted(self.names, key=len, reverse=True)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All of them; the group that matches tells which."""
        return re.compile("|".join(map(pattern_of, self.longest)))

    @cached_property
    def slots(self) -> list[tuple[str, str]]:
        """Thing and form of each group of the pattern."""
        return [split(self.names[text]) for text in self.longest]

    def places(self, text: str) -> list[tuple[int, int, str, str]]:
        """Where a text names things: start, end, thing and form."""
        every = self.pattern.finditer(text) if self.names else ()
        return [(*match.span(match.lastindex or 0), *self.slots[(match.lastindex or 1) - 1]) for match in every]


def pattern_of(text: str) -> str:
    """Whole words, of which one group is replaced; a straight apostrophe stands for a curly one too."""
    shape = BRACKETED.fullmatch(text)
    before, own, after = map(re.escape, shape.groups() if shape else ("", text, ""))
    ahead, behind = (rf"(?<={before})" if before else r"(?<!\w)"), (rf"(?={after})" if after else r"(?!\w)")
    return (ahead + f"({own})" + behind).replace("'", "['’]")


def split(slot: str) -> tuple[str, str]:
    """Thing and form of a slot, as `russia.capital`."""
    thing, _, form = slot.rpartition(".")
    return thing, form


@cache
def world() -> World:
    """The things that ship with the gold."""
    own = msgspec.toml.decode(data.path("annotations", "variants", "world.toml").read_bytes())
    parts, people = own.pop("parts"), own.pop("people")
    things = {name: thing_of(kind, fields) for kind, members in own.items() for name, fields in members.items()}
    return World(things, parts, people)


def thing_of(kind: str, fields: dict[str, Any]) -> Thing:
    """A thing of its table."""
    apart = {name: fields.get(name, "") for name in ("leads", "people")}
    forms = {name: value for name, value in fields.items() if name not in {"ids", *apart}}
    return Thing(kind, forms, fields.get("ids", {}), **apart)


def recipes(folder: Path | None, articles: Collection[str]) -> dict[str, Recipe]:
    """The recipes of some articles in a folder, by id: each is a file of that name, and what else lies there is nobody's."""
    paths = sorted(folder.glob("*.toml")) if folder is not None else []
    return {path.stem: decoded(path) for path in paths if path.stem in articles}


def decoded(path: Path) -> Recipe:
    """A recipe's file."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Recipe)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise one(str(path), 0, "", str(error), "see CONTRIBUTING, `Add an article`") from None


def faults(own: Recipe, document: Document) -> Iterator[tuple[str, str, str | Suggestion]]:
    """What is wrong with a recipe: words that the article lacks, things that the world lacks, names that none of its strings replaces."""
    text = document.text or ""
    names = [entity.name for entity in document.entities or () if entity.name]
    known = world().things
    for words, slot in own.names.items():
        thing, form = split(slot)
        where = f"$.names.{words!r}"
        if slot and thing not in known:
            yield where, f"there is no {thing!r} in world.toml", Suggestion(thing, tuple(known))
        elif slot and form not in known[thing].said:
            yield where, f"{thing!r} has no form {form!r}", Suggestion(form, tuple(known[thing].forms))
        if not any(re.search(pattern_of(words), one) for one in (text, *names)):
            yield where, "stands neither in the text nor in the name of an entity", "take it out, or mend it"
    yield from mistimed(own, text)
    if own.names:
        yield from unnamed(own, document, text)


def mistimed(own: Recipe, text: str) -> Iterator[tuple[str, str, str]]:
    """What a recipe says of times that the text lacks, or that leaves nothing to draw."""
    for words in chain((d.text for d in own.distances), (d.text for d in own.durations), own.vague):
        if not re.search(pattern_of(words), text):
            yield f"$.{words!r}", "does not stand in the text", "take it out, or mend it"
    for distance in own.distances:
        if not set(range(distance.range[0], distance.range[1] + 1)) - {distance.years}:
            yield f"$.{distance.text!r}.range", f"{list(distance.range)} holds no other number of years", "give the first and the last"
    for duration in own.durations:
        if duration.beside not in {distance.years for distance in own.distances}:
            yield f"$.{duration.text!r}.beside", f"no distance is of {duration.beside} years", "name the years of one"
    for words, others in own.vague.items():
        if not others:
            yield f"$.vague.{words!r}", "has no other words", "give some, or take it out"


def unnamed(own: Recipe, document: Document, text: str) -> Iterator[tuple[str, str, str]]:
    """Names that would survive a renaming."""
    types = {entity.id: entity.type for entity in document.entities or ()}
    covered = [(start, end) for start, end, *_ in own.places(text)]
    for mention in document.mentions or ():
        type_ = mention.type or types.get(mention.entity or "")
        if mention.level != "NAM" or type_ not in NAMED or mention.start is None or mention.end is None:
            continue
        if not any(start < mention.end and mention.start < end for start, end in covered):
            yield "$.names", f"{mention.text!r} at {mention.start} would keep its name", f'add "{mention.text}" = "thing.form"'
