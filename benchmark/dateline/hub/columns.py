"""The columns of every flat config: name, what it holds, and what it says; features, Croissant and the card are made of them."""

from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.document import UNSPECIFIED
from dateline.document.labels import tables

if TYPE_CHECKING:
    from datasets import Features


class Column(NamedTuple):
    """A column. `kind` is `string`, `int64`, `bool`, a list of one of them, `spans`, `arguments`, or the name of a closed set of labels."""

    name: str
    kind: str
    about: str
    quotes: bool = False  # whether it holds words of the article


DOCUMENT = Column("document", "string", "id of the article")
SENTENCE = Column("sentence", "int64", "number of the sentence in the article, from 0")
PLACE = (
    Column("start", "int64", "first character, in code points of the article's text"),
    Column("end", "int64", "after the last character"),
    Column("text", "string", "the words of the article", quotes=True),
)
JUDGED = (
    Column("votes", "int64", "how many of the annotation passes had it; 0 where a later reading added it"),
    Column("optional", "string[]", "`item` if it need not be found, else the attributes that need not be right"),
    Column("alternatives", "string[]", "what is right too, as JSON objects"),
)
SOURCE = (
    Column("source", "string", f"who claims it, by name; empty for the author, {UNSPECIFIED} for somebody not told"),
    Column("source_id", "string", "id of the entity that claims it"),
)
CLAIM = (
    Column("realis", "realis", "whether the source presents it as happened"),
    Column("polarity", "polarity", "whether it is affirmed"),
    Column("certainty", "certainty", "how sure the source is"),
    *SOURCE,
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "entities": (
        Column("id", "string", "unique over the dataset"), DOCUMENT,
        Column("name", "string", "what a reader would call it"),
        Column("type", "entities", "entity type"),
        Column("qid", "string", "Wikidata id; NIL if there is none, UNKNOWN if it was not found, empty for sets"),
        Column("referent", "string", "id across documents"),
        Column("members", "string[]", "ids of the members of a set"),
        Column("member_names", "string[]", "their names"),
        Column("mentions", "int64", "number of its mentions"), *JUDGED,
    ),
    "mentions": (
        Column("id", "string", "unique over the dataset"), DOCUMENT, SENTENCE, *PLACE,
        Column("type", "entities", "entity type: its own, else its entity's"),
        Column("level", "level", "name, nominal or pronoun"),
        Column("head", "string", "the head noun", quotes=True),
        Column("head_start", "int64", "first character of the head"),
        Column("head_end", "int64", "after its last character"),
        Column("entity", "string", "id of the entity; empty for a title"),
        Column("name", "string", "name of the entity"),
        Column("qid", "string", "Wikidata id of the entity, as in `entities`"), *JUDGED,
    ),
    "relations": (
        Column("id", "string", "unique over the dataset"), DOCUMENT, SENTENCE,
        Column("head", "string", "id of the head entity"),
        Column("head_name", "string", "its name"),
        Column("head_type", "entities", "its type"),
        Column("type", "relations", "relation type, head to tail"),
        Column("tail", "string", "id of the tail: an entity, or the mention of a title"),
        Column("tail_name", "string", "its name, or the title"),
        Column("tail_type", "entities", "its type"),
        Column("evidence", "string[]", "the words that show it", quotes=True),
        Column("evidence_spans", "spans", "where they stand"),
        Column("certainty", "certainty", "how sure the source is"), *SOURCE,
        Column("status", "status", "whether it still holds"),
        Column("inferred", "bool", "whether no words say it with both arguments"), *JUDGED,
    ),
    "times": (
        Column("id", "string", "unique over the dataset"), DOCUMENT, SENTENCE, *PLACE,
        Column("type", "time", "TIMEX3 type"),
        Column("value", "string", "TIMEX3 value"),
        Column("edtf", "string", "the same in EDTF; empty for lengths, sets and vague times"),
        Column("mod", "mod", "TIMEX3 modifier"),
        Column("basis", "basis", "how the value was reached"), *JUDGED,
    ),
    "events": (
        Column("id", "string", "unique over the dataset"), DOCUMENT, SENTENCE, *PLACE,
        Column("type", "events", "event type"),
        Column("family", "string", "family of the type"),
        Column("arguments", "arguments", "roles with their fillers, as in `arguments`", quotes=True),
        Column("date", "string", "when, EDTF; empty where text and document time do not tell"),
        Column("date_basis", "basis", "how the date was reached"), *CLAIM,
        Column("referent", "string", "id of the happening, within and across documents"), *JUDGED,
    ),
    "arguments": (
        Column("event", "string", "id of the event"), DOCUMENT, SENTENCE,
        Column("event_type", "events", "its type"),
        Column("trigger", "string", "its trigger", quotes=True),
        Column("role", "roles", "role of the filler"),
        Column("filler", "string", "id of a mention, time or event"),
        Column("filler_kind", "string", "mention, time, event or entity"), *PLACE,
        Column("name", "string", "name of the filler's entity, value of a time, referent of an event"),
        Column("filler_type", "string", "entity, time or event type of the filler"), *JUDGED,
    ),
    "quotes": (
        Column("id", "string", "unique over the dataset"), DOCUMENT, SENTENCE,
        Column("kind", "kind", "direct, indirect or mixed"),
        Column("content", "string[]", "the words, one string a span", quotes=True),
        Column("spans", "spans", "where they stand"),
        Column("speaker", "string", "id of the speaker's mention; empty where the text does not tell"),
        Column("speaker_name", "string", "name of the speaker"),
        Column("cue", "string", "the words that attribute", quotes=True),
        Column("cue_start", "int64", "first character of the cue"),
        Column("cue_end", "int64", "after its last character"),
        Column("addressee_name", "string", "to whom it is said"),
        Column("via_name", "string", "who relays it"),
        Column("verbatim", "string[]", "the quoted words of a mixed quote", quotes=True), *JUDGED,
    ),
    "sentences": (
        DOCUMENT, SENTENCE,
        Column("paragraph", "int64", "number of the line in the article, from 0"), *PLACE,
    ),
    "facts": (
        Column("id", "string", "id of the relation or event"), DOCUMENT, SENTENCE,
        Column("kind", "string", "relation or event"),
        Column("subject", "string", "who, by name; of several each"),
        Column("predicate", "string", "relation or event type"),
        Column("object", "string", "whom or what"),
        Column("place", "string", "where"),
        Column("date", "string", "when, EDTF"),
        Column("source", "string", f"who claims it; empty for the author, {UNSPECIFIED} for somebody not told"),
        Column("factuality", "string", "FactBank's value for the source: CT+ PR+ PS+ CT- PR- PS-"),
        Column("realis", "realis", "whether the source presents it as happened"),
        Column("sentence_text", "string", "the sentence", quotes=True),
    ),
    "tokens": (
        DOCUMENT,
        Column("paragraph", "int64", "number of the line in the article, from 0"),
        Column("tokens", "string[]", "its words", quotes=True),
        Column("ner_tags", "tags", "BIO tags of names, of nested ones the longest"),
    ),
    "disagreements": (
        Column("kind", "string", "what differs between the articles: contradiction, or a different day, number, source or stance"),
        Column("note", "string", "what each says"),
        Column("first", "string", "id of the first article"),
        Column("first_items", "string[]", "ids of its items"),
        Column("first_evidence", "string[]", "its words", quotes=True),
        Column("second", "string", "id of the second article"),
        Column("second_items", "string[]", "ids of its items"),
        Column("second_evidence", "string[]", "its words", quotes=True),
    ),
}  # fmt: skip


def names(kind: str) -> list[str] | None:
    """The labels of a closed set, in the order of labels.toml; `None` for any other kind."""
    found = tables()
    known = found.get(kind) or found["values"].get(kind)
    return list(known) if known and kind != "version" else None


def features(config: str) -> "Features":
    """The features of a flat config."""
    from datasets import Features

    return Features({column.name: feature(column.kind) for column in COLUMNS[config]})


def feature(kind: str) -> Any:
    """The feature of a kind of column."""
    from datasets import ClassLabel, List, Value

    if kind == "spans":
        return List(List(Value("int64"), length=2))
    if kind == "arguments":
        return List({name: Value("string") for name in ("role", "filler", "text", "name")})
    if kind == "tags":
        return List(ClassLabel(names=["O", *(f"{prefix}-{label}" for label in names("entities") or () for prefix in "BI")]))
    labels = names(kind)
    if labels:
        return ClassLabel(names=labels)
    return List(Value(kind.removesuffix("[]"))) if kind.endswith("[]") else Value(kind)
