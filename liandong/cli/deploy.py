"""init, serve, worker: make a deployment and run it."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from liandong.cli import django, fail
from liandong.core.divisions import DivisionError
from liandong.platform import deployment
from liandong.platform.catalogue.files import divisions, the_law


def arguments(name: str, parser: argparse.ArgumentParser) -> None:
    if name == "init":
        parser.add_argument("division", help="code of a county-level division (6 digits) or prefecture (4 digits), e.g. 330522")
        parser.add_argument("--demo", action="store_true", help="add a demonstration cast and synthetic matters")
    elif name == "serve":
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
    else:
        parser.add_argument("--once", action="store_true", help="fire what is due now and stop")
        parser.add_argument("--beside", type=int, help="stop when this process is gone")


def init(options: argparse.Namespace) -> int:
    """Make the databases, the bodies and posts of the division, and with --demo a cast and matters."""
    try:
        root = divisions(options.division).legal_root(options.division)
    except DivisionError as error:
        return fail(error.zh, error.en, options=options)
    here = deployment.load()
    if here.division and here.division != root.code:
        return fail(
            f"这里已经是 {here.name}（{here.division}）的部署；换一个 LIANDONG_HOME 再建。",
            f"This is already the deployment of {here.division}. Use another LIANDONG_HOME.",
            options=options,
        )
    if here.division and options.demo and not here.demo:
        return fail(
            "这里是真实部署，不能加演示数据；换一个 LIANDONG_HOME 再建演示。",
            "This is a real deployment: no demonstration can be added to it. Use another LIANDONG_HOME.",
            options=options,
        )
    deployment.make_secrets()
    deployment.Deployment(root.code, root.name, options.demo or here.demo).save()
    django()
    _say(f"建库 {root.name}（{root.code}）")
    _build(root.code, demo=options.demo)
    return 0


def _build(root: str, *, demo: bool) -> None:
    from django.core.management import call_command

    from liandong.platform.accounts.bodies import make_bodies

    call_command("migrate", database="default", verbosity=0)
    call_command("migrate", database="keys", verbosity=0)
    count = make_bodies(divisions(root), root)
    _say(f"单位 {count} 个")
    _enter_law()
    if demo:
        from liandong.platform.matters import demonstration

        demonstration.build(say=_say)
    _say("好了")


def _enter_law() -> None:
    """Record the law that now runs; where a holiday notice is new or changed, move every open clock."""
    from liandong.platform.matters.operations import recount_all
    from liandong.platform.record.system import enter_law

    _, years = enter_law(the_law())
    if years and (moved := recount_all()):
        _say(f"放假安排有变，重算 {moved} 件事项的期限")


def _say(words: str) -> None:
    print(f"  · {words}", file=sys.stderr, flush=True)


def serve(options: argparse.Namespace) -> int:
    """Serve the pages with granian; on SQLite a worker runs beside it and ends with it."""
    if not deployment.load().division:
        return fail("还没有建库，先运行 liandong init 区划代码。", "No deployment yet: run liandong init DIVISION first.", options=options)
    django()
    _enter_law()
    if not os.environ.get("DATABASE_URL"):
        subprocess.Popen([sys.executable, "-m", "liandong", "worker", "--beside", str(os.getpid())])
    print(f"联动 → http://{options.host}:{options.port}", flush=True)
    granian = Path(sys.executable).with_name("granian")
    arguments = [
        "--interface",
        "wsgi",
        "--host",
        options.host,
        "--port",
        str(options.port),
        "--blocking-threads",
        "4",
        "--no-ws",
        "--log-level",
        "warning",
    ]
    return os.execv(granian, [str(granian), *arguments, "liandong.web.wsgi:application"])


def worker(options: argparse.Namespace) -> int:
    """Fire what is due, once or for ever."""
    django()
    if options.once:
        from liandong.platform.matters.operations import fire_all_due

        print(fire_all_due())
        return 0
    _work_until_alone(options.beside)
    return 0


def _work_until_alone(beside: int | None, *, pause: float = 5.0) -> None:
    from django.db import close_old_connections

    from liandong.platform.matters.operations import fire_all_due

    while beside is None or os.getppid() == beside:
        close_old_connections()
        try:
            fire_all_due()
        except Exception as error:  # the worker must outlive one bad moment; what is due stays due
            print(f"liandong worker: {error}", file=sys.stderr, flush=True)
        time.sleep(pause)
