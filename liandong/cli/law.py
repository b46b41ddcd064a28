"""law check, law run, law show: the catalogue from the command line."""

import argparse
import json
import time
from pathlib import Path

from liandong.cli import fail, fault_lines
from liandong.core.examples import Result, load_examples, run_examples
from liandong.core.law import Law
from liandong.core.law_check import check_law
from liandong.core.model import ProcedureFile
from liandong.core.refusal import BadLaw
from liandong.platform.catalogue.files import catalogue_dir, load_catalogue


def arguments(name: str, parser: argparse.ArgumentParser) -> None:
    tasks = parser.add_subparsers(dest="task", required=True)
    check = tasks.add_parser("check", help="prove that every procedure is sound and its examples pass")
    check.add_argument("root", nargs="?", type=Path, help="a catalogue folder; by default the one that ships")
    run = tasks.add_parser("run", help="run example files, also ones from outside")
    run.add_argument("files", nargs="+", type=Path)
    show = tasks.add_parser("show", help="print a procedure")
    show.add_argument("id")
    schema = tasks.add_parser("schema", help="print the JSON Schema of a procedure file, for editors")
    for task in (check, run, show, schema):
        task.add_argument("--json", action="store_true")


def law(options: argparse.Namespace) -> int:
    """Run one of the tasks."""
    return {"check": _check, "run": _run, "show": _show, "schema": _schema}[options.task](options)


def _check(options: argparse.Namespace) -> int:
    started = time.perf_counter()
    loaded = load_catalogue(options.root)
    faults: list[BadLaw] = list(loaded.faults)
    results: list[Result] = []
    root = options.root or catalogue_dir()
    for path in sorted(root.glob("*/*/examples.yaml")):
        try:
            results.extend(run_examples(loaded.law, load_examples(path.read_bytes(), file=str(path.relative_to(root.parent)))))
        except BadLaw as fault:
            faults.append(fault)
    faults.extend(check_law(loaded.law.procedures, results, sources=loaded.law.sources))
    failed = [result for result in results if not result.passed]
    if options.json:
        print(
            json.dumps(
                {"faults": [f.as_dict() for f in faults], "examples": len(results), "failed": [_result(r) for r in failed]},
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        for fault in faults:
            print(fault_lines(fault))
        _print_failed(failed)
        seconds = time.perf_counter() - started
        print(f"{len(loaded.law.procedures)} procedures, {len(results)} examples, {len(failed)} failed, {len(faults)} faults, {seconds:.2f} s")
    return 1 if faults or failed else 0


def _run(options: argparse.Namespace) -> int:
    loaded = load_catalogue()
    if loaded.faults:
        raise loaded.faults[0]
    results: list[Result] = []
    for path in options.files:
        if not path.is_file():
            return fail(f"没有这个文件：{path}", f"No such file: {path}", options=options)
        results.extend(run_examples(loaded.law, load_examples(path.read_bytes(), file=str(path))))
    failed = [result for result in results if not result.passed]
    if options.json:
        print(json.dumps([_result(result) for result in results], ensure_ascii=False, indent=1))
    else:
        _print_failed(failed)
        print(f"{len(results)} examples, {len(failed)} failed")
    return 1 if failed else 0


def _show(options: argparse.Namespace) -> int:
    law: Law = load_catalogue().law
    if options.id not in law.procedures:
        return fail(f"没有这个程序：{options.id}", f"No such procedure: {options.id}", options=options)
    procedure = law.procedure(options.id)
    if options.json:
        print(procedure.file.model_dump_json(by_alias=True, exclude_defaults=True, indent=1))
        return 0
    print(f"{procedure.file.zh} {procedure.file.en} · {procedure.id}@{procedure.version}")
    for id, clock in procedure.clocks.items():
        print(f"  {id}: {clock.zh} {clock.amount} {clock.unit} · {'; '.join(law.citation(c) for c in clock.cites)}")
    for id, step in procedure.steps.items():
        print(f"  {id}: {step.action.zh} · {', '.join(step.by)} · {'; '.join(law.citation(c) for c in step.cites)}")
    return 0


def _schema(options: argparse.Namespace) -> int:
    print(json.dumps(ProcedureFile.model_json_schema(), ensure_ascii=False, indent=1))
    return 0


def _result(result: Result) -> dict[str, object]:
    return {
        "name": result.name,
        "procedure": result.procedure,
        "file": result.file,
        "line": result.line,
        "passed": result.passed,
        "faults": list(result.faults),
    }


def _print_failed(failed: list[Result]) -> None:
    for result in failed:
        print(f"{result.file}:{result.line} {result.name}")
        for fault in result.faults:
            print(f"    {fault}")
