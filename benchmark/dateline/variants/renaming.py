"""A *renamed* article has other people and places, a *swapped* one its own in each other's roles: all forms and ids together."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from dateline.document import NAMELESS, NIL, UNKNOWN, Document, Entity
from dateline.document.parts import changed
from dateline.variants.draws import Draws
from dateline.variants.edits import Change, Edit, Rewrite, Rules, retold, text_after
from dateline.variants.recipe import Recipe, Thing, World, world

Cast = Mapping[str, Thing]


class Roles(NamedTuple):
    """An article's recipe, who takes the place of each thing that it names, and how it writes an apostrophe."""

    own: Recipe
    cast: Cast
    apostrophe: str

    def form(self, thing: str, form: str) -> str:
        """The words for a form of what stands in a thing's place; of nothing none."""
        return thing and self.cast[thing].form(form).replace("'", self.apostrophe)


ARTICLE = re.compile(r"(?<!\w)(an?) ?$", re.IGNORECASE)
AS_CONSONANT = re.compile(r"(?:eu|uni|ura|uru|uk|us)", re.IGNORECASE)
ATTEMPTS = 10_000  # one in three hundred will do of four people and six states


def renamed(document: Document, own: Recipe, draws: Draws) -> Change:
    """All that is named is named otherwise: states, alliances, cities by others of their kind, people by invented ones."""
    return recast(document, own, newcomers(own, world(), draws))


def swapped(document: Document, own: Recipe, draws: Draws) -> Change:
    """The article's own people and states change roles, so that nobody keeps his own, and nobody leads his own state."""
    return recast(document, own, permuted(own, world(), draws))


def recast(document: Document, own: Recipe, cast: Cast) -> Change:
    """An article with other things in the places of those that it names."""
    text = document.text or ""
    roles = Roles(own, cast, max("'’", key=text.count))
    return Change(edits_in(text, roles), rewriter(document, roles))


def named_in(own: Recipe) -> list[str]:
    """The things that an article names."""
    return list(dict.fromkeys(thing for thing, _ in own.slots if thing))


def newcomers(own: Recipe, there: World, draws: Draws) -> Cast:
    """Who takes each thing's place."""
    slots = named_in(own)
    cast: dict[str, Thing] = {}
    for kind in dict.fromkeys(there.things[slot].kind for slot in slots):
        if kind == "person":
            continue
        taken = [slot for slot in slots if there.things[slot].kind == kind]
        others = [thing for name, thing in there.things.items() if thing.kind == kind and name not in slots]
        pool = [thing for thing in others if kind != "state" or thing.people]
        if len(pool) < len(taken):
            msg = f"it names {len(taken)} of kind {kind!r}, and world.toml has {len(pool)} others"
            raise ValueError(msg)
        cast |= zip(taken, draws.some(len(taken), pool), strict=True)
    peopled = [thing for thing in there.things.values() if thing.people]
    used: set[str] = set()
    parts = {part: draws.order(names) for part, names in there.parts.items()}
    for number, slot in enumerate(slot for slot in slots if there.things[slot].kind == "state"):
        drawn = {part: names[number % len(names)] for part, names in parts.items() if part not in cast[slot].forms}
        cast[slot] = cast[slot]._replace(forms={**cast[slot].forms, **drawn}, ids={**dict.fromkeys(drawn, NIL), **cast[slot].ids})
    for slot in slots:
        if (person := there.things[slot]).kind == "person":
            names = there.people[(cast.get(person.leads) or draws.one(peopled)).people]
            cast[slot] = invented(names, draws, used)
            used |= {cast[slot].forms["given"], cast[slot].forms["family"]}
    return cast


def invented(names: Mapping[str, Sequence[str]], draws: Draws, used: set[str]) -> Thing:
    """A person whose names no other has."""
    given = draws.one([name for name in names["given"] if name not in used])
    family = draws.one([name for name in names["family"] if name not in used])
    initial = draws.one("ABCDEFGHJKLMNPRST")
    forms = {"given": given, "family": family, "full": f"{given} {family}", "formal": f"{given} {initial}. {family}"}
    return Thing("person", forms, {})


