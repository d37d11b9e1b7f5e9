"""`evaluate.load("…/dateline").compute(predictions=…, references=…)`: dateline's scores as an evaluation module of the Hub."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import datasets
import evaluate
import msgspec

import dateline

DESCRIPTION = """Information extraction from news: entities, coreference, links, relations, times, events, claims and quotes, scored by
`dateline`. Predictions and references are documents of its interchange format (dicts, or JSON); without references the shipped gold."""


class Dateline(evaluate.Metric):
    """Documents against documents."""

    def _info(self) -> evaluate.MetricInfo:
        features = datasets.Features({"predictions": datasets.Value("string"), "references": datasets.Value("string")})
        told = {"description": DESCRIPTION, "citation": "", "inputs_description": "documents as dicts or as JSON"}
        return evaluate.MetricInfo(**told, features=features, format="python")

    def compute(
        self, *, predictions: Iterable[Any] = (), references: Iterable[Any] | None = None, metrics: str | Sequence[str] = (), **how: Any
    ) -> dict[str, Any]:
        """F1 by metric, `signature`, and `report`, which `dateline.score` gives; `metrics` and what else that takes."""
        golds = None if references is None else [msgspec.convert(plain(value), dateline.Document) for value in references]
        report = dateline.score(list(map(plain, predictions)), golds, metrics, **how)
        return {**{name: score.f1 for name, score in report.items()}, "signature": report.signature(), "report": report}

    def _compute(self, predictions: Iterable[Any], references: Iterable[Any]) -> dict[str, Any]:
        return self.compute(predictions=predictions, references=references)


def plain(value: Any) -> Any:
    """A document as a dict."""
    return json.loads(value) if isinstance(value, str) else value
