"""What UIMA's tools (INCEpTION, WebAnno, DKPro) name alike in every format that they write."""

import re

SYNTAX = {"Sentence", "Token", "SurfaceForm", "Lemma", "Stem", "POS", "MorphologicalFeatures", "Chunk", "Dependency"}
APART = SYNTAX | {"DocumentAnnotation", "DocumentMetaData", "TagsetDescription", "Sofa", "Dct"}  # what marks no thing
LABELS = ("value", "label", "relationType")  # the features that hold a label, the likelier first
WIKIDATA = re.compile(r"(?:.*/)?(Q[1-9]\d*)")


def wikidata(identifier: object) -> str | None:
    """The Wikidata id that a feature `identifier` holds, bare or as an address."""
    found = WIKIDATA.fullmatch(str(identifier))
    return found[1] if found else None
