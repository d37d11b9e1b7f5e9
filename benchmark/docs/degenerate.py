"""Degenerate systems over the shipped gold, and the table of what they score."""

from itertools import cycle

from msgspec.structs import replace

from dateline import api
from dateline.baselines.rules import extract
from dateline.corpus.seeds import seeds
from dateline.document import Document, Entity, Event, Mention, Quote, Relation, Time
from dateline.document.labels import tables
from dateline.document.parts import changed, unchanged, with_items
from dateline.document.tokens import WORD
from dateline.evaluation.count import evaluate, scored
from dateline.metrics import headlines, parse
from dateline.metrics.whole import Dateline
from dateline.reporting.text import figure

INTRODUCTION = (
    "F1 over the shipped gold. The first four were made without the gold. Nothing but gold scores 1 on a headline or the whole. Two notes:",
    "repeated gold is gold where items are sets (mention spans in clusters, resolved relations and arguments), and shuffled types are",
    "gold for the layers that hold no types (coreference, linking, quotes).",
)
FLATTERED = ("MUC", "B3", "CEAFe", "CEAFm", "BLANC", "NER(match=partial)", "Time(match=value)")
TYPES = [t for t in tables()["entities"] if t != "TITLE"]


def everything(spans, text):
    """Every layer answered on the same spans, without a look at the gold."""
    mentions = tuple(Mention(id=f"m{n}", start=s, end=e, type="PER", level="NAM", entity="all", qid="Q1") for n, (s, e) in enumerate(spans))
    relations = tuple(Relation(id=f"r{n}", head=m.id, type="met_with", tail=m.id) for n, m in enumerate(mentions[:50]))
    return Document(
        id="",
        mentions=mentions,
        entities=(Entity(id="all", type="PER", qid="Q1"),),
        relations=relations,
        times=tuple(Time(id=f"t{n}", start=s, end=e, type="DATE", value="PRESENT_REF") for n, (s, e) in enumerate(spans)),
        events=tuple(
            Event(id=f"v{n}", start=s, end=e, type="Statement.Say", realis="ACTUAL", referent="x") for n, (s, e) in enumerate(spans)
        ),
        quotes=tuple(Quote(id=f"q{n}", spans=((s, e),), kind="direct") for n, (s, e) in enumerate(spans)),
    )


def shifted(document):
    """Gold one character too late."""
    last = len(document.text)

    def late(span):
        return (min(span[0] + 1, last - 1), min(span[1] + 1, last)) if isinstance(span, tuple) else span

    def one(item):
        done = changed(item, late, unchanged)
        return replace(done, text=None) if hasattr(done, "start") else done

    return with_items(document, one)


def shuffled_types(document):
    """Gold with every label another one."""

    def turned(labels):
        return dict(zip(labels, [*labels[1:], labels[0]], strict=True))

    entities, relations, events = (turned(list(tables()[name])) for name in ("entities", "relations", "events"))
    return replace(
        document,
        mentions=tuple(replace(m, type=entities[m.type]) if m.type and m.type != "TITLE" else m for m in document.mentions),
        entities=tuple(replace(e, type=dict(zip(TYPES, [*TYPES[1:], TYPES[0]], strict=True))[e.type]) for e in document.entities),
        relations=tuple(replace(r, type=relations[r.type]) for r in document.relations),
        events=tuple(replace(v, type=events[v.type]) for v in document.events),
        times=tuple(replace(t, type="SET", value="PAST_REF") for t in document.times),
        quotes=tuple(replace(q, kind="direct") for q in document.quotes),
    )


def twice(document):
    """Gold, every item a second time."""

    def again(items):
        return (*items, *(replace(item, id=f"{item.id}-again") for item in items))

    return replace(document, **{layer: again(getattr(document, layer)) for layer in ("mentions", "times", "relations", "events", "quotes")})


def clustered(document, of):
    """Gold's mentions in other clusters."""
    names = cycle(["one"])
    return replace(
        document,
        mentions=tuple(
            replace(m, entity=None if m.entity is None else next(names) if of == "one" else f"alone{n}", qid=None)
            for n, m in enumerate(document.mentions)
        ),
        entities=(),
        relations=(),
        events=(),
        quotes=(),
        times=(),
    )


def systems():
    """Each degenerate system's answers, and whether it was made from the gold."""
    gold = api.gold()
    texts = seeds()
    free = {
        "empty": {name: Document(id=name) for name in texts},
        "everything as one span": {name: replace(everything([(0, len(t))], t), id=name) for name, t in texts.items()},
        "every token": {name: replace(everything([m.span() for m in WORD.finditer(t)], t), id=name) for name, t in texts.items()},
        "rules": {name: replace(extract(t), id=name) for name, t in texts.items()},
    }
    made = {
        "gold": lambda d: d,
        "gold twice over": twice,
        "gold, all mentions in one cluster": lambda d: clustered(d, "one"),
        "gold, all singletons": lambda d: clustered(d, "alone"),
        "gold, types shuffled": shuffled_types,
        "gold, shifted by one": shifted,
    }
    return free, {name: {d.id: replace(make(d), text=None) for d in gold} for name, make in made.items()}


def scores():
    """F1 of every system by metric."""
    metrics = [*headlines().values(), Dateline(), *map(parse, FLATTERED)]
    found = {}
    for group in systems():
        for name, answers in group.items():
            result = evaluate([(d, answers[d.id]) for d in api.gold()], metrics)
            found[name] = {str(metric): scored(result, metric).f1 for metric in metrics}
    return found


def table():
    """The scores as a page."""
    found = scores()
    metrics = list(found["gold"])
    rows = [f"| {name} | " + " | ".join(figure(values[m]) for m in metrics) + " |" for name, values in found.items()]
    one, alone, shift = (found[f"gold, {name}"] for name in ("all mentions in one cluster", "all singletons", "shifted by one"))
    fooled = f"{figure(shift['NER(match=partial)'])}, `Time(match=value)` {figure(shift['Time(match=value)'])}"
    shifted_line = f"- `NER(match=partial)` gives gold shifted by one character {fooled}: the times' headline therefore wants equal spans."
    flattered = [
        f"- `MUC` gives all mentions in one cluster {figure(one['MUC'])} where `CoNLL` gives {figure(one['CoNLL'])}.",
        f"- `B3` gives all singletons {figure(alone['B3'])}, `CEAFe` {figure(alone['CEAFe'])}, where `MUC` gives {figure(alone['MUC'])}.",
        shifted_line,
    ]
    head = [
        "# Degenerate systems",
        "",
        "F1 over the shipped gold. The first four were made without the gold. Nothing but gold scores 1 on a headline or the whole.",
        "",
    ]
    body = ["| system | " + " | ".join(f"`{m}`" for m in metrics) + " |", "|---|" + "--:|" * len(metrics), *rows, ""]
    return "\n".join([*head, *body, "## Flattered metrics, never to be shown alone", "", *flattered, ""])
