"""UIMA CAS XMI or JSON (INCEpTION, DKPro, HeidelTime) through dkpro-cassis, which `dateline[formats]` installs.

A `TypeSystem.xml` is looked for beside an XMI file. Unit: UTF-16 in XMI, whatever it says in JSON, which cassis turns into code points; end
exclusive. Types ending in `NamedEntity` or `Entity`, and others with a `value`, become mentions, linked where their `identifier` is of
Wikidata; `CoreferenceChain` makes entities; what has a `Governor` and a `Dependent` among the mentions, a relation; `Timex3` times. A file
with none of these is a fault that says what it holds. The article by its sofa text or file name. Loses: levels, heads, and every other
layer.
"""

import io
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from dateline.document import Document, Mention, Relation, Time
from dateline.document.links import wikidata
from dateline.formats._reader import Answer, Texts
from dateline.formats._uima import APART, LABELS

FIX = "entities are read from types ending in NamedEntity or with a `value`, chains from CoreferenceChain, times from Timex3"


@dataclass
class Held:
    """What a CAS holds: mentions by the annotation that they were, times, relations, and how many annotations of other types."""

    mentions: dict[int, Mention] = field(default_factory=dict)
    times: list[Time] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


def recognise(sample: str) -> bool:
    """The XMI namespace, or the keys of its JSON."""
    return "http://www.omg.org/XMI" in sample or "xmlns:cas=" in sample or '"%FEATURE_STRUCTURES"' in sample or '"%TYPES"' in sample


def read(content: str, texts: Texts) -> list[Answer]:
    """One article."""
    cas = opened(content, texts)
    own = str(cas.sofa_string)
    held = sorted_out(cas, own)
    if not held.mentions and not held.times and +held.others:
        counted = ", ".join(f"{name}: {number}" for name, number in sorted((+held.others).items()))
        raise texts.wrong(1, "", f"holds no entity and no time; it holds {counted}", FIX)
    document = Document(
        id=texts.identify(None, own),
        mentions=tuple(held.mentions.values()) if held.mentions or not held.times else None,
        relations=tuple(held.relations) or None,
        times=tuple(held.times) or None,
    )
    return [Answer(document, "code point", own, 0, +held.others)]


def opened(content: str, texts: Texts) -> Any:
    """The CAS of a file."""
    try:
        import cassis
    except ImportError:
        msg = "reading UIMA CAS needs dkpro-cassis: pip install 'dateline[formats]'"
        raise ImportError(msg) from None
    beside = Path(texts.path).parent / "TypeSystem.xml"
    stream = io.BytesIO(content.encode())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about types that it does not know
            if content.lstrip("\ufeff \t\r\n").startswith("{"):
                return cassis.load_cas_from_json(stream)
            system = cassis.load_typesystem(io.BytesIO(beside.read_bytes())) if beside.exists() else cassis.TypeSystem()
            add_types(content, system)
            return cassis.load_cas_from_xmi(stream, typesystem=system, lenient=True)
    except Exception as error:  # noqa: BLE001 - the reader raises what its XML parser raises
        raise texts.wrong(1, "", f"is no CAS that cassis reads: {error}", "export UIMA CAS XMI with its TypeSystem.xml") from None


def add_types(content: str, system: Any) -> None:
    """Add the types that a file has and its type system has not, by their namespaces and names, with their attributes as strings."""
    from lxml import etree

    given = {type_.name for type_ in system.get_types()}
    for element in etree.fromstring(content.encode(), etree.XMLParser(resolve_entities=False, no_network=True)):
        space, _, name = element.tag.rpartition("}")
        kind = ".".join([*space.removeprefix("{http:///").removesuffix(".ecore").split("/"), name])
        chain = name.endswith("CoreferenceChain")
        if ("begin" not in element.attrib and not chain) or kind.startswith("uima.") or kind in given:
            continue
        above = "uima.cas.AnnotationBase" if chain else "uima.tcas.Annotation"
        type_ = system.get_type(kind) if system.contains_type(kind) else system.create_type(kind, above)
        known = {feature.name for feature in type_.all_features}
        for attribute in element.attrib:
            if "}" not in attribute and attribute not in {*known, "sofa"}:
                known.add(attribute)
                system.create_feature(type_, attribute, REFERENCES.get(attribute, "uima.cas.String"))


