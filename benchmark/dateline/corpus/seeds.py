"""The articles, byte for byte, and what is known of them."""

import hashlib
import tomllib
from functools import cache
from typing import Any

from dateline.files import data
from dateline.files.faults import one


@cache
def manifest() -> dict[str, Any]:
    """What is known of the seeds, and their sha256."""
    return tomllib.loads(data.path("seeds", "manifest.toml").read_text("utf-8"))


@cache
def seeds() -> dict[str, str]:
    """The seed articles' texts by id, exactly as their bytes decode; raises if a byte is not the manifest's."""
    found = {}
    for article in manifest()["articles"]:
        content = data.path("seeds", article["file"]).read_bytes()
        if hashlib.sha256(content).hexdigest() != article["sha256"]:
            raise one(article["file"], 0, "", "is not the article of the manifest (sha256)", "restore the file byte for byte")
        found[article["id"]] = content.decode("utf-8")
    return found


def canary() -> str:
    """The string that marks evaluation data."""
    return str(manifest()["canary"])
