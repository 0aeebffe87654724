"""What changed since a moment is read in the order of its changes, a bounded part of an index at a time."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Select, select

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.besluit.besluit import Besluitstatus
from app.domain.keten.dossier import Verzoeksoort
from app.domain.plan.ondersteuningsplan import Planstatus
from app.domain.toewijzing.toewijzing import Berichtstatus
from app.domain.waarden import Periode
from app.opslag import Databank, Opslag, bladzijde, verzameling
from app.opslag import tabellen as t
from app.opslag.bladzijde import Bladzijde, per_rij
from tests import bouw
from tests.bouw import Zaak, leg_zaak_vast
from tests.meter import Meter
from tests.opslag.conftest import leg_uit

pytestmark = pytest.mark.beide

Lijst = Callable[..., Bladzijde[Any]]


def na(minuten: int) -> datetime:
    return bouw.NU + timedelta(minutes=minuten)


def meld(databank: Databank, zaak: Zaak, minuten: int) -> UUID:
    with databank.transactie(bouw.verwerker(nu=na(minuten))) as opslag:
        return opslag.meldingen.bewaar(bouw.nog_een(zaak.melding, spoed=minuten % 2 == 0)).id


def wijzig(databank: Databank, id: UUID, minuten: int) -> None:
    with databank.transactie(bouw.verwerker(nu=na(minuten))) as opslag:
        opslag.meldingen.bewaar(opslag.meldingen.haal(id))


def lees(databank: Databank, sinds: int, limiet: int = 9, cursor: str | None = None) -> Bladzijde[Any]:
    with databank.transactie(bouw.verwerker(), alleen_lezen=True) as opslag:
        return opslag.lijsten.meldingen(limiet, cursor, sinds=na(sinds))


def test_only_what_changed_comes_and_the_last_change_comes_last(databank: Databank, zaak: Zaak) -> None:
    eerste, tweede, derde = (meld(databank, zaak, minuten) for minuten in (1, 2, 3))
    wijzig(databank, eerste, 4)
    assert [rij.id for rij in lees(databank, 2).rijen] == [tweede, derde, eerste]
    assert [rij.id for rij in lees(databank, 4).rijen] == [eerste]
    assert lees(databank, 5).rijen == ()


def test_what_changes_while_somebody_pages_comes_again(databank: Databank, zaak: Zaak) -> None:
    eerste, tweede, derde = (meld(databank, zaak, minuten) for minuten in (1, 2, 3))
    bladzijde = lees(databank, 1, limiet=2)
    wijzig(databank, eerste, 4)
    assert [rij.id for rij in bladzijde.rijen] == [eerste, tweede]
    assert [rij.id for rij in lees(databank, 1, cursor=bladzijde.volgende).rijen] == [derde, eerste]


def lijsten(opslag: Opslag, zaak: Zaak) -> dict[str, tuple[Lijst, dict[str, Any]]]:
    """Every list that grows with the clients, with the filters that do not name one case."""
    eigen = opslag.lijsten
    plan = {"status": Planstatus.AKKOORD}
    van_gemeente: dict[str, tuple[Lijst, dict[str, Any]]] = {
        naam: (getattr(opslag, naam).bladzijde, {})
        for naam in (
            "clienten",
            "onderzoeken",
            "plannen_van_aanpak",
            "afzieningen",
            "aanvragen",
            "bezwaren",
            "rapportages",
        )
    }
    return van_gemeente | {
        "meldingen": (eigen.meldingen, {}),
        "plannen": (eigen.ondersteuningsplannen, plan),
        "lopende plannen": (opslag.ondersteuningsplannen.lopende, {}),
        "besluiten": (eigen.besluiten, {"status": Besluitstatus.BEKENDGEMAAKT}),
        "toewijzingen": (eigen.toewijzingen, {"aanbieder": bouw.AANBIEDER}),
        "berichten": (eigen.berichten, {"aanbieder": bouw.AANBIEDER, "status": Berichtstatus.KLAAR}),
        "ontvangen": (
            lambda *wat, sinds, status=None: eigen.ontvangsten(
                *wat, None, status, als_afzender=False, sinds=sinds
            ),
            {"status": Ontvangststatus.GOEDGEKEURD},
        ),
        "verzonden": (
            lambda *wat, sinds, status=None: eigen.ontvangsten(
                *wat, None, status, als_afzender=True, sinds=sinds
            ),
            {"status": Ontvangststatus.GOEDGEKEURD},
        ),
        "verzoeken": (
            lambda *wat, sinds, **filters: eigen.verzoeken(*wat, None, **filters, sinds=sinds),
            {"soort": Verzoeksoort.WIJZIGING, "open_": True},
        ),
    }


VAN_AANBIEDER = (
    "plannen",
    "lopende plannen",
    "toewijzingen",
    "berichten",
    "ontvangen",
    "verzonden",
    "verzoeken",
)


@pytest.mark.parametrize("beller", [bouw.ROERMOND, bouw.AANBIEDER])
def test_every_list_of_changes_is_read_from_an_index_in_order(
    databank: Databank, zaak: Zaak, beller: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gevraagd: list[tuple[Select[Any], Any, Any]] = []

    def onthoud(
        _1: Any, _2: Any, vraag: Select[Any], sleutel: Any, _3: Any, _4: Any, zeef: Any, **_: Any
    ) -> Any:
        gevraagd.append((vraag, sleutel, zeef))
        return (), None

    monkeypatch.setattr(verzameling, "lees_bladzijde", onthoud)
    with databank.transactie(bouw.verwerker(beller), alleen_lezen=True) as opslag:
        alle = lijsten(opslag, zaak)
        gekozen = VAN_AANBIEDER if beller == bouw.AANBIEDER else alle
        for naam in gekozen:
            lees, filters = alle[naam]
            lees(9, sinds=na(1))
            lees(9, sinds=na(1), **filters)
    assert len(gevraagd) == 2 * len(gekozen)
    for vraag, sleutel, zeef in gevraagd:
        in_volgorde = vraag.order_by(*sleutel)
        venster = in_volgorde.with_only_columns(*sleutel).limit(1).offset(bladzijde.VENSTERS[-1])
        for opdracht in (venster, in_volgorde.where(*map(per_rij, zeef)).limit(10)):
            plan = leg_uit(databank, opdracht)
            assert "gewijzigd" in plan, plan
            assert not re.search("sort|temp b-tree", plan, re.IGNORECASE), plan
        if zeef and databank.motor.dialect.name == "sqlite":
            assert "COVERING INDEX" in leg_uit(databank, venster)


def test_with_other_filters_pages_may_be_short_but_nothing_is_left_out(
    databank: Databank, zaak: Zaak, monkeypatch: pytest.MonkeyPatch
) -> None:
    with databank.transactie(bouw.verwerker(nu=na(1))) as opslag:
        concepten = [
            opslag.besluiten.bewaar(
                bouw.nog_een(zaak.besluit, kenmerk=f"K{nummer}", status=status, bekendmaking=None)
            ).id
            for nummer in range(12)
            for status in [Besluitstatus.ONTWERP if nummer % 4 == 3 else Besluitstatus.GENOMEN]
        ][3::4]
    monkeypatch.setattr(bladzijde, "VENSTERS", (1, 2))
    gevonden, cursor, bladzijden = [], None, 0
    while bladzijden == 0 or cursor is not None:
        with databank.transactie(bouw.verwerker(), alleen_lezen=True) as opslag:
            blad = opslag.lijsten.besluiten(9, cursor, status=Besluitstatus.ONTWERP, sinds=na(1))
        gevonden += [rij.id for rij in blad.rijen]
        cursor, bladzijden = blad.volgende, bladzijden + 1
    assert sorted(gevonden) == sorted(concepten)
    assert bladzijden > len(concepten)


@pytest.mark.parametrize("beller", [bouw.ROERMOND, bouw.AANBIEDER])
def test_what_ends_between_two_days_comes_in_the_order_of_those_days(
    databank: Databank, zaak: Zaak, beller: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    eind = bouw.JAAR.eind
    assert eind is not None
    for periode, aantal in (
        (Periode(eind, eind), 1),
        (Periode(date.min, eind), 1),
        (Periode(eind), 1),
        (Periode(date.min, eind - timedelta(days=1)), 0),
        (Periode(eind + timedelta(days=1)), 0),
    ):
        with databank.transactie(bouw.verwerker(beller), alleen_lezen=True) as opslag:
            assert len(opslag.lijsten.toewijzingen(9, eindigt=periode).rijen) == aantal

    gevraagd: list[Any] = []
    monkeypatch.setattr(verzameling, "lees_bladzijde", lambda *wat, **_: gevraagd.append(wat) or ((), None))
    with databank.transactie(bouw.verwerker(beller), alleen_lezen=True) as opslag:
        opslag.lijsten.toewijzingen(9, aanbieder=bouw.AANBIEDER, eindigt=Periode(date.min, eind), sinds=na(1))
    ((_, _, vraag, sleutel, _, _, zeef),) = gevraagd
    plan = leg_uit(databank, vraag.where(*map(per_rij, zeef)).order_by(*sleutel).limit(10))
    assert "_eind_" in plan
    assert not re.search("sort|temp b-tree", plan, re.IGNORECASE), plan


@pytest.mark.alles
def test_postgresql_reads_no_more_where_all_allocations_end_on_the_same_day(
    postgresdatabank: Databank,
) -> None:
    databank, meter = postgresdatabank, Meter(postgresdatabank)
    with databank.transactie(bouw.verwerker()) as opslag:
        leg_zaak_vast(opslag)
    with databank.motor.begin() as verbinding:
        for tabel in ("toewijzing", "berichtversie"):
            namen = [kolom.name for kolom in t.metadata.tables[tabel].columns]
            waarden = ["nummer + g" if naam == "nummer" else naam for naam in namen]
            verbinding.exec_driver_sql(
                f"INSERT INTO {tabel} ({', '.join(namen)}) "
                f"SELECT {', '.join(waarden)} FROM {tabel}, generate_series(1, 10000) AS g"
            )
        verbinding.exec_driver_sql("ANALYZE")
    meter.neem()
    with databank.transactie(bouw.verwerker(bouw.AANBIEDER), alleen_lezen=True) as opslag:
        verzameling.blader(
            opslag.lijsten._sessie,
            t.toewijzing,
            select(t.toewijzing),
            50,
            None,
            aanbieder=bouw.AANBIEDER,
            eindigt=Periode(bouw.VANDAAG),
            sinds=na(-1),
        )
    assert meter.neem() < 4 * bladzijde.VENSTERS[0]
