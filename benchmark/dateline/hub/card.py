"""The dataset card and `eval.yaml`, from the gold itself."""

import json
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import metadata
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from dateline.baselines import rules
from dateline.corpus.loading import shipped_gold
from dateline.corpus.notes import Reading
from dateline.document import Document
from dateline.evaluation.report import score
from dateline.evaluation.request import Request
from dateline.formats._reader import Read
from dateline.hub import columns
from dateline.hub.flat import Flat
from dateline.hub.tables import file_of
from dateline.version import __version__

if TYPE_CHECKING:
    from datasets import Features

Sizes = dict[str, tuple[int, int]]
LICENCE = "Annotations: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/. Texts of the articles: unknown, none granted."
PLACEHOLDER = "ORG/NAME"
BIBTEX = """@misc{{dateline,
  title = {{dateline: a benchmark for information extraction from news}},
  author = {{The dateline maintainers}},
  year = {{{year}}},
  note = {{Gold {version}, hash {digest}}}
}}"""


class Edition(NamedTuple):
    """What is published: gold version and hash, its day, canary, where, and whether texts are left out."""

    version: str
    digest: str
    day: str
    canary: str
    repository: str
    without_texts: bool

    @property
    def bibtex(self) -> str:
        """How to cite it."""
        return BIBTEX.format(year=self.day[:4], version=self.version, digest=self.digest)


STANDING: dict[str, Any] = {
    "pretty_name": "dateline: information extraction from news",
    "language": ["en"],
    "license": "other",
    "license_name": "annotations-cc-by-4.0-texts-unknown",
    "license_link": "LICENSE",
    "annotations_creators": ["machine-generated"],
    "language_creators": ["found"],
    "source_datasets": ["original"],
    "size_categories": ["n<1K"],
    "task_categories": ["token-classification"],
    "task_ids": ["named-entity-recognition", "coreference-resolution"],
    "tags": [
        "relation-extraction",
        "event-extraction",
        "entity-linking",
        "quotation-attribution",
        "temporal-expressions",
        "news",
        "benchmark",
    ],
}
LAYERS = "entities with coreference and Wikidata links, relations with evidence, time expressions, dated events, quotes with speakers"
ABOUT = {
    "articles": "one row an article, every layer nested",
    "entities": "one row an entity: name, type, Wikidata id, members, cross-document referent",
    "mentions": "one row a mention: words, type, level, head, entity by id and name",
    "relations": "one row a relation: head, type, tail by id and name, evidence, who claims it",
    "times": "one row a time expression: TIMEX3, EDTF, basis",
    "events": "one row an event: trigger, type, arguments, date, who claims it and how surely, chain",
    "arguments": "one row an argument: event, role, filler by id, words and name",
    "quotes": "one row a quote: content, kind, speaker, cue, addressee, relay",
    "sentences": "one row a sentence, headlines among them",
    "facts": "relations and events as subject, predicate, object, place, date, source, factuality",
    "tokens": "one row a paragraph: words and BIO tags of names, for token classifiers",
    "disagreements": "one row a point in which the articles differ, with the words of each",
}


def readme(edition: Edition, features: "dict[str, Features]", sizes: Sizes, gold: list[Document]) -> str:
    """The card: YAML front matter and text."""
    return f"---\n{yaml_of(front(edition, features, sizes))}---\n{body(edition, sizes, gold)}"


def yaml_of(value: Any) -> str:
    """A value as YAML, keys in the order given."""
    import yaml

    return str(yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=120))


def front(edition: Edition, features: "dict[str, Features]", sizes: Sizes) -> dict[str, Any]:
    """The front matter."""
    configs = [
        {
            "config_name": name,
            **({"default": True} if name == "articles" else {}),
            "version": edition.version,
            "data_files": [{"split": "test", "path": file_of(name)}],
        }
        for name in features
    ]
    infos = [
        {
            "config_name": name,
            "features": found._to_yaml_list(),  # noqa: SLF001 - the hub's own rendering
            "splits": [{"name": "test", "num_bytes": sizes[name][1], "num_examples": sizes[name][0]}],
            "download_size": sizes[name][1],
            "dataset_size": sizes[name][1],
        }
        for name, found in features.items()
    ]
    return STANDING | {"configs": configs, "dataset_info": infos}


