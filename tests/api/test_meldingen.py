"""From melding to aanvraag: the municipality's steps before and beside the plan (W01, W02)."""

from app.domain.partijen import Rol
from tests.api.conftest import Klok
from tests.api.verhaal import Aanbieder, Gemeente, een_resultaat, fouten, tot_vastgesteld


def test_a_melding_is_confirmed_with_what_the_client_must_hear(roermond: Gemeente) -> None:
    melding = roermond.neem_melding_aan()

    bevestigd = roermond.bevestig_melding(melding)

    assert bevestigd["bevestiging"] == {
        "datum": "2026-03-02",
        "clientondersteuningGewezen": True,
        "persoonlijkPlanGewezen": True,
    }


def test_a_confirmation_that_leaves_out_a_right_is_refused(roermond: Gemeente) -> None:
    melding = roermond.neem_melding_aan()
    bevestiging = {
        "datum": "2026-03-02",
        "clientondersteuningGewezen": False,
        "persoonlijkPlanGewezen": False,
    }

    antwoord = roermond.probeer_stap(f"/meldingen/{melding['id']}", "/bevestigingen", bevestiging)

    assert (antwoord.status_code, fouten(antwoord)) == (
        409,
        {("clientondersteuningGewezen", "W01"), ("persoonlijkPlanGewezen", "W01")},
    )


def test_a_melding_is_confirmed_once(roermond: Gemeente) -> None:
    melding = roermond.neem_melding_aan()
    bevestiging = roermond.bevestig_melding(melding)["bevestiging"]

    antwoord = roermond.probeer_stap(f"/meldingen/{melding['id']}", "/bevestigingen", bevestiging)

    assert antwoord.status_code == 409


def test_a_melding_lies_not_in_the_future(roermond: Gemeente) -> None:
    inhoud = {
        "clientId": roermond.leg_client_vast()["id"],
        "ontvangstdatum": roermond.over(days=1),
        "hulpvraag": "Hulp.",
    }

    antwoord = roermond.probeer("POST", "/meldingen", inhoud)

    assert (antwoord.status_code, fouten(antwoord)) == (400, {("ontvangstdatum", None)})


def test_meldingen_are_listed_per_client(roermond: Gemeente, linde: Aanbieder) -> None:
    eerste, tweede = roermond.neem_melding_aan(), roermond.neem_melding_aan(spoed=True)

    assert {m["id"] for m in roermond.lees("/meldingen")} == {eerste["id"], tweede["id"]}
    assert [m["spoed"] for m in roermond.lees(f"/meldingen?clientId={tweede['clientId']}")] == [True]
    assert linde.probeer("GET", "/meldingen").status_code == 403


