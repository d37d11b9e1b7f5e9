"""The gold for Hugging Face: the `datasets` objects, as the Hub gives them."""

from typing import TYPE_CHECKING

from dateline import corpus, tables
from dateline.metric import nearest

if TYPE_CHECKING:
    from datasets import Dataset


def dataset(config: str) -> "Dataset":
    """One config as a `datasets.Dataset`, made in memory from the installed gold."""
    if config not in tables.CONFIGS:
        msg = f"no config {config!r}; {nearest(config, tables.CONFIGS)}"
        raise ValueError(msg)
    from datasets import Dataset

    documents = [document for _, document in sorted(corpus.gold().documents.items())]
    return Dataset.from_list(list(tables.rows(config, documents)), features=tables.features(config))
