"""What the package knows, as text derived from its own definitions."""

import inspect
import textwrap
from dataclasses import fields
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import msgspec

from dateline import formats as formats_folder
from dateline import labels as inventory
from dateline.document import LAYERS, Document
from dateline.files import LIMITS, SUBMISSION
from dateline.metric import Metric, choices, classes
from dateline.overall import headlines

WIDTH = 96


def metrics() -> str:
    """Every metric with its parameters and definition, by layer."""
    out = [
        "# Metrics",
        "",
        "A metric is written as its name, with the parameters that differ from the defaults (the first of each list),",
        "and `@LABEL` for one slice.",
        "",
    ]
    for layer in (*LAYERS, "whole"):
        out += [f"## {layer}", ""]
        if layer in headlines():
            out += [f"Headline: `{headlines()[layer]}`", ""]
        for cls in classes().values():
            if cls.layer == layer:
                out += metric_lines(cls)
    return "\n".join(out).rstrip() + "\n"


def metric_lines(cls: type[Metric]) -> list[str]:
    """One metric."""
    parameters = [f"{name}={'|'.join(values) or '…'}" for name, values in choices(cls).items()]
    signature = f"{cls.__name__}({', '.join(parameters)})" if parameters else cls.__name__
    return [f"### `{signature}`", "", textwrap.fill(" ".join((inspect.getdoc(cls) or "").split()), WIDTH), ""]


def labels() -> str:
    """The inventories with definitions and projections."""
    names = ("entities", "relations", "events", "roles", "level", "time", "basis", "realis", "polarity", "kind", "status")
    parts = [f"## {name}\n\n{inventory.markdown(name)}\n" for name in names]
    tables = inventory.tables()["entities"]
    header = "| type | " + " | ".join(inventory.PROJECTIONS) + " |\n|" + "---|" * (len(inventory.PROJECTIONS) + 1)
    rows = "\n".join(f"| `{key}` | " + " | ".join(t[p] for p in inventory.PROJECTIONS) + " |" for key, t in tables.items())
    return "# Labels\n\n" + "\n".join(parts) + f"\n## projections\n\n`-` is out of scope: left out on both sides.\n\n{header}\n{rows}\n"


def formats() -> str:
    """Every format: what it is, its unit, what it loses."""
    out = ["# Formats", ""]
    for module in iter_modules(formats_folder.__path__):
        found = import_module(f"dateline.formats.{module.name}")
        out += [f"## {module.name}", "", textwrap.fill(" ".join((inspect.getdoc(found) or "").split()), WIDTH), ""]
    return "\n".join(out)


def limits() -> str:
    """The limits and those of a leaderboard submission."""
    rows = [f"| `{f.name}` | {getattr(LIMITS, f.name):,} | {getattr(SUBMISSION, f.name):,} |" for f in fields(LIMITS)]
    return (
        "\n".join(
            ["# Limits", "", "`--limit NAME=N` raises one.", "", "| limit | anywhere | leaderboard submission |", "|---|---|---|", *rows]
        )
        + "\n"
    )


def schema() -> str:
    """The JSON Schema of a prediction, derived from the document's types."""
    found = msgspec.json.schema(Document)
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def inlined() -> dict[str, Any]:
    """The schema of what a model is to answer, without references and without what it need not say: offsets, provenance, scores."""
    found = msgspec.json.schema(Document)
    return plain(found["$defs"]["Document"], found["$defs"])


NOT_ASKED = {"start", "end", "nth", "aligned", "score", "canary", "published", "fragments"}


def plain(node: Any, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - values of every type pass here
    """A schema node with its references put in; a span is asked as `{text}`, a reference as an id."""
    if "$ref" in node:
        return plain(definitions[node["$ref"].rsplit("/", 1)[1]], definitions)
    if "anyOf" in node:
        arms = [arm for arm in node["anyOf"] if arm.get("type") not in {"null", "array"} or "prefixItems" not in arm]
        ranked = sorted((arm for arm in arms if arm.get("type") != "null"), key=lambda arm: arm.get("type") != "string")
        return plain(ranked[0], definitions)
    if node.get("type") == "object":
        asked = {name: plain(inner, definitions) for name, inner in node.get("properties", {}).items() if name not in NOT_ASKED}
        return {
            "type": "object",
            "properties": asked,
            "required": [n for n in node.get("required", ()) if n in asked],
            "additionalProperties": False,
        }
    if node.get("type") == "array":
        return {"type": "array", "items": plain(node.get("items", {"type": "string"}), definitions)}
    return {key: node[key] for key in ("type", "enum") if key in node} or {"type": "string"}


def prompt() -> str:
    """Instructions for a language model with structured output, derived from the inventories."""
    tables = inventory.tables()
    lists = {
        "entity types": "; ".join(f"{key} ({t['definition']})" for key, t in tables["entities"].items()),
        "relation types (head → tail)": "; ".join(f"{key} ({t['definition']})" for key, t in tables["relations"].items()),
        "event types (roles)": "; ".join(f"{key} ({', '.join(t['roles'])})" for key, t in tables["events"].items()),
    }
    return PROMPT.format(lists="\n".join(f"- {name}: {text}." for name, text in lists.items()), values=values(tables["values"]))


def values(tables: dict[str, Any]) -> str:
    """The closed values of attributes."""
    return "\n".join(f"- {name}: " + "; ".join(f"{key} = {text}" for key, text in table.items()) + "." for name, table in tables.items())


PROMPT = """You extract information from one news article. Answer with one JSON object and nothing else.

Give no offsets. Wherever the schema asks for a span, give {{"text": "the exact string of the article"}}; if the same string occurs
several times and you mean a later one, add "nth" (1 is the first). Copy strings exactly, quotation marks included.

Keys: "mentions" (every name, nominal and pronoun: "id", "text", "nth"?, "type", "level", "entity"), "entities" ("id", "type", "name",
"qid" if you are sure of the Wikidata id), "times" ("text", "type", "value" in TIMEX3, "edtf"), "relations" ("head", "type", "tail":
ids of mentions or entities; "evidence": list of spans), "events" ("text" is the trigger word, "type", "arguments": list of
{{"role", "filler"}} with ids, "date" in EDTF, "realis", "polarity", "referent": the same string for the same happening), "quotes"
("spans": list of spans of the content, "kind", "speaker": id or {{"text"}}, "cue": span, "addressee"). Leave out a key to answer
nothing of that layer.

{lists}

{values}

Names are bare (no determiner, title or possessive). Use only these labels. Leave out what you are not sure of: every wrong item costs.
"""
