from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.documenten.plan import AanvullendeRegel, Resultaatregel, maak_plandocument
from app.documenten.tekst import NAAM_ONBEKEND
from app.domain.plan.ondersteuningsplan import Afschrift, Ondertekening, OndertekeningAlternatief, Planstatus
from app.domain.profielen.regioprofiel import Formulieronderdeel
from app.domain.waarden import Bsn, Eenheid, Frequentie, Weekeenheid, Weekomvang
from tests.documenten.bouwers import inzet, plandocument
from tests.documenten.lezen import tekst


def test_form_names_its_version_and_the_date_from_which_it_holds() -> None:
    assert "Ondersteuningsplan Wmo, versie 2.1, geldig vanaf 1 januari 2018" in tekst(
        maak_plandocument(plandocument())
    )


def test_each_resultaatgebied_shows_nature_frequency_extent_intensity_and_period() -> None:
    getoond = tekst(maak_plandocument(plandocument()))

    assert "Wat de aanbieder doet Schoonmaken van keuken en badkamer." in getoond
    assert "Hoe vaak twee keer per week" in getoond
    assert "Hoeveel tijd (gemiddeld) 2,5 uur per week (2 uur en 30 minuten per week)" in getoond
    assert "Intensiteit: advies aanbieder Midden" in getoond
    assert "van 1 april 2027 tot en met 31 maart 2028" in getoond


def test_advised_intensity_stands_beside_the_suggestion_with_the_grounds_to_differ() -> None:
    afwijkend = inzet(verwachte_intensiteit="Licht", afwijking_intensiteit="Meer tijd nodig na een val.")

    getoond = tekst(maak_plandocument(plandocument(inzet=(afwijkend,))))

    assert "advies aanbieder Midden Intensiteit: verwacht vooraf Licht" in getoond
    assert "Meer tijd nodig na een val." in getoond


def test_dagdelen_are_also_shown_in_hours() -> None:
    dagbesteding = inzet(omvang=Weekomvang(Decimal(2), Weekeenheid.DAGDELEN))

    assert "2 dagdelen per week (8 uur per week)" in tekst(
        maak_plandocument(plandocument(inzet=(dagbesteding,)))
    )


def test_what_the_provider_has_not_filled_in_is_said() -> None:
    getoond = tekst(
        maak_plandocument(plandocument(inzet=(inzet(aard=None, omvang=None, begin=None, eind=None),)))
    )

    assert "Wat de aanbieder doet niet ingevuld" in getoond
    assert "Hoeveel tijd (gemiddeld) niet ingevuld" in getoond
    assert "Van wanneer tot wanneer niet ingevuld" in getoond


def test_results_set_beforehand_differ_visibly_from_those_of_the_provider() -> None:
    resultaten = (
        Resultaatregel("Huishouden", "Het huis is schoon.", vooraf_bepaald=True),
        Resultaatregel("Administratie", "De post is verwerkt.", vooraf_bepaald=False),
    )

    getoond = tekst(maak_plandocument(plandocument(resultaten=resultaten)))

    assert "Het huis is schoon. gemeente en u, vooraf" in getoond
    assert "De post is verwerkt. aanbieder en u" in getoond


def test_additional_product_shows_price_times_quantity() -> None:
    vervoer = AanvullendeRegel(
        "Vervoer",
        Decimal(3),
        Eenheid.STUKS_INSPANNING,
        Frequentie.PER_WEEK,
        tarief=1250,
        begin=date(2027, 4, 5),
    )

    getoond = tekst(maak_plandocument(plandocument(aanvullend=(vervoer,))))

    assert "Vervoer 3 keer per week € 12,50 per keer € 37,50 per week vanaf 5 april 2027" in getoond


def test_consultation_with_the_client_is_on_the_plan() -> None:
    assert "met u besproken op 4 maart 2027. Hoe: gesprek thuis" in tekst(maak_plandocument(plandocument()))


def test_signatures_show_who_when_and_how() -> None:
    handtekeningen = (
        Ondertekening(2, "client", date(2027, 3, 8), "op papier"),
        Ondertekening(2, "aanbieder", date(2027, 3, 9), "digitaal"),
    )

    getoond = tekst(maak_plandocument(plandocument(ondertekeningen=handtekeningen)))

    assert "J. Voorbeeld 8 maart 2027 op papier 2" in getoond
    assert "Thuiszorg De Linde 9 maart 2027 digitaal 2" in getoond


def test_client_who_cannot_sign_finds_the_reason_and_the_other_way_on_the_plan() -> None:
    alternatief = OndertekeningAlternatief(2, "opname", "telefonisch doorgenomen", date(2027, 3, 8))

    getoond = tekst(maak_plandocument(plandocument(alternatief=alternatief)))

    assert "Waarom u niet tekent opname" in getoond
    assert "Hoe het plan toch met u is afgestemd telefonisch doorgenomen" in getoond
    assert "niet ondertekend" not in getoond


def test_unsigned_plan_says_so() -> None:
    assert "Dit plan is niet ondertekend." in tekst(maak_plandocument(plandocument()))


def test_copy_for_the_client_says_when_and_how_it_was_given() -> None:
    plan = plandocument()
    afschrift = replace(plan, afschrift=Afschrift(2, date(2027, 3, 10), "per post"))

    assert "Afschrift voor de cliënt" not in tekst(maak_plandocument(plan))
    getoond = tekst(maak_plandocument(afschrift))
    assert "Afschrift voor de cliënt" in getoond
    assert "versie 2. U kreeg het van de aanbieder op 10 maart 2027. Hoe: per post" in getoond


def test_bsn_is_shown_only_when_given() -> None:
    assert "Burgerservicenummer" not in tekst(maak_plandocument(plandocument()))
    assert "Burgerservicenummer 999990019" in tekst(maak_plandocument(plandocument(bsn=Bsn("999990019"))))


def test_every_status_of_a_plan_can_be_printed() -> None:
    getoond = {tekst(maak_plandocument(plandocument(status=status))) for status in Planstatus}

    assert len(getoond) == len(Planstatus)


def test_only_what_the_form_asks_for_is_said_to_be_missing() -> None:
    leeg = inzet(intensiteit=None, motivering=None, frequentie=None)
    gevraagd = frozenset({Formulieronderdeel.FREQUENTIE})
    getoond = tekst(maak_plandocument(plandocument(inzet=(leeg,), gevraagd=gevraagd)))
    assert getoond.count("niet ingevuld") == 1
    assert "Hoe vaak niet ingevuld" in getoond
    assert "Intensiteit: advies" not in getoond


def test_who_has_no_name_that_is_known_is_the_client_who_signed() -> None:
    getekend = (Ondertekening(2, "client", date(2027, 3, 10), "op papier"),)
    getoond = tekst(maak_plandocument(plandocument(client=NAAM_ONBEKEND, ondertekeningen=getekend)))

    assert "Naam niet bekend Geboortedatum" in getoond
    assert "cliënt 10 maart 2027 op papier" in getoond
