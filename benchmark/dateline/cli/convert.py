"""`dateline convert`."""

import argparse

EXAMPLES = """examples:
  dateline convert brat-folder gold.jsonl         from any format, recognised
  dateline convert gold.jsonl gold.conll          the ending says what to write
  dateline convert answers.json answers.jsonl --gold my-gold.jsonl
  dateline convert entities.jsonl all.jsonl --with events.jsonl --with quotes.jsonl
  dateline convert gold.jsonl gold --shards 64
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("input", metavar="IN")
    parser.add_argument("output", metavar="OUT")
    parser.add_argument("--gold", metavar="PATH", help="the gold whose texts the files are about")
    parser.add_argument("--from", dest="source", default="", metavar="FORMAT", help="the input's format; left out, it is recognised")
    parser.add_argument("--to", default="", metavar="FORMAT", help="the output's format; left out, by OUT's ending, else native")
    parser.add_argument(
        "--with", dest="others", action="append", default=[], metavar="FILE", help="join the layers that FILE has of the same documents"
    )
    parser.add_argument("--shards", type=int, metavar="N", help="write N shards by document id into the folder OUT")


def run(options: argparse.Namespace) -> int:
    """Convert a file, or split it into shards."""
    from dateline.corpus import converting
    from dateline.corpus.folders import read_from
    from dateline.corpus.loading import load_gold
    from dateline.files.faults import plural
    from dateline.files.output import refuse_overwriting, say
    from dateline.variants.rebuilt import with_variants

    if options.shards is not None:
        number = converting.shard(options.input, options.output, options.shards)
    else:
        refuse_overwriting([options.output], read_from([options.input, *options.others, options.gold]))
        against = with_variants(load_gold(options.gold))
        to = options.to or converting.by_ending(options.output)
        number = converting.convert([options.input, *options.others], options.output, against, options.source, to, own=options.gold is None)
    say(f"wrote {plural(number, 'document')} to {options.output}")
    return 0
