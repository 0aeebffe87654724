"""An omzetting carried out for all clients at once: of each is said what became of it (W08)."""

from dataclasses import replace
from datetime import date
from itertools import islice
from uuid import UUID

import pytest
from fastapi import FastAPI

from app.domain.fouten import NietGevonden, VerkeerdeStatus
from app.domain.partijen import Rol
from app.domain.waarden import Gemeentecode
from app.domain.woorden import datum
from app.processen import omzetreeks
from app.processen.omzetreeks import Omzetreeks, Uitkomst, Uitslag
from tests.api.conftest import Klok, TikkendeKlok
from tests.api.spoed import keur_goed, ontwerp, regel, stop, toegewezen
from tests.api.test_omzettingen import leg_vast, proefrun, voer_uit
from tests.api.verhaal import AGB, Gemeente, Json

pytestmark = pytest.mark.beide

FEBRUARI = {"begindatum": "2027-02-01", "einddatum": "2027-02-28"}
TOTAAL = {
    "omvang": {"volume": 40, "eenheid": "04", "frequentie": "6"},
    "concreteTijd": {"aantal": 1, "eenheid": "uren"},
}


@pytest.fixture
def klok() -> Klok:
    return TikkendeKlok()


@pytest.fixture
def reeks(app: FastAPI, klok: Klok) -> Omzetreeks:
    staat = app.state
    return Omzetreeks(
        staat.databank, staat.profielen, staat.kalenders, staat.schemas, klok, Gemeentecode("0957"), "beheer"
    )


def totaal(gemeente: Gemeente) -> Json:
    """A line of a total that runs over the first of January 2027."""
    return regel(gemeente, periode={"begindatum": gemeente.over(), "einddatum": "2027-01-31"}, **TOTAAL)


def id_van(pad: str) -> UUID:
    return UUID(pad.rsplit("/", 1)[1])


def client_van(uitvoering: Json) -> UUID:
    return UUID(uitvoering["toewijzingen"][0]["clientId"])


def open_taken(gemeente: Gemeente) -> list[str]:
    """What waits to be allocated or put over, in all open cases."""
    zaken = gemeente.lees("/werkvoorraad")
    return [taak for zaak in zaken for taak in zaak["taken"] if "toewijzing" in taak or "omzetting" in taak]


def per_client(reeks: Omzetreeks, pad: str) -> dict[UUID, Uitkomst]:
    return {uitkomst.client_id: uitkomst for uitkomst in reeks.voer_uit(id_van(pad))}


def test_every_client_gets_its_outcome_and_a_dry_run_tells_the_same(
    roermond: Gemeente, reeks: Omzetreeks
) -> None:
    gaat = client_van(toegewezen(roermond))
    blijft = client_van(toegewezen(roermond, regels=[regel(roermond, **TOTAAL)]))
    pad = leg_vast(roermond)

    proef = per_client(replace(reeks, proef=True), pad)
    assert roermond.lees(f"{pad}/uitvoeringen") == []
    echt = per_client(reeks, pad)

    assert proef == echt
    assert {client: uitkomst.uitslag for client, uitkomst in echt.items()} == {
        gaat: Uitslag.GEDAAN,
        blijft: Uitslag.MISLUKT,
    }
    assert echt[gaat].brief
    oud, nieuw = echt[gaat].wijzigt
    assert oud.startswith("toewijzing ")
    assert ("product 01 01H01" in oud, oud.endswith("tot en met 31 december 2026")) == (True, True)
    assert nieuw.startswith(f"nieuwe toewijzing, product 01 01H09, aanbieder {AGB}: van 1 januari 2027")
    assert "TR373" in echt[blijft].waarom[0]
    uitgevoerd = {uit["clientId"]: uit for uit in roermond.lees(f"{pad}/uitvoeringen")}
    gedaan, deels = uitgevoerd[str(gaat)], uitgevoerd[str(blijft)]
    assert (gedaan["brief"], gedaan["deels"]) == (True, False)
    assert (deels["brief"], deels["deels"]) == (False, True)
    assert roermond.probeer("GET", f"{pad}/uitvoeringen/{gedaan['id']}/brief").is_success


def test_what_the_provider_must_agree_to_waits(roermond: Gemeente, reeks: Omzetreeks) -> None:
    uit = toegewezen(roermond)
    keur_goed(roermond, uit["berichten"][0])
    pad = leg_vast(roermond, per=roermond.over())

    uitkomst = per_client(reeks, pad)[client_van(uit)]
    assert uitkomst.uitslag is Uitslag.WACHT
    assert "OP362" in uitkomst.waarom[0]
    assert roermond.lees(f"{pad}/uitvoeringen") == []


def test_what_asks_a_decision_first_has_failed_and_says_why(roermond: Gemeente, reeks: Omzetreeks) -> None:
    uit = toegewezen(roermond)
    pad = leg_vast(roermond)
    anders = roermond.lees(f"/clienten/{client_van(uit)}")
    later = {"begindatum": "2027-09-01", "einddatum": "2027-10-31"}
    roermond.neem_besluit(ontwerp(roermond, anders, regels=[regel(roermond, periode=later)]))

    uitkomst = per_client(reeks, pad)[client_van(uit)]
    assert uitkomst.uitslag is Uitslag.MISLUKT
    assert "Maak het eerst bekend" in " ".join(uitkomst.waarom)


