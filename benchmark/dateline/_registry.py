"""What Inspect finds by the entry point: the task `dateline/extract`, its scorer, and the `replay` model."""

from dateline.inspect import extract, replay

__all__ = ["extract", "replay"]
