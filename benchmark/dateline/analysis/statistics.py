"""Intervals and comparisons: what scores can and cannot tell.

An interval is the jackknife's, with Student's t (Tukey 1958; Efron & Stein 1981), on the logit of F1; `percentile` and `bca` are Efron's
bootstrap (1987). A difference of two systems is tested by approximate randomisation over units (Noreen 1989; Yeh 2000), several
differences with Holm's correction (1979). Where units are too few, nothing is said.
"""

from collections.abc import Sequence
from math import ceil, comb, exp, log, log2

import numpy as np

from dateline.analysis.resampling import Array, Sample, Sheet, drawn, left_out, samples, side_by_side, swapped
from dateline.analysis.student import NORMAL, quantile_t
from dateline.analysis.verdicts import LEAST, STANDARD, Difference, Interval, Resampling, Verdict
from dateline.kernel.metric import Metric

POWER = 0.8  # how often a difference is to be found


def interval(sample: Sample, how: Resampling = STANDARD) -> Interval | None:
    """The interval of a system's F1; `None` where the units are too few or do not differ."""
    if sample.number < LEAST:
        return None
    value, without = sample.value, sample.values(left_out(sample.columns))
    error = jackknife_error(without)
    if not error or np.isnan(error) or np.isnan(value):
        return None
    if how.method == "jackknife":
        low, high = around(value, error, quantile_t(0.5 + how.level / 2, sample.number - 1))
    else:
        replicates = np.concatenate([sample.values(sums) for (sums,) in drawn([sample.columns], how.replicates, how.seed)])
        low, high = ends(replicates, value, without, how)
    return Interval(low, high, error, sample.number, sample.unit)


def jackknife_error(without: Array) -> float:
    """The standard error from the values without each unit."""
    number = len(without)
    return float(np.sqrt((number - 1) / number * np.sum((without - without.mean()) ** 2)))


def around(value: float, error: float, width: float) -> tuple[float, float]:
    """An interval on the logit of a value in (0, 1), so that it stays there; at the edge, on the value itself."""
    if not 0 < value < 1:
        return max(0.0, value - width * error), min(1.0, value + width * error)
    middle, half = log(value / (1 - value)), width * error / (value * (1 - value))
    return logistic(middle - half), logistic(middle + half)


def logistic(x: float) -> float:
    """The inverse of the logit."""
    return 1 / (1 + exp(-x)) if x > -700 else 0.0


def ends(replicates: Array, value: float, without: Array, how: Resampling) -> tuple[float, float]:
    """The percentile interval of replicates, or BCa's: corrected for bias and acceleration."""
    tails = [(1 - how.level) / 2, (1 + how.level) / 2]
    if how.method == "bca":
        below = min(max(float(np.mean(replicates < value)), 0.5 / len(replicates)), 1 - 0.5 / len(replicates))
        bias = NORMAL.inv_cdf(below)
        gaps = without.mean() - without
        spread = float(np.sum(gaps**2)) ** 1.5
        bend = float(np.sum(gaps**3)) / (6 * spread) if spread else 0.0
        shifted = [bias + NORMAL.inv_cdf(tail) for tail in tails]
        tails = [NORMAL.cdf(bias + shift / (1 - bend * shift)) for shift in shifted]
    low, high = np.quantile(replicates, tails)
    return float(low), float(high)


def difference(first: Sample, second: Sample, how: Resampling = STANDARD) -> Difference:
    """What two systems over the same units tell of each other; the verdict is that of the test alone."""
    return told(first, second, chances([(first, second)], how)[0], how)


def told(first: Sample, second: Sample, p: float, how: Resampling) -> Difference:
    """A difference with the p of its test; where no unit differs there is nothing to test."""
    number, unit = first.number, first.unit
    a, b = first.value, second.value
    gap = b - a
    if number < LEAST or np.isnan(gap):
        why: Verdict = "undefined" if np.isnan(gap) else "too few"
        return Difference(str(first.metric), defined(a), defined(b), defined(gap), None, None, None, why, number, unit, None, None)
    if np.array_equal(first.columns, second.columns):
        return Difference(str(first.metric), a, b, gap, None, None, None, "cannot tell", number, unit, None, None)
    gaps = second.values(left_out(second.columns)) - first.values(left_out(first.columns))
    error = jackknife_error(gaps)
    width = quantile_t(0.5 + how.level / 2, number - 1) * error
    power = NORMAL.inv_cdf(0.5 + how.level / 2) + NORMAL.inv_cdf(POWER)
    share = float(np.mean(np.any(first.columns != second.columns, axis=1)))
    needed = max(int(np.ceil(number * (power * error / gap) ** 2)), telling(share, how.level)) if gap and error else None
    verdict = judged(gap, p, how)
    return Difference(str(first.metric), a, b, gap, gap - width, gap + width, p, verdict, number, unit, power * error, needed)


