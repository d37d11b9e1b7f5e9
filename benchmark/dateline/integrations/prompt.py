"""What a language model is told: instructions and a schema, derived from the inventories and the document's own types."""

from typing import Any

import msgspec

from dateline.document import Document, labels

HEAD = """You extract information from one news article. Answer with one JSON object and nothing else.

Give no offsets. Wherever a span is asked, give {"text": "the exact string of the article"}, copied character by character, quotation marks
and case included. If the same string stands in the article several times and you mean a later one, add "nth": it counts the places where
exactly these characters stand as whole words, from 1. Without it, items of one string take its occurrences in reading order.

Keys, each a list; leave a key out to answer nothing of that layer:
"""
GIVEN = """With the article you are given its mentions and entities as JSON: refer to them by their ids, and answer none of your own.
"""
KEYS = {
    "mentions": """every name, nominal and pronoun that refers to an entity: {"id", "text", "nth"?, "type", "level", "entity"}. A name is bare,
  without determiner, title or possessive; a nominal runs from its determiner to its head noun, and what follows the head is outside.
  Adjectives of nations are NORP.
  Mentions of one entity have the same "entity".""",
    "entities": """{"id", "type", "name", "qid"?, "members"?}. "qid" is the Wikidata id, only if you are sure; a group of entities that are named
  together ("the two leaders") has them as "members".""",
    "times": """{"text", "type", "value", "edtf", "mod"?, "basis"}: TIMEX3 type and value, resolved against the document creation time that is
  given with the article; the same in EDTF; the modifier that a word like "over" or "early" gives; how the value was reached.""",
    "relations": """{"head", "type", "tail", "evidence", "status"?, "certainty"?, "asserted_by"?}: head and tail are ids of mentions or entities,
  "evidence" the shortest strings that show it, "status" is former for what is over, "certainty" probable or possible where the source is
  not sure, "asserted_by" who says so where the author does not.""",
    "events": """{"text", "type", "arguments", "date"?, "realis", "polarity", "certainty"?, "referent"?, "asserted_by"?}: "text" is the one word
  that says it most clearly, "arguments" a list of {"role", "filler"} with ids, "date" in EDTF from the text and the document creation time
  alone, "referent" the same string for the same happening.""",
    "quotes": """{"spans", "kind", "speaker", "cue", "addressee"?}: the content without its quotation marks, one span a part; direct, indirect or
  mixed; "speaker" an id or {"text"}, "cue" the verb.""",
}
ARTICLE = "Ana Roy told Bo Li on Monday: “I left Lima.”"
EXAMPLES = {
    "mentions": """[{"id": "m1", "text": "Ana Roy", "type": "PER", "level": "NAM", "entity": "e1"},
  {"id": "m2", "text": "Bo Li", "type": "PER", "level": "NAM", "entity": "e2"},
  {"id": "m3", "text": "I", "type": "PER", "level": "PRO", "entity": "e1"},
  {"id": "m4", "text": "Lima", "type": "GPE", "level": "NAM", "entity": "e3"}]""",
    "entities": """[{"id": "e1", "type": "PER", "name": "Ana Roy"}, {"id": "e2", "type": "PER", "name": "Bo Li"},
  {"id": "e3", "type": "GPE", "name": "Lima"}]""",
    "quotes": """[{"spans": [{"text": "I left Lima."}], "kind": "direct", "speaker": "e1", "cue": {"text": "told"}, "addressee": "e2"}]""",
    "events": """[{"text": "left", "type": "Movement.TransportPerson", "realis": "ACTUAL", "polarity": "POSITIVE", "asserted_by": "e1",
  "arguments": [{"role": "Person", "filler": "e1"}, {"role": "Origin", "filler": "e3"}]}]""",
}
WHOLE = ("mentions", "entities", "quotes")  # the example of the whole; a smaller prompt shows what it has
END = (
    "Use only these labels. A wrong item costs as much as a missed one: leave out what you are not sure of, and answer all that you are.\n"
)
PARTS = {
    "": tuple(KEYS),
    "entities": ("mentions", "entities", "times"),
    "events": ("relations", "events"),
    "quotes": ("quotes",),
}


def schema() -> dict[str, Any]:
    """The schema of what a model is to answer, without references and without what it need not say: offsets, provenance, scores."""
    found = msgspec.json.schema(Document)
    return plain(found["$defs"]["Document"], found["$defs"])


NOT_ASKED = {
    "start", "end", "nth", "aligned", "score", "canary", "edits", "dct", "dct_basis", "fragments", "alternatives", "optional", "votes",
}  # fmt: skip


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


def instructions(part: str = "") -> str:
    """Instructions for a language model with structured output, derived from the inventories; of a part, three of which are the whole.

    `entities` asks entities and times; `events` relations and events, and `quotes` quotes, given the ids that the first gave.
    """
    keys, tables = PARTS[part], labels.tables()
    lists = {
        "mentions": ("Entity types", [f"{key}: {t['definition']}" for key, t in tables["entities"].items()]),
        "relations": ("Relation types (head → tail)", [f"{key}: {t['definition']}" for key, t in tables["relations"].items()]),
        "events": ("Event types (roles)", [f"{key} ({', '.join(t['roles'])}): {t['definition']}" for key, t in tables["events"].items()]),
    }
    named = [[f"{title}:", *(f"- {line}" for line in lines)] for key, (title, lines) in lists.items() if key in keys]
    asked = "\n".join(f'- "{key}": {KEYS[key]}' for key in keys)
    shown = [key for key in (keys if part else WHOLE) if key in EXAMPLES]
    example = ",\n ".join(f'"{key}": {EXAMPLES[key]}' for key in shown)
    given = GIVEN if part in {"events", "quotes"} else ""
    parts = [f"{HEAD}{asked}\n{given}".rstrip("\n"), f'Example, of "{ARTICLE}":\n{{{example}}}', *("\n".join(lines) for lines in named)]
    return "\n\n".join([*parts, values(tables["values"]), END])


def values(tables: dict[str, Any]) -> str:
    """The closed values of attributes."""
    return "\n".join(f"- {name}: " + "; ".join(f"{key} = {text}" for key, text in table.items()) + "." for name, table in tables.items())
