"""Which lists of a file's records are read, decided once for all of them: where nothing was found a record may have none of its own."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dateline.formats._framed import are_columns
from dateline.formats._layout import held, layout
from dateline.formats._named import names, naming
from dateline.formats._predicted import is_list, may_be_none, predicts
from dateline.formats._reader import Texts

Lists = Mapping[str, list[Any]]  # of one record, by key
Fits = Callable[[Lists, str, str], bool]  # whether a list of some record under a key may be a part of it
PARTS = ("items", "tags", "triples")


class Chosen(NamedTuple):
    """Under which keys a file's items, tags and relations stand, which of these a system predicted, and where gold's items stand beside."""

    items: str | None
    tags: str | None
    triples: str | None
    predicted: frozenset[str]
    beside: bool
    rivals: frozenset[str]  # lists that stand beside these in some record

    def held(self, lists: Lists, part: str) -> tuple[str, list[Any]] | None:
        """A record's list of some part, with its key; of what a system predicts elsewhere nothing was found where there is none."""
        key: str | None = getattr(self, part)
        if key is not None and (key in lists or key in self.predicted):
            return key, lists.get(key, [])
        own = [name for name in names(part) if name in lists and name not in self.rivals]
        other = next((name for name in own if lists[name]), own[0] if own else None)
        if other is None:
            return (key, []) if key is not None and not self.rivals.isdisjoint(lists) else None
        return other, lists[other]

    def answered(self, one: Mapping[str, Any], lists: Lists, gone: Container[str]) -> dict[str, Any]:
        """An object of lists with what is read of it, its items under `entities`, its relations under `relations`, and without others."""
        items, triples = self.held(lists, "items"), None if self.gold_relations else self.held(lists, "triples")
        left = {key: inner for key, inner in one.items() if key not in gone and not any(predicts(key, part) for part in PARTS)}
        return left | ({"entities": items[1]} if items else {}) | ({"relations": triples[1]} if triples else {})

    @property
    def gold_relations(self) -> bool:
        """Whether the relations are gold's, as the items beside those that a system predicts are."""
        return self.beside and self.items in self.predicted and self.triples not in self.predicted


def chosen(records: Sequence[Lists], keys: Iterable[str], fits: Fits, texts: Texts) -> Chosen:
    """The keys of a file's lists; raises a fault where an empty one leaves in doubt which is the prediction."""
    every = tuple(keys)
    told = {part: predicted(part, records, every, fits) or own(part, records) for part in PARTS}
    sure = frozenset(key for part, key in told.items() if key and predicts(key, part))
    others = {key for lists in records for key in lists if key in names("items") and key != told["items"] and fits(lists, "items", key)}
    beside = ((part, key, other) for part, key in told.items() for lists in records if key in lists for other in lists)
    both = frozenset(other for part, key, other in beside if other != key and other in names(part))
    done = Chosen(told["items"], told["tags"], told["triples"], sure, bool(others), both)
    for part, key in told.items():
        if key is not None and key not in sure and (other := emptied(part, key, records, every, fits)):
            what = f"is empty wherever it stands, and {key!r} beside it is not: one of them is the prediction"
            raise texts.wrong(texts.first, f"$.{other}", what, "leave gold's out, or call the prediction `predictions`")
    texts.agree("lists", repr(done[:3]))
    return done


