"""What UIMA's tools (INCEpTION, WebAnno, DKPro) name alike in every format that they write."""

import re

APART = frozenset(  # types, without their packages, that mark no thing
    ("DocumentAnnotation", "Sentence", "Token", "Sofa", "Lemma", "POS", "MorphologicalFeatures", "Stem", "SurfaceForm", "Chunk")
) | {"DocumentMetaData", "TagsetDescription", "Dct", "Dependency"}
LABELS = ("value", "label", "relationType")  # the features that hold a label, the likelier first
WIKIDATA = re.compile(r"(?:.*/)?(Q[1-9]\d*)")


def wikidata(identifier: object) -> str | None:
    """The Wikidata id that a feature `identifier` holds, bare or as an address."""
    found = WIKIDATA.fullmatch(str(identifier))
    return found[1] if found else None
