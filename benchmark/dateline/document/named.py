"""Files of a user's own that a parameter names: read as text, if they are files."""

from pathlib import Path

MOST = 64 << 20  # bytes


def text_of(name: str) -> str:
    """The text of a file; raises `OSError` for a device or a pipe, which may never end, and for one that is too large."""
    place = Path(name)
    if place.exists() and not place.is_file():
        msg = "it is no plain file"
        raise OSError(msg)
    if place.stat().st_size > MOST:
        msg = f"it is larger than {MOST:,} bytes"
        raise OSError(msg)
    return place.read_text("utf-8-sig")
