"""The gold for Hugging Face: the `datasets` objects, the dataset repository as a folder, and its upload as one commit."""

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dateline.corpus.loading import shipped_gold
from dateline.corpus.seeds import canary, manifest
from dateline.document import Document, labels
from dateline.files import data
from dateline.files.faults import nearest, one
from dateline.files.folder import remade
from dateline.hub import card, tables
from dateline.hub.columns import COLUMNS
from dateline.hub.croissant import croissant

if TYPE_CHECKING:
    from datasets import Dataset


def dataset(config: str) -> "Dataset":
    """One config as a `datasets.Dataset`, made in memory from the installed gold."""
    if config not in tables.CONFIGS:
        msg = f"no config {config!r}; {nearest(config, tables.CONFIGS)}"
        raise ValueError(msg)
    return made(config, documents())


def documents(texts: Mapping[str, str] | None = None) -> list[Document]:
    """The gold documents, with the shipped texts or a user's own copies."""
    gold = [document for _, document in sorted(shipped_gold().documents.items())]
    return gold if texts is None else [replace(document, text=texts[document.id]) for document in gold]


def made(config: str, gold: list[Document]) -> "Dataset":
    """A config's rows under its declared features."""
    from datasets import Dataset

    return Dataset.from_list(list(tables.rows(config, gold)), features=tables.features(config))


def texts_of(folder: str) -> dict[str, str]:
    """The articles' texts among a user's files, recognised by their sha256."""
    wanted = {article["sha256"]: article["id"] for article in manifest()["articles"]}
    texts = {}
    for path in sorted(Path(folder).iterdir()):
        if path.is_file():
            content = path.read_bytes()
            name = wanted.get(hashlib.sha256(content).hexdigest())
            if name:
                texts[name] = content.decode("utf-8")
    missing = sorted(set(wanted.values()) - set(texts))
    if missing:
        raise one(
            folder, 0, "", f"has no file with the bytes of {', '.join(missing)}", "the sha256 of each is in the manifest of the seeds"
        )
    return texts


QUOTING = ("ADJUDICATION.md", "disagreements.jsonl")  # of the edition with texts alone


def build(target: str, *, without_texts: bool = False, texts: str | None = None, repository: str = card.PLACEHOLDER) -> list[Path]:
    """Write the dataset repository into an empty or own folder; the same input gives the same bytes. The card names where it will be."""
    with remade(Path(target), "publish") as part:
        built = files(documents(texts_of(texts) if texts else None), repository, without_texts=without_texts)
        for path, content in built.items():
            (part / path).parent.mkdir(parents=True, exist_ok=True)
            (part / path).write_bytes(content)
    return [Path(target, path) for path in built]


def files(gold: list[Document], repository: str, *, without_texts: bool) -> dict[str, bytes]:
    """Every file of the dataset repository, by its path."""
    from datasets import disable_progress_bars

    disable_progress_bars()
    built = {tables.file_of(config): parquet(config, gold, without_texts=without_texts) for config in tables.CONFIGS}
    version = shipped_gold().name.removeprefix("dateline-")
    shown = card.Edition(version, shipped_gold().digest, day(), canary(), repository, without_texts)
    features = {config: stripped(config, made(config, gold), without_texts=without_texts).features for config in tables.CONFIGS}
    sizes = {config: (len(list(tables.rows(config, gold))), len(built[tables.file_of(config)])) for config in tables.CONFIGS}
    built["README.md"] = card.readme(shown, features, sizes, gold).encode()
    built["croissant.json"] = croissant(shown, features, built).encode()
    built["eval.yaml"] = card.evaluation(shown).encode()
    built["LICENSE"] = data.path("annotations", "LICENSE").read_bytes()
    for name in ("GUIDELINES.md", "qids.csv", *(() if without_texts else QUOTING)):
        built[name] = data.path("annotations", name).read_bytes()
    return dict(sorted(built.items()))


def day() -> str:
    """The day of the gold's version."""
    return str(labels.tables()["date"])


def stripped(config: str, rows: "Dataset", *, without_texts: bool) -> "Dataset":
    """The rows, without what quotes the articles if asked."""
    if not without_texts:
        return rows
    gone = ["text"] if config == "articles" else [column.name for column in COLUMNS[config] if column.quotes]
    kept = rows.remove_columns(gone)
    if config == "articles":
        nested = [name for name in ("mentions", "times", "events") if name in kept.features]
        features = kept.features.copy()
        for name in nested:
            features[name].feature.pop("text")
        kept = kept.map(
            lambda row: {name: [{k: v for k, v in item.items() if k != "text"} for item in row[name]] for name in nested}, features=features
        )
    return kept


def parquet(config: str, gold: list[Document], *, without_texts: bool) -> bytes:
    """A config as Parquet bytes."""
    import pyarrow.parquet

    table = stripped(config, made(config, gold), without_texts=without_texts).with_format("arrow")[:]
    marked = table.replace_schema_metadata({**(table.schema.metadata or {}), b"canary": canary().encode()})
    sink = io.BytesIO()
    pyarrow.parquet.write_table(marked, sink)
    return sink.getvalue()
