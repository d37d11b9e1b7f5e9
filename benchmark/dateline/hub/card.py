"""The dataset card, Croissant metadata and `eval.yaml`, from the gold itself."""

import hashlib
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.document import Document
from dateline.version import __version__

if TYPE_CHECKING:
    from datasets import Features

Sizes = dict[str, tuple[int, int]]


class Edition(NamedTuple):
    """What is published: gold version and hash, canary, and whether texts are left out."""

    version: str
    digest: str
    canary: str
    without_texts: bool


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
    "entities": "one row an entity: type, name, Wikidata id, members, cross-document referent",
    "mentions": "one row a mention: span, type, level, head, entity",
    "relations": "one row a relation: head, type, tail, evidence, who asserts it",
    "times": "one row a time expression: TIMEX3, EDTF, basis",
    "events": "one row an event: trigger, type, arguments, date, realis, chain",
    "quotes": "one row a quote: content, kind, speaker, cue, addressee, relay",
    "tokens": "one row a paragraph: words and BIO tags of names, for token classifiers",
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
            "data_files": [{"split": "test", "path": f"data/{name}/test-00000-of-00001.parquet"}],
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
    first = gold[0]
    mention = next(m for m in first.mentions or () if m.level == "NAM")
    shown = {
        "document": first.id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "level": mention.level,
        "entity": mention.entity,
    }
    if edition.without_texts:
        shown.pop("text")
    rows = "\n".join(f"| `{name}` | {sizes[name][0]} | {about} |" for name, about in ABOUT.items())
    template = files(__package__).joinpath("card.md").read_text("utf-8")
    return template.format(
        layers=LAYERS,
        version=edition.version,
        digest=edition.digest,
        package=__version__,
        canary=edition.canary,
        rows=rows,
        example=json.dumps(shown, ensure_ascii=False),
        standoff=STANDOFF if edition.without_texts else "",
        use="" if edition.without_texts else SLICE,
    )


STANDOFF = """
**This is the stand-off edition**: it holds no text of the articles, no words and no strings of items. Whoever has the articles rebuilds
the full edition with `dateline publish --to DIR --texts FOLDER`; files are recognised by their sha256.
"""
SLICE = """
texts = {row["id"]: row["text"] for row in load_dataset(REPOSITORY, "articles", split="test")}
assert all(texts[m["document"]][m["start"] : m["end"]] == m["text"] for m in mentions if m["fragments"] is None)
"""


def croissant(edition: Edition, features: "dict[str, Features]", built: dict[str, bytes]) -> str:
    """Croissant 1.0 metadata: each Parquet file with its sha256, and the flat columns of each config."""
    distribution, records = [], []
    for config, found in features.items():
        path = f"data/{config}/test-00000-of-00001.parquet"
        distribution.append(
            {
                "@type": "cr:FileObject",
                "@id": f"{config}.parquet",
                "name": f"{config}.parquet",
                "contentUrl": path,
                "encodingFormat": "application/x-parquet",
                "sha256": hashlib.sha256(built[path]).hexdigest(),
            }
        )
        records.append(
            {"@type": "cr:RecordSet", "@id": config, "name": config, "description": ABOUT[config], "field": fields(config, found)}
        )
    top = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "dateline",
        "description": f"Gold annotations of two news articles: {LAYERS}. {edition.canary}",
        "version": edition.version,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "url": "https://huggingface.co/datasets",
        "datePublished": "2026-11-21",
        "citeAs": "The dateline maintainers (2026). dateline: a benchmark for information extraction from news.",
        "distribution": distribution,
        "recordSet": records,
    }
    return json.dumps(top, indent=1, ensure_ascii=False) + "\n"


def fields(config: str, features: "Features") -> list[dict[str, Any]]:
    """The columns that hold one value."""
    kinds = {"string": "sc:Text", "int64": "sc:Integer", "bool": "sc:Boolean"}
    return [
        {
            "@type": "cr:Field",
            "@id": f"{config}/{name}",
            "name": name,
            "dataType": kinds[kind.dtype],
            "source": {"fileObject": {"@id": f"{config}.parquet"}, "extract": {"column": name}},
        }
        for name, kind in features.items()
        if getattr(kind, "dtype", None) in kinds and type(kind).__name__ == "Value"
    ]


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


CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataBiases": "cr:dataBiases",
    "dataCollection": "cr:dataCollection",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "personalSensitiveInformation": "cr:personalSensitiveInformation",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
