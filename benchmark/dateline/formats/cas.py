"""UIMA CAS XMI (INCEpTION, DKPro) through dkpro-cassis, which `dateline[formats]` installs; `TypeSystem.xml` is looked for beside the file.

Unit: UTF-16 in the file, which cassis turns into code points; end exclusive. Types ending in `NamedEntity` or with a `value` become
mentions; `coreference` links are not read. The article by its sofa text or file
name. Loses: levels, heads, entities, and every other layer.
"""

import io
from pathlib import Path

from dateline.document import Document, Mention
from dateline.formats._reader import Answer, Texts


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
    system = cassis.load_typesystem(io.BytesIO(beside.read_bytes())) if beside.exists() else None
    try:
        cas = cassis.load_cas_from_xmi(io.BytesIO(content.encode()), typesystem=system, lenient=True)
    except Exception as error:  # noqa: BLE001 - the reader raises what its XML parser raises
        raise texts.wrong(1, "", f"is no CAS that cassis reads: {error}", "export UIMA CAS XMI with its TypeSystem.xml") from None
    own = str(cas.sofa_string)
    found = tuple(
        Mention(start=a.begin, end=a.end, text=own[a.begin : a.end], type=getattr(a, "value", None))
        for kind in cas.typesystem.get_types()
        if kind.name.endswith(("NamedEntity", "Entity"))
        for a in cas.select(kind.name)
        if a.begin < a.end
    )
    return [Answer(Document(id=texts.identify(None, own), mentions=found), "code point", own)]
