"""Whether a beginning is that of a flat list of entities, or of a table of them, and not what another format reads."""

import re
from collections.abc import Mapping

from dateline.formats._framed import is_framed
from dateline.formats._keys import item_keys, keys
from dateline.formats._layout import layout
from dateline.formats._named import names, naming
from dateline.formats._nested import CAPITALS
from dateline.formats._predicted import predicts
from dateline.formats._tables import delimiter, holds_lists

PAIRS = re.compile(r"""\[\s*\[\s*"[^"\\]*"\s*,\s*"[^"\\]*"\s*\]""")
TRIPLES = re.compile(r"""\[\s*\[\s*(?:"[^"\\]*"\s*,\s*)?\d+\s*,\s*\d+\s*[,\]]""")
ONE_BY_ONE = re.compile(r"""\[\s*+(?:\{\s*+(?:"[^"\\]*"\s*+:\s*+"[A-Z][A-Z_.-]+"|"[A-Z][A-Z_.-]+"\s*+:\s*+"[^"\\]*")\s*+\}\s*+,?\s*+){2}""")
LABELLED = re.compile(r"""\{(?:\s*+"[^"\\]*"\s*+:\s*+"[A-Z][A-Z_.-]+"\s*+,?){2,}\s*+\}""")  # words, each with its label
ELSEWHERE = (
    "spans",
    "tokens",
    "tokenized_text",
    "denotations",
    "extractions",
    "annotations",
    "vertexSet",
    "ents",
    "known",
    "sentences",
    "resolution",
    "dim",
    "result",
    "terms",
    "mentions",
    "multi_ner",
)


def begins(sample: str) -> bool:
    """Whether some text is the beginning of such a list, or of such a table."""
    start = sample.lstrip("\ufeff \t\r\n")
    if start.startswith(("[", "{")):
        amazon, azure = '"BeginOffset"' in start, '"category"' in start and '"offset"' in start
        return (
            start.strip() == "[]"
            or amazon
            or is_framed(start)
            or (azure and bool(keys(start).keys() & {"results", "documents"}))
            or known(start)
        )
    header = start.split("\n", 1)[0]
    columns = [cell.strip(' \r"*`').lower() for cell in header.split(delimiter(header))]
    told = layout(*columns)
    return (bool(told.label) and bool(told.start or told.text)) or holds_lists(columns, start[len(header) :])


def known(start: str) -> bool:
    """Whether some JSON begins with a row, with lists of rows under names, or with GLiNER2's entities."""
    top = keys(start)
    if '"beginOffset"' in start and '"mentions"' in start:
        return False
    return is_list_of(top, start) or (not of_others(top) and (has_lists(start, top) or has_row(start)))


def of_others(top: Mapping[str, str]) -> bool:
    """Whether an object has keys that other formats have."""
    tagged = "words" in top and any(key in names("tags") or predicts(key, "tags") for key in top)
    if any(begins_ in {'["', "[]"} and key in names("triples")[:2] for key, begins_ in top.items()):
        return True
    plain = top.get("text") == '"' and top.get("entities", "") in {"[{", "[[", "[]"}
    return bool(top.keys() & set(ELSEWHERE)) or tagged or plain


def has_lists(start: str, top: Mapping[str, str]) -> bool:
    """Whether some JSON begins with lists of rows, under labels or articles, or with pairs."""
    by_type = [begins_ for name, begins_ in top.items() if name not in naming()]
    return (
        PAIRS.match(start) is not None
        or TRIPLES.match(start) is not None
        or LABELLED.match(start) is not None
        or ONE_BY_ONE.match(start) is not None
        or start.replace(" ", "").startswith(("[[]", "[]\n"))
        or (bool(by_type) and set(by_type) <= {'["', "[]", "n"} and by_type != ["n"])
        or ('["' in by_type and set(by_type) <= {'["', "[]", "n", '"'} and are_labels(top))
        or top.get("entities", "") in {"{", "[{", "[[", "[]"}
        or bool(top.keys() & {"items"} and "unit" in top)
        or (bool(top) and all(begins_ == "[]" for begins_ in top.values()))
    )


def holds_records(start: str, key: str) -> bool:
    """Whether the first object in a list holds a list itself, as a record does, and no row."""
    first = re.search(rf'"{re.escape(key)}"\s*:\s*\[\s*(?=\{{)', start)
    return first is not None and any(begins_ in {"[{", "[["} for begins_ in keys(start[first.end() :]).values())


def are_labels(top: Mapping[str, str]) -> bool:
    """Whether all lists of strings of an object stand under labels in capitals."""
    return all(CAPITALS.fullmatch(key) for key, begins_ in top.items() if begins_ == '["')


def has_row(start: str) -> bool:
    """Whether some JSON begins with a row that has a label, and a place or words."""
    item = item_keys(start)
    placed_there = "start_char" in item or ("misc" in item and "start_char=" in start)
    if placed_there and "ner" in item and "".join(start[:200].split()).startswith("[["):  # Stanza's tokens
        return False
    told = layout(*item)
    placed_alone = all(any(item[name] not in {"[", "{"} for name in own) for own in (told.start, told.end))
    labelled = placed_alone or any(item[name] not in {"[[", "[{", "[]", "{"} for name in told.label)
    placed = any(item[name] not in {"[", "{"} for name in (*told.text, *told.start))
    return labelled and placed and not item.keys() & {*ELSEWHERE, *(["offset"] if item.get("offset") == "{" else ())}


def is_list_of(top: Mapping[str, str], start: str) -> bool:
    """Whether an object names its article, and holds items under a name that says so, or a prediction, and no text."""
    if top.keys() & {"text", "tokens", "tokenized_text", "words", "data", "sentences", "ents", "doc_key"}:
        return False
    rows = {"[{"} if '["' in top.values() else {"[{", "[["}  # beside words that may be tokens a list may count them
    lists = [key for key, begins_ in top.items() if begins_ in rows and not holds_records(start, key)]
    named = any(key in naming() for key in top) and any(key in names("items") for key in lists)
    return named or any(predicts(key, "items") for key in lists)
