"""What holds when several act at the same instant: real processes on a real database of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

FILING = {
    "procedure": "enforcement.urging",
    "act": "start",
    "with": {
        "effective": True,
        "due_on": "2025-12-19",
        "payable": True,
        "public_notice": False,
        "evading": False,
        "expired": True,
        "told_of_expiry": True,
        "amount": 8000000,
    },
    "parties": [
        {"role": "creditor", "n": 1, "parts": {"name": "周桂兰"}},
        {"role": "obligor", "n": 1, "place": "330522101201", "parts": {"name": "孙建明"}},
    ],
}


@pytest.fixture
def county(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Make a county in a home and a database of its own, on the same server as the other tests."""
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"} | {"LIANDONG_HOME": str(tmp_path)}
    server, name = os.environ.get("DATABASE_URL"), f"race_{uuid4().hex[:8]}"
    if server:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = server.rsplit("/", 1)[0] + f"/{name}"
    run(environment, "init", "330522")
    run(environment, "person", "judge-a", "--body", "court.330522", "--post", "trial_judge")
    run(environment, "person", "judge-b", "--body", "court.330522", "--post", "trial_judge")
    yield environment
    if server:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment: dict[str, str], *arguments: str, given: object = None, check: bool = True) -> subprocess.CompletedProcess[str]:
    text = json.dumps(given) if given is not None else None
    done = subprocess.run([sys.executable, "-m", "liandong", *arguments], env=environment, input=text, capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stderr
    return done


def answers(environment: dict[str, str], calls: list[tuple[list[str], object]]) -> list[subprocess.CompletedProcess[str]]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda call: run(environment, *call[0], given=call[1], check=False), calls))


def test_eight_processes_filing_at_the_same_instant_never_share_a_number(county: dict[str, str]) -> None:
    done = answers(county, [(["matters", "file", "--as", "judge-a"], FILING)] * 8)
    assert [d.returncode for d in done] == [0] * 8, [d.stderr for d in done]
    numbers = sorted(json.loads(d.stdout)["number"] for d in done)
    assert len(set(numbers)) == 8
    assert sorted(int(number.split("督")[1].removesuffix("号")) for number in numbers) == list(range(1, 9))


def test_a_filing_repeated_by_eight_processes_is_one_matter(county: dict[str, str]) -> None:
    done = answers(county, [(["matters", "file", "--as", "judge-a"], FILING | {"idem": "same-key"})] * 8)
    assert {json.loads(d.stdout)["id"] for d in done if d.returncode == 0}
    assert len({json.loads(d.stdout)["id"] for d in done}) == 1


def test_tests_b1_of_two_officers_on_one_matter_exactly_one_wins(county: dict[str, str]) -> None:
    matter = json.loads(run(county, "matters", "file", "--as", "judge-a", given=FILING).stdout)["id"]
    calls: list[tuple[list[str], object]] = [
        (["matters", "act", matter, "--as", "judge-a", "--json"], {"act": "promise", "seen": 1}),
        (["matters", "act", matter, "--as", "judge-b", "--json"], {"act": "promise", "seen": 1}),
    ]
    done = answers(county, calls)
    assert sorted(d.returncode for d in done) == [0, 1]
    loser = next(d for d in done if d.returncode)
    assert json.loads(loser.stdout)["code"] == "stale_page"
    shown = json.loads(run(county, "matters", "show", matter, "--as", "judge-a").stdout)
    assert [event["act"] for event in shown["events"]] == ["start", "promise"]
