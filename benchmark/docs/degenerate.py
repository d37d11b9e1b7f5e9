"""Degenerate systems and stripped gold over the shipped gold, and the tables of what they score."""

from functools import cache

from degenerate_answers import author_only, clustered, every_filler, everything, shifted, shuffled_types, spoken_by_all, twice, without
from msgspec.structs import replace

from dateline import api
from dateline.baselines.rules import extract
from dateline.corpus.seeds import seeds
from dateline.document import Document
from dateline.document.tokens import WORD
from dateline.evaluation.count import evaluate, scored
from dateline.metrics import every, headlines, parse
from dateline.metrics.whole import Dateline
from dateline.reporting.figures import figure

FLATTERED = ("MUC", "B3", "CEAFe", "CEAFm", "BLANC", "NER(match=partial)", "Time(match=value)", "Arg(match=span)")
RULES, TODAY = "rules", "rules, every event on the document's day, no times"
FOOLED = 0.5  # what a system that has not read may get at most, unless it stands in the table


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
    ruled = {d.id: replace(extract(d.text, d.dct), id=d.id) for d in api.gold()}
    return {**made, RULES: ruled, TODAY: {d.id: today(ruled[d.id], d.dct) for d in api.gold()}}


def today(document, dct):
    """A document whose events all happened on the document's day, without time expressions."""
    return replace(document, times=(), events=tuple(replace(event, date=dct) for event in document.events or ()))


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


@cache
def scores():
    """F1 of every system by metric."""
    metrics = [*headlines().values(), Dateline(), *map(parse, FLATTERED)]
    return {name: scored_by(answers, metrics) for name, answers in {**free(), **made_from_gold(MADE)}.items()}


@cache
def stripped():
    """F1 of gold without what stands beside its items."""
    metrics = [
        parse(name) for name in ("When", "Claim", "Claim(match=source)", "Claim(match=factuality)", "Quote(match=joint)", "Dateline")
    ]
    return {name: scored_by(answers, metrics) for name, answers in made_from_gold(STRIPPED).items()}


def fooled():
    """The metrics that give more than `FOOLED` to a system that has not read: metric, system, F1."""
    every_metric = [metric for metric in every() if metric not in headlines().values()]
    systems_ = {name: answers for name, answers in free().items() if name not in {RULES, TODAY}}
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
    above = fooled()
    alone_b3, alone_ceaf = figure(alone["B3"]), figure(alone["CEAFe"])
    late = f"{figure(shift['NER(match=partial)'])}, `Time(match=value)` {figure(shift['Time(match=value)'])}"
    return "\n".join(
        [
            "# Degenerate systems",
            "",
            "F1 over the shipped gold. The first five have not read. `rules` has, and which rules there are was chosen with the articles",
            "in view; with the document's day, which is assumed, on all its events and no time expression it shows how much of `When` that",
            "day gives. Nothing but gold scores 1 on the whole, and on a headline only what is gold for it: where items are sets, gold",
            "twice over; where a layer holds no types, gold with its types shuffled.",
            "",
            *rows(found),
            "",
            "## Flattered metrics, never to be shown alone",
            "",
            f"- `MUC` gives all mentions in one cluster {figure(one['MUC'])} where `CoNLL` gives {figure(one['CoNLL'])}.",
            f"- `B3` gives all singletons {alone_b3}, `CEAFe` {alone_ceaf}, where `MUC` gives {figure(alone['MUC'])}.",
            f"- `NER(match=partial)` gives gold shifted by one character {late}: the times' headline therefore wants equal spans.",
            f"- `Arg(match=span)` gives every entity in every role {figure(roles['Arg(match=span)'])}, `Arg` {figure(roles['Arg'])}.",
            f"- Above {FOOLED} for a system that has not read: {'' if above else 'none.'}".rstrip(),
            *(f"  - `{metric}` gives *{name}* {figure(value)}" for metric, name, value in above),
            "- Overlap alone, as their peers define it, gives ten near-whole spans over ten names, times or quotes of one kind:",
            *(f"  - `{metric}` {figure(value)}" for metric, value in overlapping()),
            "",
            "## Gold without what stands beside its items",
            "",
            "What gold scores when it is stripped of one thing.",
            "",
            *rows(stripped()),
            "",
        ]
    )