class TestOnderzoek:
    def test_it_is_closed_with_identity_checked_and_everybody_heard(self, roermond: Gemeente) -> None:
        onderzoek = roermond.start_onderzoek(roermond.neem_melding_aan())
        afronding = {
            "datum": roermond.over(),
            "identiteitVastgesteld": False,
            "uitkomst": "Hulp nodig.",
            "uitkomstVerstrektDatum": roermond.over(),
        }

        antwoord = roermond.probeer_stap(f"/onderzoeken/{onderzoek['id']}", "/afrondingen", afronding)

        assert (antwoord.status_code, fouten(antwoord)) == (
            409,
            {("betrokkenen", "W01"), ("identiteitVastgesteld", "W01")},
        )

    def test_a_part_has_a_code_of_its_own(self, roermond: Gemeente) -> None:
        onderzoek = roermond.start_onderzoek(roermond.neem_melding_aan())
        deel = {"code": "huis", "titel": "Huis", "tekst": "Tekst."}

        antwoord = roermond.probeer_stap(
            f"/onderzoeken/{onderzoek['id']}",
            "",
            {"betrokkenen": [], "onderdelen": [deel, deel]},
            methode="PUT",
        )

        assert fouten(antwoord) == {("onderdelen[0].code", None), ("onderdelen[1].code", None)}

    def test_it_waits_for_the_confirmation_of_the_melding(self, roermond: Gemeente) -> None:
        start = {"meldingId": roermond.neem_melding_aan()["id"], "startdatum": roermond.over()}

        antwoord = roermond.probeer("POST", "/onderzoeken", start)

        assert (antwoord.status_code, fouten(antwoord)) == (409, {("meldingId", "W01")})

    def test_what_it_lacks_stops_the_decision_and_not_its_closing(
        self, roermond: Gemeente, linde: Aanbieder
    ) -> None:
        onderzoek = roermond.start_onderzoek(roermond.neem_melding_aan())
        punten = roermond.verantwoording()["punten"]
        roermond.werk_onderzoek_bij(onderzoek, verantwoording={"punten": punten[:-1]})
        roermond.rond_onderzoek_af(onderzoek)
        zaak = roermond.maak_plan_van_aanpak(onderzoek)
        tot_vastgesteld(roermond, linde, zaak)
        ontwerp = roermond.ontwerp_besluit(zaak)
        pad = f"/onderzoeken/{onderzoek['id']}"
        mist = {"verantwoording.punten", "verantwoording.pgbBesprokenDatum"}

        geweigerd = roermond.probeer_te_besluiten(ontwerp)

        assert fouten(geweigerd) == {(f"onderzoek.{veld}", "W11") for veld in mist}
        assert {b["veld"] for b in roermond.lees(f"{pad}/bevindingen")} == mist
        (zaakregel,) = roermond.lees("/werkvoorraad")
        assert "Vul het onderzoek aan: de wet vraagt nog 2 punten (Wmo 2.3.2)." in zaakregel["taken"]

        nodig = {"punten": punten[-1:], "pgbBesprokenDatum": roermond.over()}
        roermond.stap(pad, "/aanvullingen", nodig)

        assert roermond.lees(f"{pad}/bevindingen") == []
        assert roermond.neem_besluit(ontwerp)["status"] == "genomen"

    def test_a_day_on_which_something_was_told_lies_not_in_the_future(self, roermond: Gemeente) -> None:
        onderzoek = roermond.start_onderzoek(roermond.neem_melding_aan())
        morgen = {"pgbBesprokenDatum": roermond.over(days=1)}
        stand = {"betrokkenen": [], "onderdelen": [], "verantwoording": morgen}

        antwoord = roermond.probeer_stap(f"/onderzoeken/{onderzoek['id']}", "", stand, methode="PUT")

        assert (antwoord.status_code, fouten(antwoord)) == (
            400,
            {("verantwoording.pgbBesprokenDatum", None)},
        )


class TestPlanVanAanpak:
    def test_its_results_fit_the_region(self, roermond: Gemeente) -> None:
        onderzoek = roermond.doe_onderzoek(roermond.neem_melding_aan())
        vreemd = een_resultaat(resultaatgebied="tuin", verwachteIntensiteit="enorm")
        inhoud = roermond.planinhoud(onderzoekId=onderzoek["id"], resultaten=[vreemd])

        antwoord = roermond.probeer("POST", "/plannen-van-aanpak", inhoud)

        assert (antwoord.status_code, fouten(antwoord)) == (
            400,
            {("resultaten[0].resultaatgebied", None), ("resultaten[0].verwachteIntensiteit", None)},
        )

    def test_a_second_one_is_a_version_of_the_first(self, roermond: Gemeente) -> None:
        zaak = roermond.open_zaak()

        antwoord = roermond.probeer(
            "POST", "/plannen-van-aanpak", roermond.planinhoud(onderzoekId=zaak["onderzoekId"])
        )

        assert (antwoord.status_code, antwoord.json()["detail"]) == (
            409,
            "Dit plan van aanpak is er al. Maak van de laatste versie een volgende: "
            "POST /plannen-van-aanpak/{id}/versies.",
        )

    def test_a_next_version_is_settled_with_the_client_again(self, roermond: Gemeente) -> None:
        zaak = roermond.open_zaak()
        roermond.onderteken_plan_van_aanpak(zaak)
        pad = f"/plannen-van-aanpak/{zaak['id']}"
        eerder = {"datum": roermond.over(days=-1), "wijze": "Eerder besproken"}
        oud_gesprek = roermond.planinhoud(metClient=eerder)

        assert roermond.probeer_stap(pad, "/versies", oud_gesprek).status_code == 409
        antwoord = roermond.probeer_stap(pad, "/versies", roermond.planinhoud())

        volgende = antwoord.json()
        assert antwoord.headers["Location"] == f"/v1/plannen-van-aanpak/{volgende['id']}"
        assert (volgende["volgnummer"], volgende["vervangt"]) == (2, zaak["id"])
        assert "ondertekeningsdatum" not in volgende
        assert roermond.lees(f"/plannen-van-aanpak/{zaak['id']}")["resultaten"] == zaak["resultaten"]


