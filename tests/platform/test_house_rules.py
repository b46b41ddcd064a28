"""Rules of the house: the schema's shape, the statements a request may cost, the sizes of files and functions."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from liandong.platform.matters.models import Matter
from tests.platform.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
BELOW_A_MATTER = {"party", "hand", "notice", "paper", "event", "slot", "reading", "data_key"}


def our_models() -> Iterator[type[models.Model]]:
    return (m for m in apps.get_models() if m.__module__.startswith("liandong."))


def test_every_table_below_a_matter_has_a_key_that_begins_with_it() -> None:
    found = set()
    for model in our_models():
        names = [field.name for field in model._meta.fields]
        if ("matter" in names or "matter_id" in names) and model._meta.db_table != "draft":
            first = next(field.column for field in model._meta.pk_fields)
            assert first == "matter_id", model
            found.add(model._meta.db_table)
    assert found == BELOW_A_MATTER


def test_no_uniqueness_reaches_across_matters() -> None:
    for model in our_models():
        if model._meta.db_table in BELOW_A_MATTER | {"matter"}:
            for constraint in model._meta.constraints:
                assert "matter_id" in getattr(constraint, "fields", ("matter_id",)), constraint
            assert not [f.name for f in model._meta.fields if f.unique and not f.primary_key]


def statements(run: object) -> int:
    with CaptureQueriesContext(connection) as captured:
        run()  # type: ignore[operator]
    return len([q for q in captured.captured_queries if not q["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))])


def test_a_page_costs_few_statements_whatever_the_number_of_rows() -> None:
    judge = Desk.of("judge")
    matter = judge.filed()
    few = (
        statements(lambda: judge.get("/")),
        statements(lambda: judge.get("/matters/")),
        statements(lambda: judge.get(f"/matters/{matter.public_id}")),
    )
    for _ in range(5):
        judge.filed()
    many = (
        statements(lambda: judge.get("/")),
        statements(lambda: judge.get("/matters/")),
        statements(lambda: judge.get(f"/matters/{matter.public_id}")),
    )
    assert many == few


def test_filing_and_acting_cost_few_statements() -> None:
    from datetime import UTC, datetime

    from liandong.platform.accounts.acting import postings
    from liandong.platform.accounts.models import Person
    from liandong.platform.matters.operations import Wish, act, file_matter
    from liandong.platform.matters.people import Party

    judge = Desk.of("judge")
    matter = judge.filed()
    acting = postings(Person.objects.get(username="demo-judge"), on=datetime.now(UTC).date())[0]
    row = Matter.objects.get(pk=matter.pk)
    assert statements(lambda: act(row, Wish("promise", seen=row.seq), acting)) <= 12
    facts = {"effective": True, "due_on": "2025-12-19", "payable": True, "public_notice": False, "evading": False, "expired": False, "amount": 100}
    parties = [Party("creditor", 1, "person", None, {"name": "周桂兰"}), Party("obligor", 1, "person", "330522101201", {"name": "孙建明"})]
    assert statements(lambda: file_matter("enforcement.urging", Wish("start", data=facts), parties, acting)) <= 12


def test_files_and_functions_stay_small() -> None:
    for path in ROOT.joinpath("liandong").rglob("*.py"):
        if "migrations" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        assert source.count("\n") <= 400, path
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno + 1 <= 60, f"{path}: {node.name}"
            if isinstance(node, ast.ClassDef):
                assert len(node.bases) <= 2, f"{path}: {node.name}"


def test_no_two_systems_know_each_other_and_core_knows_nobody() -> None:
    for path in ROOT.joinpath("liandong", "core").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "import django" not in text, path
        assert "from django" not in text, path
        assert "liandong.platform" not in text, path


def test_no_article_of_law_stands_in_python_or_in_a_template() -> None:
    for path in [*ROOT.joinpath("liandong").rglob("*.py"), *ROOT.joinpath("liandong").rglob("*.html")]:
        text = path.read_text(encoding="utf-8")
        code = ast.unparse(_without_docstrings(ast.parse(text))) if path.suffix == ".py" else text
        assert not re.search(r"第\s*[0-9一二三四五六七八九十百]+\s*条", code), path


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            body[0] = ast.Pass()
    return tree


def test_every_purpose_for_opening_a_sealed_value_cites_a_source_of_the_catalogue() -> None:
    from liandong.platform.catalogue.files import the_law
    from liandong.platform.matters.sealed import purposes

    assert len(purposes()) >= 3
    for purpose in purposes().values():
        assert purpose.cites
        assert all(cite == "local" or cite.split(" ")[0] in the_law().sources for cite in purpose.cites)
