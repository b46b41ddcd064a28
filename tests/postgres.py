"""Runs a command beside a private PostgreSQL: `python -m tests.postgres pytest …`. The server lives in a temporary folder and dies with the command.

PostgreSQL refuses to run as root, so root starts it as the unprivileged user `postgres` that Debian's package brings.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def binaries() -> Path:
    """Return the folder of the newest PostgreSQL on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1].parent


def main() -> int:
    """Start the server, run the command with DATABASE_URL set, stop the server; return the command's exit code."""
    folder = Path(tempfile.mkdtemp(prefix="liandong-pg-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home, bin = folder / "data", binaries()
    run = {"user": user, "cwd": folder, "stdout": subprocess.DEVNULL}
    subprocess.run(
        [bin / "initdb", "-D", home, "-U", "liandong", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"], check=True, **run
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=100"
    subprocess.run([bin / "pg_ctl", "-D", home, "-w", "-l", folder / "log", "-o", options, "start"], check=True, **run)
    try:
        environment = os.environ | {"DATABASE_URL": f"postgresql://liandong@127.0.0.1:{port}/postgres"}
        return subprocess.run([sys.executable, "-m", *sys.argv[1:]], env=environment, check=False).returncode
    finally:
        subprocess.run([bin / "pg_ctl", "-D", home, "-m", "immediate", "stop"], check=False, **run)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
