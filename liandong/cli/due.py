"""due ID LIMIT --from DATE: when a limit ends, and why."""

import argparse
import json
from datetime import date

from liandong.cli import fail
from liandong.core.clock import clock_deadline
from liandong.core.matter import Matter
from liandong.core.time_limit import BEIJING
from liandong.platform.catalogue.files import the_law


def arguments(name: str, parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", help="a procedure, e.g. enforcement.urging")
    parser.add_argument("limit", help="one of its clocks, e.g. apply")
    parser.add_argument("--from", dest="start", required=True, help="the day it counts from, e.g. 2026-11-06")


def due(options: argparse.Namespace) -> int:
    """Print the last day of a limit that runs from a day, with each step and its article."""
    law = the_law()
    procedure = law.procedures.get(options.id)
    if procedure is None or options.limit not in procedure.clocks:
        known = ", ".join(procedure.clocks) if procedure else ", ".join(law.procedures)
        return fail(f"没有 {options.id} {options.limit}；有：{known}", f"No such limit; known: {known}", options=options)
    try:
        start = date.fromisoformat(options.start)
    except ValueError:
        return fail(f"没有这一天：{options.start}", f"No such day: {options.start}", options=options)
    end = clock_deadline(law, procedure, Matter(procedure.id, ""), options.limit, start)
    clock = procedure.clocks[options.limit]
    if options.json:
        why = [{"kind": line.kind, "on": str(line.on or ""), "zh": line.zh, "en": line.en, "cites": list(line.cites)} for line in end.why]
        print(
            json.dumps(
                {
                    "last_day": str(end.last_day or ""),
                    "expires_at": end.expires_at.isoformat(),
                    "provisional": end.provisional,
                    "target": clock.is_target,
                    "cites": list(clock.cites),
                    "why": why,
                },
                ensure_ascii=False,
            )
        )
        return 0
    print(
        f"{clock.zh}：{end.last_day or end.expires_at.astimezone(BEIJING)}"
        + ("（暂定）" if end.provisional else "")
        + ("（本地目标）" if clock.is_target else "")
    )
    for line in end.why:
        print(f"  {line.on or ''!s:<10}  {line.zh}  {'; '.join(law.citation(cite) for cite in line.cites)}")
    return 0
