"""The examples in the OpenAPI document are requests that succeed, sent as they are there.

Only what an integrator fills in too comes from the recorded story: the ids, the Bsn and the number of the
version that the example is about. They are sent at a moment by which all their days have come.
"""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import app.api
from tests.api.opname import Opname, Terugdraaiend
from tests.api.test_velden import DOCUMENT, MET_BODY, bodyschema


def ingevuld(voorbeeld: Any, verhaal: Any) -> Any:
    """The example, about the things that the story is about."""
    if not isinstance(voorbeeld, dict):
        return voorbeeld

    def deel(naam: str, waarde: Any) -> Any:
        if naam in ("bsn", "versie") or naam.endswith("Id"):
            return verhaal[naam]
        if naam.endswith("Ids"):
            return verhaal.get(naam, [])
        return ingevuld(waarde, (verhaal or {}).get(naam))

    return {naam: deel(naam, waarde) for naam, waarde in voorbeeld.items()}


LATER = timedelta(days=45)


@pytest.mark.parametrize("operatie", MET_BODY)
def test_the_example_of_a_body_is_accepted(opname: Opname, operatie: str) -> None:
    stap = opname.stappen[operatie]
    schema = bodyschema(operatie)
    assert schema is not None
    (voorbeeld,) = schema["examples"]
    inhoud = json.dumps(ingevuld(voorbeeld, stap.json)).encode()
    with opname.op(stap.databank, Terugdraaiend):
        antwoord = opname.stuur(stap.wie, stap.methode, stap.pad, inhoud, stap.koppen, stap.nu + LATER)

    assert antwoord.status_code == stap.status, antwoord.text


def test_the_example_of_a_message_is_valid(opname: Opname) -> None:
    stap = opname.stappen["valideer_bericht"]
    inhoud = DOCUMENT["paths"]["/validaties"]["post"]["requestBody"]["content"]["application/xml"]
    (voorbeeld,) = inhoud["schema"]["examples"]
    with opname.op(stap.databank, Terugdraaiend):
        antwoord = opname.stuur(
            stap.wie, stap.methode, stap.pad, voorbeeld.encode(), stap.koppen, stap.nu + LATER
        )

    assert [bericht["geldig"] for bericht in antwoord.json()["berichten"]] == [True]


def test_the_ids_of_examples_stand_in_one_place_each_for_one_thing() -> None:
    hier = Path(app.api.__file__).parent
    letterlijk = re.compile(r'"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"')
    gevonden = {
        bestand.relative_to(hier).as_posix(): letterlijk.findall(bestand.read_text(encoding="utf-8"))
        for bestand in hier.rglob("*.py")
        if "kader" not in bestand.parts
    }
    assert [bestand for bestand, ids in gevonden.items() if ids] == ["voorbeelden.py"]
    assert len(set(gevonden["voorbeelden.py"])) == len(gevonden["voorbeelden.py"])
