"""Croissant 1.0 metadata (MLCommons): each Parquet file with its sha256, and every column of every config."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from dateline.hub.card import ABOUT, LAYERS, LICENCE, Edition
from dateline.hub.columns import COLUMNS
from dateline.hub.tables import file_of

if TYPE_CHECKING:
    from datasets import Features

KINDS = {"string": "sc:Text", "int64": "sc:Integer", "bool": "sc:Boolean", "float64": "sc:Float"}


def croissant(edition: Edition, features: "dict[str, Features]", built: dict[str, bytes]) -> str:
    """The metadata as JSON-LD."""
    distribution, records = [], []
    for config, columns in features.items():
        path = file_of(config)
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
        about = {column.name: column.about for column in COLUMNS.get(config, ())}
        own = [field(config, f"{config}/{name}", name, kind, about.get(name, "")) for name, kind in columns.items()]
        records.append({"@type": "cr:RecordSet", "@id": config, "name": config, "description": ABOUT[config], "field": own})
    top = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "dateline",
        "description": f"Gold annotations of two news articles: {LAYERS}. {edition.canary}",
        "version": edition.version,
        "license": LICENCE,
        "url": f"https://huggingface.co/datasets/{edition.repository}",
        "datePublished": edition.day,
        "citeAs": edition.bibtex,
        "distribution": distribution,
        "recordSet": records,
    }
    return json.dumps(top, indent=1, ensure_ascii=False) + "\n"


def field(config: str, id_: str, column: str, kind: Any, about: str, *, top: bool = True) -> dict[str, Any]:
    """A column, with the columns inside it; a list is repeated."""
    described: dict[str, Any] = {"@type": "cr:Field", "@id": id_, "name": id_ if not top else column}
    if about:
        described["description"] = about
    if top:
        described["source"] = {"fileObject": {"@id": f"{config}.parquet"}, "extract": {"column": column}}
    while type(kind).__name__ == "List":
        described["repeated"], kind = True, kind.feature
    if isinstance(kind, dict):
        inner = [field(config, f"{id_}/{name}", name, within, "", top=False) for name, within in kind.items()]
        return described | {"dataType": "sc:Text", "subField": inner} if not top else described | {"subField": inner}
    return described | {"dataType": "sc:Integer" if type(kind).__name__ == "ClassLabel" else KINDS[kind.dtype]}


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
