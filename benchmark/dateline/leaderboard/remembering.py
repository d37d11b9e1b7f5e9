"""The whole on the articles beside the whole on their variants, a row a system that answered them; a system's own by layer."""

from collections.abc import Sequence

from dateline.evaluation.memory import Gap, Memory
from dateline.evaluation.report import Report
from dateline.kernel.metric import Metric
from dateline.leaderboard.submissions import Entry
from dateline.metrics.whole import Dateline
from dateline.pages.html import table, tag, text
from dateline.reporting.figures import attempted, figure
from dateline.reporting.memory import NOTE, between, shown
from dateline.variants.name import KINDS

HEAD = ["articles", *KINDS]
HEADING = tag("h2", "Reading or remembering")
WHAT = (
    "The whole on the articles, and its mean over variants of them with a 95 % interval over the variants: renamed (other people and "
    "places), swapped (the article's own, in each other's roles), shifted (another day), typographic (the same in other characters). "
    "Who remembers the articles loses his score; so may who reads, where variants are harder for him. "
    "Compare systems on one kind: in renamed articles there is less to link, as invented people have no id."
)


def told(gap: Gap | None) -> str:
    """A mean with its interval."""
    if gap is None or gap.low is None:
        return figure(gap.mean if gap else None)
    return f"{figure(gap.mean)} {between(gap)}"


def rows(found: list[Entry]) -> list[list[str]]:
    """A row for each system that answered the variants: the articles, then each kind."""
    whole = Dateline()
    answered = [e for e in found if e.report.memories]
    by_kind = [{memory.kind: memory for memory in e.report.memories} for e in answered]
    return [
        [e.system.name, attempted(e.report, str(whole)), *(told(own[kind].gaps[whole] if kind in own else None) for kind in KINDS)]
        for e, own in zip(answered, by_kind, strict=True)
    ]


def section(found: list[Entry]) -> str:
    """The board's table, where some system has a row."""
    made = [[text(cell) for cell in row] for row in rows(found)]
    if not made:
        return ""
    return HEADING + tag("p", text(WHAT), class_="soft") + table(["system", *HEAD], made, "F1 of the whole", range(1, 1 + len(HEAD)))


def own(report: Report) -> str:
    """A system's layers on the articles and on each kind of variants."""
    if not report.memories:
        return ""
    kinds = {memory.kind: shown(report, memory) for memory in report.memories}
    metrics = list(dict.fromkeys(metric for gaps in kinds.values() for metric in gaps))
    made = [
        [text(metric.layer), text(metric), original(report.memories, metric), *(text(told(gaps.get(metric))) for gaps in kinds.values())]
        for metric in metrics
    ]
    head = ["layer", "metric", "articles", *kinds]
    return HEADING + table(head, made, "F1, and its mean over variants", range(2, len(head))) + tag("p", text(NOTE), class_="soft")


def original(memories: Sequence[Memory], metric: Metric) -> str:
    """The score on the articles."""
    return figure(memories[0].gaps[metric].original)