def body(edition: Edition, sizes: Sizes, gold: list[Document]) -> str:
    """The text of the card."""
    template = files(__package__).joinpath("card.md").read_text("utf-8")
    return template.format(
        layers=LAYERS,
        version=edition.version,
        digest=edition.digest,
        package=__version__,
        canary=edition.canary,
        repository=edition.repository,
        code=code(),
        configs="\n".join(f"| `{name}` | {sizes[name][0]} | {about} |" for name, about in ABOUT.items()),
        columns="\n\n".join(column_table(config, edition) for config in columns.COLUMNS),
        counts="\n".join(counts(gold)),
        baselines="\n".join(baselines()),
        example=example(gold[0], edition),
        bibtex=edition.bibtex,
        licence=LICENCE,
        standoff=STANDOFF if edition.without_texts else "",
        use="" if edition.without_texts else SLICE,
    )


def code() -> str:
    """Where the package's code is, as its own metadata says."""
    urls = dict(url.split(", ", 1) for url in metadata("dateline").get_all("Project-URL") or ())
    return str(urls["Repository"])


def column_table(config: str, edition: Edition) -> str:
    """The columns of a flat config."""
    shown = [column for column in columns.COLUMNS[config] if not (column.quotes and edition.without_texts)]
    lines = [f"| `{c.name}` | {'label' if columns.names(c.kind) else c.kind.replace('[]', ', a list')} | {c.about} |" for c in shown]
    return "\n".join([f"**{config}**", "", "| column | holds | what |", "|---|---|---|", *lines])


def counts(gold: list[Document]) -> Iterator[str]:
    """How many items there are of each type."""
    for config in ("entities", "mentions", "relations", "times", "events"):
        rows = [row for document in gold for row in Flat(document).rows(config)]
        of_type = Counter(row["type"] for row in rows)
        shown = ", ".join(f"{label} {number}" for label, number in sorted(of_type.items(), key=lambda pair: (-pair[1], pair[0] or "")))
        yield f"| {config} | {len(rows)} | {shown} |"


def baselines() -> Iterator[str]:
    """The headlines of the rules that ship with the package."""
    reads = [Read(replace(rules.extract(d.text or "", d.dct), id=name), name, 0) for name, d in shipped_gold().documents.items()]
    for line in score(reads, shipped_gold(), Request(), Reading()).lines:
        if not line.slice and line.score.f1 is not None:
            yield f"| `{line.metric}` | {line.score.f1:.3f} |"


def example(document: Document, edition: Edition) -> str:
    """A row of `mentions`."""
    row = next(row for row in Flat(document).rows("mentions") if row["level"] == "NAM")
    left = {column.name for column in columns.COLUMNS["mentions"] if column.quotes} if edition.without_texts else set()
    return json.dumps({name: value for name, value in row.items() if name not in left and value not in (None, [])}, ensure_ascii=False)


STANDOFF = """
**This is the stand-off edition**: it holds no text of the articles and of their words only the names that entities are called by. Whoever
has the articles rebuilds the full edition with `dateline publish --to DIR --texts FOLDER`; files are recognised by their sha256.
"""
SLICE = """
texts = {row["id"]: row["text"] for row in load_dataset(REPOSITORY, "articles", split="test")}
assert all(texts[m["document"]][m["start"] : m["end"]] == m["text"] for m in mentions)
"""


def evaluation(edition: Edition) -> str:
    """`eval.yaml`: one task, scored by the package's own Inspect task."""
    return yaml_of(
        {
            "name": "dateline",
            "description": f"Information extraction from news, gold {edition.version}. {edition.canary}",
            "evaluation_framework": "inspect-ai",
            "tasks": [{"id": "extract", "config": "articles", "split": "test"}],
        }
    )
