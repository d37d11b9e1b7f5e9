"""The page of some articles, and the page of a submission."""

from dateline.analysis.errors import errors_of
from dateline.corpus.gold import Gold
from dateline.corpus.predictions import read_any
from dateline.corpus.reading import Reading
from dateline.document import Document
from dateline.evaluation.report import Request, score
from dateline.kernel.items import ItemMetric
from dateline.kernel.pair import Pair
from dateline.metrics import headlines
from dateline.pages.article import article, compared, legend, switches
from dateline.pages.html import page, tag, text
from dateline.reporting.figures import figure


def gold_page(gold: Gold, documents: list[Document]) -> str:
    """Articles with every layer of their gold."""
    lead = tag("p", text(f"gold {gold.name}#{gold.digest}, {len(documents)} articles"), class_="soft") + legend() + switches()
    return page("dateline: gold annotations", "".join(article(document) for document in documents), lead=lead)


def prediction_page(gold: Gold, path: str, format_: str) -> str:
    """A submission's scores and its errors on the articles."""
    report = score(read_any([path], gold, reading := Reading(), format_=format_), gold, Request(details=True), reading)
    headline = ", ".join(f"{line.metric} {figure(line.score.f1)}" for line in report.lines if not line.slice)
    lead = tag("p", text(headline)) + tag("p", text(report.signature()), class_="soft")
    lead += legend([("missed-b", "missed"), ("extra-b", "extra or wrong")]) + switches()
    return page(f"dateline: {path} against gold", "".join(browser(g, p) for g, p in report.pairs), lead=lead)


def browser(gold: Document, pred: Document | None) -> str:
    """One article with a submission's errors under every headline."""
    pair = Pair.of(gold, pred)
    metrics = [metric for metric in headlines().values() if isinstance(metric, ItemMetric)]
    right = {metric.layer: len(metric.matching(pair).pairs) for metric in metrics}
    return compared(pair, list(errors_of(pair, metrics)), right)
