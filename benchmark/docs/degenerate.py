"""Degenerate systems and stripped gold over the shipped gold, and the tables of what they score."""

from itertools import cycle

from msgspec.structs import replace

from dateline import api
from dateline.baselines.rules import extract
from dateline.corpus.seeds import seeds
from dateline.document import Argument, Document, Entity, Event, Mention, Quote, Relation, Time
from dateline.document.labels import tables
from dateline.document.parts import changed, unchanged, with_items
from dateline.document.tokens import WORD
from dateline.evaluation.count import evaluate, scored
from dateline.metrics import every, headlines, parse
from dateline.metrics.whole import Dateline
from dateline.reporting.text import figure

FLATTERED = ("MUC", "B3", "CEAFe", "CEAFm", "BLANC", "NER(match=partial)", "Time(match=value)", "Arg(match=span)")
FOOLED = 0.5  # what a system that has not read may get at most, unless it stands in the table
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


def every_filler(document):
    """Gold's events, with every entity of the document in every role that their type has."""
    roles = {}
    for event in document.events:
        roles.setdefault(event.type, set()).update(argument.role for argument in event.arguments)
    named = sorted({mention.entity for mention in document.mentions if mention.entity})

    def filled(event):
        return tuple(Argument(role=role, filler=name) for role in sorted(roles[event.type]) for name in named)

    return replace(document, events=tuple(replace(event, arguments=filled(event)) for event in document.events))


def spoken_by_all(document):
    """The document without what says who claims a thing."""
    return replace(
        document,
        events=tuple(replace(event, asserted_by=None) for event in document.events),
        relations=tuple(replace(relation, asserted_by=None) for relation in document.relations),
        quotes=tuple(replace(quote, speaker=None) for quote in document.quotes),
    )


def without(*names):
    """What strips events and relations of attributes."""

    def strip(item):
        return replace(item, **{name: None for name in names if hasattr(item, name)})

    return lambda document: with_items(document, strip)


def author_only(document):
    """Gold's events and relations, all of them certain facts that the author states."""
    plain = {"asserted_by": None, "certainty": None}
    events = tuple(replace(event, realis="ACTUAL", polarity="POSITIVE", **plain) for event in document.events)
    return replace(document, events=events, relations=tuple(replace(relation, **plain) for relation in document.relations))


STRIPPED = {
    "dates": without("date", "date_basis"),
    "sources": spoken_by_all,
    "realis": without("realis"),
    "polarity": without("polarity"),
    "certainty": without("certainty"),
    "all five": lambda document: without("date", "date_basis", "realis", "polarity", "certainty")(spoken_by_all(document)),
    "nothing, but every claim is the author's, actual and positive": author_only,
}


def free():
    """The answers of systems that have not read."""
    answers = {
        "empty": lambda _: None,
        "everything as one span": lambda text: [(0, len(text))],
        "130 near-whole spans": lambda text: [(n, len(text) - n) for n in range(130)],
        "every token": words,
        "every span of up to four words": lambda text: sorted(
            {(a[0], b[1]) for n in range(4) for a, b in zip(words(text), words(text)[n:], strict=False)}
        ),
    }
    made = {name: {i: made_of(spans(text), text, i) for i, text in seeds().items()} for name, spans in answers.items()}
    return {**made, "rules": {name: replace(extract(text), id=name) for name, text in seeds().items()}}


def words(text):
    """The places of the words of a text."""
    return [match.span() for match in WORD.finditer(text)]


def made_of(spans, text, name):
    """A document with every layer on some spans; nothing at all without."""
    return Document(id=name) if spans is None else replace(everything(spans, text), id=name)


MADE = {
    "gold": lambda d: d,
    "gold twice over": twice,
    "gold, all mentions in one cluster": lambda d: clustered(d, "one"),
    "gold, all singletons": lambda d: clustered(d, "alone"),
    "gold, types shuffled": shuffled_types,
    "gold, shifted by one": shifted,
    "gold, every entity in every role": every_filler,
}


def scored_by(answers, metrics):
    """The F1 of some answers by metric."""
    result = evaluate([(document, answers[document.id]) for document in api.gold()], metrics)
    return {str(metric): scored(result, metric).f1 for metric in metrics}


