"""Draws a procedure's states and the acts between them as SVG, in layers from the start downwards."""

from collections.abc import Iterator
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from liandong.core.procedure import Procedure

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 168, 48, 44, 84, 24


@lru_cache(maxsize=64)
def draw(procedure: Procedure) -> SafeString:
    """Return the drawing; the tables below it on the page say the same in words."""
    layers = _layers(procedure)
    widest = max(len(layer) for layer in layers)
    width = widest * (WIDTH + GAP_X) - GAP_X + 2 * MARGIN
    height = len(layers) * (HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN
    place = {state: _corner(i, layer.index(state), len(layer), width) for i, layer in enumerate(layers) for state in layer}
    parts = [*_edges(procedure, place), *(_box(procedure, state, *corner) for state, corner in place.items())]
    label = escape(f"{procedure.file.zh}：{len(place)} 个环节")
    head = f'<svg class="flow" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
    arrow = '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>'
    return mark_safe(head + arrow + "".join(parts) + "</svg>")


def _corner(row: int, column: int, count: int, width: int) -> tuple[float, float]:
    total = count * (WIDTH + GAP_X) - GAP_X
    return (width - total) / 2 + column * (WIDTH + GAP_X), MARGIN + row * (HEIGHT + GAP_Y)


def _arcs(procedure: Procedure) -> Iterator[tuple[str, str, str]]:
    """Yield from, to and the act's name of each act that changes the state."""
    for step in procedure.steps.values():
        for source in step.from_states:
            for branch in step.branches:
                if branch.to not in ("stay", source):
                    yield source, branch.to, step.action.zh


def _layers(procedure: Procedure) -> list[list[str]]:
    """Return the states by their distance from the start; all ends stand in the last row."""
    depth = {branch.to: 0 for step in procedure.steps.values() if step.action.new for branch in step.branches}
    arcs = list(_arcs(procedure))
    for _ in procedure.states:
        for source, target, _name in arcs:
            if source in depth and target not in depth:
                depth[target] = depth[source] + 1
    opens = [s for s in procedure.states if s in depth and not procedure.states[s].end]
    ends = [s for s in procedure.states if procedure.states[s].end]
    rows = [[s for s in opens if depth[s] == d] for d in sorted({depth[s] for s in opens})]
    return [row for row in (*rows, ends) if row]


def _edges(procedure: Procedure, place: dict[str, tuple[float, float]]) -> Iterator[str]:
    names: dict[tuple[str, str], list[str]] = {}
    for source, target, name in _arcs(procedure):
        if name not in names.setdefault((source, target), []):
            names[source, target].append(name)
    for (source, target), acts in names.items():
        if source in place and target in place:
            yield _edge(place[source], place[target], "、".join(acts))


def _edge(source: tuple[float, float], target: tuple[float, float], label: str) -> str:
    down = target[1] > source[1]
    x1, y1 = source[0] + WIDTH / 2, source[1] + (HEIGHT if down else 0)
    x2, y2 = target[0] + WIDTH / 2, target[1] + (0 if down else HEIGHT)
    if target[1] == source[1]:
        x1, y1, x2, y2 = (
            source[0] + (WIDTH if target[0] > source[0] else 0),
            source[1] + HEIGHT / 2,
            target[0] + (0 if target[0] > source[0] else WIDTH),
            target[1] + HEIGHT / 2,
        )
    bend = (y2 - y1) / 2
    shape = f"M{x1:.0f} {y1:.0f}C{x1:.0f} {y1 + bend:.0f} {x2:.0f} {y2 - bend:.0f} {x2:.0f} {y2:.0f}"
    return f'<path class="edge" d="{shape}" marker-end="url(#arrow)"><title>{escape(label)}</title></path>'


def _box(procedure: Procedure, state: str, x: float, y: float) -> str:
    block = procedure.states[state]
    kind = "end" if block.end else "open"
    who = "、".join(procedure.file.roles[id].zh for id in block.waits_for if id in procedure.file.roles) if not block.end else "办结"
    return (
        f'<g class="node {kind}"><rect x="{x:.0f}" y="{y:.0f}" width="{WIDTH}" height="{HEIGHT}" rx="{24 if block.end else 8}"/>'
        f'<text x="{x + WIDTH / 2:.0f}" y="{y + 20:.0f}">{escape(block.zh)}</text>'
        f'<text class="who" x="{x + WIDTH / 2:.0f}" y="{y + 38:.0f}">{escape(who[:14])}</text></g>'
    )
