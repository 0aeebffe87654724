"""The worklist over HTTP: what is due, at risk or late, whose turn it is, and what a person should see."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.domain.waarden import kalenderdag
from app.domain.werkstand import Rekenwijze
from app.opslag import Databank
from tests.api.conftest import Klok
from tests.api.opname import HEUSDEN, ROERMOND, Opname, Zaken
from tests.api.spoed import ontwerp
from tests.api.verhaal import AGB, Aanbieder, Gemeente, Json, tot_vastgesteld
from tests.opslag.conftest import tel_opdrachten
from tests.opslag.test_berichttaken import vereis_taken
from tests.opslag.test_openstaand import kolommen
from tests.opslag.test_werkstanden import vereis_gelijk

ANDERE = "41410002"
UITVRAGEN = "Vraag een ondersteuningsplan uit, of leg vast dat daarvan wordt afgezien."
TOEWIJZEN = "Wijs de besloten ondersteuning toe aan de aanbieder."


def zaak(gemeente: Gemeente) -> Json:
    """The one open case."""
    (regel,) = gemeente.lees("/werkvoorraad")
    return regel  # type: ignore[no-any-return]


def eigen(aanbieder: Aanbieder) -> list[Json]:
    """The plans of a provider."""
    return aanbieder.lees("/werkvoorraad/plannen")  # type: ignore[no-any-return]


def klok_van(regel: Json, stap: str, *, wettelijk: bool = False) -> Json:
    (klok,) = [k for k in regel["klokken"] if (k["stap"], k["wettelijk"]) == (stap, wettelijk)]
    return klok  # type: ignore[no-any-return]


class TestKlokken:
    def test_the_law_gives_six_weeks_for_the_research(self, roermond: Gemeente) -> None:
        roermond.neem_melding_aan()
        assert klok_van(zaak(roermond), "onderzoek", wettelijk=True) == {
            "stap": "onderzoek",
            "grondslag": "Wmo 2015 art. 2.3.2 lid 1",
            "wettelijk": True,
            "stand": "loopt",
            "aanZet": "gemeente",
            "uiterlijk": roermond.over(weeks=6),
            "voorlopig": False,
            "dagenOver": 42,
        }


def test_what_no_wmo301_can_hold_stays_a_task_after_the_letter(roermond: Gemeente) -> None:
    client = roermond.leg_client_vast()
    bekend = roermond.maak_bekend(roermond.neem_besluit(ontwerp(roermond, client)))
    (adres,) = client["contacten"]
    roermond.wijzig_client(client, contacten=[adres | {"soort": "04"}])

    herstel = "wat van de cliënt niet in een wmo301 kan staan: contactgegevens (contacten)."
    taken = zaak(roermond)["taken"]
    assert f"Herstel {herstel} Wijs besluit {bekend['kenmerk']} daarna toe." in taken
    assert TOEWIJZEN not in taken


def test_it_shows_early_where_the_steps_to_come_cannot_fit(heusden: Gemeente, klok: Klok) -> None:
    melding = heusden.neem_melding_aan()
    assert zaak(heusden)["knelpunten"] == []
    klok.verzet(weeks=5)
    heusden.bevestig_melding(melding)
    heusden.doe_onderzoek(melding)
    knelpunten = zaak(heusden)["knelpunten"]
    assert "Onderzoek klaar op" in knelpunten[0]["uitleg"]
    assert "Wmo 2015 art. 2.3.2 lid 1" in knelpunten[0]["uitleg"]


class TestTaken:
    def test_the_next_step_of_the_municipality(self, roermond: Gemeente) -> None:
        melding = roermond.neem_melding_aan()
        assert zaak(roermond)["taken"] == ["Bevestig de melding aan de cliënt.", "Rond het onderzoek af."]
        roermond.bevestig_melding(melding)
        onderzoek = roermond.doe_onderzoek(melding)
        assert zaak(roermond)["taken"] == ["Maak met de cliënt het plan van aanpak."]
        plan_van_aanpak = roermond.maak_plan_van_aanpak(onderzoek)
        assert zaak(roermond)["taken"] == [UITVRAGEN]
        roermond.stel_plan_op(plan_van_aanpak)
        assert zaak(roermond)["taken"] == [f"Vul de casus in en verstuur de uitvraag aan aanbieder {AGB}."]

    def test_a_case_stays_until_what_was_announced_is_allocated(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        plan_van_aanpak = roermond.open_zaak()
        tot_vastgesteld(roermond, linde, plan_van_aanpak)
        besluit = roermond.beslis(plan_van_aanpak)
        assert zaak(roermond)["taken"] == [TOEWIJZEN]
        (bericht,) = roermond.wijs_toe(besluit)["berichten"]
        in_dienst: Any = {"rol": Rol.ADMINISTRATIE}
        aan = f"wmo301 {bericht['identificatie']} aan aanbieder {AGB}"
        assert zaak(roermond)["taken"] == [f"Verstuur {aan}."]
        pad = f"/berichten/{bericht['id']}"
        roermond.stap(pad, "/statussen", {"status": "verzonden"}, **in_dienst)
        assert zaak(roermond)["taken"] == []
        reden = {"reden": "Client 9056 (Al gebruikt)"}
        roermond.stap(pad, "/statussen", {"status": "afgekeurd", **reden}, **in_dienst)
        assert "is afgekeurd" in zaak(roermond)["taken"][0]
        assert reden["reden"] in zaak(roermond)["taken"][0]
        opnieuw = {"clientId": besluit["clientId"], "aanbieder": AGB}
        nieuw = roermond.doe("POST", "/berichten", opnieuw, **in_dienst)
        (taak,) = zaak(roermond)["taken"]
        assert taak == f"Verstuur wmo301 {nieuw['identificatie']} aan aanbieder {AGB}."
        for status in ("verzonden", "goedgekeurd"):
            roermond.stap(f"/berichten/{nieuw['id']}", "/statussen", {"status": status}, **in_dienst)
        assert roermond.lees("/werkvoorraad") == []


class TestAanbieder:
    def test_it_sees_what_to_do_with_each_of_its_plans(self, heusden: Gemeente, linde: Aanbieder) -> None:
        plan = heusden.vraag_plan(heusden.open_zaak())
        assert eigen(linde)[0]["taken"] == ["Bevestig de ontvangst van de uitvraag, of weiger die."]
        assert "naam" not in eigen(linde)[0]  # before it confirmed, nothing is shared with it
        linde.bevestig_ontvangst(plan)
        (regel,) = eigen(linde)
        assert regel["naam"]["achternaam"] == "Jansen"
        assert (regel["planId"], regel["clientId"]) == (plan["id"], plan["clientId"])
        assert regel["taken"] == ["Stel het plan met de cliënt op en dien het in, of weiger de uitvraag."]
        assert klok_van(regel, "plan")["uiterlijk"] == heusden.over(weeks=2)

    def test_a_concept_and_a_plan_that_is_done_are_not_its_work(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        plan_van_aanpak = roermond.open_zaak()
        roermond.trek_in(roermond.stel_plan_op(plan_van_aanpak))
        roermond.stel_plan_op(roermond.open_zaak())
        tot_vastgesteld(roermond, linde, plan_van_aanpak)
        assert eigen(linde) == []


class TestWieZietWat:
    def test_a_municipality_sees_its_own_cases(self, roermond: Gemeente, heusden: Gemeente) -> None:
        roermond.neem_melding_aan()
        assert heusden.lees("/werkvoorraad") == []

    def test_a_provider_sees_its_own_plans(
        self, roermond: Gemeente, als_aanbieder: Callable[..., Any], klok: Klok
    ) -> None:
        roermond.vraag_plan(roermond.open_zaak())
        assert eigen(Aanbieder(als_aanbieder, klok, ANDERE)) == []

    def test_each_side_has_its_own_list(self, roermond: Gemeente, linde: Aanbieder) -> None:
        assert linde.probeer("GET", "/werkvoorraad").status_code == 403
        assert roermond.probeer("GET", "/werkvoorraad/plannen").status_code == 403


def test_a_page_leads_to_the_next(
    roermond: Gemeente, als_gemeente: Callable[..., TestClient], klok: Klok
) -> None:
    meldingen = []
    for _ in range(3):
        klok.verzet(minutes=1)
        meldingen.append(roermond.neem_melding_aan()["id"])
    bel = als_gemeente("0957")
    gezien, pad = [], "/v1/werkvoorraad?limiet=2"
    while pad:
        antwoord = bel.get(pad)
        gezien.append([regel["meldingId"] for regel in antwoord.json()])
        pad = antwoord.links.get("next", {}).get("url", "")
    assert gezien == [meldingen[:2], meldingen[2:]]


def test_the_queries_do_not_grow_with_the_cases(
    roermond: Gemeente, linde: Aanbieder, databank: Databank
) -> None:
    def queries(kant: Gemeente | Aanbieder, pad: str) -> int:
        with tel_opdrachten(databank) as opdrachten:
            kant.lees(pad)
        return len(opdrachten)

    lijsten: list[tuple[Gemeente | Aanbieder, str]] = [
        (roermond, "/werkvoorraad"),
        (linde, "/werkvoorraad/plannen"),
        (linde, "/werkvoorraad/berichten"),
    ]
    aantallen = []
    for _ in range(4):
        roermond.vraag_plan(roermond.open_zaak())
        aantallen.append([queries(*lijst) for lijst in lijsten])
    _, tweede, *verder = aantallen  # of one client the access record is written by itself
    assert verder == [tweede, tweede]


def test_after_the_whole_story_each_case_is_open_as_its_plans_and_besluiten_say(
    opname: Opname, zaken: Zaken
) -> None:
    with opname.op(opname.url) as databank, databank.motor.connect() as verbinding:
        assert kolommen(verbinding) == {(True, True), (False, False)}


@pytest.mark.alles
def test_after_any_step_what_is_kept_of_a_case_is_what_is_reckoned_on_any_day(
    opname: Opname, zaken: Zaken
) -> None:
    staat = opname.lopend.app.state
    vergeleken, taken = 0, 0
    standen = [*{stap.databank: stap for stap in opname.stappen.values()}.values()]
    for nummer, stap in enumerate(standen):
        rekenwijze = Rekenwijze(staat.profielen, staat.kalenders(stap.nu.year))
        with opname.op(stap.databank) as databank:
            if nummer % 3 == 0:  # of all of them it would be a minute
                vergeleken += vereis_gelijk(databank, (ROERMOND, HEUSDEN), rekenwijze, kalenderdag(stap.nu))
            taken += vereis_taken(databank)
    assert vergeleken > 1000
    assert taken


class TestVraag:
    def test_names_stand_beside_ids(self, roermond: Gemeente) -> None:
        client = roermond.leg_client_vast()
        roermond.vraag_plan(roermond.open_zaak(client))
        regel = zaak(roermond)
        assert regel["naam"]["achternaam"] == client["naam"]["achternaam"]
        assert [a["agb"] for a in regel["aanbieders"]] == [AGB]
        assert regel["aanbieders"][0]["naam"]

    def test_what_is_late_at_risk_or_in_hand_is_asked_for(
        self, roermond: Gemeente, linde: Aanbieder, klok: Klok
    ) -> None:
        oud = roermond.neem_melding_aan()["id"]
        klok.verzet(weeks=5, days=6)
        nieuw = roermond.vraag_plan(roermond.open_zaak())["meldingId"]

        def gevraagd(**filters: str) -> list[str]:
            return [r["meldingId"] for r in roermond.lees(f"/werkvoorraad?{urlencode(filters)}")]

        assert (gevraagd(termijn="in_gevaar"), gevraagd(termijn="te_laat")) == ([oud], [])
        assert gevraagd(aanZet="aanbieder", aanbieder=AGB) == [nieuw]
        assert gevraagd(aanZet="gemeente") == [oud]
        assert gevraagd() == [oud, nieuw]
        sinds = klok.nu.isoformat().replace("+00:00", "Z")
        klok.verzet(days=3)
        assert (gevraagd(termijn="in_gevaar"), gevraagd(termijn="te_laat")) == ([], [oud])
        assert gevraagd(gewijzigdSinds=sinds) == [nieuw]
        assert (gevraagd(soort="eerste"), gevraagd(soort="spoed")) == ([oud, nieuw], [])

    def test_a_case_is_handled_by_who_got_it_last(self, roermond: Gemeente) -> None:
        melding = roermond.neem_melding_aan()
        roermond.neem_melding_aan()
        pad = f"/meldingen/{melding['id']}"
        for behandelaar in ("medewerker-1", "medewerker-2", None, "medewerker-1"):
            aan = {"behandelaar": behandelaar} if behandelaar else {}
            stand = roermond.stap(pad, "/toedelingen", aan)
            assert stand.get("behandelaar") == behandelaar
            gevonden = roermond.lees("/werkvoorraad?behandelaar=medewerker-2")
            assert bool(gevonden) is (behandelaar == "medewerker-2")
        assert len(stand["toedelingen"]) == 4
        (mijn,) = roermond.lees("/werkvoorraad?mijn=true")
        assert (mijn["meldingId"], mijn["behandelaar"]) == (melding["id"], "medewerker-1")
        zelfde = roermond.probeer_stap(pad, "/toedelingen", {"behandelaar": "medewerker-1"})
        assert zelfde.status_code == 409
