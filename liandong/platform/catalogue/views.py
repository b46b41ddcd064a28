"""The catalogue for everybody: each procedure drawn, with its law, limits, refusals and examples."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from liandong.core.examples import Result, load_examples, run_examples
from liandong.core.model import Clock
from liandong.core.procedure import Procedure
from liandong.core.refusal import NotFound
from liandong.platform.catalogue.drawing import draw
from liandong.platform.catalogue.files import catalogue_dir, the_law

UNITS = {"minute": "分钟", "hour": "小时", "day": "日", "working_day": "个工作日", "month": "个月", "year": "年"}
KINDS = {"limit": "期限", "right": "权利", "repeating": "定期"}
ACTORS = {"time": "时间", "child": "协办单位", "parent": "请求单位", "party": "当事人", "system": "系统"}


@lru_cache(maxsize=64)
def results(id: str) -> tuple[Result, ...]:
    """Return how a procedure's own examples go, run once for each start of the server."""
    path = catalogue_dir().joinpath(*id.split("."), "examples.yaml")
    return tuple(run_examples(the_law(), load_examples(path.read_bytes(), file=path.name))) if path.exists() else ()


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    request.current = "catalogue"  # type: ignore[attr-defined]
    shown = [
        {
            "url": reverse("procedure", args=[p.id]),
            "zh": p.file.zh,
            "en": p.file.en,
            "cites": _cites(p.file.cites),
            "states": len(p.states),
            "count_examples": len(results(p.id)),
        }
        for p in the_law().procedures.values()
    ]
    return render(request, "catalogue/index.html", {"procedures": shown})


@require_GET
def procedure(request: HttpRequest, id: str) -> HttpResponse:
    request.current = "catalogue"  # type: ignore[attr-defined]
    if id not in the_law().procedures:
        raise NotFound
    return render(request, "catalogue/procedure.html", {"page": _page(the_law().procedure(id))})


def _cites(cites: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(the_law().citation(cite) for cite in cites)


def _page(found: Procedure) -> dict[str, Any]:
    file = found.file
    return {
        "id": found.id,
        "version": found.version,
        "zh": file.zh,
        "en": file.en,
        "cites": _cites(file.cites),
        "svg": draw(found),
        "roles": [(role.zh, "当事人" if role.party else "办理岗位") for role in file.roles.values()],
        "states": [(state.zh, state.en, "、".join(_who(found, id) for id in state.waits_for), bool(state.end)) for state in found.states.values()],
        "clocks": [_clock(found, clock) for clock in found.clocks.values()],
        "actions": [_action(found, id) for id in found.steps],
        "papers": [(paper.zh, "、".join("双方" if to == "parties" else _who(found, to) for to in paper.to)) for paper in file.papers.values()],
        "examples": [(result.name, result.passed) for result in results(found.id)],
    }


def _who(found: Procedure, id: str) -> str:
    role = found.file.roles.get(id)
    return role.zh if role else ACTORS.get(id, id)


def _clock(found: Procedure, clock: Clock) -> tuple[Any, ...]:
    events = [found.steps[e].action.zh if e in found.steps else f"{found.file.papers[e.partition('.')[2]].zh}送达" for e in clock.from_]
    over = (
        f"由时间办“{found.steps[clock.does].action.zh}”"
        if clock.does
        else f"可以办“{found.steps[clock.opens].action.zh}”"
        if clock.opens
        else "提示，不自动作出处理"
    )
    amount = "到期当日" if clock.amount == 0 else f"{clock.amount} {UNITS[clock.unit]}"
    return clock.zh, KINDS[clock.kind], amount, "、".join(events), over, clock.is_target, clock.confidence == "unverified", _cites(clock.cites)


def _action(found: Procedure, id: str) -> tuple[Any, ...]:
    step = found.steps[id]
    states = "登记" if step.action.new else "、".join(found.states[s].zh for s in step.from_states) if step.action.from_ != ("open",) else "未办结时"
    ends = "、".join(dict.fromkeys(found.states[b.to].zh for b in step.branches if b.to != "stay")) or "不变"
    return (
        step.action.zh,
        step.action.en,
        "、".join(_who(found, by) for by in step.by),
        states,
        ends,
        _cites(step.cites),
        [(n.code, n.zh, _cites(n.cites)) for n in step.needs],
    )
