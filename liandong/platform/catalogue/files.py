"""Reads the catalogue from its folder: the only place where the law touches the disk."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from liandong.core.divisions import Divisions
from liandong.core.law import Law
from liandong.core.model import Source
from liandong.core.procedure import Procedure, load_procedure
from liandong.core.refusal import BadLaw
from liandong.core.time_limit import WorkingDays
from liandong.core.yaml_text import load_yaml

PACKAGE = Path(__file__).resolve().parents[2]


def catalogue_dir() -> Path:
    """Return the catalogue's folder: inside the wheel, or beside the package in a checkout."""
    inside = PACKAGE / "_catalogue"
    return inside if inside.is_dir() else PACKAGE.parent / "catalogue"


@dataclass(frozen=True)
class Loaded:
    """The catalogue as it loads: what is sound, and the faults of what is not."""

    law: Law
    faults: tuple[BadLaw, ...]


def load_catalogue(root: Path | None = None) -> Loaded:
    """Return every source, procedure and calendar year below `root`; a file that does not load is a fault, not a stop."""
    root = root or catalogue_dir()
    faults: list[BadLaw] = []
    sources: dict[str, Source] = {}
    procedures: dict[str, Procedure] = {}
    for path in sorted(root.glob("sources/*.yaml")):
        try:
            source = load_source(path.read_bytes(), file=_name(path, root))
            sources[source.id] = source
        except BadLaw as fault:
            faults.append(fault)
    for path in sorted(root.glob("*/*/procedure.yaml")):
        try:
            procedure = load_procedure(path.read_bytes(), file=_name(path, root))
            _check_folder(procedure, path, root)
            procedures[procedure.id] = procedure
        except BadLaw as fault:
            faults.append(fault)
    years = [load_yaml(path.read_bytes(), file=_name(path, root)).data for path in sorted(root.glob("calendar/*.yaml"))]
    return Loaded(Law(sources, procedures, WorkingDays.from_years(years)), tuple(faults))


def load_source(text: bytes, *, file: str) -> Source:
    """Return the source in this file, or refuse it with its line."""
    loaded = load_yaml(text, file=file)
    try:
        return Source.model_validate(loaded.data)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        line = loaded.line(tuple(fault["loc"]))
        raise BadLaw(
            "E00", f"{place}：{fault['msg']}", f"{place}: {fault['msg']}", file=file, line=line, mend_zh="按格式改正", mend_en="correct it"
        ) from None


def _check_folder(procedure: Procedure, path: Path, root: Path) -> None:
    folder = ".".join(path.relative_to(root).parts[:2])
    if procedure.id != folder:
        raise BadLaw(
            "E00",
            f"id 是 {procedure.id}，文件夹是 {folder}。",
            f"The id is {procedure.id}, the folder is {folder}.",
            file=_name(path, root),
            line=procedure.text.line(("id",)),
            mend_zh=f"改成 {folder}",
            mend_en=f"write {folder}",
        )


def _name(path: Path, root: Path) -> str:
    return str(path.relative_to(root.parent))


@lru_cache(maxsize=1)
def the_law() -> Law:
    """Return the law of this deployment, loaded once; a catalogue with a fault stops the start with its sentence."""
    loaded = load_catalogue()
    if loaded.faults:
        raise loaded.faults[0]
    return loaded.law


@lru_cache(maxsize=4)
def divisions(within: str) -> Divisions:
    """Return the division table of one county or prefecture, with the names of all counties of the country."""
    return Divisions.from_bytes((catalogue_dir() / "divisions" / "divisions.tsv.xz").read_bytes(), within=within)
