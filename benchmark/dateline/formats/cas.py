"""UIMA CAS XMI (INCEpTION, DKPro, HeidelTime) through dkpro-cassis, which `dateline[formats]` installs.

A `TypeSystem.xml` is looked for beside the file.

Unit: UTF-16 in the file, which cassis turns into code points; end exclusive. Types ending in `NamedEntity` or `Entity`, and others with a
`value`, become mentions, `Timex3` times; `coreference` links are not read. A file with neither is a fault that says what it holds. The
article by its sofa text or file name. Loses: levels, heads, entities, and every other layer.
"""

import io
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

from dateline.document import Document, Mention, Time
from dateline.formats._reader import Answer, Texts

KEPT = ("DocumentAnnotation", "Sentence", "Token", "Sofa", "Lemma", "POS", "DocumentMetaData", "TagsetDescription", "Dct")


def recognise(sample: str) -> bool:
    """The XMI namespace."""
    return "http://www.omg.org/XMI" in sample or "xmlns:cas=" in sample


def read(content: str, texts: Texts) -> list[Answer]:
    """One article."""
    try:
        import cassis
    except ImportError:
        msg = "reading UIMA CAS needs dkpro-cassis: pip install 'dateline[formats]'"
        raise ImportError(msg) from None
    beside = Path(texts.path).parent / "TypeSystem.xml"
    try:
        system = cassis.load_typesystem(io.BytesIO(beside.read_bytes())) if beside.exists() else types_of(content, cassis)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about types that it does not know
            cas = cassis.load_cas_from_xmi(io.BytesIO(content.encode()), typesystem=system, lenient=True)
    except Exception as error:  # noqa: BLE001 - the reader raises what its XML parser raises
        raise texts.wrong(1, "", f"is no CAS that cassis reads: {error}", "export UIMA CAS XMI with its TypeSystem.xml") from None
    own = str(cas.sofa_string)
    mentions, times, others = sorted_out(cas, own)
    if not mentions and not times and others:
        held = ", ".join(f"{name}: {number}" for name, number in sorted(others.items()))
        fix = "entities are read from types ending in NamedEntity or with a `value`, times from Timex3"
        raise texts.wrong(1, "", f"holds no entity and no time; it holds {held}", fix)
    document = Document(
        id=texts.identify(None, own), mentions=tuple(mentions) if mentions or not times else None, times=tuple(times) or None
    )
    return [Answer(document, "code point", own, 0, others)]


def types_of(content: str, cassis: Any) -> Any:
    """A type system made from the file itself: each annotation's namespace and name, its other attributes as strings."""
    from lxml import etree

    system = cassis.TypeSystem()
    for element in etree.fromstring(content.encode(), etree.XMLParser(resolve_entities=False, no_network=True)):
        space, _, name = element.tag.rpartition("}")
        kind = ".".join([*space.removeprefix("{http:///").removesuffix(".ecore").split("/"), name])
        if "begin" not in element.attrib or kind.startswith("uima."):
            continue
        type_ = system.get_type(kind) if system.contains_type(kind) else system.create_type(kind, "uima.tcas.Annotation")
        known = {feature.name for feature in type_.all_features}
        for attribute in element.attrib:
            if "}" not in attribute and attribute not in {*known, "sofa"}:
                known.add(attribute)
                system.create_feature(type_, attribute, "uima.cas.String")
    return system


def sorted_out(cas: Any, own: str) -> tuple[list[Mention], list[Time], Counter[str]]:
    """The mentions and times of a CAS, and how many annotations of other types it holds."""
    mentions, times, others = [], [], Counter[str]()
    for annotation in cas.select_all_annotations():
        name, start, end = annotation.type.name.rpartition(".")[2], getattr(annotation, "begin", None), getattr(annotation, "end", None)
        if not isinstance(start, int) or not isinstance(end, int) or start >= end or name in KEPT:
            continue
        value = getattr(annotation, "value", None)
        words = own[start:end]
        if name.startswith("Timex3"):
            kind: Any = getattr(annotation, "timexType", None)
            times.append(Time(start=start, end=end, text=words, type=kind, value=getattr(annotation, "timexValue", None)))
        elif name.endswith("Entity") or isinstance(value, str):
            mentions.append(Mention(start=start, end=end, text=words, type=value if isinstance(value, str) else None))
        else:
            others[annotation.type.name] += 1
    return mentions, times, others