def test_a_run_that_breaks_off_goes_on_with_the_others(
    roermond: Gemeente, reeks: Omzetreeks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(omzetreeks, "PER_KEER", 2)
    clienten = {client_van(toegewezen(roermond)) for _ in range(5)}
    pad = leg_vast(roermond)

    eerste = {uitkomst.client_id for uitkomst in islice(reeks.voer_uit(id_van(pad)), 3)}
    assert len(eerste) == 3
    rest = per_client(reeks, pad)
    assert rest.keys() == clienten - eerste
    assert {uitkomst.uitslag for uitkomst in rest.values()} == {Uitslag.GEDAAN}
    assert per_client(reeks, pad) == {}
    assert proefrun(roermond, pad) == []


class TestWachten:
    """What could not be carried out is a task in the case that it is about, which is mostly closed."""

    def wachtend(self, gemeente: Gemeente, reeks: Omzetreeks) -> tuple[str, UUID]:
        """An omzetting from the day on which support began, to which the provider has to agree."""
        uit = toegewezen(gemeente)
        keur_goed(gemeente, uit["berichten"][0])
        assert open_taken(gemeente) == []
        pad = leg_vast(gemeente, per=gemeente.over())
        assert per_client(reeks, pad)[client_van(uit)].uitslag is Uitslag.WACHT
        return pad, client_van(uit)

    def test_it_says_who_must_agree_to_what(self, roermond: Gemeente, reeks: Omzetreeks) -> None:
        _, client = self.wachtend(roermond, reeks)
        (taak,) = open_taken(roermond)
        assert taak.startswith(f"Vraag instemming bij aanbieder {AGB}, toewijzing ")
        assert "(OP362): De levering kan begonnen zijn" in taak
        per = f"per {datum(date.fromisoformat(roermond.over()))} (contractwijziging)"
        assert taak.endswith(f"Voer daarna uit: de omzetting van product 01H01 {per}.")
        assert roermond.lees(f"/clienten/{client}/stand")["ongelijkheden"] == []

    def test_a_dry_run_leaves_no_task_and_a_second_run_none_twice(
        self, roermond: Gemeente, reeks: Omzetreeks
    ) -> None:
        pad, client = self.wachtend(roermond, reeks)
        per_client(replace(reeks, proef=True), pad)
        assert per_client(reeks, pad)[client].uitslag is Uitslag.WACHT
        assert len(open_taken(roermond)) == 1

    def test_carried_out_with_what_was_agreed_it_is_done(self, roermond: Gemeente, reeks: Omzetreeks) -> None:
        pad, client = self.wachtend(roermond, reeks)
        afspraak = {"aanbieder": AGB, "datum": roermond.over(), "met": "J. Smit", "inhoud": "Akkoord."}
        assert voer_uit(roermond, pad, str(client), afspraken=[afspraak]).is_success
        assert open_taken(roermond) == []
        (gedaan,) = roermond.lees(f"{pad}/uitvoeringen")
        assert "wachtIn" not in gedaan
        assert per_client(reeks, pad) == {}

    def test_withdrawn_it_waits_for_nobody(self, roermond: Gemeente, reeks: Omzetreeks) -> None:
        eerste, _ = self.wachtend(roermond, reeks)
        keur_goed(roermond, toegewezen(roermond)["berichten"][0])
        tweede = leg_vast(roermond, per=roermond.over())
        per_client(reeks, tweede)
        assert len(open_taken(roermond)) == 3
        for pad, blijft in ((tweede, 1), (eerste, 0)):
            roermond.stap(pad, "/intrekkingen", {"reden": "Het gaat niet door."}, rol=Rol.ADMINISTRATIE)
            assert len(open_taken(roermond)) == blijft

    def test_settled_by_a_fact_it_waits_no_more(
        self, roermond: Gemeente, reeks: Omzetreeks, klok: Klok
    ) -> None:
        uit = toegewezen(roermond)
        keur_goed(roermond, uit["berichten"][0])
        client = client_van(uit)
        overleden = roermond.over(days=1)
        klok.verzet(days=14)
        pad = leg_vast(roermond, per=roermond.over(days=-7))
        assert per_client(reeks, pad)[client].uitslag is Uitslag.WACHT
        assert len(open_taken(roermond)) == 1

        roermond.doe("POST", f"/clienten/{client}/feiten", {"soort": "overlijden", "datum": overleden})
        assert open_taken(roermond) == []
        assert proefrun(roermond, pad) == []

    def test_what_asks_a_decision_first_says_which_until_that_is_withdrawn(
        self, roermond: Gemeente, reeks: Omzetreeks
    ) -> None:
        pad, uit = leg_vast(roermond), toegewezen(roermond)
        later = {"begindatum": "2027-09-01", "einddatum": "2027-10-31"}
        client = roermond.lees(f"/clienten/{client_van(uit)}")
        genomen = roermond.neem_besluit(ontwerp(roermond, client, regels=[regel(roermond, periode=later)]))
        assert per_client(reeks, pad)[client_van(uit)].uitslag is Uitslag.MISLUKT

        (taak,) = (taak for taak in open_taken(roermond) if "omzetting" in taak)
        assert taak.startswith(f"Besluit {genomen['kenmerk']} is genomen en noemt dit product.")
        assert taak.endswith("per 1 januari 2027 (contractwijziging).")

        reden = {"reden": "Dit was een vergissing."}
        roermond.stap(f"/besluiten/{genomen['id']}", "/intrekkingen", reden, rol=Rol.BESLUIT)
        (taak,) = (taak for taak in open_taken(roermond) if "omzetting" in taak)
        assert taak.startswith("Voer uit: de omzetting van product 01H01")

    def test_a_total_over_its_day_is_a_task_until_somebody_decides_on_it(
        self, roermond: Gemeente, reeks: Omzetreeks, klok: Klok
    ) -> None:
        besluit = roermond.maak_bekend(
            roermond.neem_besluit(
                ontwerp(roermond, regels=[regel(roermond, periode=FEBRUARI), totaal(roermond)])
            )
        )
        client = client_van(roermond.wijs_toe(besluit))
        pad = leg_vast(roermond)
        klok.verzet(minutes=1)

        assert per_client(reeks, pad)[client].uitslag is Uitslag.GEDAAN
        (taak,) = (taak for taak in open_taken(roermond) if "omzetting" in taak)
        assert taak.startswith(f"Neem een besluit over regel 2 van besluit {besluit['kenmerk']}: ")
        assert "loopt over 1 januari 2027 heen" in taak
        (gedaan,) = roermond.lees(f"{pad}/uitvoeringen")
        assert (gedaan["deels"], gedaan["wachtIn"]) == (True, besluit["meldingId"])
        assert per_client(reeks, pad)[client].uitslag is Uitslag.MISLUKT
        assert len([taak for taak in open_taken(roermond) if "omzetting" in taak]) == 1

        klok.verzet(minutes=1)
        roermond.wijs_toe(roermond.maak_bekend(roermond.neem_besluit(stop(roermond, besluit))))
        assert [taak for taak in open_taken(roermond) if "omzetting" in taak] == []
        assert "wachtIn" not in roermond.lees(f"{pad}/uitvoeringen")[0]
        assert per_client(reeks, pad) == {}

    def test_a_total_asks_nothing_more_once_its_omzetting_is_withdrawn_and_what_was_done_stays(
        self, roermond: Gemeente, reeks: Omzetreeks
    ) -> None:
        toegewezen(roermond, regels=[totaal(roermond)])
        pad = leg_vast(roermond)
        per_client(reeks, pad)
        assert len(open_taken(roermond)) == 1
        roermond.stap(pad, "/intrekkingen", {"reden": "Het gaat niet door."}, rol=Rol.ADMINISTRATIE)
        assert open_taken(roermond) == []
        assert len(roermond.lees(f"{pad}/uitvoeringen")) == 1

    def test_what_a_decision_that_waits_will_end_is_no_task_before_that_is_carried_out(
        self, roermond: Gemeente, reeks: Omzetreeks, klok: Klok
    ) -> None:
        eerder = roermond.maak_bekend(roermond.neem_besluit(ontwerp(roermond)))
        client = roermond.lees(f"/clienten/{eerder['clientId']}")
        later = {"begindatum": "2027-09-01", "einddatum": "2027-10-31"}
        genomen = roermond.neem_besluit(ontwerp(roermond, client, regels=[regel(roermond, periode=later)]))
        pad = leg_vast(roermond)
        assert per_client(reeks, pad)[UUID(eerder["clientId"])].uitslag is Uitslag.MISLUKT
        reden = {"reden": "Dit was een vergissing."}
        roermond.stap(f"/besluiten/{genomen['id']}", "/intrekkingen", reden, rol=Rol.BESLUIT)

        stopt = roermond.maak_bekend(roermond.neem_besluit(stop(roermond, eerder)))

        (taak,) = (taak for taak in open_taken(roermond) if "omzetting" in taak)
        assert taak.startswith("Voer eerst uit wat over deze ondersteuning is besloten, of trek dat in.")
        for besluit in (eerder, stopt):
            klok.verzet(minutes=1)
            roermond.wijs_toe(besluit)
        assert open_taken(roermond) == []


def test_one_that_is_withdrawn_or_of_another_municipality_is_not_begun(
    roermond: Gemeente, heusden: Gemeente, reeks: Omzetreeks
) -> None:
    toegewezen(roermond)
    pad = leg_vast(roermond)
    roermond.stap(pad, "/intrekkingen", {"reden": "Het gaat niet door."}, rol=Rol.ADMINISTRATIE)
    with pytest.raises(VerkeerdeStatus):
        per_client(reeks, pad)
    with pytest.raises(NietGevonden):
        per_client(reeks, leg_vast(heusden))
