"""Draws a procedure: the open states from left to right, the ends below, and what may happen at any open state as one arrow from their frame."""

from collections.abc import Iterator
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from liandong.core.procedure import Procedure

WIDTH, HEIGHT, GAP, MARGIN, DROP, PAD = 168, 48, 120, 28, 104, 16
Place = dict[str, tuple[float, float]]


@lru_cache(maxsize=64)
def draw(procedure: Procedure) -> SafeString:
    """Return the drawing; the tables below it on the page say the same in words."""
    opens, ends = _rows(procedure)
    back = max([0, *(opens.index(s) - opens.index(t) for s, t, _ in _arcs(procedure) if s in opens and t in opens)])
    top = MARGIN + PAD + 34 * back
    width = max(len(opens) * (WIDTH + GAP) - GAP, len(ends) * (WIDTH + 24) - 24) + 2 * (MARGIN + PAD)
    place = {**_spread(opens, width, WIDTH + GAP, top), **_spread(ends, width, (width - 2 * MARGIN - PAD) / max(1, len(ends)), top + HEIGHT + DROP)}
    parts = [_frame(place, opens, top), *_between(procedure, place, opens), *_to_ends(procedure, place, opens, top)]
    parts += [_box(procedure, state, *place[state]) for state in place]
    label = escape(f"{procedure.file.zh}：{len(place)} 个环节")
    head = f'<svg class="flow" viewBox="0 0 {width:.0f} {top + 2 * HEIGHT + DROP + 60:.0f}" role="img" aria-label="{label}">'
    arrow = '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>'
    return mark_safe(head + arrow + "".join(parts) + "</svg>")


def _rows(procedure: Procedure) -> tuple[list[str], list[str]]:
    """Return the open states in the order of the file, which is the order of the course, and the ends."""
    return list(procedure.open_states), [state for state in procedure.states if procedure.states[state].end]


def _spread(states: list[str], width: float, step: float, y: float) -> Place:
    left = (width - (len(states) - 1) * step - WIDTH) / 2
    return {state: (left + i * step, y) for i, state in enumerate(states)}


def _arcs(procedure: Procedure) -> Iterator[tuple[str, str, str]]:
    """Yield from, to and the act's name of each act that changes the state; an act open to all states comes from `open`."""
    for step in procedure.steps.values():
        sources = ("open",) if set(step.from_states) == set(procedure.open_states) and len(step.from_states) > 1 else step.from_states
        for source in sources:
            for target in dict.fromkeys(branch.to for branch in step.branches):
                if target not in ("stay", source):
                    yield source, target, step.action.zh


def _named(procedure: Procedure) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for source, target, name in _arcs(procedure):
        if name not in found.setdefault((source, target), []):
            found[source, target].append(name)
    return found


def _frame(place: Place, opens: list[str], top: float) -> str:
    left, right = place[opens[0]][0] - PAD, place[opens[-1]][0] + WIDTH + PAD
    return (
        f'<rect class="any" x="{left:.0f}" y="{top - PAD:.0f}" width="{right - left:.0f}" height="{HEIGHT + 2 * PAD}" rx="14"/>'
        if len(opens) > 1
        else ""
    )


def _between(procedure: Procedure, place: Place, opens: list[str]) -> Iterator[str]:
    """Draw the acts between open states: forward along the row, back in an arc above it."""
    for (source, target), acts in _named(procedure).items():
        if source not in opens or target not in opens:
            continue
        span = opens.index(target) - opens.index(source)
        (x1, y), (x2, _) = place[source], place[target]
        if span == 1:
            yield _arrow(f"M{x1 + WIDTH:.0f} {y + HEIGHT / 2:.0f}H{x2:.0f}")
            yield _label((x1 + WIDTH + x2) / 2, y + HEIGHT / 2 - 6, acts)
        else:
            sink = y - PAD - 30 * abs(span)
            a, b = x1 + WIDTH / 2, x2 + WIDTH / 2 + (14 if span < 0 else -14)
            yield _arrow(f"M{a:.0f} {y:.0f}C{a:.0f} {sink:.0f} {b:.0f} {sink:.0f} {b:.0f} {y:.0f}")
            yield _label((a + b) / 2, y - PAD - 22 * abs(span), acts)


def _to_ends(procedure: Procedure, place: Place, opens: list[str], top: float) -> Iterator[str]:
    """Draw the acts that end the matter: from one state, or straight down from the frame where any open state will do.

    Their names stand below the end, once each: many lines meet there.
    """
    below: dict[str, list[str]] = {}
    for (source, target), acts in _named(procedure).items():
        if target in opens:
            continue
        x2, y2 = place[target][0] + WIDTH / 2, place[target][1]
        if source == "open":
            yield _arrow(f"M{x2:.0f} {top + HEIGHT + PAD:.0f}V{y2:.0f}")
        else:
            x1, y1 = place[source][0] + WIDTH / 2, top + HEIGHT
            x2 += 24 if x1 > x2 else -24 if x1 < x2 else 0
            yield _arrow(f"M{x1:.0f} {y1:.0f}C{x1:.0f} {y1 + DROP * 0.6:.0f} {x2:.0f} {y2 - DROP * 0.6:.0f} {x2:.0f} {y2:.0f}")
        below[target] = list(dict.fromkeys((*below.get(target, ()), *acts)))
    for target, acts in below.items():
        yield _label(place[target][0] + WIDTH / 2, place[target][1] + HEIGHT + 20, acts, down=True)


def _arrow(path: str) -> str:
    return f'<path class="edge" d="{path}" marker-end="url(#arrow)"/>'


def _label(x: float, y: float, acts: list[str], *, down: bool = False) -> str:
    """Return the acts' names, upwards from y or down: two short ones share a line, so that they fit between two boxes."""
    lines: list[str] = []
    for act in acts:
        if lines and "、" not in lines[-1] and len(lines[-1] + act) <= 9:
            lines[-1] += f"、{act}"
        else:
            lines.append(act)
    return "".join(
        f'<text class="label" x="{x:.0f}" y="{y + 15 * (i if down else i + 1 - len(lines)):.0f}">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )


def _box(procedure: Procedure, state: str, x: float, y: float) -> str:
    block = procedure.states[state]
    who = "、".join(procedure.file.roles[id].zh for id in block.waits_for if id in procedure.file.roles) if not block.end else "办结"
    return (
        f'<g class="node {"end" if block.end else "open"}"><rect x="{x:.0f}" y="{y:.0f}" width="{WIDTH}" height="{HEIGHT}" rx="{24 if block.end else 8}"/>'
        f'<text x="{x + WIDTH / 2:.0f}" y="{y + 20:.0f}">{escape(block.zh)}</text>'
        f'<text class="who" x="{x + WIDTH / 2:.0f}" y="{y + 38:.0f}">{escape(who[:14])}</text></g>'
    )