REFERENCES = dict.fromkeys(("first", "next", "Governor", "Dependent"), "uima.tcas.Annotation")  # features that are annotations


def sorted_out(cas: Any, own: str) -> Held:
    """The annotations of a CAS as what they are here."""
    held = Held()
    ties, links = [], []
    for annotation in cas.select_all_annotations():
        name, start, end = annotation.type.name.rpartition(".")[2], getattr(annotation, "begin", None), getattr(annotation, "end", None)
        if not isinstance(start, int) or not isinstance(end, int) or name in APART:
            held.others["annotation without a place"] += name.endswith("Entity")
            continue
        if start >= end:
            held.others["annotation of no characters"] += 1
            continue
        value = getattr(annotation, "value", None)
        words = own[start:end] if 0 <= start < end <= len(own) else None
        if getattr(annotation, "Governor", None) is not None and getattr(annotation, "Dependent", None) is not None:
            ties.append(annotation)
        elif name.endswith("CoreferenceLink"):
            links.append(annotation)
        elif name.startswith("Timex3"):
            kind: Any = getattr(annotation, "timexType", None)
            held.times.append(Time(start=start, end=end, text=words, type=kind, value=getattr(annotation, "timexValue", None)))
        elif name.endswith("Entity") or isinstance(value, str):
            qid = wikidata(getattr(annotation, "identifier", None))
            label = value if isinstance(value, str) else None
            held.mentions[annotation.xmiID] = Mention(id=f"m{annotation.xmiID}", start=start, end=end, text=words, type=label, qid=qid)
        else:
            held.others[annotation.type.name] += 1
    chained(cas, links, own, held)
    related(ties, held)
    return held


def chained(cas: Any, links: list[Any], own: str, held: Held) -> None:
    """Give the mentions of chains their entities; a link where no mention stands is one of its own."""
    at = {(mention.start, mention.end): key for key, mention in held.mentions.items()}
    told = set()
    kinds = [type_.name for type_ in cas.typesystem.get_types() if type_.name.endswith("CoreferenceChain")]
    for number, chain in enumerate(one for kind in kinds for one in cas.select(kind)):
        for link in following(chain.first):
            told.add(link.xmiID)
            key = at.setdefault((link.begin, link.end), link.xmiID)
            new = Mention(id=f"m{key}", start=link.begin, end=link.end, text=own[link.begin : link.end])
            held.mentions[key] = replace(held.mentions.get(key, new), entity=f"e{number}")
    held.others["CoreferenceLink of no chain"] += len({link.xmiID for link in links} - told)


def following(link: Any) -> Iterator[Any]:
    """The links of a chain, from its first."""
    seen = set()
    while link is not None and link.xmiID not in seen and isinstance(link.begin, int) and isinstance(link.end, int):
        seen.add(link.xmiID)
        yield link
        link = getattr(link, "next", None)


def related(ties: list[Any], held: Held) -> None:
    """The relations between mentions; others, as of syntax, are counted."""
    for tie in ties:
        head, tail = (held.mentions.get(getattr(end, "xmiID", 0)) for end in (tie.Governor, tie.Dependent))
        short = tie.type.name.rpartition(".")[2]
        if head is None or tail is None or head.id is None or tail.id is None:
            held.others[tie.type.name] += 1
            continue
        named = (getattr(tie, name, None) for name in LABELS)
        held.relations.append(Relation(head=head.id, type=next((name for name in named if isinstance(name, str)), short), tail=tail.id))
