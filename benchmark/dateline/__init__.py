"""dateline: a benchmark for information extraction from news."""

from typing import TYPE_CHECKING, Any

from dateline.version import __version__

if TYPE_CHECKING:
    from dateline.api import compare, gold, load, score

__all__ = ["__version__", "compare", "gold", "load", "score"]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    if name in {"compare", "gold", "load", "score"}:
        from dateline import api

        return getattr(api, name)
    msg = f"module 'dateline' has no attribute {name!r}"
    raise AttributeError(msg)
