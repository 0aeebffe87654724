"""What a provider keeps of a person is destroyed by the same run, on both databases (W04)."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, func, select, true

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.bewaren import (
    NA_INWILLIGEN,
    Bewaarreden,
    Grond,
    Vernietiging,
    Vernietigingsverzoek,
    Verzoekstatus,
    Weigergrond,
)
from app.domain.fouten import NietGevonden, VoorwaardeNietVervuld
from app.domain.keten.bijhouden import Einde, Leverperiode
from app.domain.keten.dossier import (
    BekendeToewijzing,
    BekendVerzoek,
    Betrokkenen,
    Partijen,
    Toewijzingsleutel,
    Verzoeksleutel,
    Verzoeksoort,
    Verzoekstand,
)
from app.domain.keten.historie import Levering, Toewijzingsversie, Verzoek, Verzoekantwoord
from app.domain.partijen import Partij, Rol
from app.domain.plan.ondersteuningsplan import Planstatus
from app.domain.toewijzing.toewijzing import Berichtstatus
from app.domain.waarden import AgbCode, Bsn, Gemeentecode
from app.istandaard.xml import SCHEMAS
from app.opslag import Databank, Opslag, Verwerker
from app.opslag import tabellen as t
from app.opslag.toegang import Tenant, zichtbaar
from app.opslag.verwerking import verwerkingen_van
from app.processen import aanbiederdossiers, toewijzen
from app.processen.handeling import Handeling
from app.processen.regio import lees_profielen
from app.processen.vernietigen import totalen, vernietig
from tests import bouw
from tests.bouw import Zaak, kalenders, leg_zaak_vast

pytestmark = pytest.mark.beide

LAATSTE_DAG = datetime(2041, 2, 16, 12, tzinfo=UTC)
DAG_ERNA = LAATSTE_DAG + timedelta(days=1)
TABELLEN = (t.ketengegeven, t.ketensleutel, t.verzoek, t.berichtontvangst)
TUSSEN = Partijen(bouw.ROERMOND, bouw.AANBIEDER)


def als_aanbieder(nu: datetime = bouw.NU, agb: AgbCode = bouw.AANBIEDER) -> Verwerker:
    return bouw.verwerker(bouw.een_beller(agb, Rol.AANBIEDER), nu=nu)


@dataclass
class Gehouden:
    """What was kept at a provider, all of it on 16 February 2026: nothing of it runs any more."""

    levering: Levering
    vraag: UUID
    """The message of its request."""


def leg_vast(
    opslag: Opslag, einde: date | None = bouw.EIND, stand: Verzoekstand | None = Verzoekstand.AFGEWEZEN
) -> Gehouden:
    """An allocation that was received, the delivery on it, and a request that was refused."""
    van_ander: dict[str, Any] = {
        "eigenaar": bouw.AANBIEDER,
        "afzender": bouw.ROERMOND,
        "code": "414",
        "berichtsoort": "wmo301",
        "status": Ontvangststatus.GOEDGEKEURD,
    }
    ontvangst = opslag.ontvangsten.bewaar(bouw.een_ontvangst(**van_ander, bsns=(bouw.BSN.cijfers,)))
    eigen: dict[str, Any] = {"identificatie": "317-1", "code": "446", "berichtsoort": "wmo317"}
    eigen |= {"status": Ontvangststatus.GOEDGEKEURD}
    vraag = opslag.ontvangsten.bewaar(bouw.een_ontvangst(**eigen, bsns=(bouw.BSN.cijfers,)))
    keten = opslag.keten(bouw.AANBIEDER, TUSSEN)
    keten.vergrendel()
    client = keten.clientsleutel(bouw.BSN.cijfers)
    sleutel = Toewijzingsleutel(bouw.ROERMOND, 1)
    versie = BekendeToewijzing(client, bouw.AANBIEDER, "01", "01H01", bouw.BEGIN, einde)
    keten.leg_vast(ontvangst.id, (Toewijzingsversie(sleutel, versie),))
    levering = Levering(
        id=uuid4(),
        van=Betrokkenen(bouw.ROERMOND, bouw.AANBIEDER, client),
        toewijzing=sleutel,
        client_id=bouw.CLIENT_ID,
        leverperiodes=(Leverperiode(bouw.VANDAAG, (Einde(bouw.VANDAAG, "19"),)),),
        te_melden=False,
    )
    keten.vervang(levering)
    keten.noteer("maken", levering)
    gevraagd = Verzoeksleutel(bouw.ROERMOND, bouw.AANBIEDER, "A1")
    bekend = BekendVerzoek(Verzoeksoort.WIJZIGING, client, (bouw.BEGIN,))
    antwoord = () if stand is None else (Verzoekantwoord(gevraagd, client, stand),)
    keten.leg_vast(vraag.id, (Verzoek(gevraagd, bekend), *antwoord))
    opslag.verzoeken.bewaar(
        bouw.een_verzoek(
            eigenaar=bouw.AANBIEDER,
            ontvangst_id=vraag.id,
            client_id=bouw.CLIENT_ID,
            stand=stand or Verzoekstand.OPEN,
        )
    )
    return Gehouden(levering, vraag.id)


@pytest.fixture
def gehouden(databank: Databank) -> Gehouden:
    with databank.transactie(als_aanbieder()) as opslag:
        return leg_vast(opslag)


def draai(
    databank: Databank, nu: datetime = DAG_ERNA, gemeente: Gemeentecode | None = None, *, proef: bool = False
) -> tuple[Vernietiging, ...]:
    return vernietig(databank, nu, "beheer", kalenders, gemeente=gemeente, proef=proef)


def aantallen(databank: Databank) -> dict[str, int]:
    """How much of each the provider keeps."""
    bericht = t.berichtontvangst
    gezien = {bericht: zichtbaar(bericht, Tenant(Partij.AANBIEDER, bouw.AANBIEDER))}
    with databank.motor.connect() as verbinding:
        return {
            tabel.name: verbinding.execute(
                select(func.count()).select_from(tabel).where(gezien.get(tabel, true()))
            ).scalar_one()
            for tabel in TABELLEN
        }


def test_it_is_kept_fifteen_years_and_goes_the_day_after(databank: Databank, gehouden: Gehouden) -> None:
    voor = aantallen(databank)
    assert draai(databank, LAATSTE_DAG) == ()
    assert aantallen(databank) == voor
    (verslag,) = draai(databank)
    assert set(aantallen(databank).values()) == {0}
    assert (verslag.gemeente, verslag.aanbieder, verslag.zaken) == (bouw.ROERMOND, bouw.AANBIEDER, ())
    assert {telling.soort: telling.aantal for telling in verslag.aantallen} == {
        "persoon": 1,
        "verzoek": 1,
        "ketengegeven": 4,
        "berichtontvangst": 2,
    }
    assert totalen([verslag]).keys() == {bouw.AANBIEDER}


def test_a_dry_run_tells_the_same_and_destroys_nothing(databank: Databank, gehouden: Gehouden) -> None:
    voor = aantallen(databank)
    (proef,) = draai(databank, proef=True)
    assert aantallen(databank) == voor
    (echt,) = draai(databank)
    assert replace(proef, id=echt.id) == echt


def test_a_run_for_one_municipality_leaves_what_providers_keep(
    databank: Databank, gehouden: Gehouden
) -> None:
    voor = aantallen(databank)
    assert all(verslag.aanbieder is None for verslag in draai(databank, gemeente=bouw.ROERMOND))
    assert aantallen(databank) == voor


def test_what_was_kept_anew_makes_a_new_record(databank: Databank, gehouden: Gehouden) -> None:
    with databank.transactie(als_aanbieder(datetime(2030, 1, 1, tzinfo=UTC))) as opslag:
        opslag.keten(bouw.AANBIEDER, TUSSEN).noteer("wijzigen", gehouden.levering)
    assert draai(databank) == ()
    assert len(draai(databank, datetime(2045, 1, 2, 12, tzinfo=UTC))) == 1


@pytest.mark.parametrize(
    "anders",
    [{"einde": None}, {"einde": date(2041, 2, 17)}, {"stand": None}],
    ids=["no end", "until today", "open"],
)
def test_support_that_runs_and_a_request_that_waits_keep_it(
    databank: Databank, anders: dict[str, date | None]
) -> None:
    with databank.transactie(als_aanbieder()) as opslag:
        leg_vast(opslag, **anders)  # type: ignore[arg-type]
    assert draai(databank) == ()


def test_a_message_that_the_municipality_counts_with_stays_with_it(
    databank: Databank, gehouden: Gehouden
) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        keten = opslag.keten(bouw.ROERMOND, TUSSEN)
        keten.vergrendel()
        client = keten.clientsleutel(bouw.BSN.cijfers)
        gevraagd = Verzoeksleutel(bouw.ROERMOND, bouw.AANBIEDER, "A1")
        bekend = BekendVerzoek(Verzoeksoort.WIJZIGING, client, (bouw.BEGIN,))
        keten.leg_vast(gehouden.vraag, (Verzoek(gevraagd, bekend),))
    draai(databank)
    assert aantallen(databank) == {"ketengegeven": 1, "ketensleutel": 2, "verzoek": 0, "berichtontvangst": 0}
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.ontvangsten.haal(gehouden.vraag).xml


def test_each_provider_keeps_its_own_record_of_it(databank: Databank, gehouden: Gehouden) -> None:
    verslag = draai(databank)
    for verwerker, gezien in (
        (als_aanbieder(), verslag),
        (als_aanbieder(agb=bouw.TWEEDE_AANBIEDER), ()),
        (bouw.verwerker(), ()),
    ):
        with databank.transactie(verwerker) as opslag:
            assert opslag.vernietigingen.bladzijde(10).rijen == gezien


def spoor(databank: Databank, client_id: UUID, soort: str) -> tuple[list[str], list[str]]:
    """What was done with objects of a kind of one person: by the record, and as the municipality sees it."""
    with databank.motor.connect() as verbinding:
        daad = verwerkingen_van(client_id, t.verwerking.c.object_soort == soort)
        gedaan = verbinding.execute(select(daad.c.actie).order_by(daad.c.id)).scalars().all()
    with databank.transactie(bouw.verwerker()) as opslag:
        gezien = opslag.verwerkingen.van_client(client_id, 100).rijen
    return list(gedaan), [v.actie for v in gezien if v.object_soort == soort]


def test_the_access_record_tells_of_it_and_is_the_providers(databank: Databank, gehouden: Gehouden) -> None:
    draai(databank)
    assert spoor(databank, bouw.CLIENT_ID, "aanbiederdossier") == (["wissen"], [])


DRIE_JAAR_LATER = datetime(2029, 2, 16, 12, tzinfo=UTC)


@pytest.fixture
def stap(databank: Databank) -> Any:
    """A step of the provider, three years after all that it keeps."""

    def doe(stap: Any, *invoer: Any) -> Any:
        nu = DRIE_JAAR_LATER
        verwerker = als_aanbieder(nu)
        with databank.transactie(verwerker) as opslag:
            handeling = Handeling(verwerker.beller, nu, lees_profielen(None), kalenders, SCHEMAS, opslag)
            return stap(handeling, *invoer)

    return doe


def vraag(stap: Any, bsn: Bsn = bouw.BSN) -> Vernietigingsverzoek:
    verzoek: Vernietigingsverzoek = stap(
        aanbiederdossiers.neem_verzoek_aan, bouw.ROERMOND, bsn, DRIE_JAAR_LATER.date()
    )
    return verzoek


def beslis(stap: Any, verzoek: Vernietigingsverzoek, weigergrond: Weigergrond | None = None) -> Any:
    return stap(aanbiederdossiers.beslis_op_verzoek, verzoek.id, verzoek.revisie, "Afgewogen.", weigergrond)


def test_what_was_granted_goes_with_the_next_run_and_the_request_with_it(
    databank: Databank, gehouden: Gehouden, stap: Any
) -> None:
    verzoek = vraag(stap)
    assert draai(databank, DRIE_JAAR_LATER) == ()
    beslis(stap, verzoek)
    (verslag,) = draai(databank, DRIE_JAAR_LATER)
    assert (verslag.grond, verslag.aanbieder) == (Grond.VERZOEK, bouw.AANBIEDER)
    assert {telling.soort: telling.aantal for telling in verslag.aantallen}["vernietigingsverzoek"] == 1
    assert set(aantallen(databank).values()) == {0}


class TestOnRequest:
    """A person asks the provider to destroy what it keeps (Wmo 2015 art. 5.3.5)."""

    def test_what_was_refused_stays(self, databank: Databank, gehouden: Gehouden, stap: Any) -> None:
        beslis(stap, vraag(stap), Weigergrond.BELANG_VAN_ANDER)
        assert draai(databank, DRIE_JAAR_LATER) == ()

    def test_what_came_after_it_was_granted_keeps_the_whole(
        self, databank: Databank, gehouden: Gehouden, stap: Any
    ) -> None:
        beslis(stap, vraag(stap))
        with databank.transactie(als_aanbieder(DRIE_JAAR_LATER + timedelta(hours=1))) as opslag:
            opslag.keten(bouw.AANBIEDER, TUSSEN).noteer("wijzigen", gehouden.levering)
        assert draai(databank, DRIE_JAAR_LATER + timedelta(days=1)) == ()

    def test_it_is_open_again_and_says_why(self, databank: Databank, gehouden: Gehouden, stap: Any) -> None:
        verzoek = vraag(stap)
        beslis(stap, verzoek)
        later, heropend = DRIE_JAAR_LATER + timedelta(hours=1), list[Vernietigingsverzoek]()
        with databank.transactie(als_aanbieder(later)) as opslag:
            opslag.keten(bouw.AANBIEDER, TUSSEN).noteer("wijzigen", gehouden.levering)
        for proef in (True, False):
            assert (
                vernietig(databank, later, "beheer", kalenders, proef=proef, heropend=heropend.append) == ()
            )
        assert [v.id for v in heropend] == [verzoek.id, verzoek.id]
        gelezen = stap(aanbiederdossiers.haal_verzoek, verzoek.id)
        assert (gelezen.status, gelezen.beslissing) == (Verzoekstatus.OPEN, None)
        (vergeefs,) = gelezen.niet_uitgevoerd
        assert (vergeefs.op, vergeefs.redenen) == (later, (NA_INWILLIGEN,))
        assert vergeefs.beslissing.motivering == "Afgewogen."

    @pytest.mark.parametrize(
        ("anders", "reden"),
        [
            ({"einde": None}, "Er loopt nog een toewijzing."),
            ({"stand": None}, "Er loopt nog een verzoek van een aanbieder."),
        ],
    )
    def test_it_cannot_be_granted_while_something_runs(
        self, databank: Databank, stap: Any, anders: dict[str, Any], reden: str
    ) -> None:
        with databank.transactie(als_aanbieder()) as opslag:
            leg_vast(opslag, **anders)
        verzoek = vraag(stap)
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            beslis(stap, verzoek)
        assert [f.melding for f in fout.value.velden] == [reden]

    def test_nor_while_a_message_waits_for_an_answer(
        self, databank: Databank, gehouden: Gehouden, stap: Any
    ) -> None:
        with databank.transactie(als_aanbieder()) as opslag:
            vraagbericht = opslag.ontvangsten.haal(gehouden.vraag)
            opslag.ontvangsten.bewaar(replace(vraagbericht, status=Ontvangststatus.VERZONDEN))
        verzoek = vraag(stap)
        with pytest.raises(VoorwaardeNietVervuld, match="zolang iets"):
            beslis(stap, verzoek)

    def test_of_whom_nothing_is_kept_none_is_taken(
        self, databank: Databank, gehouden: Gehouden, stap: Any
    ) -> None:
        with pytest.raises(NietGevonden):
            vraag(stap, bouw.ANDER_BSN)

    def test_only_the_provider_that_was_asked_reads_it_and_the_access_record_tells(
        self, databank: Databank, gehouden: Gehouden, stap: Any
    ) -> None:
        verzoek = vraag(stap)
        assert stap(aanbiederdossiers.haal_verzoek, verzoek.id) == verzoek
        for verwerker in (als_aanbieder(agb=bouw.TWEEDE_AANBIEDER), bouw.verwerker()):
            with databank.transactie(verwerker) as opslag:
                assert opslag.vernietigingsverzoeken.bladzijde(10).rijen == ()
        assert verzoek.betrokkene is not None
        gedaan, gezien = spoor(databank, verzoek.betrokkene, "vernietigingsverzoek")
        assert (gedaan[0], gedaan[-1], gezien) == ("maken", "lezen", [])


class TestKeptLonger:
    def leg_reden_vast(self, stap: Any, tot: date) -> Bewaarreden:
        reden: Bewaarreden = stap(
            aanbiederdossiers.leg_bewaarreden_vast, bouw.ROERMOND, bouw.BSN, "Er loopt een klacht.", tot
        )
        return reden

    def test_a_reason_keeps_it_past_its_term_until_its_day(
        self, databank: Databank, gehouden: Gehouden, stap: Any
    ) -> None:
        self.leg_reden_vast(stap, date(2050, 1, 1))
        assert draai(databank, datetime(2050, 1, 1, 12, tzinfo=UTC)) == ()
        (verslag,) = draai(databank, datetime(2050, 1, 2, 12, tzinfo=UTC))
        assert {telling.soort: telling.aantal for telling in verslag.aantallen}["bewaarreden"] == 1

    def test_one_that_ended_keeps_it_no_more(self, databank: Databank, gehouden: Gehouden, stap: Any) -> None:
        reden = self.leg_reden_vast(stap, date(2050, 1, 1))
        stap(aanbiederdossiers.beeindig_bewaarreden, reden.id, date(2042, 1, 1), "De klacht is ingetrokken.")
        assert draai(databank, datetime(2041, 12, 31, 12, tzinfo=UTC)) == ()
        assert len(draai(databank, datetime(2042, 1, 1, 12, tzinfo=UTC))) == 1

    def test_it_stands_against_granting_a_request(
        self, databank: Databank, gehouden: Gehouden, stap: Any
    ) -> None:
        self.leg_reden_vast(stap, date(2030, 1, 1))
        verzoek = vraag(stap)
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            beslis(stap, verzoek)
        assert "tot en met 1 januari 2030" in fout.value.velden[0].melding


@pytest.fixture
def zaak(databank: Databank, gehouden: Gehouden) -> Zaak:
    """A case at the municipality with the same provider, of which nothing runs."""
    with databank.transactie(bouw.verwerker()) as opslag:
        zaak = leg_zaak_vast(opslag)
        plan = replace(zaak.plan, **bouw.na(Planstatus.UITGEVRAAGD, Planstatus.GEWEIGERD))
        opslag.ontvangsten.bewaar(replace(zaak.ontvangst, status=Ontvangststatus.GOEDGEKEURD))
        return replace(zaak, plan=opslag.ondersteuningsplannen.bewaar(plan))


def gezien(databank: Databank, zaak: Zaak, verwerker: Verwerker) -> list[str]:
    """What of it this party reads."""
    with databank.transactie(verwerker) as opslag:
        lijsten = {
            "plan": opslag.ondersteuningsplannen.van_client(zaak.client.id),
            "planversie": opslag.planversies.van_client(zaak.client.id),
            "beoordeling": opslag.beoordelingen.van_client(zaak.client.id),
            "toewijzing": opslag.toewijzingen.van_client(zaak.client.id),
            "bericht": opslag.berichten.van_client(zaak.client.id),
        }
        return [naam for naam, gevonden in lijsten.items() if gevonden]


def test_it_sees_no_more_of_it_and_the_municipality_keeps_it(
    databank: Databank, zaak: Zaak, stap: Any
) -> None:
    alles = ["plan", "planversie", "beoordeling", "toewijzing", "bericht"]
    assert gezien(databank, zaak, als_aanbieder()) == alles
    beslis(stap, vraag(stap))
    (verslag,) = draai(databank, DRIE_JAAR_LATER)
    geteld = {telling.soort: telling.aantal for telling in verslag.aantallen}
    assert (geteld["ondersteuningsplan (losgelaten)"], geteld["toewijzingsbericht (losgelaten)"]) == (1, 1)
    assert gezien(databank, zaak, als_aanbieder()) == []
    assert gezien(databank, zaak, bouw.verwerker()) == alles
    with pytest.raises(NietGevonden):
        stap(toewijzen.haal, zaak.toewijzing.nummer, bouw.ROERMOND, None)
    with pytest.raises(NietGevonden):
        vraag(stap)


def test_a_new_wmo301_shows_the_allocation_again_as_from_that_message(
    databank: Databank, zaak: Zaak, stap: Any
) -> None:
    beslis(stap, vraag(stap))
    draai(databank, DRIE_JAAR_LATER)
    with databank.transactie(bouw.verwerker()) as opslag:
        nummer = zaak.toewijzing.nummer
        (oud,) = zaak.toewijzing.versies
        nieuw = replace(oud, volgnummer=2, toegewezen_op=oud.toegewezen_op + timedelta(days=1))
        anders = opslag.toewijzingen.bewaar(replace(zaak.toewijzing, versies=(oud, nieuw)))
        bericht = replace(zaak.bericht, id=uuid4(), identificatie="000000000002", revisie=0)
        bericht = opslag.berichten.bewaar(replace(bericht, versies=((nummer, 2),)))
    assert gezien(databank, zaak, als_aanbieder()) == ["toewijzing", "bericht"]
    inzage = stap(toewijzen.haal, nummer, bouw.ROERMOND, None)
    assert (inzage.berichten, inzage.toewijzing.versies) == ((bericht.id,), (nieuw,))
    with databank.transactie(als_aanbieder()) as opslag, pytest.raises(NietGevonden):
        opslag.berichten.haal(zaak.bericht.id)
    assert len(anders.versies) == 2


def test_a_plan_under_way_or_a_wmo301_without_answer_stands_against_it(
    databank: Databank, zaak: Zaak, stap: Any
) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        open_plan = bouw.na(Planstatus.UITGEVRAAGD)
        opslag.ondersteuningsplannen.bewaar(replace(zaak.plan, **open_plan))
        opslag.berichten.bewaar(replace(zaak.bericht, status=Berichtstatus.VERZONDEN))
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        beslis(stap, vraag(stap))
    assert [f.melding for f in fout.value.velden] == [
        "Er is nog een ondersteuningsplan onderweg.",
        "Er wacht nog een bericht op antwoord.",
    ]
    draai(databank)
    assert gezien(databank, zaak, als_aanbieder())[0] == "plan"


@pytest.fixture
def alleen_gedeeld(databank: Databank, zaak: Zaak) -> Zaak:
    """That case, of a provider that only reads what is drawn up here: no message ever came in."""
    for tabel in (t.ketensleutel, t.ketengegeven, t.verzoek, t.berichttaak, t.berichtontvangst, t.keten):
        with databank.motor.begin() as verbinding:
            verbinding.execute(delete(tabel))
    return zaak


class TestWhatWasOnlyShared:
    """Of a provider that only reads what municipalities draw up here."""

    def laat_lopen(self, databank: Databank, zaak: Zaak, status: Berichtstatus) -> None:
        """The allocation has no end, and the provider answered its wmo301 so."""
        (versie,) = zaak.toewijzing.versies
        zonder_eind = replace(versie, periode=replace(versie.periode, eind=None))
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.toewijzingen.bewaar(replace(zaak.toewijzing, versies=(zonder_eind,)))
            opslag.berichten.bewaar(replace(zaak.bericht, status=status))

    def test_a_person_can_ask_too(self, databank: Databank, alleen_gedeeld: Zaak, stap: Any) -> None:
        beslis(stap, vraag(stap))
        draai(databank, DRIE_JAAR_LATER)
        assert gezien(databank, alleen_gedeeld, als_aanbieder()) == []

    def test_an_allocation_that_runs_stands_against_it(
        self, databank: Databank, alleen_gedeeld: Zaak, stap: Any
    ) -> None:
        self.laat_lopen(databank, alleen_gedeeld, Berichtstatus.GOEDGEKEURD)
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            beslis(stap, vraag(stap))
        assert [f.melding for f in fout.value.velden] == ["Er loopt nog een toewijzing."]
        draai(databank)
        assert "toewijzing" in gezien(databank, alleen_gedeeld, als_aanbieder())

    def test_one_that_it_rejected_does_not(self, databank: Databank, alleen_gedeeld: Zaak, stap: Any) -> None:
        self.laat_lopen(databank, alleen_gedeeld, Berichtstatus.AFGEKEURD)
        assert beslis(stap, vraag(stap)).status is Verzoekstatus.INGEWILLIGD

    def test_it_goes_by_the_same_term(self, databank: Databank, alleen_gedeeld: Zaak) -> None:
        with databank.transactie(bouw.verwerker()) as opslag:  # the municipality keeps its case longer
            opslag.bewaarredenen.bewaar(bouw.een_bewaarreden(alleen_gedeeld.melding, tot=date(2060, 1, 1)))
        assert draai(databank, LAATSTE_DAG) == ()
        alles = gezien(databank, alleen_gedeeld, als_aanbieder())
        (proef,) = draai(databank, proef=True)
        assert gezien(databank, alleen_gedeeld, als_aanbieder()) == alles != []
        (verslag,) = draai(databank)
        assert (verslag.aanbieder, verslag.grond) == (bouw.AANBIEDER, Grond.TERMIJN)
        assert verslag.aantallen == proef.aantallen
        assert gezien(databank, alleen_gedeeld, als_aanbieder()) == []
        assert gezien(databank, alleen_gedeeld, bouw.verwerker()) == alles
