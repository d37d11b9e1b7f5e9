"""A scored system's result as metadata for a model's card: `.eval_results/*.yaml`, and the older `model-index`."""

from typing import Any

from dateline.evaluation.report import Report


def eval_result(report: Report, repository: str, source: str = "") -> list[dict[str, Any]]:
    """One entry: the F1 of the whole on the dataset's one task, with the signature that repeats it; `ValueError` where it is undefined."""
    whole = report["Dateline"].f1
    if whole is None:
        msg = "the whole is undefined here, as gold annotates none of its layers: there is no value to publish"
        raise ValueError(msg)
    entry: dict[str, Any] = {
        "dataset": {"id": repository, "task_id": "extract"},
        "value": round(whole * 100, 2),
        "notes": f"Dateline, mean of the layers' headline F1; {report.signature()}",
    }
    return [{**entry, "source": {"url": source}} if source else entry]


def model_index(report: Report, repository: str, model: str) -> dict[str, Any]:
    """The headline of each layer and the whole."""
    metrics = [
        {"type": "f1", "name": str(line.metric), "value": line.score.f1, "args": {"signature": report.signature(line.metric)}}
        for line in report.lines
        if not line.slice and line.score.f1 is not None
    ]
    dataset = {"type": repository, "name": "dateline", "config": "articles", "split": "test", "revision": report.gold.name}
    result = {"task": {"type": "token-classification", "name": "information extraction"}, "dataset": dataset, "metrics": metrics}
    return {"model-index": [{"name": model, "results": [result]}]}
