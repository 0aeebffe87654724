"""What there is to do about messages is kept as it follows from them, and read from an index."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import select

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.berichttaak import EENMALIG, Berichttaak, Taaksoort, taken_van_bericht, taken_van_ontvangst
from app.domain.keten.dossier import Betrokkenen, Clientsleutel, Dossier, Partijen, Toewijzingsleutel
from app.domain.keten.historie import vul
from app.domain.levertaak import ALLES, taken_op, toegewezen_volgens
from app.domain.partijen import Partij
from app.domain.toewijzing.afwijking import Toegewezen
from app.domain.toewijzing.toewijzing import Berichtstatus
from app.opslag import Databank, berichttaken, bladzijde, vullen
from app.opslag.ketenhistorie import _lees
from app.opslag.tabellen import (
    berichtontvangst,
    berichttaak,
    keten,
    ketengegeven,
    toewijzing,
    toewijzingsbericht,
)
from tests import bouw
from tests.bouw import leg_zaak_vast
from tests.opslag.conftest import leg_uit
from tests.opslag.test_migraties import migreer

pytestmark = pytest.mark.beide

KALENDER = bouw.kalenders(2026)
VAN_TOEWIJZING = ("eigenaar", "ander", "gemeente", "nummer", "soort", "dag", "merk")
NAMEN = ("eigenaar", "soort", "dag", "ander", "berichtsoort", "kenmerk", "ontvangst_id", "bericht_id")
Rijen = list[tuple[Any, ...]]


def bewaarde_taken(databank: Databank) -> Rijen:
    with databank.motor.connect() as verbinding:
        rijen = verbinding.execute(
            select(*(berichttaak.c[naam] for naam in NAMEN)).where(berichttaak.c.merk.is_(None))
        )
        return sorted((tuple(rij) for rij in rijen), key=str)


def bewaarde_levertaken(databank: Databank, *, afgehandeld: bool = False) -> Rijen:
    """What there is to do about allocations, or what of it was ticked off."""
    vraag = select(*(berichttaak.c[naam] for naam in VAN_TOEWIJZING)).where(
        berichttaak.c.nummer.is_not(None), berichttaak.c.afgehandeld == afgehandeld
    )
    with databank.motor.connect() as verbinding:
        return sorted(tuple(rij) for rij in verbinding.execute(vraag))


def gerekende_levertaken(databank: Databank) -> Rijen:
    """What there is to do about each allocation, by all that each party keeps of it."""
    taken: set[tuple[object, ...]] = set()
    with databank.motor.connect() as verbinding:
        ketens = verbinding.execute(select(keten).where(keten.c.aanbieder != "")).all()
        toewijzingen = verbinding.execute(select(toewijzing.c.gemeente, toewijzing.c.aanbieder).distinct())
        paren = {(k.eigenaar, k.gemeente, k.aanbieder) for k in ketens}
        paren |= {(rij.gemeente, rij.gemeente, rij.aanbieder) for rij in toewijzingen}
    for eigenaar, gemeente, aanbieder in paren:
        taken |= {
            tuple(getattr(taak, naam) for naam in VAN_TOEWIJZING)
            for taak in _van_keten(databank, eigenaar, Partijen(gemeente, aanbieder))
        }
    return _nog_te_doen(databank, taken)


def _nog_te_doen(databank: Databank, taken: Iterable[tuple[Any, ...]]) -> Rijen:
    """These without what was ticked off; of what is asked once whatever its day."""
    gedaan = bewaarde_levertaken(databank, afgehandeld=True)
    return sorted(rij for rij in taken if not any(_zelfde(rij, die) for die in gedaan))


def _zelfde(rij: tuple[Any, ...], gedaan: tuple[Any, ...]) -> bool:
    zonder_dag = rij[:5] + rij[6:] == gedaan[:5] + gedaan[6:]
    return zonder_dag and (rij[4] in EENMALIG or rij == gedaan)


def _van_keten(databank: Databank, eigenaar: str, tussen: Partijen) -> Iterator[Berichttaak]:
    with databank.transactie(bouw.verwerker(tussen.gemeente), alleen_lezen=True) as opslag:
        bij = opslag.keten(eigenaar, tussen)
        rijen = opslag._sessie.verbinding.execute(
            select(ketengegeven)
            .where(ketengegeven.c.eigenaar == eigenaar, ketengegeven.c.gemeente == tussen.gemeente)
            .where(ketengegeven.c.aanbieder == tussen.aanbieder)
            .order_by(ketengegeven.c.nummer)
        )
        dossier = vul(Dossier(clientsleutel=bij.clientsleutel), [_lees(opslag._sessie, rij) for rij in rijen])
        over = {
            sleutel: (sleutel, Betrokkenen(sleutel.gemeente, bekend.aanbieder, bekend.client))
            for sleutel, bekend in dossier.toewijzingen.items()
        }
        toegewezen = {sleutel: toegewezen_volgens(dossier, deze) for sleutel, deze in over.items()}
        if eigenaar == tussen.gemeente:
            for eigen in opslag.toewijzingen.bladzijde(200).rijen:
                sleutel = Toewijzingsleutel(eigen.gemeente, eigen.nummer)
                if eigen.aanbieder == tussen.aanbieder:
                    nieuw = Betrokkenen(eigen.gemeente, eigen.aanbieder, Clientsleutel(""))
                    over.setdefault(sleutel, (sleutel, nieuw))
                    toegewezen[sleutel] = Toegewezen.van(eigen)
    for sleutel, deze in over.items():
        yield from taken_op(eigenaar, deze, ALLES, dossier, toegewezen[sleutel])


def vereis_levertaken(databank: Databank, eigenaar: str, tussen: Partijen) -> None:
    """What this party keeps about allocations between these two is what follows from all that it knows."""
    bewaard = [rij for rij in bewaarde_levertaken(databank) if rij[0] == eigenaar]
    gerekend = (
        tuple(getattr(taak, naam) for naam in VAN_TOEWIJZING)
        for taak in _van_keten(databank, eigenaar, tussen)
    )
    assert bewaard == _nog_te_doen(databank, gerekend)


def vereis_taken(databank: Databank) -> int:
    """What is kept is what follows from all messages, of whomever; gives how many tasks that are."""
    assert bewaarde_levertaken(databank) == gerekende_levertaken(databank)
    with databank.motor.connect() as verbinding:
        ontvangers = set(verbinding.execute(select(berichtontvangst.c.eigenaar)).scalars())
        gemeenten = set(verbinding.execute(select(toewijzingsbericht.c.gemeente)).scalars())
    taken = []
    for code in ontvangers | gemeenten:
        with databank.transactie(bouw.verwerker(code), alleen_lezen=True) as opslag:
            eigen = [o for o in opslag.ontvangsten.bladzijde(200).rijen if o.eigenaar == code]
            taken += [taak for ontvangst in eigen for taak in taken_van_ontvangst(ontvangst)]
            if code in gemeenten:
                berichten = opslag.berichten.bladzijde(200).rijen
                taken += [taak for bericht in berichten for taak in taken_van_bericht(bericht)]
    gerekend = [tuple(getattr(taak, naam) for naam in NAMEN) for taak in taken]
    assert bewaarde_taken(databank) == sorted(gerekend, key=str)
    return len(gerekend)


def leg_berichten_vast(databank: Databank) -> None:
    """A message in each state, and a wmo301 that went out."""
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag:
        zaak = leg_zaak_vast(opslag, bouw.HEUSDEN)
        for nummer, status in enumerate(Ontvangststatus):
            ontvangst = bouw.een_ontvangst(bouw.HEUSDEN, status=status, identificatie=f"9-{nummer}")
            if status is Ontvangststatus.VERZONDEN:
                afzender = replace(ontvangst.indiener, partij=Partij.AANBIEDER, code=ontvangst.afzender)
                ontvangst = replace(ontvangst, indiener=afzender)
            opslag.ontvangsten.bewaar(ontvangst)
        opslag.berichten.bewaar(
            bouw.een_bericht(
                zaak.toewijzing,
                status=Berichtstatus.VERZONDEN,
                id=uuid4(),
                gemeente=bouw.HEUSDEN,
                client_id=zaak.client.id,
                identificatie="000000000009",
            )
        )


def test_each_message_keeps_what_it_asks_as_it_stands(databank: Databank) -> None:
    leg_berichten_vast(databank)
    assert vereis_taken(databank) == 6
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag:
        for ontvangst in opslag.ontvangsten.bladzijde(200).rijen:
            opslag.ontvangsten.bewaar(replace(ontvangst, status=Ontvangststatus.GOEDGEKEURD))
    assert vereis_taken(databank) == 1


def test_messages_from_before_there_were_tasks_ask_what_they_asked(databank: Databank) -> None:
    leg_berichten_vast(databank)
    eerst = bewaarde_taken(databank)
    migreer(databank, command.downgrade, "0029")
    migreer(databank, command.upgrade, "head")
    assert bewaarde_taken(databank) == eerst


@pytest.mark.parametrize("eigenaar", [bouw.HEUSDEN, bouw.AANBIEDER])
@pytest.mark.parametrize(("soort", "index"), [(None, "dag"), (Taaksoort.GEWEIGERD, "soort_dag")])
def test_a_page_of_tasks_is_read_from_an_index_in_order(
    databank: Databank, eigenaar: str, soort: Taaksoort | None, index: str
) -> None:
    vraag = berichttaken.te_doen(eigenaar, soort).order_by(*berichttaken.SLEUTEL)
    venster = vraag.with_only_columns(*berichttaken.SLEUTEL).limit(1).offset(bladzijde.VENSTERS[-1])
    for gekozen in (venster, vraag.limit(51)):
        plan = leg_uit(databank, gekozen)
        assert f"ix_berichttaak_eigenaar_afgehandeld_{index}" in plan
        assert not re.search("sort|temp b-tree", plan, re.IGNORECASE)


def test_the_tasks_about_allocations_are_found_by_their_numbers(databank: Databank) -> None:
    waarden = {"nummer": [1, 2], "gemeente": ["0957"], "eigenaar": ["0957", bouw.AANBIEDER]}
    plan = leg_uit(databank, berichttaken._OP_NUMMERS.params(waarden))
    assert "ix_berichttaak_nummer_gemeente_eigenaar" in plan


def test_what_is_to_be_filled_is_found_by_an_index_of_its_own(databank: Databank) -> None:
    plan = leg_uit(databank, vullen._TE_VULLEN)
    assert "ix_keten_taken_tot" in plan
    assert not re.search("sort|temp b-tree", plan, re.IGNORECASE)


def test_pages_that_each_read_a_bounded_number_show_every_task_once(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag:
        for nummer in range(40):
            status = Ontvangststatus.NA_TE_GAAN if nummer % 10 else Ontvangststatus.GEWEIGERD
            opslag.ontvangsten.bewaar(
                bouw.een_ontvangst(bouw.HEUSDEN, status=status, identificatie=f"305-{nummer}")
            )

    def blader(soort: Taaksoort | None, dag: date) -> list[str]:
        gevonden, cursor = [], None
        while True:
            with databank.transactie(bouw.verwerker(bouw.HEUSDEN), alleen_lezen=True) as opslag:
                blad = opslag.berichttaken.bladzijde(3, cursor, soort, KALENDER, dag)
            gevonden += [bewaard.taak.kenmerk for bewaard in blad.rijen]
            cursor = blad.volgende
            if cursor is None:
                return gevonden

    monkeypatch.setattr(bladzijde, "VENSTERS", (2, 7))
    assert sorted(blader(None, bouw.VANDAAG)) == sorted(f"305-{nummer}" for nummer in range(40))
    assert len(blader(Taaksoort.GEWEIGERD, bouw.VANDAAG)) == 4
    assert blader(None, date(2020, 1, 1)) == []
