"""What the shipped gold must keep beyond the form: constraints of the guidelines."""

from dateline.corpus import Gold


def check_gold(gold: Gold) -> None:
    """Raise every breach."""
