"""`dateline variants`."""

import argparse

EXAMPLES = """examples:
  dateline variants renamed:20 --seed 7 -o variants.jsonl
  dateline variants all:10 --seed 7 --texts -o texts.jsonl     what a system is run on
  dateline variants typographic:20 --seed 7 --gold my-gold.jsonl
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("asked", metavar="KIND:N", help="so many of each article: renamed, swapped, shifted, typographic, or all")
    parser.add_argument("--seed", required=True, metavar="SEED", help="what they follow from, as 7")
    parser.add_argument("--gold", metavar="PATH", help="variants of your own gold")
    parser.add_argument("--texts", action="store_true", help="only id, text and dct, those of the articles too: what a system is run on")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="the file to write; left out, standard output")


def run(options: argparse.Namespace) -> int:
    """Write articles that are made of the gold ones, with their gold, as native JSONL."""
    from dateline.corpus.folders import read_from
    from dateline.corpus.loading import load_gold
    from dateline.document import Document
    from dateline.files.faults import plural
    from dateline.files.output import refuse_overwriting, say, write_bytes
    from dateline.formats import native
    from dateline.variants.asked import asked_for, draw

    refuse_overwriting([options.output], read_from([options.gold]))
    gold = load_gold(options.gold)
    found = [one for kind, number in asked_for(options.asked) for one in draw(gold, kind, number, options.seed)]
    given = [*gold.documents.values(), *found]
    texts = (Document(id=one.id, text=one.text, dct=one.dct, dct_basis=one.dct_basis) for one in given)
    write_bytes(options.output, native.write(texts if options.texts else found))
    distinct = len({one.text for one in found})
    place = "" if options.output == "-" else f", in {options.output}"
    say(f"{plural(len(found), 'document')}, {plural(distinct, 'distinct text')}{place}")
    return 0