def permuted(own: Recipe, there: World, draws: Draws) -> Cast:
    """The cast with states and people in each other's places."""
    slots = named_in(own)
    used = {slot: {form for thing, form in own.slots if thing == slot} for slot in slots}
    states = [slot for slot in slots if there.things[slot].kind == "state"]
    people = [slot for slot in slots if there.things[slot].kind == "person"]
    for _ in range(ATTEMPTS):
        new = dict(zip([*states, *people], [*draws.order(states), *draws.order(people)], strict=True))
        if all(fits(slot, other, new, used[slot]) for slot, other in new.items()):
            return {slot: there.things[new.get(slot, slot)] for slot in slots}
    msg = "its people and states cannot change roles so that nobody keeps his own or leads his own state: it names too few"
    raise ValueError(msg)


def fits(slot: str, other: str, new: Mapping[str, str], used: set[str]) -> bool:
    """Whether something may stand in a place: not its own, with all forms that the text has of it, and no leader over his own state."""
    own, thing = world().things[slot], world().things[other]
    return other != slot and used <= thing.said and (not thing.leads or new.get(own.leads) != thing.leads)


def edits_in(text: str, roles: Roles) -> list[Edit]:
    """The edits of any words about the article's things."""
    done: list[Edit] = []
    for start, end, thing, form in roles.own.places(text):
        new = roles.form(thing, form)
        if new == text[start:end]:
            continue
        article = ARTICLE.search(text[max(0, start - 4) : start])
        if article:
            at = max(0, start - 4) + article.start(1)
            if (right := fitting(article[1], new)) != article[1]:
                done.append(Edit(at, at + len(article[1]), right))
        done.append(Edit(start, end, new))
    return done


def fitting(article: str, word: str) -> str:
    """The article `a` or `an` as the sound of the next word wants it, in its own case."""
    vowel = word[0].lower() in "aeiou" and not AS_CONSONANT.match(word)
    return article[0] + ("n" if vowel else "")


def rewriter(document: Document, roles: Roles) -> Rewrite:
    """What becomes of an item's ids, names and Wikidata ids; ids that hold names give way to numbers."""
    ids, referents, wikidata = entity_numbers(document), referent_numbers(document), wikidata_ids(roles)

    def known(reference: Any) -> Any:
        return ids.get(reference, reference) if isinstance(reference, str) else reference

    rules: Rules = {"id": known, "entity": known, "referent": referents.get, "qid": lambda qid: wikidata.get(qid, qid)}

    def rewrite(item: Any) -> Any:
        done = retold(changed(item, reference=known), rules)
        return entity_of(item, done, roles, wikidata) if isinstance(item, Entity) else done

    return rewrite


def entity_of(old: Entity, new: Entity, roles: Roles, wikidata: Mapping[str, str]) -> Entity:
    """An entity with its new name and the Wikidata id of what it is now: none, if it is nothing that has one."""
    name = old.name or ""
    told = text_after(name, edits_in(name, roles))
    if told == name or old.qid in {*wikidata, None, NIL}:
        return replace(new, name=told or None)
    whole = [(thing, form) for start, end, thing, form in roles.own.places(name) if (start, end) == (0, len(name))]
    return replace(new, name=told, qid=roles.cast[whole[0][0]].id(whole[0][1]) if whole else UNKNOWN if old.qid == UNKNOWN else NIL)


def wikidata_ids(roles: Roles) -> dict[str, str]:
    """What becomes of the Wikidata ids of the article's things."""
    named = {thing: world().things[thing].ids for thing in named_in(roles.own)}
    return {id_: roles.cast[thing].id(form) for thing, ids in named.items() for form, id_ in ids.items() if id_ not in NAMELESS}


def entity_numbers(document: Document) -> dict[str, str]:
    """For the id of each entity one that says its number and not its name."""
    said = [entity.id for entity in document.entities or ()]
    said += [mention.entity for mention in document.mentions or () if mention.entity is not None]
    return {name: f"{name[: name.rfind('.') + 1]}thing-{number}" for number, name in enumerate(dict.fromkeys(said), 1)}


def referent_numbers(document: Document) -> dict[str, str]:
    """For what entities and events are across documents a name that no other variant has."""
    said = [entity.referent for entity in document.entities or ()] + [event.referent for event in document.events or ()]
    return {name: f"{document.id}.referent-{number}" for number, name in enumerate(dict.fromkeys(said), 1) if name}
