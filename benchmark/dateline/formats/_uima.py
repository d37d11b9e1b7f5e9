"""What UIMA's tools (INCEpTION, WebAnno, DKPro) name alike in every format that they write."""

SYNTAX = {"Sentence", "Token", "SurfaceForm", "Lemma", "Stem", "POS", "MorphologicalFeatures", "Chunk", "Dependency"}
APART = SYNTAX | {"DocumentAnnotation", "DocumentMetaData", "TagsetDescription", "Sofa", "Dct"}  # what marks no thing
LABELS = ("value", "label", "relationType")  # the features that hold a label, the likelier first
