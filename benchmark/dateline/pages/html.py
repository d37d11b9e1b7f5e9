"""HTML put together from escaped parts; one self-contained page with a strict content security policy."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from importlib.resources import files

NOTICE = (
    "The articles' publishers and licences are unknown; their texts are not this project's to license. "
    "Annotations: made by language models under guidelines, adjudicated, not human ones; CC BY 4.0."
)


VOID = frozenset({"input"})
LINED = frozenset(
    {"article", "aside", "details", "dl", "fieldset", "h2", "h3", "header", "li", "main", "p", "section", "summary", "select", "svg"}
    | {"table", "tbody", "thead", "tfoot", "tr", "ul"}
)  # elements that end a line, so that two versions of a page differ in lines


def attribute(value: object) -> str:
    """A value inside double quotes."""
    return escape(str(value), quote=True)


def text(value: object) -> str:
    """A value as text."""
    return escape(str(value), quote=False)


def tag(name: str, *inside: str, **attributes: object) -> str:
    """An element; `class_` is `class`, underscores are hyphens; a `None` attribute is left out. What is inside is HTML already."""
    shown = "".join(f' {key.rstrip("_").replace("_", "-")}="{attribute(value)}"' for key, value in attributes.items() if value is not None)
    end = "\n" if name in LINED else ""
    return f"<{name}{shown}>{''.join(inside)}" + ("" if name in VOID else f"</{name}>{end}")


def table(
    head: Iterable[str], rows: Iterable[Iterable[str]], caption: str = "", numeric: Iterable[int] = (), foot: Iterable[str] = ()
) -> str:
    """A table; cells are HTML already; `numeric` columns stand right; a `foot` stays below when the rows are sorted."""
    right = set(numeric)

    def cells(name: str, row: Iterable[str]) -> str:
        scope = "col" if name == "th" else None
        return "".join(tag(name, cell, class_="n" if i in right else None, scope=scope) for i, cell in enumerate(row))

    body = "".join(tag("tr", cells("td", row)) for row in rows)
    top = tag("caption", text(caption)) if caption else ""
    last = cells("td", foot)
    below = [tag("tfoot", tag("tr", last))] if last else []
    inner = tag("table", top, tag("thead", tag("tr", cells("th", head))), tag("tbody", body), *below)
    return tag("div", inner, class_="scroll", tabindex="0", role="region", aria_label=caption or "table")


def asset(name: str, package: str = __package__) -> str:
    """A stylesheet or script that lies beside the modules of a package."""
    return files(package).joinpath(name).read_text("utf-8")


def digest(content: str) -> str:
    """The hash by which the policy allows one inline element."""
    return "'sha256-" + b64encode(sha256(content.encode()).digest()).decode() + "'"


def page(title: str, body: str, *, lead: str = "", code: str = "", style: str = "", notice: str = NOTICE) -> str:
    """A whole page, `style` added to its stylesheet. Nothing is fetched; only its own stylesheet and script may run."""
    style = asset("page.css") + style
    policy = f"default-src 'none'; style-src {digest(style)}; script-src {digest(code)}; img-src data:; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{attribute(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title>\n<style>{style}</style></head>\n<body>\n"
        f'<a class="skip" href="#main">to the content</a><header><h1>{text(title)}</h1>{lead}</header>'
        f'<main id="main">{body}</main>\n<footer>{text(notice)}</footer>\n<script>{code}</script></body></html>\n'
    )
