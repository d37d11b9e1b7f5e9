"""Reading or remembering: a system's scores on the articles beside those on their variants."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap
from math import sqrt
from typing import NamedTuple

from msgspec.structs import replace

from dateline.analysis.verdicts import STANDARD
from dateline.corpus.gold import Gold
from dateline.evaluation.count import close, count, scored
from dateline.evaluation.plan import Plan
from dateline.kernel.metric import Metric
from dateline.kernel.pair import Documents, Pair
from dateline.variants.name import KINDS, Name

LEVEL = STANDARD.level
FEWEST = 4  # draws that have an interval


class Gap(NamedTuple):
    """One metric on the articles, and over variants: the mean F1, and its interval over draws of the same articles."""

    original: float | None
    mean: float | None
    low: float | None
    high: float | None

    @property
    def gap(self) -> float | None:
        """What is lost: the original's F1 less the mean."""
        return None if self.original is None or self.mean is None else self.original - self.mean


class Memory(NamedTuple):
    """A kind of variants: the seeds, the articles, how many draws of them, how many were not answered, and what each metric gives."""

    kind: str
    seeds: tuple[str, ...]
    articles: tuple[str, ...]
    draws: int
    missing: int
    gaps: Mapping[Metric, Gap]


def memories(own: Iterable[Documents], variants: Iterable[Documents], gold: Gold, metrics: Sequence[Metric], todo: Plan) -> list[Memory]:
    """What each kind of variants tells beside gold's own articles.

    A draw is one variant of each article that the kind has variants of; one that was left out counts as missed. The originals are those
    of the same articles.
    """
    originals = {pair[0].id: pair for pair in own}
    varied: dict[str, dict[Name, Documents]] = {}
    for pair in variants:
        if (name := Name.of(pair[0].id)) is not None:
            varied.setdefault(name.kind, {})[name] = pair
    scoring = Scoring(metrics, replace(todo, both=False))
    return [memory(kind, varied[kind], originals, gold, scoring) for kind in KINDS if kind in varied]


class Scoring(NamedTuple):
    """The metrics, and the plan that counts them."""

    metrics: Sequence[Metric]
    todo: Plan

    def of(self, pairs: Iterable[Documents]) -> dict[Metric, float | None]:
        """The F1 of each metric over some pairs together."""
        result = count(starmap(Pair.of, pairs), self.todo)
        close(result, self.todo.names)
        return {metric: scored(result, metric).f1 for metric in self.metrics}


def memory(kind: str, varied: Mapping[Name, Documents], own: Mapping[str, Documents], gold: Gold, scoring: Scoring) -> Memory:
    """What one kind of variants tells."""
    articles = tuple(sorted({name.article for name in varied}))
    draws = sorted({(name.seed, name.number) for name in varied})
    names = [[Name(article, kind, *draw) for article in articles] for draw in draws]
    whole = [[varied.get(name) or (gold.documents[str(name)], None) for name in each] for each in names]
    scores = list(map(scoring.of, whole))
    original = scoring.of(own[article] for article in articles) if own else {}
    gaps = {m: gap_of(original.get(m), [f1 for each in scores if (f1 := each[m]) is not None]) for m in scoring.metrics}
    missing = len(articles) * len(draws) - len(varied)
    return Memory(kind, tuple(sorted({seed for seed, _ in draws})), articles, len(draws), missing, gaps)


def gap_of(original: float | None, scores: Sequence[float]) -> Gap:
    """The mean of some scores with its interval (Student's t over the draws); few have none."""
    if not scores:
        return Gap(original, None, None, None)
    from statistics import fmean, stdev

    from dateline.analysis.student import quantile_t

    mean = fmean(scores)
    if len(scores) < FEWEST:
        return Gap(original, mean, None, None)
    half = quantile_t(0.5 + LEVEL / 2, len(scores) - 1) * stdev(scores) / sqrt(len(scores))
    if not half:  # no draw differs, so that they tell nothing of others
        return Gap(original, mean, None, None)
    return Gap(original, mean, max(0.0, mean - half), min(1.0, mean + half))
