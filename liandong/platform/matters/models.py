"""The tables of a matter. Each below it has a key that begins with `matter_id`, so that a database of many machines can keep a matter together."""

from typing import ClassVar

from django.db import models


class Matter(models.Model):
    """Where a matter stands now: a reading of its events, kept so that nobody has to fold them again."""

    id = models.UUIDField(primary_key=True)
    public_id = models.CharField(max_length=16, db_index=True)
    procedure = models.CharField(max_length=80)
    version = models.CharField(max_length=12)
    division = models.CharField(max_length=12)
    body = models.CharField(max_length=40)
    state = models.CharField(max_length=60)
    outcome = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=60, db_index=True, blank=True)
    title_zh = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400)
    seq = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    snapshot = models.JSONField()
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    next_due = models.DateTimeField(null=True)
    parent_id = models.UUIDField(null=True)
    parent_n = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "matter"
        indexes: ClassVar = [
            models.Index(fields=["next_due"], name="matter_next_due", condition=models.Q(next_due__isnull=False)),
            models.Index(fields=["parent_id"], name="matter_parent", condition=models.Q(parent_id__isnull=False)),
        ]


class Party(models.Model):
    """A party as lists may show it: masked, placed. Who it is stands in sealed slots."""

    pk = models.CompositePrimaryKey("matter_id", "role", "n")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, db_constraint=False)
    role = models.CharField(max_length=40)
    n = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    place = models.CharField(max_length=12, blank=True)
    masked = models.CharField(max_length=100)
    name_key = models.CharField(max_length=64, db_index=True)

    class Meta:
        db_table = "party"


class Hand(models.Model):
    """A post that takes part in a matter: what it may see follows from this row alone, and its inbox too."""

    pk = models.CompositePrimaryKey("matter_id", "body", "post")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, db_constraint=False)
    body = models.CharField(max_length=40)
    post = models.CharField(max_length=40)
    turn = models.BooleanField()
    do_zh = models.CharField(max_length=120)
    clock = models.CharField(max_length=60, blank=True)
    due_at = models.DateTimeField(null=True)
    last_day = models.DateField(null=True)
    local = models.BooleanField(default=False)
    provisional = models.BooleanField(default=False)
    since = models.DateTimeField()

    class Meta:
        db_table = "hand"
        indexes: ClassVar = [models.Index(fields=["body", "post", "turn", "due_at"], name="hand_inbox")]


class Notice(models.Model):
    """Somebody is told of an act: a post, or a party in its role."""

    pk = models.CompositePrimaryKey("matter_id", "seq", "n")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, db_constraint=False)
    seq = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    body = models.CharField(max_length=40, blank=True)
    post = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "notice"
        indexes: ClassVar = [models.Index(fields=["body", "post", "at"], name="notice_inbox")]


class IssuedPaper(models.Model):
    """A paper that an act issued, with the slots frozen as they stood."""

    pk = models.CompositePrimaryKey("matter_id", "seq", "paper")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, db_constraint=False)
    seq = models.PositiveIntegerField()
    paper = models.CharField(max_length=60)
    of = models.PositiveIntegerField(null=True)
    slots = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "paper"


class Counter(models.Model):
    """A series of running numbers; its row is locked while a number is drawn, so no two filings ever share one."""

    key = models.CharField(max_length=120, primary_key=True)
    n = models.PositiveIntegerField()

    class Meta:
        db_table = "counter"


class Draft(models.Model):
    """What somebody typed and has not submitted, sealed; or an act that waits for a second person."""

    id = models.UUIDField(primary_key=True)
    account = models.CharField(max_length=40)
    body = models.CharField(max_length=40)
    post = models.CharField(max_length=40)
    page = models.CharField(max_length=200)
    matter_id = models.UUIDField(null=True)
    second_body = models.CharField(max_length=40, blank=True)
    second_post = models.CharField(max_length=40, blank=True)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "draft"
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "body", "post", "page"], name="one_draft_per_page")]
