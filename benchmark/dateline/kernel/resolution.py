"""What a reference means, in gold's terms: gold's coreference decides who or what is the same.

A resolved key is a tuple that no id and no order can change: `("E", rank)` a gold entity, `("T", text)` a title, `("D", rank)` a
gold time, `("V", rank)` a gold event, `("S", …)` a set by its members, `("N", …)` what is named and mentioned nowhere. What does not
resolve stays itself, `("?", side, …)`, and equals nothing of the other side, unless it is the same words at the same place.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import compress
from operator import sub

from dateline.document import TITLE, UNSPECIFIED, Entity, Event, Inline, Mention, Reference, Time
from dateline.document.index import Side, is_title
from dateline.document.items import pieces_of, reference_span
from dateline.document.kept import kept
from dateline.document.spans import Pieces, inside, overlap
from dateline.document.tokens import WORD, bounded
from dateline.kernel.keys import GoldKeys, Key, called, nothing


class GoldId(str):
    """A reference by gold's own id, which a reconciled prediction may have; no file can say it, and it equals no id of a prediction."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GoldId) and str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((GoldId, str(self)))


class Resolver:
    """Resolves the references of both sides of a pair."""

    def __init__(self, gold: Side, text: str | None) -> None:
        self.gold, self.keys = gold, GoldKeys(gold)
        self.text = text or ""
        self.sizes: dict[Pieces, int] = {}  # of places in gold
        self.known: tuple[dict[object, Key], dict[object, Key]] = ({}, {})  # predicted references, and gold's

    def resolve(self, side: Side, reference: Reference) -> Key:
        """The key of a reference of one side."""
        side = side.whole
        memo = self.known[side is self.gold]
        key = memo.get(reference)
        if key is None:
            key = memo[reference] = self._resolve(side, reference)
        return key

    def of(self, side: Side, references: Iterable[Reference]) -> Mapping[object, Key]:
        """The keys of some references of one side, each found once however often it is named."""
        side = side.whole
        memo = self.known[side is self.gold]
        if not memo:
            memo.update(self.plain(side))
        for reference in set(references).difference(memo):
            memo[reference] = self._resolve(side, reference)
        return memo

    def plain(self, side: Side) -> dict[object, Key]:
        """The keys of a side's mentions that stand where a mention of gold does, by id: what most references name."""
        if side is self.gold and side.chains is None:
            return {}
        document, at = side.document, self._at
        others = {*side.entities, *[time.id for time in document.times or ()], *[event.id for event in document.events or ()]}
        found = list(map(at.get, side.places))
        keys: dict[object, Key] = dict(compress(zip([mention.id for mention in side.sources], found, strict=True), found))  # type: ignore[arg-type]  # no `None` is left
        titles = zip(side.spans.labels, side.sources, strict=True) if TITLE in side.spans.labels else ()
        for name in (None, *others.intersection(keys), *(mention.id for label, mention in titles if is_title(label, mention))):
            keys.pop(name, None)
        return keys

    def _resolve(self, side: Side, reference: Reference) -> Key:
        if isinstance(reference, Inline):
            span = reference_span(reference)
            return self.place((span,), None, reference.text) if span else ("?", "none", reference.text or "")
        if isinstance(reference, GoldId):
            return self.resolve(self.gold, str(reference))
        target = side.by_id.get(reference)
        if target is None:
            return ("U",) if reference == UNSPECIFIED else nothing("gold" if side is self.gold else "predicted", reference)
        if isinstance(target, Mention):
            return self.mention(side, target)
        if isinstance(target, Entity):
            return self.keys.entity(target.id) if side is self.gold else self.entity(side, target)
        return self.anchored(target, side.pieces(target))

    def mention(self, side: Side, mention: Mention) -> Key:
        """The key of a mention of one side: a title's words, a gold mention's entity, else what stands at its place in gold."""
        if is_title(mention.type or side.label(mention), mention):
            return ("T", (mention.text or self.words(pieces_of(mention, 0)[0])).casefold())
        if side is self.gold and mention.entity is not None:
            return self.keys.entity(mention.entity)
        return self.place(pieces_of(mention, 0), mention, mention.text)

    def words(self, span: tuple[int, int]) -> str:
        """The text of a span, empty where there is no text."""
        return self.text[span[0] : span[1]] if span[0] >= 0 else ""

    @kept
    def _at(self) -> dict[Pieces, Key]:
        """The key of each place where a mention of gold stands."""
        gold = self.gold
        if gold.chains is not None:
            keys: dict[str | int, Key] = {name: ("E", rank) for rank, name in enumerate(gold.chains.sizes)}
            return {place: keys[name] for place, name in zip(gold.places, gold.chains.names, strict=True)}
        owner = {pieces: self.keys.mentioned[name] for name, cluster in gold.clusters.items() for pieces in cluster}
        return {place: owner.get(place) or ("T", self.words(place[0]).casefold()) for place in gold.places}

    @kept
    def _first(self) -> dict[Pieces, Mention]:
        """The first mention in canonical order at each place in gold."""
        return dict(zip(reversed(self.gold.places), reversed(self.gold.sources), strict=True))

    @kept
    def _longest(self) -> int:
        """The length of gold's longest mention: what starts further to the left than that does not reach a place."""
        return max(map(sub, self.gold.spans.ends, self.gold.spans.starts), default=0)

    def place(self, pieces: Pieces, mention: Mention | None, words: str | None) -> Key:
        """The gold entity of the gold mention at a span: equal span, else by head, else the shortest name around it."""
        known = self._at.get(pieces)
        if known is not None:
            return known
        stated = mention.head if mention and isinstance(mention.head, tuple) else None
        by_head: list[tuple[int, int, int, Key]] = []
        around: list[tuple[int, int, Key]] = []
        low, high, starts = pieces[0][0], pieces[-1][1], self.gold.spans.starts
        own = self.size(pieces) if stated or self._headed else 0
        for at in dict.fromkeys(self.gold.places[bisect_left(starts, low - self._longest) : bisect_left(starts, high)]):
            start, end = at[0][0], at[-1][1]
            if end <= low or start >= high:
                continue
            gold, key = self._first[at], self._at[at]
            head = gold.head if isinstance(gold.head, tuple) else None
            near = (head or stated) and self.comparable(at, own)
            if not (near or start <= low <= pieces[0][1] <= end) or not (shared := overlap(at, pieces)):
                continue
            if near and inside(head or stated, pieces) and inside(stated or head, at) and self.half(at, pieces):
                by_head.append((-shared, start, end, key))
            elif gold.level == "NAM" and inside(pieces[0], at) and bounded(self.text, pieces[0]):
                around.append((end - start, start, key))
        if by_head:
            return min(by_head)[3]
        if around:
            return min(around)[2]
        return ("?", "span", *pieces[0], self.words(pieces[0]) if words is None else words)

    @kept
    def _headed(self) -> bool:
        """Whether a mention of gold states its head."""
        return any(mention.head is not None for mention in self.gold.sources)

    def comparable(self, at: Pieces, own: int) -> bool:
        """Whether neither a place in gold nor one of so many words is more than twice the other, so that they can share half."""
        size = self.sizes.get(at) or self.sizes.setdefault(at, self.size(at))
        return size <= 2 * own and own <= 2 * size

    def half(self, a: Pieces, b: Pieces) -> bool:
        """Whether two places share at least half of the words of the longer; without a text, of its characters."""
        (one, ours), (other, theirs) = self.counted(a), self.counted(b)
        if one != other:  # characters beside words, which are told by where they start
            ours, theirs = (parts if words else [self.started(part) for part in parts] for words, parts in ((one, ours), (other, theirs)))
        shared = sum(max(0, min(x.stop, y.stop) - max(x.start, y.start)) for x in ours for y in theirs)
        return 2 * shared >= max(self.size(a), self.size(b))

    def size(self, pieces: Pieces) -> int:
        """The number of words of a place, or of its characters where there are none."""
        return sum(map(len, self.counted(pieces)[1]))

    def counted(self, pieces: Pieces) -> tuple[bool, list[range]]:
        """The words of a place by number, or its characters where there are none; and which it is."""
        starts, ends = self._words
        inside = [range(bisect_left(starts, low), bisect_right(ends, high)) for low, high in pieces]
        return (True, inside) if any(inside) else (False, [range(low, high) for low, high in pieces])

    def started(self, characters: range) -> range:
        """The words by number that start among some characters."""
        return range(*(bisect_left(self._words[0], edge) for edge in (characters.start, characters.stop)))

    @kept
    def _words(self) -> list[list[int]]:
        return [[match.span()[edge] for match in WORD.finditer(self.text)] for edge in (0, 1)]

    def entity(self, side: Side, entity: Entity) -> Key:
        """The gold entity that has half of a predicted one's mentions, or the title that it is; without any, its members' set or a name."""
        spans = sorted(side.clusters.get(entity.id, ()))
        votes = Counter(key for span in spans if (key := self.place(span, None, ""))[0] == "E")
        best = votes.most_common(2)
        if best and 2 * best[0][1] >= len(spans) and (len(best) == 1 or best[0][1] > best[1][1]):
            return best[0][0]
        if len(spans) == 1 and (key := self.place(spans[0], None, ""))[0] == "T":
            return key  # in formats where whatever is mentioned is an entity, a title is one too
        if not spans and entity.members:
            return self.keys.having(tuple(sorted(self.resolve(side, member) for member in entity.members)))
        if not spans and (named := self.keys.unmentioned.get(called(entity))):
            return named
        return ("?", "entity", *spans) if spans else nothing("predicted", entity.id)

    @kept
    def _times(self) -> dict[Pieces, int]:
        return ranks({pieces_of(time, number) for number, time in enumerate(self.gold.document.times or ())})

    @kept
    def _events(self) -> dict[Pieces, int]:
        return ranks({pieces_of(event, number) for number, event in enumerate(self.gold.document.events or ())})

    def anchored(self, target: Time | Event, pieces: Pieces) -> Key:
        """The gold time or event that a span overlaps most; equal spans first."""
        timed = isinstance(target, Time)
        ranked = self._times if timed else self._events
        kind = "D" if timed else "V"
        if pieces in ranked and pieces[0][0] >= 0:
            return (kind, ranked[pieces])
        best = max(((overlap(gold, pieces), -rank) for gold, rank in ranked.items()), default=(0, 0))
        return (kind, -best[1]) if best[0] else ("?", kind, *pieces[0])


def ranks(places: set[Pieces]) -> dict[Pieces, int]:
    """The rank of each place in canonical order."""
    return {place: rank for rank, place in enumerate(sorted(places))}
