"""place TEXT: which division an address lies in; never a silent guess."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from liandong.cli import fail
from liandong.core.divisions import DivisionError
from liandong.core.place import Found, PlaceFinder
from liandong.platform import deployment
from liandong.platform.catalogue.files import divisions


def arguments(name: str, parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", help="an address in Chinese, of any shape")
    parser.add_argument("--file", help="one address a line; - for standard input")
    parser.add_argument("--within", help="county or prefecture code; by default the deployment's")


def place(options: argparse.Namespace) -> int:
    """Print one JSON line (or a sentence) for each address."""
    within = options.within or deployment.load().division or "330522"
    if not options.text and not options.file:
        return fail("请给一个地址，或用 --file。", "Give an address, or --file.", options=options)
    try:
        finder = PlaceFinder(divisions(within))
    except DivisionError as error:
        return fail(error.zh, error.en, options=options)
    for text in _texts(options):
        print(json.dumps(answer(text, finder.find(text)), ensure_ascii=False))
    return 0


def _texts(options: argparse.Namespace) -> Iterable[str]:
    if options.text:
        return [options.text]
    text = sys.stdin.read() if options.file == "-" else Path(options.file).read_text(encoding="utf-8")
    return text.splitlines()


def answer(text: str, found: Found) -> dict[str, Any]:
    """Return what was found as plain data."""
    best = found.best
    return {
        "text": text,
        "code": best.code if best else None,
        "level": best.level if best else None,
        "names": list(best.names) if best else [],
        "score": best.score if best else 0,
        "why": found.why,
        "candidates": [{"code": c.code, "level": c.level, "names": list(c.names), "score": c.score, "reason": c.reason_zh} for c in found.candidates],
    }
