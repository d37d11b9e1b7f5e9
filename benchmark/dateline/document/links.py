"""Wikidata's ids, bare or as tools write their addresses."""

import re

ID = re.compile(r"(?:.*[/:#])?(Q[1-9]\d*)>?", re.DOTALL)


def wikidata(identifier: object) -> str | None:
    """The id in an identifier, as in `Q76`, `wd:Q76` and `https://www.wikidata.org/wiki/Q76`; `None` where there is none."""
    found = ID.fullmatch(str(identifier))
    return found[1] if found else None


def addressed(link: str | None) -> str | None:
    """The id in a link that is written as an address."""
    return wikidata(link) if link is not None and not link.startswith("Q") else None
