"""The fixed cast of the tests, and the databases they need."""

from pathlib import Path

import pytest

DATABASES = ("default", "keys")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every test of the platform use both databases."""
    for item in items:
        if Path(item.path).parent.name == "platform" and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases=DATABASES))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Make the bodies, posts and people of the county once, for all tests."""
    from liandong.platform.accounts.bodies import make_bodies
    from liandong.platform.catalogue.files import divisions
    from liandong.platform.matters.demonstration import make_cast

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        make_bodies(divisions("330522"), "330522")
        make_cast()
