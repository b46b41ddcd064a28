"""Seals and opens values with the keys of their persons (AES-256-GCM)."""

import secrets
from collections.abc import Iterable, Mapping
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from liandong.platform.deployment import secret
from liandong.platform.keys.models import DataKey

NONCE = 12


class KeyGone(LookupError):
    """The key was erased: what it sealed cannot be read any more, by anybody."""


def keys_for(wanted: Iterable[tuple[UUID, str]]) -> Mapping[tuple[UUID, str], bytes]:
    """Return the data keys of these persons in these matters, making those that do not exist yet."""
    pairs = set(wanted)
    found = _existing(pairs)
    missing = pairs - set(found)
    if missing:
        made = {pair: secrets.token_bytes(32) for pair in missing}
        rows = [DataKey(matter_id=matter, subject=subject, wrapped=seal(master_key(), key)) for (matter, subject), key in made.items()]
        with transaction.atomic(using="keys"):
            DataKey.objects.bulk_create(rows, ignore_conflicts=True)
        found = {**found, **_existing(missing)}  # another worker may have been first: what is stored counts
    return found


def key_of(matter: UUID, subject: str) -> bytes:
    """Return one data key; raises `KeyGone` when it was erased."""
    found = _existing({(matter, subject)})
    if not found:
        raise KeyGone(subject)
    return found[matter, subject]


def _existing(pairs: set[tuple[UUID, str]]) -> dict[tuple[UUID, str], bytes]:
    matters = {matter for matter, _ in pairs}
    rows = DataKey.objects.filter(matter_id__in=matters)
    return {(row.matter_id, row.subject): open_sealed(master_key(), bytes(row.wrapped)) for row in rows if (row.matter_id, row.subject) in pairs}


def master_key() -> bytes:
    """Return the key that wraps all data keys: a file of the deployment, apart from both databases."""
    return secret("master")


def seal(key: bytes, value: bytes) -> bytes:
    """Return the value sealed under this key."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, value, None)


def open_sealed(key: bytes, sealed: bytes) -> bytes:
    """Return what was sealed; raises `KeyGone` when the key does not fit."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], None)
    except InvalidTag:
        raise KeyGone("wrong key") from None