def made_from_gold(makers):
    """The answers that are made from the gold."""
    return {name: {d.id: replace(make(d), text=None) for d in api.gold()} for name, make in makers.items()}


def scores():
    """F1 of every system by metric."""
    metrics = [*headlines().values(), Dateline(), *map(parse, FLATTERED)]
    return {name: scored_by(answers, metrics) for name, answers in {**free(), **made_from_gold(MADE)}.items()}


def stripped():
    """F1 of gold without what stands beside its items."""
    metrics = [
        parse(name) for name in ("When", "Claim", "Claim(match=source)", "Claim(match=factuality)", "Quote(match=joint)", "Dateline")
    ]
    return {name: scored_by(answers, metrics) for name, answers in made_from_gold(STRIPPED).items()}


def fooled():
    """The metrics that give more than `FOOLED` to a system that has not read: metric, system, F1."""
    every_metric = [metric for metric in every() if metric not in headlines().values()]
    systems_ = {name: answers for name, answers in free().items() if name != "rules"}
    found = ((name, scored_by(answers, every_metric)) for name, answers in systems_.items())
    return sorted((metric, name, value) for name, values in found for metric, value in values.items() if (value or 0.0) > FOOLED)


def overlapping():
    """The metrics that give half or more to ten near-whole spans, where gold has ten items of one kind: metric, F1."""
    text = " ".join(["name"] * 10)
    gold = replace(everything(words(text), text), id="d", text=text, relations=(), events=())
    answer = replace(everything([(n, len(text) - n) for n in range(10)], text), id="d", relations=(), events=())
    metrics = [metric for metric in every() if getattr(metric, "view", "spans") == "spans"]
    result = evaluate([(gold, answer)], metrics)
    return [(str(metric), value) for metric in metrics if (value := scored(result, metric).f1 or 0.0) >= FOOLED]


def rows(found):
    """Scores as a Markdown table."""
    metrics = list(next(iter(found.values())))
    yield "| system | " + " | ".join(f"`{metric}`" for metric in metrics) + " |"
    yield "|---|" + "--:|" * len(metrics)
    yield from (f"| {name} | " + " | ".join(figure(values[m]) for m in metrics) + " |" for name, values in found.items())


def table():
    """The scores as a page."""
    found = scores()
    one, alone, shift, roles = (
        found[f"gold, {name}"] for name in ("all mentions in one cluster", "all singletons", "shifted by one", "every entity in every role")
    )
    alone_b3, alone_ceaf = figure(alone["B3"]), figure(alone["CEAFe"])
    late = f"{figure(shift['NER(match=partial)'])}, `Time(match=value)` {figure(shift['Time(match=value)'])}"
    return "\n".join(
        [
            "# Degenerate systems",
            "",
            "F1 over the shipped gold. The first six were made without the gold. Nothing but gold scores 1 on the whole, and on a headline",
            "only what is gold for it: where items are sets, gold twice over; where a layer holds no types, gold with its types shuffled.",
            "",
            *rows(found),
            "",
            "## Flattered metrics, never to be shown alone",
            "",
            f"- `MUC` gives all mentions in one cluster {figure(one['MUC'])} where `CoNLL` gives {figure(one['CoNLL'])}.",
            f"- `B3` gives all singletons {alone_b3}, `CEAFe` {alone_ceaf}, where `MUC` gives {figure(alone['MUC'])}.",
            f"- `NER(match=partial)` gives gold shifted by one character {late}: the times' headline therefore wants equal spans.",
            f"- `Arg(match=span)` gives every entity in every role {figure(roles['Arg(match=span)'])}, `Arg` {figure(roles['Arg'])}.",
            f"- Above {FOOLED} for a system that has not read:",
            *(f"  - `{metric}` gives *{name}* {figure(value)}" for metric, name, value in fooled()),
            "- Overlap alone, as their peers define it, gives ten near-whole spans over ten names, times or quotes of one kind:",
            *(f"  - `{metric}` {figure(value)}" for metric, value in overlapping()),
            "",
            "## Gold without what stands beside its items",
            "",
            "What gold scores when it is stripped of one thing; gold 1.0.0 states no certainty.",
            "",
            *rows(stripped()),
            "",
        ]
    )
