"""Data keys, one for each person in each matter. Deleting a row makes that person's values in that matter unreadable for ever."""

from typing import ClassVar

from django.db import models


class DataKey(models.Model):
    """A wrapped data key. `subject` is a party (`obligor.1`) or `matter` for what is nobody's in particular."""

    pk = models.CompositePrimaryKey("matter_id", "subject")
    matter_id = models.UUIDField()
    subject = models.CharField(max_length=60)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "data_key"
        constraints: ClassVar = []
