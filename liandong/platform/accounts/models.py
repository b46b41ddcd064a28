"""People, the bodies that act and the posts that people hold in them."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class Person(AbstractUser):
    """Somebody who signs in. What they may see follows from their posts, never from the person."""

    class Meta:
        db_table = "person"

    @property
    def account(self) -> str:
        """The code that stands in the record."""
        return f"a{self.pk}"


class Body(models.Model):
    """An office that acts: `court.330522`, `town.330522104`."""

    code = models.CharField(max_length=40, primary_key=True)
    type = models.CharField(max_length=30)
    division = models.CharField(max_length=12, db_index=True)
    zh = models.CharField(max_length=100)

    class Meta:
        db_table = "body"


class Post(models.Model):
    """A post in a body, of a kind that procedures name: `trial_judge` in `court.330522`."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT)
    code = models.CharField(max_length=40)
    zh = models.CharField(max_length=60)

    class Meta:
        db_table = "post"
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "code"], name="one_post_of_a_kind")]


class Holding(models.Model):
    """A person holds a post, from a day until another; one person may hold several."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "holding"
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "post"], name="a_post_once")]
