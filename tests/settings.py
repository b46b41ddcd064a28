"""Settings of the tests: a deployment of 长兴县 in a folder of its own, thrown away afterwards."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "LIANDONG_TEST_HOME" not in os.environ:
    os.environ["LIANDONG_TEST_HOME"] = tempfile.mkdtemp(prefix="liandong-test-")
    atexit.register(shutil.rmtree, os.environ["LIANDONG_TEST_HOME"], ignore_errors=True)
os.environ["LIANDONG_HOME"] = tempfile.mkdtemp(dir=os.environ["LIANDONG_TEST_HOME"])

from liandong.platform.deployment import Deployment, make_secrets

make_secrets()
Deployment("330522", "长兴县", demo=True).save()

from liandong.web.settings import *  # noqa: F403
from liandong.web.settings import DATABASES

for name, database in DATABASES.items():
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"] = {"NAME": str(Path(os.environ["LIANDONG_HOME"]) / f"test-{name}.sqlite3")}
    else:
        database["OPTIONS"] = {}  # a test database is dropped at the end: no pool may hold on to it
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
