"""The package as somebody installs it: built, put in an environment of its own, run from an empty folder."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import httpx2
import pytest

from app import __version__
from app.api.documentatie import BESTANDEN
from app.web.bestanden import HTMX, ONDERDELEN, TOKENS
from tests.server import PROJECT, Server, omgeving

pytestmark = pytest.mark.alles

BRONNEN = ("app", "migrations", "schemas", "statisch", "LICENSE", "hatch_build.py", "pyproject.toml")
"""What the package is built of."""
BERICHT = PROJECT / "docs" / "berichten" / "voorbeelden" / "wmo301.xml"


@dataclass(frozen=True)
class Gebouwd:
    wiel: Path
    sdist: Path

    def inhoud(self) -> dict[str, bytes]:
        return inhoud(self.wiel)


@dataclass(frozen=True)
class Installatie:
    """The package in an environment of its own, used from an empty folder."""

    bin: Path
    map: Path

    def draai(self, programma: str, *argumenten: str) -> str:
        """What it prints; it ends with 0."""
        klaar = subprocess.run(
            [self.bin / programma, *argumenten],
            cwd=self.map,
            env=kaal(),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert klaar.returncode == 0, klaar.stderr
        return klaar.stdout


def kaal(**instellingen: str) -> dict[str, str]:
    """The environment without a way back to this checkout."""
    return {naam: w for naam, w in omgeving(**instellingen).items() if naam != "PYTHONPATH"}


def bouw(bron: Path, naar: Path, *doelen: str, **instellingen: str) -> None:
    opdracht = [sys.executable, "-m", "hatchling", "build", "--directory", naar]
    for doel in doelen:
        opdracht += ["--target", doel]
    subprocess.run(opdracht, cwd=bron, env=kaal(**instellingen), check=True, timeout=300)


def inhoud(wiel: Path) -> dict[str, bytes]:
    with ZipFile(wiel) as bestand:
        return {naam: bestand.read(naam) for naam in bestand.namelist()}


@pytest.fixture(scope="module")
def gebouwd(browserbestanden: None, tmp_path_factory: pytest.TempPathFactory) -> Gebouwd:
    """Both forms, built of a copy: of the checkout as it is, without what npm left in it."""
    bron, naar = tmp_path_factory.mktemp("bron"), tmp_path_factory.mktemp("dist")
    for naam in BRONNEN:
        if (PROJECT / naam).is_dir():
            weg = shutil.ignore_patterns("__pycache__", "node_modules*")
            shutil.copytree(PROJECT / naam, bron / naam, ignore=weg)
        else:
            shutil.copy(PROJECT / naam, bron)
    bouw(bron, naar, "sdist", "wheel")
    (wiel,), (sdist,) = naar.glob("*.whl"), naar.glob("*.tar.gz")
    return Gebouwd(wiel, sdist)


@pytest.fixture(scope="module")
def installatie(gebouwd: Gebouwd, tmp_path_factory: pytest.TempPathFactory) -> Installatie:
    """The wheel, with what the lock says that it needs and nothing more."""
    omgeving_ = tmp_path_factory.mktemp("venv")
    venv.create(omgeving_)
    pip = [sys.executable, "-m", "pip", "--python", omgeving_ / "bin" / "python"]
    pip += ["install", "--quiet", "--no-compile"]  # what is imported is compiled then
    lock = subprocess.run(
        [*pip, "--require-hashes", "--requirement", PROJECT / "requirements.txt"],
        env=kaal(),
        capture_output=True,
        text=True,
        timeout=600,
    )
    if lock.returncode:
        reden = f"pip could not install the lock: {lock.stderr[-500:]}"
        pytest.fail(reden) if os.environ.get("CI") else pytest.skip(reden)
    subprocess.run([*pip, "--no-deps", "--no-index", gebouwd.wiel], env=kaal(), check=True, timeout=60)
    return Installatie(omgeving_ / "bin", tmp_path_factory.mktemp("leeg"))


@pytest.fixture(scope="module")
def server(installatie: Installatie) -> Iterator[Server]:
    server = Server(kaal(), wmo=[str(installatie.bin / "wmo")], map_=installatie.map)
    yield server
    server.vraag_te_stoppen()
    assert server.einde() == 0


def test_the_wheel_has_every_file_that_the_program_has_here(gebouwd: Gebouwd) -> None:
    erin = {naam for naam in gebouwd.inhoud() if naam.startswith("app/")}
    van_anderen = {naam for naam in erin if "/node_modules/" in naam}
    verwacht = {
        ("" if map_ == "app" else "app/") + bestand.relative_to(PROJECT).as_posix()
        for map_ in ("app", "migrations", "schemas", "statisch")
        for bestand in (PROJECT / map_).rglob("*")
        if bestand.is_file() and not {"__pycache__", "node_modules"} & set(bestand.parts)
    } - {"app/statisch/node_modules.lock"}
    assert erin - van_anderen == verwacht
    assert len(verwacht) > 400


def test_the_build_of_the_image_sees_all_that_the_package_is_built_of() -> None:
    regels = (PROJECT / ".dockerignore").read_text().splitlines()
    assert {f"!{naam}" for naam in BRONNEN} <= set(regels)


def test_of_others_it_has_what_the_browser_needs_with_its_licence(gebouwd: Gebouwd) -> None:
    swagger = {*BESTANDEN, "LICENSE", "NOTICE", "swagger-ui-bundle.js.LICENSE.txt"}
    stijlen = {TOKENS, *ONDERDELEN}
    licenties = {f"{stijl.rpartition('/dist/')[0]}/LICENSE.md" for stijl in stijlen}
    verwacht = (
        {f"swagger-ui-dist/{naam}" for naam in swagger} | stijlen | licenties | {HTMX, "htmx.org/LICENSE"}
    )
    assert {naam for naam in gebouwd.inhoud() if "/node_modules/" in naam} == {
        f"app/statisch/node_modules/{naam}" for naam in verwacht
    }


def test_the_wheel_that_is_built_of_the_sdist_is_the_same_without_npm(
    gebouwd: Gebouwd, tmp_path: Path
) -> None:
    with tarfile.open(gebouwd.sdist) as bestand:
        bestand.extractall(tmp_path, filter="data")
    (bron,) = tmp_path.iterdir()
    bouw(
        bron, tmp_path / "dist", "wheel", npm_config_registry="http://127.0.0.1:9", npm_config_offline="true"
    )
    (wiel,) = (tmp_path / "dist").iterdir()
    assert inhoud(wiel) == gebouwd.inhoud()


def test_it_runs_from_its_own_files_and_says_its_version(installatie: Installatie) -> None:
    waar = installatie.draai("python", "-c", "import app; print(app.__file__)").strip()
    assert Path(waar).is_relative_to(installatie.bin.parent)
    assert installatie.draai("wmo", "--version") == f"wmo {__version__}\n"


def test_it_needs_nothing_that_only_the_tests_have(installatie: Installatie) -> None:
    """Every module of it can be imported with what the lock installs."""
    alles = (
        "import app, importlib, pkgutil\n"
        "modules = [m.name for m in pkgutil.walk_packages(app.__path__, 'app.')]\n"
        "for naam in modules: importlib.import_module(naam)\n"
        "print(len(modules))"
    )
    assert int(installatie.draai("python", "-c", alles)) > 300


def test_it_checks_a_message(installatie: Installatie) -> None:
    uitvoer = installatie.draai("wmo", "valideer", "--json", "--vandaag", "2026-12-31", str(BERICHT))
    (bericht,) = json.loads(uitvoer)["berichten"]
    assert (bericht["berichtsoort"], bericht["geldig"]) == ("wmo301", True)


def test_it_shows_both_regions_and_writes_what_they_send(installatie: Installatie) -> None:
    installatie.draai("wmo", "demo", "--uit", "getoond")
    soorten = [pad.suffix for pad in (installatie.map / "getoond").iterdir()]
    assert soorten.count(".xml") == 66
    assert soorten.count(".pdf") == 13


def test_it_serves_on_a_database_that_it_has_migrated(server: Server) -> None:
    assert httpx2.get(f"{server.adres}/readyz").status_code == 200


def test_it_serves_the_pages_with_their_style(server: Server) -> None:
    pagina = httpx2.get(server.adres)
    assert "Controleer een bericht" in pagina.text
    (stijl,) = re.findall(r'href="(/web/[^"]+css)"', pagina.text)
    assert ".nl-button" in httpx2.get(f"{server.adres}{stijl}").text


@pytest.mark.parametrize("pad", ["", "/start.js", *(f"/{naam}" for naam in BESTANDEN)])
def test_it_serves_the_documentation_with_every_file_of_it(server: Server, pad: str) -> None:
    antwoord = httpx2.get(f"{server.adres}/docs{pad}")
    assert antwoord.status_code == 200
    assert antwoord.content
