"""What this deployment is: its division, its record's name, whether it is a demonstration. Written once by `liandong init`."""

import contextlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


def home() -> Path:
    """Return the folder that holds this deployment's data: `LIANDONG_HOME`, by default `var` in the working folder."""
    return Path(os.environ.get("LIANDONG_HOME", "var")).resolve()


@dataclass(frozen=True)
class Deployment:
    """The facts of a deployment."""

    division: str = ""
    name: str = ""
    demo: bool = False

    @property
    def log(self) -> str:
        """The record's name; a demonstration's ends in /demonstration, so that it can never pass for a real one."""
        return f"liandong/{self.division or 'none'}{'/demonstration' if self.demo else ''}"

    def save(self) -> None:
        """Write it into the home folder."""
        home().mkdir(parents=True, exist_ok=True)
        (home() / "deployment.json").write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")


def load() -> Deployment:
    """Return this deployment, empty before `liandong init`."""
    path = home() / "deployment.json"
    return Deployment(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Deployment()


SECRETS = ("django", "master", "names", "drafts")


def make_secrets() -> None:
    """Make the secrets of a new deployment, each readable by its owner alone; those that exist stay."""
    home().mkdir(parents=True, exist_ok=True)
    for name in SECRETS:
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(home() / f"{name}.secret", os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(32))


def secret(name: str) -> bytes:
    """Return a secret of this deployment; one that is gone stops the start, for a new one would open nothing that was sealed."""
    path = home() / f"{name}.secret"
    if path.exists():
        return path.read_bytes()
    if load().division:
        raise SystemExit(f"liandong: {path} 不见了，遮蔽的信息打不开；请从备份恢复。\n          {path} is gone. Restore it from the backup.")
    return b"no deployment yet".ljust(32)


def database(url: str | None, *, file: str) -> dict[str, object]:
    """Return Django's settings for a database: a PostgreSQL URL, or the embedded SQLite file in the home folder."""
    if not url:
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(home() / file), "OPTIONS": options}
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise SystemExit(f"DATABASE_URL: {parts.scheme}:// is not known; write postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 16}, **dict(parse_qsl(parts.query))},
    }