class TestAanvraag:
    def test_its_clock_can_stand_still_and_run_again(self, roermond: Gemeente, klok: Klok) -> None:
        pad = f"/aanvragen/{roermond.neem_aanvraag_in(roermond.open_zaak())['id']}"
        opschorting = {
            "begindatum": roermond.over(),
            "reden": "Er mist een gegeven.",
            "hersteltermijnEinddatum": roermond.over(days=7),
        }

        assert roermond.probeer_stap(pad, "/hervattingen", {"datum": roermond.over()}).status_code == 409
        roermond.stap(pad, "/opschortingen", opschorting)
        assert roermond.probeer_stap(pad, "/opschortingen", opschorting).status_code == 409
        klok.verzet(days=3)
        hervat = roermond.stap(pad, "/hervattingen", {"datum": roermond.over()})

        assert hervat["opschortingen"][0]["einddatum"] == "2026-03-05"

    def test_notice_of_a_late_decision_and_of_default_are_recorded(self, roermond: Gemeente) -> None:
        pad = f"/aanvragen/{roermond.neem_aanvraag_in(roermond.open_zaak())['id']}"
        verlenging = {
            "datum": roermond.over(),
            "nieuweDatum": roermond.over(days=20),
            "reden": "Advies is te laat.",
        }

        verlengd = roermond.stap(pad, "/verlengingen", verlenging)
        in_gebreke = roermond.stap(pad, "/ingebrekestellingen", {"datum": roermond.over()})

        assert verlengd["verlengingen"] == [verlenging]
        assert in_gebreke["ingebrekestellingsdatum"] == roermond.over()
        assert (
            roermond.probeer_stap(pad, "/ingebrekestellingen", {"datum": roermond.over()}).status_code == 409
        )

    def test_the_receipt_of_an_electronic_one_is_confirmed(self, roermond: Gemeente) -> None:
        aanvraag = roermond.neem_aanvraag_in(roermond.open_zaak(), elektronisch=True)
        pad = f"/aanvragen/{aanvraag['id']}"
        taak = "Bevestig aan de cliënt de ontvangst van de elektronische aanvraag (Awb 2:17)."
        assert taak in roermond.lees("/werkvoorraad")[0]["taken"]

        te_vroeg = roermond.probeer_stap(pad, "/ontvangstbevestigingen", {"datum": roermond.over(days=-1)})
        bevestigd = roermond.stap(pad, "/ontvangstbevestigingen", {"datum": roermond.over()})

        assert (te_vroeg.status_code, fouten(te_vroeg)) == (409, {("datum", "W07")})
        assert bevestigd["ontvangstbevestigingsdatum"] == roermond.over()
        assert taak not in roermond.lees("/werkvoorraad")[0]["taken"]
        opnieuw = roermond.probeer_stap(pad, "/ontvangstbevestigingen", {"datum": roermond.over()})
        assert opnieuw.status_code == 409

    def test_who_decides_only_reads(self, roermond: Gemeente) -> None:
        zaak = roermond.open_zaak()
        inhoud = {"meldingId": zaak["meldingId"], "ontvangstdatum": roermond.over()}

        assert roermond.probeer("POST", "/aanvragen", inhoud, rol=Rol.BESLUIT).status_code == 403
        aanvraag = roermond.neem_aanvraag_in(zaak)
        assert roermond.lees(f"/aanvragen/{aanvraag['id']}", rol=Rol.BESLUIT) == aanvraag
        assert roermond.lees(f"/aanvragen?meldingId={zaak['meldingId']}") == [aanvraag]
