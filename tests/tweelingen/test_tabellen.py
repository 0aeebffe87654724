"""Value and table: whatever a value holds comes back from the database, a field that is new too."""

import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.bewaren import Bewaarreden, Vernietiging, Vernietigingsverzoek
from app.domain.toewijzing.toewijzing import Toewijzing, Toewijzingsbericht
from app.domain.verzoek.verzoek import BewaardVerzoek
from app.opslag import Databank, Sleutels
from app.opslag.verzameling import Register, Verzameling
from tests.bouw import ROERMOND, Zaak, leg_zaak_vast, nog_een, verwerker
from tests.tweelingen.vullen import Vuller


def registers(klasse: type[Register[Any]] = Register) -> Iterator[type[Register[Any]]]:
    """Every repository of an aggregate."""
    if "tabel" in vars(klasse):
        yield klasse
    for onder in klasse.__subclasses__():
        yield from registers(onder)


REGISTERS = list(dict.fromkeys(registers()))


@pytest.fixture(scope="module")
def databank(
    sqlite_sjabloon: Path, sleutels: Sleutels, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databank]:
    pad = shutil.copy(sqlite_sjabloon, tmp_path_factory.mktemp("tweelingen") / "wmo.db")
    databank = Databank(f"sqlite:///{pad}", sleutels)
    yield databank
    databank.sluit()


@pytest.fixture(scope="module")
def zaak(databank: Databank) -> Zaak:
    """What the values can refer to; this omzetting was not carried out for the client yet."""
    with databank.transactie(verwerker()) as opslag:
        zaak = leg_zaak_vast(opslag)
        return replace(zaak, omzetting=opslag.omzettingen.bewaar(nog_een(zaak.omzetting)))


def verwijzingen(klasse: type[Register[Any]], zaak: Zaak) -> dict[str, Any]:
    """The fields that have to name something that is there."""
    bestaand = {type(waarde): waarde for waarde in vars(zaak).values()}
    soorten = {register.tabel: register.soort for register in REGISTERS}
    velden = {veld.name for veld in fields(klasse.soort)}
    return dict.fromkeys({"gemeente"} & velden, ROERMOND) | {
        sleutel.parent.name: getattr(bestaand[soorten[sleutel.column.table]], sleutel.column.name)
        for sleutel in klasse.tabel.foreign_keys
        if sleutel.parent.name in velden
    }


def gevuld(klasse: type[Register[Any]], vuller: Vuller, zaak: Zaak) -> Any:
    """A value with something of its own in every field that is free."""
    waarde = replace(vuller.maak(klasse.soort), **verwijzingen(klasse, zaak))
    if isinstance(waarde, Berichtontvangst | BewaardVerzoek):
        return replace(waarde, eigenaar=ROERMOND)
    if isinstance(waarde, Vernietiging | Bewaarreden | Vernietigingsverzoek):  # of a municipality
        return replace(waarde, aanbieder=None)
    if isinstance(waarde, Toewijzing):
        return replace(waarde, versies=(replace(waarde.versies[0], besluit_id=zaak.besluit.id),))
    if isinstance(waarde, Toewijzingsbericht):
        return replace(waarde, versies=((zaak.toewijzing.nummer, 1),))
    return waarde


def verschil(een: Any, ander: Any) -> list[str]:
    return [
        f"{type(een).__name__}.{veld.name}"
        for veld in fields(een)
        if getattr(een, veld.name) != getattr(ander, veld.name)
    ]


@pytest.mark.parametrize("klasse", REGISTERS)
def test_every_field_comes_back_as_it_was_made_and_as_it_was_changed(
    klasse: type[Register[Any]], databank: Databank, zaak: Zaak
) -> None:
    vuller = Vuller()
    waarde = gevuld(klasse, vuller, zaak)
    sleutel = {kolom.name: getattr(waarde, kolom.name) for kolom in klasse.tabel.primary_key.columns}
    if issubclass(klasse, Verzameling):
        waarde = replace(waarde, revisie=0)
    with databank.transactie(verwerker()) as opslag:
        bewaard = klasse(opslag._sessie).bewaar(waarde)
    with databank.transactie(verwerker()) as opslag:
        assert verschil(bewaard, klasse(opslag._sessie)._haal(**sleutel)) == []

    if issubclass(klasse, Verzameling):
        zelfde = sleutel | {naam: getattr(bewaard, naam) for naam in klasse.blijft}
        anders = replace(gevuld(klasse, vuller, zaak), **zelfde, revisie=bewaard.revisie)
        with databank.transactie(verwerker()) as opslag:
            gewijzigd = klasse(opslag._sessie).bewaar(anders)
        with databank.transactie(verwerker()) as opslag:
            assert verschil(gewijzigd, klasse(opslag._sessie)._haal(**sleutel)) == []
