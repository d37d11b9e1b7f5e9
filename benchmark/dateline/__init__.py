"""dateline: a benchmark for information extraction from news."""

from typing import TYPE_CHECKING, Any

from dateline.version import __version__

if TYPE_CHECKING:
    from dateline.api import (
        DataError,
        Document,
        Errors,
        Fault,
        Finding,
        Report,
        Score,
        check,
        compare,
        convert,
        gold,
        load,
        read,
        run,
        score,
        show,
        vary,
    )

__all__ = [
    "DataError", "Document", "Errors", "Fault", "Finding", "Report", "Score",
    "__version__", "check", "compare", "convert", "gold", "load", "read", "run", "score", "show", "vary",
]  # fmt: skip


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    if name in __all__:  # imported when it is met: `import dateline` alone costs nothing
        from dateline import api

        return getattr(api, name)
    msg = f"module 'dateline' has no attribute {name!r}"
    raise AttributeError(msg)
