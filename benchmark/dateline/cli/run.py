"""`dateline run`."""

import argparse
import sys
from contextlib import redirect_stdout

EXAMPLES = """examples:
  dateline run rules | dateline score -
  dateline run mymodule:extract -o predictions.jsonl
  dateline run spacy --gold my-gold.jsonl -o predictions.jsonl
  dateline run rules --variants renamed:20 --seed 7 | dateline score -
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    from dateline.baselines._registry import names

    known = ", ".join(names())
    parser.add_argument(
        "system", metavar="SYSTEM", help=f"a baseline ({known}), or module:callable from a text (and its dct) to a document"
    )
    parser.add_argument("--gold", metavar="PATH", help="run over the texts of this gold")
    parser.add_argument(
        "--variants", action="append", default=[], metavar="KIND:N", help="also over so many variants of each article; may be given again"
    )
    parser.add_argument("--seed", default="", metavar="SEED", help="what the variants follow from")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="the file to write; left out, standard output")


def run(options: argparse.Namespace) -> int:
    """Run an extractor over the articles and write native JSONL."""
    from dateline.baselines._registry import find
    from dateline.corpus.folders import read_from
    from dateline.corpus.loading import load_gold
    from dateline.corpus.notes import Reading
    from dateline.corpus.returned import answered
    from dateline.files.faults import plural
    from dateline.files.output import refuse_overwriting, say, write_bytes
    from dateline.files.progress import watched
    from dateline.formats import native
    from dateline.variants.asked import asked_for, draw

    refuse_overwriting([options.output], read_from([options.gold]))
    gold = load_gold(options.gold)
    if options.variants and not options.seed:
        msg = "--variants wants --seed, as --seed 7"
        raise ValueError(msg)
    asked = [one for text in options.variants for one in asked_for(text)]
    articles = [*gold.documents.values(), *(one for kind, number in asked for one in draw(gold, kind, number, options.seed))]
    without = [article.id for article in articles if article.text is None]
    if without:
        msg = f"{options.gold}: no text to run over in {plural(len(without), 'document')}, as {without[0]!r}; give `text` in the gold"
        raise ValueError(msg)
    system, reading = find(options.system), Reading()
    with redirect_stdout(sys.stderr):  # what an extractor prints is no answer
        content = native.write(answered(system, options.system, article, reading) for article in watched(articles, "run"))
    write_bytes(options.output, content)
    for note in reading.notes:
        say(note)
    if options.output != "-":
        say(f"wrote {plural(len(articles), 'document')} to {options.output}")
    return 0
