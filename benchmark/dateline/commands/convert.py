"""`dateline convert`."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("input", metavar="IN")
    parser.add_argument("output", metavar="OUT")
    parser.add_argument("--gold", metavar="PATH", help="the gold whose texts the files are about")
    parser.add_argument("--from", dest="source", default="", metavar="FORMAT", help="the input's format; left out, it is recognised")
    parser.add_argument("--to", default="", metavar="FORMAT", help="the output's format; left out, by OUT's ending, else native")
    parser.add_argument("--shards", type=int, default=0, metavar="N", help="write N shards by document id into the folder OUT")


def run(options: argparse.Namespace) -> int:
    """Convert a file, or split it into shards."""
    from dateline.conversion import convert, shard
    from dateline.output import say

    number = (
        shard(options.input, options.output, options.shards)
        if options.shards
        else convert(options.input, options.output, options.gold, options.source, options.to or by_ending(options.output))
    )
    say(f"wrote {number} documents to {options.output}")
    return 0


def by_ending(path: str) -> str:
    """The format that a file's name asks for."""
    endings = {".conll": "conll", ".ann": "brat", ".bio": "conll"}
    return next((name for ending, name in endings.items() if path.endswith(ending)), "native")
