"""The bill of materials of what runs in the image, in CycloneDX: `make sbom`.

Name, version, hashes and who needs what come from the locks; the licence of a package from PyPI comes from
the package itself, as it is installed. The same locks give the same document. What is asked for of npm is in
it; what comes with that is not, for nothing of it goes into the package. Only the fonts are in this
repository without being in a lock.
"""

import json
import re
import tomllib
from base64 import b64decode
from importlib.metadata import metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.spdx import fixup_id
from packageurl import PackageURL
from packaging.markers import Marker

from app import __version__

BEELD = {
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": "3.13.0",
    "python_version": "3.13",
    "sys_platform": "linux",
}
"""Where it runs: in the image of the Dockerfile."""
LICENTIE = LicenseFactory().make_from_string
PROJECT = Path(__file__).parents[1]
PAKKET = re.compile(r"^(?P<naam>\S+)==(?P<versie>\S+)(?: ; (?P<waar>.+?))?(?P<rest> \\\n(?: .*\n)+)", re.M)


def licenties(naam: str, versie: str) -> list[License]:
    """What the installed package says its licence is."""
    zegt = metadata(naam)
    if zegt["Version"] != versie:
        raise SystemExit(
            f"{naam} {zegt['Version']} is installed, {versie} is in the lock: run make .venv/.dev"
        )
    soorten = [s.rpartition(" :: ")[2] for s in zegt.get_all("Classifier", ()) if s.startswith("License")]
    spdx = zegt["License-Expression"] or fixup_id(zegt["License"] or "")
    return [LICENTIE(naam) for naam in ([spdx] if spdx else soorten or [zegt["License"]])]


def materialen(lock: str, npm_lock: str) -> Bom:
    """The project with every package that it needs on this platform, itself or through another."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    wmo = Component(
        name=project["name"],
        version=__version__,
        bom_ref=project["name"],
        type=ComponentType.APPLICATION,
        description=project["description"],
        licenses=[LICENTIE(project["license"])],
    )
    letter = Component(
        name="Source Sans 3",
        bom_ref="source-sans-3",
        type=ComponentType.FILE,
        licenses=[LICENTIE("OFL-1.1")],
    )
    browser = van_npm(npm_lock)
    nodig = [p for p in PAKKET.finditer(lock) if not p["waar"] or Marker(p["waar"]).evaluate(BEELD)]
    delen = {wmo.name: wmo} | {p["naam"]: pakket(p["naam"], p["versie"], p["rest"]) for p in nodig}
    bom = Bom(components=[letter, *browser, *(deel for deel in delen.values() if deel is not wmo)])
    bom.metadata.component = wmo
    bom.metadata.timestamp = None
    bom.serial_number = uuid5(NAMESPACE_URL, f"{__version__}\n{lock}{npm_lock}")
    for deel in (letter, *browser, *delen.values()):
        bom.register_dependency(deel)
    bom.register_dependency(wmo, [letter, *browser])
    for p in nodig:
        for vrager in re.findall(r"^ +#(?: via|  ) ([a-z0-9][^\s\[]*)", p["rest"], re.M):
            bom.register_dependency(delen[vrager], [delen[p["naam"]]])
    return bom


def pakket(naam: str, versie: str, rest: str) -> Component:
    """One package of the lock."""
    sommen = [HashType(alg=HashAlgorithm.SHA_256, content=som) for som in re.findall("[0-9a-f]{64}", rest)]
    adres = f"https://pypi.org/simple/{naam}/"
    return _deel(PackageURL("pypi", None, naam, versie), licenties(naam, versie), adres, sommen)


def van_npm(lock: str) -> list[Component]:
    """What the lock of the files for a browser was asked for; its hash is that of the whole package."""
    pakketten = json.loads(lock)["packages"]
    delen = []
    for naam in pakketten[""]["dependencies"]:
        zegt = pakketten[f"node_modules/{naam}"]
        som = b64decode(zegt["integrity"].removeprefix("sha512-")).hex()
        groep, _, kaal = naam.rpartition("/")
        purl = PackageURL("npm", groep or None, kaal, zegt["version"])
        adres = f"https://registry.npmjs.org/{naam}"
        delen.append(
            _deel(
                purl, [LICENTIE(zegt["license"])], adres, [HashType(alg=HashAlgorithm.SHA_512, content=som)]
            )
        )
    return delen


def _deel(purl: PackageURL, licenties: list[License], adres: str, sommen: list[HashType]) -> Component:
    return Component(
        name=purl.name,
        group=purl.namespace,
        version=purl.version,
        bom_ref=str(purl),
        purl=purl,
        licenses=licenties,
        external_references=[
            ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(adres), hashes=sommen)
        ],
    )


if __name__ == "__main__":
    sloten = ("requirements.txt", "statisch/package-lock.json")
    print(
        JsonV1Dot6(materialen(*((PROJECT / lock).read_text() for lock in sloten))).output_as_string(indent=2)
    )
