"""Relations as a graph: entities on a circle, the most connected first, an arrow a relation."""

from collections import Counter
from math import cos, pi, sin

from dateline.pages.html import attribute, text

WIDTH, HEIGHT = 940, 700
RADIUS = (270, 255)


def graph(edges: list[tuple[str, str, str]], colours: dict[str, str]) -> str:
    """An SVG of (head, type, tail) triples; `colours` gives each node's entity type."""
    weight = Counter(end for head, _, tail in edges for end in (head, tail))
    nodes = sorted(weight, key=lambda name: (-weight[name], name))
    places = {name: place(number, len(nodes)) for number, name in enumerate(nodes)}
    pairs: Counter[tuple[str, str]] = Counter()
    drawn = []
    for head, kind, tail in edges:
        key = (min(head, tail), max(head, tail))
        pairs[key] += 1
        drawn.append(edge(places[head], places[tail], head, kind, tail, pairs[key]))
    shape = '<path d="M0 0 8 4 0 8z" fill="#8a939c"/>'
    size = 'viewBox="0 0 8 8" refX="8" refY="4" markerWidth="6" markerHeight="6" orient="auto"'
    marker = f'<defs><marker id="arrow" {size}>{shape}</marker></defs>'
    circles = "".join(node(name, places[name], colours.get(name, ""), weight[name]) for name in nodes)
    title = f"{len(edges)} relations between {len(nodes)} entities; the table below lists them"
    opening = f'<svg class="graph" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{attribute(title)}">'
    return opening + marker + "".join(drawn) + circles + "</svg>"


def place(number: int, count: int) -> tuple[float, float]:
    """A place on the ellipse."""
    angle = 2 * pi * number / max(1, count) - pi / 2
    return WIDTH / 2 + RADIUS[0] * cos(angle), HEIGHT / 2 + RADIUS[1] * sin(angle)


def edge(a: tuple[float, float], b: tuple[float, float], head: str, kind: str, tail: str, number: int) -> str:
    """One arrow, bent towards the middle, the more the more relations the pair has."""
    pull = 0.25 + 0.16 * number
    middle = ((a[0] + b[0]) / 2 * (1 - pull) + WIDTH / 2 * pull, (a[1] + b[1]) / 2 * (1 - pull) + HEIGHT / 2 * pull)
    path = f"M{a[0]:.1f} {a[1]:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {b[0]:.1f} {b[1]:.1f}"
    return f'<path class="edge" d="{path}" marker-end="url(#arrow)"><title>{text(head)} {text(kind)} {text(tail)}</title></path>'


def node(name: str, at: tuple[float, float], colour: str, weight: int) -> str:
    """One entity with its name outside the circle."""
    x, y = at
    right = x >= WIDTH / 2 - 1
    dx = 10 if right else -10
    anchor = "start" if right else "end"
    if abs(x - WIDTH / 2) < 60:
        anchor, dx = "middle", 0
    dy = -12 if y < HEIGHT / 2 and anchor == "middle" else 20 if anchor == "middle" else 4
    short = name if len(name) <= 30 else name[:29] + "…"
    fill = f"var(--{colour})" if colour else "var(--panel)"
    size = min(11, 4 + weight**0.5)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{attribute(fill)}"/>'
        f'<text x="{x + dx:.1f}" y="{y + dy:.1f}" text-anchor="{anchor}">{text(short)}</text>'
    )
