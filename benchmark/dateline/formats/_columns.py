"""Which column of some rows is their label, decided once for all of them: what a system predicted, and not gold's beside it."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, TypeVar

from dateline.formats._articles import Apart
from dateline.formats._layout import Layout, layout
from dateline.formats._predicted import is_figure, predicts, predicts_surely, said
from dateline.formats._reader import Texts

Told = tuple[Any, ...]  # whatever tells a row apart, and the row
Row = TypeVar("Row", bound=Told)
NOTHING = ("none", "None", "-", "null")  # in the place of a label
EMPTY = ("", *NOTHING)
FIGURE = (int, float)
NONE = frozenset(("O", *NOTHING))  # of a token or a place that is no name
STATES = frozenset(
    ("tp", "fp", "fn", "tn", "correct", "incorrect", "right", "wrong", "match", "mismatch", "ok", "error", "missed", "spurious")
)
LONG = 40  # characters; no label is as long


def labelled_rows(rows: list[Row], texts: Texts, *, whole: bool = True) -> list[Row]:
    """The rows whose label is told, under that name alone; `whole`: they are all of a file, or of some of it."""
    given = [row[-1] for row in rows if isinstance(row[-1], dict)]
    keys = dict.fromkeys(chain.from_iterable(given))
    own = layout(*keys)
    plain = next((key for key in own.label if not predicts(key, "label")), None)
    values = {key: column(given, key) for key in keys if key == plain or may_vie(key, own)}
    twin = next((key for key in values if is_twin(key, values[key], values.get(plain or "", set()))), None)
    if texts.part and any(is_in_doubt(key, values[key], values.get(plain or "", set())) for key in values if key != plain):
        raise Apart
    if twin is None and plain is not None:
        refuse_rival(plain, values, given, rows, texts)
    if whole and given:
        texts.agree("label", str(twin or plain))
    others = {key for key in own.label if key != twin and key not in own.text and (twin is not None or (plain and predicts(key, "label")))}
    if not others and (twin in {None, *own.label[:1]}) and (twin is None or not any(is_empty(row.get(twin)) for row in given)):
        return rows
    if twin is not None and not values[twin] and whole and plain is not None and values[plain]:
        what = f"is empty wherever it stands, and {plain!r} beside it is not: one of them is the prediction"
        raise texts.wrong(rows[0][-2], f"$.{twin}", what, "leave gold's out, or the empty column")
    return [
        (*told[:-1], {"label" if key == twin else key: inner for key, inner in row.items() if key not in others})  # type: ignore[misc]  # as the row's own
        for told in rows
        if isinstance(row := told[-1], dict)
        and (twin is None or "O" in values[twin] or not is_empty(row.get(twin)))  # a row of tokens stays
    ]


def column(rows: Iterable[dict[str, Any]], key: str) -> set[Any]:
    """The values of a column, lists and objects as one."""
    values = [row.get(key) for row in rows]
    words = {value for value in values if type(value) is str}
    others = {value if isinstance(value, FIGURE) else "…" for value in values if type(value) is not str and not is_empty(value)}
    return words.difference(EMPTY) | others


def is_empty(value: Any) -> bool:
    """Whether a cell says nothing, or that nothing was found."""
    return value is None or value in EMPTY or value in ([], {})


def may_vie(key: str, own: Layout) -> bool:
    """Whether a column is none of the known parts of a row, and so perhaps another's labels."""
    return all(key not in part for part in (own.text, own.document, own.start, own.end, own.length, own.score, own.link, own.pair, own.nth))


def is_in_doubt(key: str, values: set[Any], known: set[Any]) -> bool:
    """Whether only all of a file tells what a column is: a prediction by its values, or the rival of one whose labels it shares."""
    if said(key).whose:
        return not (predicts(key, "label") and predicts_surely(key))
    return not (said(key).gold or said(key).other) and not (values & known) <= NONE


def is_twin(key: str, values: set[Any], known: set[Any]) -> bool:
    """Whether a column is the labels that a system predicts: by its name, or as its values are those of the labels beside it."""
    if not said(key).whose or any(map(is_figure, values)) or (values and {str(value).casefold() for value in values} <= STATES):
        return False
    if predicts(key, "label") and predicts_surely(key):
        return True
    alike = bool(values & known) and values <= known | NONE
    return bool(values) and (alike or (predicts(key, "label") and all(isinstance(one, str) and one.isupper() for one in values)))


def refuse_rival(plain: str, values: dict[str, set[Any]], given: Sequence[dict[str, Any]], rows: Sequence[Told], texts: Texts) -> None:
    """Raise a fault where another column holds labels of the same kind, and not the same ones."""
    known = values[plain]
    if any(not isinstance(value, str) or len(value) > LONG for value in known):
        return
    for key, own in values.items():
        vies = key != plain and not said(key).gold and not said(key).other and len(own) > 1 and own <= known | NONE
        if vies and any(row.get(key) not in (row.get(plain), None) for row in given):
            what = f"has labels under {plain!r} and under {key!r}, and nothing tells which are the prediction"
            raise texts.wrong(rows[0][-2], "", what, "call the prediction's `predicted_label`, or leave gold's out")
