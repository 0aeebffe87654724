"""Waiving a plan: when the municipality may, beside the conditions that the domain sets (M02 to M06)."""

from dataclasses import replace
from uuid import UUID

import pytest

from app.domain.fouten import GeenToegang, NietGevonden, VerkeerdeStatus
from app.domain.partijen import Rol
from app.domain.plan.afziening import (
    AfstemmingAanbieder,
    AfstemmingClient,
    Afziening,
    BeschikbareInformatie,
    Vindplaats,
)
from app.domain.rapportage import Rapportagesoort
from app.processen import afzien, rapporteren
from app.processen.afzien import Afzieningsgegevens
from app.processen.rapporteren import Rapportagegegevens
from tests.bouw import AANBIEDER, HEUSDEN, MELDING_ID, VANDAAG
from tests.processen.verloop import Verloop, geweigerd, handel


def gegevens(zaak: Verloop, **anders: object) -> Afzieningsgegevens:
    """A waiver that meets every condition."""
    bekend = tuple(
        BeschikbareInformatie(onderdeel, Vindplaats.KLANTDOSSIER, "blad 2")
        for onderdeel in sorted(zaak.profiel.verplicht)
    )
    alles = Afzieningsgegevens(
        zaak.plan_van_aanpak.id,
        AANBIEDER,
        "Dezelfde hulp als vorig jaar.",
        "Cliënten met een stabiele beperking",
        "Voor deze cliënt is niets veranderd.",
        bekend,
        AfstemmingClient(VANDAAG, "Besproken aan de keukentafel"),
        AfstemmingAanbieder(VANDAAG, "Teamleider"),
    )
    return replace(alles, **anders)  # type: ignore[arg-type]


def zie_af(zaak: Verloop, rol: Rol = Rol.TOEGANG, **anders: object) -> Afziening:
    return zaak.neem(afzien.zie_af, gegevens(zaak, **anders), rol=rol)


def test_all_missing_conditions_are_named_at_once(mlo: Verloop) -> None:
    with geweigerd(("reden", "M03"), ("afstemming", "M04d")):
        zie_af(mlo, reden="", afstemming=None)


def test_an_older_plan_van_aanpak_is_not_waived(mlo: Verloop) -> None:
    ouder = mlo.plan_van_aanpak
    mlo.herzie()

    with pytest.raises(VerkeerdeStatus):
        zie_af(mlo, plan_van_aanpak_id=ouder.id)


def test_a_region_may_know_no_waiver(hvb: Verloop) -> None:
    with pytest.raises(VerkeerdeStatus):
        zie_af(hvb)


def test_not_while_a_plan_is_being_asked_for(mlo: Verloop) -> None:
    plan = mlo.vraag()

    with pytest.raises(VerkeerdeStatus):
        zie_af(mlo)

    mlo.trek_in(plan)
    assert zie_af(mlo).aanbieder == AANBIEDER


@pytest.mark.parametrize("rol", [Rol.BESLUIT, Rol.ADMINISTRATIE, Rol.AANBIEDER])
def test_only_the_toegang_waives(mlo: Verloop, rol: Rol) -> None:
    with pytest.raises(GeenToegang):
        zie_af(mlo, rol)


def test_the_trail_shows_the_alignment(mlo: Verloop) -> None:
    afziening = zie_af(mlo)

    def noteer(afziening_id: UUID | None) -> Rapportagegegevens:
        return Rapportagegegevens(
            MELDING_ID, Rapportagesoort.AFSTEMMING, VANDAAG, "aanbieder", "Gebeld.", afziening_id=afziening_id
        )

    notitie = mlo.neem(rapporteren.rapporteer, noteer(afziening.id))
    algemeen = mlo.neem(rapporteren.rapporteer, noteer(None))

    spoor = mlo.neem(afzien.lees_spoor, afziening.id)

    assert spoor.afziening == afziening
    assert set(spoor.rapportages) == {notitie, algemeen}


def test_another_municipality_does_not_see_it(mlo: Verloop) -> None:
    afziening = zie_af(mlo)

    with handel(mlo.databank, HEUSDEN) as handeling, pytest.raises(NietGevonden):
        afzien.lees_spoor(handeling, afziening.id)