def telling(share: float, level: float) -> int:
    """How many units have enough that differ four times in five, where so large a share does.

    With fewer than k that differ no exchange of units is rarer than 2^(1-k), however far they differ.
    """
    least = ceil(1 - log2(1 - level))
    number = least
    while sum(comb(number, k) * share**k * (1 - share) ** (number - k) for k in range(least)) > 1 - POWER:
        number += max(1, number // 50)
    return number


def defined(value: float) -> float | None:
    """A value, or none where it is not a number."""
    return None if np.isnan(value) else value


def judged(gap: float, p: float, how: Resampling) -> Verdict:
    """A difference in words."""
    if p > 1 - how.level or not gap:
        return "cannot tell"
    return "better" if gap > 0 else "worse"


def chances(pairs: Sequence[tuple[Sample, Sample]], how: Resampling) -> list[float]:
    """The two-sided p of the differences of two systems under several metrics, their units exchanged alike: how often chance gives as much.

    Approximate randomisation (Noreen 1989). A unit of which a metric has nothing changes nothing when it is exchanged.
    """
    first, second = (side_by_side([pair[side] for pair in pairs]) for side in (0, 1))
    ends = np.cumsum([0, *(pair[0].columns.shape[1] for pair in pairs)]).tolist()
    seen = [abs(b.value - a.value) for a, b in pairs]
    as_much = [0] * len(pairs)
    for ours, theirs in swapped(first, second, how.replicates, how.seed) if len(first) else ():
        for n, (a, b) in enumerate(pairs):
            own = slice(ends[n], ends[n + 1])
            as_much[n] += int(np.sum(np.abs(a.values(ours[:, own]) - b.values(theirs[:, own])) >= seen[n] - 1e-12))
    return [(number + 1) / (how.replicates + 1) for number in as_much]


def corrected(found: Sequence[Difference], how: Resampling = STANDARD) -> list[Difference]:
    """Differences judged together: p by Holm's step-down correction over those that could be found (Tarone 1990)."""
    order = sorted((n for n, each in enumerate(found) if each.p is not None), key=lambda n: found[n].p or 0.0)
    new = list(found)
    highest = 0.0
    for rank, n in enumerate(order):
        highest = max(highest, min(1.0, (found[n].p or 0.0) * (len(order) - rank)))
        new[n] = found[n]._replace(p=highest, verdict=judged(found[n].difference or 0.0, highest, how))
    return new


def intervals(metrics: Sequence[Metric], annotated: frozenset[str], sheet: Sheet, how: Resampling = STANDARD) -> dict[str, Interval | None]:
    """The interval of each metric by its name; `None` where there is no honest one."""
    found = {str(metric): samples(metric, annotated, [sheet]) for metric in metrics}
    return {name: interval(units[0], how) if units else None for name, units in found.items()}


def compared(
    metrics: Sequence[Metric], annotated: frozenset[str], sheets: Sequence[Sheet], how: Resampling = STANDARD
) -> list[list[Difference]]:
    """The differences of each later system to the first under each metric, judged together."""
    table = [(metric, samples(metric, annotated, sheets)) for metric in metrics]
    flat = []
    for n in range(1, len(sheets)):
        pairs = [(units[0], units[n]) for _, units in table if units]
        p = iter(chances(pairs, how))
        flat += [
            told(units[0], units[n], next(p), how) if units else untold(metric, annotated, sheets[0], sheets[n]) for metric, units in table
        ]
    judged_ = corrected(flat, how)
    return [judged_[start : start + len(table)] for start in range(0, len(judged_), len(table))]


def untold(metric: Metric, annotated: frozenset[str], *sheets: Sheet) -> Difference:
    """Two scores of a metric without units here: documents are few and its credits have no places, or it counts all as one."""
    first, second = (sheet.score(metric, annotated) for sheet in sheets)
    gap = None if first is None or second is None else second - first
    one = getattr(metric, "across", False)
    number, unit = (1, "corpus") if one else (len(sheets[0].documents | sheets[1].documents), "documents")
    why: Verdict = "undefined" if gap is None else "too few"
    return Difference(str(metric), first, second, gap, None, None, None, why, number, unit, None, None)
