"""What a language model is told: instructions and a schema, derived from the inventories and the document's own types."""

from typing import Any

import msgspec

from dateline.document import Document, labels

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


def schema() -> dict[str, Any]:
    """The schema of what a model is to answer, without references and without what it need not say: offsets, provenance, scores."""
    found = msgspec.json.schema(Document)
    return plain(found["$defs"]["Document"], found["$defs"])


NOT_ASKED = {"start", "end", "nth", "aligned", "score", "canary", "published", "fragments"}


def plain(node: Any, definitions: dict[str, Any]) -> dict[str, Any]:
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


def instructions() -> str:
    """Instructions for a language model with structured output, derived from the inventories."""
    tables = labels.tables()
    lists = {
        "entity types": "; ".join(f"{key} ({t['definition']})" for key, t in tables["entities"].items()),
        "relation types (head → tail)": "; ".join(f"{key} ({t['definition']})" for key, t in tables["relations"].items()),
        "event types (roles)": "; ".join(f"{key} ({', '.join(t['roles'])})" for key, t in tables["events"].items()),
    }
    return PROMPT.format(lists="\n".join(f"- {name}: {text}." for name, text in lists.items()), values=values(tables["values"]))


def values(tables: dict[str, Any]) -> str:
    """The closed values of attributes."""
    return "\n".join(f"- {name}: " + "; ".join(f"{key} = {text}" for key, text in table.items()) + "." for name, table in tables.items())
