"""The console command `liandong`. Each command is one module; all say what is wrong in one sentence and exit non-zero."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from liandong.core.refusal import BadLaw, Refusal

COMMANDS = {
    "init": ("deploy", "make a deployment for a county or a prefecture"),
    "serve": ("deploy", "serve the pages; on SQLite the worker runs inside"),
    "worker": ("deploy", "let time act: fire the clocks that are due"),
    "person": ("person", "give somebody an account and a post"),
    "law": ("law", "check the catalogue, run examples, show a procedure"),
    "due": ("due", "when a time limit ends, and why"),
    "place": ("place", "which division an address lies in"),
    "matters": ("matters", "file, act on and show matters"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit code."""
    parser = argparse.ArgumentParser(prog="liandong", description="联动 Liandong")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, help) in COMMANDS.items():
        command = commands.add_parser(name, help=help, description=help)
        import_module(f"liandong.cli.{module}").arguments(name, command)
        command.add_argument("--json", action="store_true", help="answer in JSON")
    options = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = getattr(import_module(f"liandong.cli.{COMMANDS[options.command][0]}"), options.command)
    try:
        return run(options)
    except Refusal as refusal:
        return fail(refusal.zh, refusal.en, options=options, data=refusal.as_dict())
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130


def fail(zh: str, en: str, *, options: argparse.Namespace, data: dict[str, Any] | None = None) -> int:
    """Say what is wrong in one sentence, in both languages, and return the failing exit code."""
    if options.json:
        print(json.dumps(data or {"zh": zh, "en": en}, ensure_ascii=False))
    print(f"liandong: {zh}\n          {en}", file=sys.stderr)
    return 1


def django() -> None:
    """Start Django, for the commands that need the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandong.web.settings")
    import django

    django.setup()


def fault_lines(fault: BadLaw) -> str:
    """Return a fault of the law as people read it in a terminal."""
    path = f"\n    path: {' → '.join(fault.path)}" if fault.path else ""
    return f"{fault.file}:{fault.line} {fault.code}\n    {fault.zh}\n    {fault}\n    mend: {fault.mend_zh} · {fault.mend_en}{path}"
