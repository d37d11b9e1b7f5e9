"""Worst cases of one document, imports aside: `python worst.py` prints seconds of CPU as JSON."""

import json
import random
import time
from collections.abc import Callable

from dateline.document import Document, Entity, Mention, Quote
from dateline.evaluation.count import count
from dateline.evaluation.plan import plan
from dateline.kernel.pair import Pair as Both
from dateline.metrics import parse

NER = ["NER", "NER(match=exact)", "NER(match=partial)", "NER(match=type)", "NER(match=head)"]
COREFERENCE = ["MUC", "B3", "CEAFm", "CEAFe", "LEA", "BLANC", "Mentions"]
Pair = tuple[Document, Document]


def mention(start: int, end: int, kind: str = "PER", entity: str | None = None) -> Mention:
    """A mention."""
    return Mention(start=start, end=end, type=kind, entity=entity)


def clusters(number: int) -> Pair:
    """Clusters in one tangled component: each answer takes a mention from its neighbour."""
    gold = [mention(3 * n + k, 3 * n + k + 1, entity=f"e{n}") for n in range(number) for k in range(3)]
    pred = [mention(3 * n + k, 3 * n + k + 1, entity=f"e{(n + (k == 0)) % number}") for n in range(number) for k in range(3)]
    return Document(id="d", mentions=tuple(gold)), Document(id="d", mentions=tuple(pred))


def chain(number: int) -> Pair:
    """Spans of which each overlaps the next, the answers shifted by one character."""
    gold = [mention(4 * n, 4 * n + 6) for n in range(number)]
    return Document(id="d", mentions=tuple(gold)), Document(id="d", mentions=tuple(mention(m.start + 1, m.end + 1) for m in gold))


def onion(number: int) -> Pair:
    """Spans that all overlap each other."""
    gold = [mention(n, 4 * number - n) for n in range(number)]
    return Document(id="d", mentions=tuple(gold)), Document(id="d", mentions=tuple(mention(m.start, m.end + 1) for m in gold))


def types(number: int) -> Pair:
    """Hundreds of types."""
    draw = random.Random(0)
    sides = [[mention(10 * n, 10 * n + 5, f"T{draw.randrange(number)}") for n in range(3000)] for _ in range(2)]
    return Document(id="d", mentions=tuple(sides[0])), Document(id="d", mentions=tuple(sides[1]))


def quotes(number: int) -> Pair:
    """Quotes, each overlapping two of the other side."""
    text = "word " * (number * 10)
    sides = [tuple(Quote(spans=((50 * n + shift, 50 * n + 60 + shift),), speaker=f"e{n % 20}") for n in range(number)) for shift in (0, 5)]
    people = tuple(Entity(id=f"e{n}") for n in range(20))
    named = tuple(mention(5 * n, 5 * n + 4, entity=f"e{n % 20}") for n in range(200))
    gold, pred = (Document(id="d", text=text, mentions=named, entities=people, quotes=side) for side in sides)
    return gold, pred


def long(size: int) -> Pair:
    """A very long text with names all over."""
    draw = random.Random(0)
    starts = sorted(draw.sample(range(0, size - 20, 20), 5000))
    gold = Document(id="d", text="x" * size, mentions=tuple(mention(s, s + 9) for s in starts))
    return gold, Document(id="d", mentions=tuple(mention(s, s + draw.choice((9, 9, 8))) for s in starts))


CASES: dict[str, tuple[Callable[[int], Pair], int, list[str]]] = {
    "5,000 clusters in one component, all coreference metrics": (clusters, 5000, COREFERENCE),
    "3,000 overlapping spans in a chain, all NER modes": (chain, 3000, NER),
    "3,000 spans that all overlap each other, all NER modes": (onion, 3000, NER),
    "3,000 spans of 500 types, all NER modes": (types, 500, NER),
    "1,000 quotes, joint and overlap": (quotes, 1000, ["Quote(match=joint)", "Quote(match=overlap)"]),
    "a text of 10 million characters with 5,000 names, all NER modes": (long, 10_000_000, NER),
}


def timed(make: Callable[[int], Pair], size: int, names: list[str]) -> float:
    """Seconds of CPU of the second run; the first pays for imports."""
    metrics = [parse(name) for name in names]
    pair = make(size)
    took = []
    for _ in range(2):
        begun = time.process_time()
        count([Both.of(*pair)], plan(metrics))
        took.append(time.process_time() - begun)
    return took[1]


if __name__ == "__main__":
    print(json.dumps({name: timed(*case) for name, case in CASES.items()}))