def relisted(value: Any, texts: Texts) -> tuple[Any, Counter[str]]:
    """Objects of lists, one an article, with the items that are read under `entities`, and how many of gold's beside them are not."""
    unread: Counter[str] = Counter()
    holders = value if isinstance(value, list) else [value, *value.values()] if isinstance(value, dict) and not are_columns(value) else []
    told = [one for one in holders if isinstance(one, dict) and any(key in names("items") or predicts(key, "items") for key in one)]
    lists = [{key: inner for key, inner in one.items() if isinstance(inner, list)} for one in told]
    if not any(lists):
        return value, unread
    done = chosen(lists, dict.fromkeys(key for one in told for key in one), are_items, texts)
    refuse_twice(told, [(done.held(own_, "items") or ("", []))[1] for own_ in lists], texts)
    plain = done.items == "entities" and done.triples in {None, *names("triples")} and not done.rivals
    fits = done.items in done.predicted or any(own_.get(done.items or "") and are_items(own_, "items", done.items or "") for own_ in lists)
    if plain or not fits:  # of a row with several labels too
        return value, unread
    items = {key for own_ in lists for key in own_ if are_items(own_, "items", key)}
    for own_ in lists:
        unread.update({f"item under {key!r}": len(rows) for key, rows in own_.items() if key != done.items and key in items})
    gone = {*items, *names("items"), *names("triples")}
    new = {id(one): done.answered(one, own_, gone) for one, own_ in zip(told, lists, strict=True)}
    if isinstance(value, list):
        return [new.get(id(one), one) for one in value], unread
    return new.get(id(value)) or {key: new.get(id(one), one) for key, one in value.items()}, unread


def refuse_twice(told: Sequence[Mapping[str, Any]], items: Sequence[list[Any]], texts: Texts) -> None:
    """Raise a fault for two objects of one article with the same items, or with items at the same places: two answers, and no parts."""
    answers: set[tuple[str, frozenset[str]]] = set()
    places: set[tuple[str, ...]] = set()
    for one, rows in zip(told, items, strict=True):
        name = next((str(one[key]) for key in naming() if isinstance(one.get(key), str | int)), "")
        if not name or not rows:
            continue
        own = frozenset(map(repr, rows))
        at = {(name, *map(str, span)) for span in map(span_of, rows) if None not in span}
        if (name, own) in answers or not places.isdisjoint(at):
            what = f"document {name!r} is given twice, with {'the same items' if (name, own) in answers else 'items at the same places'}"
            fix = "give each system or run a file of its own, and count offsets from the article's beginning"
            raise texts.wrong(texts.first, "", what, fix)
        answers.add((name, own))
        places |= at


def span_of(row: Any) -> tuple[Any, Any]:
    """The offsets of an item, if it has some."""
    if isinstance(row, dict):
        own = layout(*row)
        return held(row, own.start), held(row, own.end)
    return (row[0], row[1]) if isinstance(row, list) and len(row) > 1 and type(row[0]) is type(row[1]) is int else (None, None)


def are_items(lists: Lists, part: str, key: str) -> bool:
    """Whether a list that stands without tokens may be of items, or of relations."""
    rows = lists[key]
    if part == "tags" or not rows:
        return False
    if part == "triples":
        return all(isinstance(row, dict | list) for row in rows)
    return all(are_columns(row) if isinstance(row, dict) else isinstance(row, list) and len(row) > 2 for row in rows)


def predicted(part: str, records: Sequence[Lists], every: Iterable[str], fits: Fits) -> str | None:
    """The key that says that a system predicts a part, and holds one in some record, or leaves no doubt by its name."""
    twins = [key for key in every if predicts(key, part)]
    full = (key for key in twins if any(lists.get(key) and fits(lists, part, key) for lists in records))
    return next(full, next((key for key in twins if may_be_none(key) and any(key in lists for lists in records)), None))


def own(part: str, records: Sequence[Lists]) -> str | None:
    """The first of a part's names that holds something in some record, else that stands there."""
    there = [name for name in names(part) if any(name in lists for lists in records)]
    return next((name for name in there if any(lists.get(name) for lists in records)), there[0] if there else None)


def emptied(part: str, key: str, records: Sequence[Lists], every: Iterable[str], fits: Fits) -> str | None:
    """Another key that may be the prediction's, under which nothing stands in any record, where what stands under `key` may be gold's."""
    if part == "triples" or not any(lists.get(key) and fits(lists, part, key) for lists in records):
        return None
    likelier = names(part)[: names(part).index(key)] if part == "items" and key in names(part) else ()
    maybe = {other for lists in records for other in lists if other != key and (other in likelier or predicts(other, part))}
    maybe |= {other for other in every if is_list(other) and predicts(other, part)}
    return next((other for other in sorted(maybe) if not any(lists.get(other) for lists in records)), None)
