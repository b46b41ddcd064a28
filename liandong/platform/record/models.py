"""The record's tables. They stand alone: no foreign key ties the log to what may change."""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """One line of the record, written once: the database refuses to change or delete it."""

    pk = models.CompositePrimaryKey("matter_id", "seq")
    matter_id = models.UUIDField()
    seq = models.PositiveIntegerField()
    line = models.BinaryField()
    leaf = models.CharField(max_length=64)
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    actor = models.CharField(max_length=120)
    idem = models.CharField(max_length=64, null=True)

    class Meta:
        db_table = "event"
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter_id", "idem"], name="one_act_per_key")]


class Slot(models.Model):
    """A sealed value outside the chain: its salt and value encrypted, and a masked form that lists may show."""

    pk = models.CompositePrimaryKey("matter_id", "seq", "name")
    matter_id = models.UUIDField()
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    sealed = models.BinaryField()
    blob = models.BinaryField(null=True)
    masked = models.CharField(max_length=200)

    class Meta:
        db_table = "slot"


class Reading(models.Model):
    """Somebody opened a sealed value: who, which, for which purpose, on which basis (谁看过)."""

    pk = models.CompositePrimaryKey("matter_id", "n")
    matter_id = models.UUIDField()
    n = models.CharField(max_length=32)
    name = models.CharField(max_length=80)
    account = models.CharField(max_length=40)
    body = models.CharField(max_length=60)
    post = models.CharField(max_length=60)
    purpose = models.CharField(max_length=40)
    basis = models.CharField(max_length=120)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        db_table = "reading"
