"""Keeps the keys in a database of their own, apart from what they open."""

from typing import Any


class KeyRouter:
    """Sends the app `keys` to the database `keys`, and nothing else there."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "keys" if model._meta.app_label == "keys" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (db == "keys") == (app_label == "keys")
