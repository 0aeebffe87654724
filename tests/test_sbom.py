"""docs/sbom.json says what the program is made of, and nothing else."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pip_requirements_parser import RequirementsFile

PROJECT = Path(__file__).parents[1]
BESTAND = PROJECT / "docs" / "sbom.json"


@pytest.fixture(scope="module")
def bom() -> dict[str, Any]:
    inhoud: dict[str, Any] = json.loads(BESTAND.read_text())
    return inhoud


def test_the_committed_bill_of_materials_is_that_of_the_lock() -> None:
    uitkomst = subprocess.run([sys.executable, PROJECT / ".ci" / "sbom.py"], capture_output=True, text=True)
    assert uitkomst.returncode == 0, uitkomst.stderr
    assert BESTAND.read_text() == uitkomst.stdout, "run: make sbom"


@pytest.mark.alles
def test_it_is_valid_cyclonedx() -> None:
    from cyclonedx.schema import SchemaVersion  # reads grammars: a second of each run that only collects
    from cyclonedx.validation.json import JsonStrictValidator

    fout = JsonStrictValidator(SchemaVersion.V1_6).validate_str(BESTAND.read_text())
    assert fout is None, fout


def test_it_names_every_package_of_the_lock_that_runs_here_with_its_hashes(bom: dict[str, Any]) -> None:
    lock = RequirementsFile.from_file(str(PROJECT / "requirements.txt")).requirements
    verwacht = {
        (regel.name, regel.get_pinned_version): {som.removeprefix("sha256:") for som in regel.hash_options}
        for regel in lock
        if regel.marker is None or regel.marker.evaluate()
    }
    assert len(verwacht) > 50
    assert verwacht == {
        (deel["name"], deel["version"]): {
            som["content"] for bron in deel["externalReferences"] for som in bron["hashes"]
        }
        for deel in bom["components"]
        if deel.get("purl", "").startswith("pkg:pypi/")
    }


def test_it_names_what_the_package_has_of_npm_with_its_licence(bom: dict[str, Any]) -> None:
    gevraagd = json.loads((PROJECT / "statisch" / "package.json").read_text())["dependencies"]
    assert gevraagd == {
        "/".join(filter(None, (deel.get("group"), deel["name"]))): deel["version"]
        for deel in bom["components"]
        if deel.get("purl", "").startswith("pkg:npm/")
    }
    (swagger,) = (deel for deel in bom["components"] if deel["name"] == "swagger-ui-dist")
    assert swagger["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    ((som,),) = (bron["hashes"] for bron in swagger["externalReferences"])
    assert (som["alg"], len(som["content"])) == ("SHA-512", 128)


def test_it_names_a_licence_for_everything(bom: dict[str, Any]) -> None:
    delen = [bom["metadata"]["component"], *bom["components"]]
    assert [deel["name"] for deel in delen if not deel.get("licenses")] == []


def test_everything_in_it_is_needed_by_the_project(bom: dict[str, Any]) -> None:
    nodig = {deel["ref"]: deel.get("dependsOn", []) for deel in bom["dependencies"]}
    te_doen, gezien = [bom["metadata"]["component"]["bom-ref"]], set()
    while te_doen:
        ref = te_doen.pop()
        if ref not in gezien:
            gezien.add(ref)
            te_doen += nodig[ref]
    assert gezien == nodig.keys()


def test_every_font_in_the_repository_is_of_the_family_it_names(bom: dict[str, Any]) -> None:
    namen = [deel["name"].replace(" ", "") for deel in bom["components"] if deel["type"] == "file"]
    letters = (PROJECT / "app").rglob("*.[to]tf")
    assert {pad.name.partition("_")[0] for pad in letters} == set(namen)
