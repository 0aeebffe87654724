"""The two regions of the package, and a third that is a file alone."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.fouten import OngeldigeInvoer
from app.domain.profielen import Profielen
from app.domain.profielen.regioprofiel import Beginner, BijAfwijking, Deelwijze, InzetPer, Kanaal, Planmoment
from app.domain.termijnen import Duur, Tijdseenheid
from app.domain.toetsen import toets_plan
from app.processen.regio import MAP_VAN_HET_PAKKET, lees_profielen
from tests.bouw import (
    een_aanbod,
    een_invulling,
    een_inzet,
    een_ondersteuningsplan,
    een_plan_van_aanpak,
    het_profiel,
    uren,
)


@pytest.fixture(scope="module")
def profielen() -> Profielen:
    return lees_profielen()


@pytest.mark.parametrize(
    ("gemeente", "regio"),
    [(code, "MLO") for code in ("0957", "1669", "1711", "1641")]
    + [
        (code, "HVB")
        for code in ("0855", "0867", "0797", "0824", "0766", "0785", "0784", "0798", "0809")
    ],
)  # fmt: skip
def test_each_municipality_works_by_the_profile_of_its_region(
    profielen: Profielen, gemeente: str, regio: str
) -> None:
    assert profielen.voor(gemeente, date(2026, 2, 2)).code == regio


def test_a_municipality_outside_the_regions_has_no_profile(profielen: Profielen) -> None:
    with pytest.raises(OngeldigeInvoer, match="geen regioprofiel bekend"):
        profielen.voor("0363", date(2026, 2, 2))


def test_the_form_of_mlo_holds_from_its_date(profielen: Profielen) -> None:
    assert profielen.voor("0957", date(2018, 1, 1)).formulier.vanaf == date(2018, 1, 1)
    with pytest.raises(OngeldigeInvoer):
        profielen.voor("0957", date(2017, 12, 31))


def test_only_heusden_works_beschikkingsarm() -> None:
    arm = [g.naam for regio in ("mlo", "hvb") for g in het_profiel(regio).gemeenten if g.beschikkingsarm]

    assert arm == ["Heusden"]


def test_mlo_and_hvb_differ_where_their_documents_contradict_each_other() -> None:
    mlo, hvb = het_profiel("mlo"), het_profiel("hvb")

    assert (mlo.ondertekening_verplicht, hvb.ondertekening_verplicht) == (True, False)
    assert (mlo.overleg_verplicht, hvb.overleg_verplicht) == (False, True)
    assert (mlo.afschrift_verplicht, hvb.afschrift_verplicht) == (False, True)
    assert (mlo.deelwijze, hvb.deelwijze) == (Deelwijze.INFORMEREN, Deelwijze.TOESTEMMING)
    assert (mlo.begint, hvb.begint) == (Beginner.GEMEENTE, Beginner.AANBIEDER)
    assert (mlo.afzien_mogelijk, hvb.afzien_mogelijk) == (True, False)
    assert (mlo.bij_afwijking, hvb.bij_afwijking) == (BijAfwijking.RAPPORTAGE, BijAfwijking.TERUGLEGGEN)
    assert (mlo.inzet_per, hvb.inzet_per) == (InzetPer.RESULTAAT, InzetPer.RESULTAATGEBIED)
    assert mlo.kanalen == hvb.kanalen == set(Kanaal)


def test_hvb_divides_eight_weeks_in_four_two_and_two() -> None:
    duren = {t.naam: t.duur for t in het_profiel("hvb").termijnen}

    assert duren == {
        naam: Duur(weken, Tijdseenheid.WEKEN)
        for naam, weken in (("onderzoek", 4), ("plan", 2), ("besluit", 2), ("totaal", 8))
    }
    assert het_profiel("mlo").termijnen == ()


def test_hvb_has_transport_short_stay_and_personal_care_outside_the_resultaatgebieden() -> None:
    assert {p.categorie for p in het_profiel("hvb").aanvullende_producten} == {"08", "04", "03"}


def test_example_sets_say_that_they_are() -> None:
    assert het_profiel("mlo").voorbeeld
    assert het_profiel("hvb").voorbeeld


@pytest.mark.parametrize(
    ("regio", "moment", "eis"),
    [
        ("mlo", Planmoment.UITVRAGEN, "M01"),
        ("mlo", Planmoment.INDIENEN, "M19"),
        ("mlo", Planmoment.BEOORDELEN, "M19"),
        ("hvb", Planmoment.INDIENEN, "H30"),
        ("hvb", Planmoment.BEOORDELEN, "H14"),
    ],
)
def test_what_a_region_only_wants_people_to_know_is_said_at_the_step(
    regio: str, moment: Planmoment, eis: str
) -> None:
    (punt,) = het_profiel(regio).aandachtspunten_bij(moment)

    assert punt.eis == eis


WADDEN = """
code = "WAD"
naam = "De Waddeneilanden"
versie = "2026.1"
geldig_vanaf = 2026-01-01
voorbeeld = true
begint = "aanbieder"
inzet_per = "resultaat"
verplicht = ["omvang"]
ondertekening_verplicht = false
overleg_verplicht = false
afschrift_verplicht = false
deelwijze = "informeren"
afzien_mogelijk = false
bij_afwijking = "terugleggen"
plan_van_aanpak_is_aanvraag = true
kanalen = ["api"]
termijnen = []
aanvullende_producten = []
aandachtspunten = []
formulier = { naam = "Eilandplan", versie = "1", vanaf = 2026-01-01 }
gemeenten = [{ code = "0093", naam = "Terschelling" }]
resultaatgebieden = [{ code = "huishouden", naam = "Huishouden" }]
intensiteiten = [{ code = "licht", naam = "Licht", uren_vanaf = 0, uren_tot = 1 }]

[[producten]]
resultaatgebied = "huishouden"
intensiteit = "licht"
categorie = "01"
code = "01H01"
eenheid = "04"
tarief = 3400

[toetsen]
omvang_ontbreekt = { ernst = "blokkerend" }
intensiteit_past_niet_bij_omvang = { ernst = "blokkerend", parameters = { speling_uren = 0.5 } }
"""


def test_a_third_region_is_a_file_alone_and_the_toetsen_follow_it(tmp_path: Path) -> None:
    (tmp_path / "wadden.toml").write_text(WADDEN, encoding="utf-8")
    profiel = lees_profielen(tmp_path).voor("0093", date(2026, 2, 2))

    def bevindingen(**inzet: object) -> list[tuple[str, str]]:
        return [
            (b.toets, b.ernst)
            for b in toets_plan(
                een_ondersteuningsplan(profiel),
                een_invulling(een_inzet(**inzet), overleg=None),
                een_plan_van_aanpak(),
                profiel,
                een_aanbod(),
                Planmoment.VASTSTELLEN,
            )
        ]

    assert bevindingen(omvang=None) == [("omvang_ontbreekt", "blokkerend")]
    assert bevindingen(omvang=uren(1.75)) == [("intensiteit_past_niet_bij_omvang", "blokkerend")]
    assert bevindingen(omvang=uren(1.25)) == []


def test_the_package_folder_holds_profiles_only() -> None:
    assert {p.name for p in MAP_VAN_HET_PAKKET.glob("*.toml")} == {"mlo.toml", "hvb.toml"}
