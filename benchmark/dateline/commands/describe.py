"""`dateline describe`."""

import argparse
import sys

TOPICS = ("metrics", "labels", "formats", "limits", "schema", "prompt")


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("topic", choices=TOPICS)


def run(options: argparse.Namespace) -> int:
    """Print a topic."""
    from dateline import describe

    sys.stdout.write(getattr(describe, options.topic)())
    return 0
