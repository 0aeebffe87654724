"""What a message about several persons says of one who is destroyed goes; the rest stays (W04)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.domain.berichtontvangst import (
    Berichtbevinding,
    Berichtontvangst,
    Indiener,
    Ontvangststatus,
    handel_af,
)
from app.domain.bewaren import Vernietiging
from app.domain.fouten import VerkeerdeStatus
from app.domain.keten.dossier import BekendeToewijzing, Clientsleutel, Partijen, Toewijzingsleutel
from app.domain.keten.historie import Toewijzingsversie
from app.domain.partijen import Partij, Rol
from app.domain.waarden import AgbCode
from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Client
from app.istandaard.voorbeeldjaar.bouw import AANBIEDER, GEMEENTE, bestanden
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.opslag import Databank, Verwerker
from app.opslag import tabellen as t
from app.opslag.tabellen import berichtontvangst
from app.processen.keten import ontvangen as ontvangen_berichten
from app.processen.vernietigen import ZonderHistorie, personen, totalen, vernietig
from tests import bouw
from tests.bouw import kalenders
from tests.istandaard.regels.bouw import AANBIEDER as PROVIDER
from tests.istandaard.regels.bouw import een_301, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.istandaard.retouren import AF, GOED, op_andere_dag, retour
from tests.istandaard.verkeer import onder
from tests.processen.keten.test_antwoord_vooraf import sluit_aan
from tests.processen.keten.test_tegenspraak import bewaard, lever
from tests.processen.test_vernietigen import leg_oude_zaak_vast
from tests.processen.verloop import handel

pytestmark = pytest.mark.beide

LAATSTE_DAG = datetime(2041, 2, 16, 12, tzinfo=UTC)
DAG_ERNA = LAATSTE_DAG + timedelta(days=1)
TUSSEN = Partijen(bouw.ROERMOND, bouw.AANBIEDER)
EEN, ANDER = bouw.BSN.cijfers, "999900006"
BIJ_EEN = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]/ToewijzingNummer"
BETWIST: dict[str, Any] = {
    "bevindingen": (Berichtbevinding("TR338", None, None, BIJ_EEN, 9, "Gevonden: 77."),),
    "eigen_oordeel": "De ontvanger zou een regel weigeren van samen € 10,00: P0 (TR338).",
}
"""That its receiver would have refused the line of the first."""


def declaratie(*bsns: str) -> bytes:
    gemaakt = een_323(*(prestatie(f"P{i}") for i in range(len(bsns))))
    (client,) = gemaakt.declaratie.clienten
    clienten = tuple(
        replace(client, bsn=bsn, prestaties=(regel,))
        for bsn, regel in zip(bsns, client.prestaties, strict=True)
    )
    return codec.schrijf(replace(gemaakt, declaratie=replace(gemaakt.declaratie, clienten=clienten)))


def ontvangen(**anders: Any) -> Berichtontvangst:
    """A declaration about two persons, as the municipality received it."""
    standaard = {
        "code": "484",
        "berichtsoort": "wmo323",
        "identificatie": "323-1",
        "xml": declaratie(EEN, ANDER),
        "bsns": (EEN, ANDER),
        "status": Ontvangststatus.GOEDGEKEURD,
    }
    return bouw.een_ontvangst(**standaard | anders)


def leg_vast(
    databank: Databank,
    bericht: Berichtontvangst,
    *bekend: str,
    eigenaar: str = "",
    nu: datetime = bouw.NU,
) -> UUID:
    """Keep a message, and let it leave something of these persons with this party; one has support still."""
    eigenaar = eigenaar or bouw.ROERMOND
    verwerker = als_aanbieder() if eigenaar == bouw.AANBIEDER else bouw.verwerker(nu=nu)
    with databank.transactie(verwerker) as opslag:
        bewaard = opslag.ontvangsten.vind(bericht.id) or opslag.ontvangsten.bewaar(bericht)
        keten = opslag.keten(eigenaar, TUSSEN)
        keten.vergrendel()
        for nummer, bsn in enumerate(bekend, 90):
            versie = BekendeToewijzing(
                keten.clientsleutel(bsn),
                bouw.AANBIEDER,
                "01",
                "01H01",
                bouw.BEGIN,
                None if bsn == ANDER else bouw.EIND,
            )
            sleutel = Toewijzingsleutel(bouw.ROERMOND, nummer)
            keten.leg_vast(bewaard.id, (Toewijzingsversie(sleutel, versie),))
        return bewaard.id


def als_aanbieder() -> Any:
    return bouw.verwerker(bouw.een_beller(bouw.AANBIEDER, Rol.AANBIEDER))


def draai(databank: Databank, nu: datetime = DAG_ERNA, *, proef: bool = False) -> tuple[Vernietiging, ...]:
    return vernietig(databank, nu, "beheer", kalenders, proef=proef)


def over(databank: Databank, id: UUID, verwerker: Verwerker | None = None) -> Berichtontvangst | None:
    """The message, as it is kept where this party sees it: the municipality, or who is named."""
    with databank.transactie(verwerker or bouw.verwerker()) as opslag:
        return opslag.ontvangsten.vind(id)


def toon(databank: Databank, id: UUID, verwerker: Verwerker) -> bytes:
    """The message as it is shown to this party."""
    with handel(databank, verwerker.beller.code, verwerker.beller.rol, verwerker.nu) as handeling:
        return ontvangen_berichten.haal_xml(handeling, id)


def haal(databank: Databank, id: UUID, verwerker: Verwerker) -> Berichtontvangst:
    """What became of it, as it is told to this party."""
    with handel(databank, verwerker.beller.code, verwerker.beller.rol, verwerker.nu) as handeling:
        return ontvangen_berichten.haal(handeling, id)


def is_er(databank: Databank, id: UUID) -> bool:
    with databank.motor.connect() as verbinding:
        return verbinding.execute(select(t.berichtontvangst.c.id).filter_by(id=id)).first() is not None


class TestAtAMunicipality:
    @pytest.fixture(autouse=True)
    def oud(self, databank: Databank) -> None:
        """A client of whom all goes on the day after."""
        leg_oude_zaak_vast(databank)

    def test_one_who_goes_is_taken_out_and_the_other_stays(self, databank: Databank) -> None:
        antwoord = declaratie(EEN, ANDER).decode()
        id = leg_vast(databank, ontvangen(antwoord=antwoord), EEN, ANDER)
        draai(databank)
        rest = over(databank, id)
        assert rest is not None
        assert rest.bsns == (ANDER,)
        for inhoud in (rest.xml, (rest.antwoord or "").encode()):
            assert EEN.encode() not in inhoud
            assert ANDER.encode() in inhoud
            assert b"vernietigd" in inhoud
            assert b"P0" not in inhoud

    def test_what_it_would_have_refused_of_who_goes_is_no_task_any_more(self, databank: Databank) -> None:
        id = leg_vast(databank, ontvangen(**BETWIST), EEN, ANDER)
        draai(databank)
        rest = over(databank, id)
        assert rest is not None
        assert (rest.eigen_oordeel, rest.bevindingen) == (None, ())

    def test_nor_while_who_sent_it_keeps_that_one(self, databank: Databank) -> None:
        id = leg_vast(databank, ontvangen(**BETWIST), EEN, ANDER)
        self.houd_langer(databank, id)
        draai(databank)
        assert haal(databank, id, bouw.verwerker()).bevindingen == ()
        bij_aanbieder = haal(databank, id, als_aanbieder())
        assert [b.pad for b in bij_aanbieder.bevindingen] == [BIJ_EEN]
        assert bij_aanbieder.eigen_oordeel is None

    def test_with_the_last_of_its_persons_it_goes(self, databank: Databank) -> None:
        id = leg_vast(databank, ontvangen(xml=declaratie(EEN, EEN), bsns=(EEN,)), EEN)
        with databank.motor.begin() as verbinding:  # it was about two, of whom one went before
            verbinding.execute(t.berichtontvangst.update().filter_by(id=id).values(persoon=None))
        (verslag, *_) = draai(databank)
        assert not is_er(databank, id)
        assert {telling.soort: telling.aantal for telling in verslag.aantallen}["berichtontvangst"] == 2

    def test_what_was_rejected_names_nobody_who_went_either(self, databank: Databank) -> None:
        later = datetime(2030, 1, 1, tzinfo=UTC)
        afgekeurd = leg_vast(databank, ontvangen(status=Ontvangststatus.AFGEKEURD), nu=later)
        leg_vast(databank, ontvangen(identificatie="323-2"), ANDER)
        draai(databank)
        rest = over(databank, afgekeurd)
        assert rest is not None
        assert rest.bsns == (ANDER,)

    def test_who_sent_it_still_reads_of_whom_it_keeps_itself(self, databank: Databank) -> None:
        id = leg_vast(databank, ontvangen(), EEN, ANDER)
        self.houd_langer(databank, id)
        draai(databank)
        assert EEN.encode() not in toon(databank, id, bouw.verwerker())
        assert ANDER.encode() in toon(databank, id, bouw.verwerker())
        assert EEN.encode() in toon(databank, id, als_aanbieder())

    @staticmethod
    def houd_langer(databank: Databank, id: UUID) -> None:
        """Let who sent this message keep both persons by it, one of whom longer than the municipality."""
        leg_vast(databank, ontvangen(id=id), ANDER, EEN, eigenaar=bouw.AANBIEDER)
        with databank.transactie(als_aanbieder()) as opslag:
            keten = opslag.keten(bouw.AANBIEDER, TUSSEN)
            keten.vergrendel()
            loopt = BekendeToewijzing(keten.clientsleutel(EEN), bouw.AANBIEDER, "01", "01H01", bouw.BEGIN)
            keten.leg_vast(id, (Toewijzingsversie(Toewijzingsleutel(bouw.ROERMOND, 95), loopt),))

    def test_what_cannot_be_read_goes_whole(self, databank: Databank) -> None:
        tekst = f"<Bericht>{EEN} {ANDER}".encode()
        id = leg_vast(databank, ontvangen(xml=tekst, status=Ontvangststatus.GEWEIGERD))
        draai(databank, datetime(2041, 2, 17, 11, tzinfo=UTC))
        assert not is_er(databank, id)


class TestByItsOwnTerm:
    def test_what_nothing_rests_on_goes_the_day_after_its_term(self, databank: Databank) -> None:
        id = leg_vast(databank, ontvangen(status=Ontvangststatus.AFGEKEURD))
        assert draai(databank, LAATSTE_DAG) == ()
        (proef,) = draai(databank, proef=True)
        assert is_er(databank, id)
        (verslag,) = draai(databank)
        assert replace(proef, id=verslag.id) == verslag
        assert (verslag.zaken, verslag.gemeente) == ((), bouw.ROERMOND)
        assert not is_er(databank, id)

    def test_of_a_provider_it_does_too_once_who_sent_it_destroyed_it(self, databank: Databank) -> None:
        van_gemeente = {"eigenaar": bouw.AANBIEDER, "afzender": bouw.ROERMOND, "identificatie": "325-1"}
        id = leg_vast(databank, ontvangen(**van_gemeente), eigenaar=bouw.AANBIEDER)
        (verslag,) = draai(databank)
        assert (verslag.gemeente, verslag.aanbieder) == (bouw.ROERMOND, bouw.AANBIEDER)
        assert over(databank, id, als_aanbieder()) is None
        assert is_er(databank, id)
        (verslag,) = vernietig(databank, DAG_ERNA, "beheer", kalenders, gemeente=bouw.ROERMOND)
        assert (verslag.gemeente, verslag.aanbieder) == (bouw.ROERMOND, None)
        assert not is_er(databank, id)

    @pytest.mark.parametrize("wie", [bouw.ROERMOND, bouw.AANBIEDER])
    def test_what_was_refused_at_the_door_goes_a_year_after_it_was_ticked_off(
        self, databank: Databank, wie: str
    ) -> None:
        aan_de_deur = {"eigenaar": wie, "afzender": wie, "code": "", "identificatie": ""}
        bericht = ontvangen(**aan_de_deur, status=Ontvangststatus.GEWEIGERD)
        id = leg_vast(databank, bericht, eigenaar=wie)
        verwerker = als_aanbieder() if wie == bouw.AANBIEDER else bouw.verwerker()
        with databank.transactie(replace(verwerker, nu=datetime(2026, 6, 1, tzinfo=UTC))) as opslag:
            gelezen = opslag.ontvangsten.haal(id)
            opslag.ontvangsten.bewaar(handel_af(gelezen, wie, "m.jansen", bouw.NU, "Gebeld."))
        assert draai(databank, datetime(2027, 6, 1, 12, tzinfo=UTC)) == ()
        (verslag,) = draai(databank, datetime(2027, 6, 2, 12, tzinfo=UTC))
        assert verslag.eigenaar == wie
        assert not is_er(databank, id)

    def test_an_answer_that_names_nobody_stays_with_its_declaration(self, databank: Databank) -> None:
        id = leg_vast(databank, ontvangen(), ANDER)
        antwoord = {"code": "485", "berichtsoort": "wmo325", "xml": b"<Bericht/>", "bsns": ()}
        op = leg_vast(databank, ontvangen(**antwoord, identificatie="325-1", antwoord_op=id))
        los = leg_vast(databank, ontvangen(**antwoord, identificatie="325-2"))
        draai(databank)
        assert [is_er(databank, wie) for wie in (id, op, los)] == [True, True, False]

    def test_what_history_rests_on_stays(self, databank: Databank) -> None:
        id = leg_vast(databank, ontvangen(), ANDER)
        draai(databank)
        assert is_er(databank, id)


class TestAtAProvider:
    """It sent the declaration, and what it keeps of one person has come to its end."""

    def bericht(self, databank: Databank, *bij_gemeente: str, **anders: Any) -> UUID:
        bericht = ontvangen(**anders)
        leg_vast(databank, bericht, *bij_gemeente)
        van_ander = {"eigenaar": bouw.AANBIEDER, "afzender": bouw.ROERMOND, "bsns": (EEN,)}
        leg_vast(databank, bouw.een_ontvangst(**van_ander, id=uuid4()), eigenaar=bouw.AANBIEDER)
        return leg_vast(databank, bericht, EEN, ANDER, eigenaar=bouw.AANBIEDER)

    def laat_lopen(self, databank: Databank, id: UUID) -> None:
        """The municipality still has support of this person."""
        with databank.transactie(bouw.verwerker()) as opslag:
            keten = opslag.keten(bouw.ROERMOND, TUSSEN)
            keten.vergrendel()
            loopt = BekendeToewijzing(keten.clientsleutel(EEN), bouw.AANBIEDER, "01", "01H01", bouw.BEGIN)
            keten.leg_vast(id, (Toewijzingsversie(Toewijzingsleutel(bouw.ROERMOND, 95), loopt),))

    def test_what_the_municipality_still_keeps_it_sees_no_more(self, databank: Databank) -> None:
        id = self.bericht(databank, EEN, ANDER)
        self.laat_lopen(databank, id)
        draai(databank)
        assert EEN.encode() not in toon(databank, id, als_aanbieder())
        assert ANDER.encode() in toon(databank, id, als_aanbieder())
        assert EEN.encode() in toon(databank, id, bouw.verwerker())

    def test_with_the_second_of_both_that_person_is_taken_out(self, databank: Databank) -> None:
        id = self.bericht(databank, EEN, ANDER)
        draai(databank)
        rest = over(databank, id)
        assert rest is not None
        assert (rest.bsns, rest.vernietigd) == ((ANDER,), ())
        assert EEN.encode() not in rest.xml

    def test_it_is_taken_out_too_when_the_second_lets_go_of_the_whole_message(
        self, databank: Databank
    ) -> None:
        leg_oude_zaak_vast(databank)
        indiener = Indiener(Partij.AANBIEDER, bouw.AANBIEDER, "m", Rol.AANBIEDER, "epd")
        id = leg_vast(databank, ontvangen(indiener=indiener), EEN, ANDER)
        with databank.transactie(als_aanbieder()) as opslag:
            opslag.keten(bouw.AANBIEDER, TUSSEN).vergrendel()
        draai(databank)
        rest = over(databank, id)
        assert rest is not None
        assert (rest.bsns, rest.vernietigd) == ((ANDER,), ())
        assert over(databank, id, als_aanbieder()) is None


def test_a_message_about_one_person_goes_with_the_last_of_both(databank: Databank) -> None:
    van_ander = {"eigenaar": bouw.AANBIEDER, "afzender": bouw.ROERMOND, "bsns": (EEN,), "xml": b"<Bsn/>"}
    bericht = ontvangen(**van_ander)
    leg_vast(databank, bericht, EEN)
    id = leg_vast(databank, bericht, EEN, eigenaar=bouw.AANBIEDER)
    assert vernietig(databank, DAG_ERNA, "beheer", kalenders, gemeente=bouw.ROERMOND) != ()
    assert over(databank, id) is None
    assert over(databank, id, als_aanbieder()) is not None
    (verslag,) = draai(databank)
    assert verslag.aanbieder == bouw.AANBIEDER
    assert not is_er(databank, id)


class TestWhoIsNoClient:
    """A person of whom a municipality has messages alone goes by the same term, from the newest of these."""

    @pytest.mark.parametrize("status", [Ontvangststatus.GOEDGEKEURD, Ontvangststatus.AFGEKEURD])
    def test_what_came_in_goes_the_day_after_the_term(
        self, databank: Databank, status: Ontvangststatus
    ) -> None:
        van_hem = {"bsns": (EEN,), "xml": b"<Bsn/>", "status": status}
        id = leg_vast(databank, ontvangen(**van_hem), *([EEN] if status == "goedgekeurd" else []))
        assert draai(databank, LAATSTE_DAG) == ()
        (verslag,) = draai(databank)
        assert (verslag.gemeente, verslag.aanbieder, verslag.zaken) == (bouw.ROERMOND, None, ())
        assert personen([verslag]) == 1
        assert not is_er(databank, id)

    def test_a_newer_message_keeps_all_of_it(self, databank: Databank) -> None:
        van_hem = {"bsns": (EEN,), "xml": b"<Bsn/>"}
        id = leg_vast(databank, ontvangen(**van_hem), EEN)
        later = datetime(2030, 1, 1, tzinfo=UTC)
        leg_vast(databank, ontvangen(**van_hem, identificatie="323-2"), nu=later)
        assert draai(databank) == ()
        assert is_er(databank, id)

    def test_a_rejected_message_that_was_sent_goes_too(self, databank: Databank) -> None:
        naar_ander = {"eigenaar": bouw.AANBIEDER, "afzender": bouw.ROERMOND, "bsns": (EEN,), "xml": b"<Bsn/>"}
        id = leg_vast(databank, ontvangen(**naar_ander, status=Ontvangststatus.AFGEKEURD))
        (verslag,) = draai(databank)
        assert verslag.aanbieder is None
        assert not is_er(databank, id)

    def test_a_dry_run_counts_what_was_sent_once(self, databank: Databank) -> None:
        naar_ander = {"eigenaar": bouw.AANBIEDER, "afzender": bouw.ROERMOND, "bsns": (EEN,), "xml": b"<Bsn/>"}
        leg_vast(databank, ontvangen(**naar_ander, status=Ontvangststatus.AFGEKEURD))
        leg_vast(databank, ontvangen(bsns=(EEN,), xml=b"<Bsn/>"), EEN)
        proef = totalen(draai(databank, proef=True))
        assert proef[bouw.ROERMOND]["berichtontvangst"] == 2
        assert totalen(draai(databank)) == proef

    def test_who_is_a_client_is_left_to_the_client(self, databank: Databank) -> None:
        with databank.transactie(bouw.verwerker(nu=datetime(2030, 1, 1, tzinfo=UTC))) as opslag:
            opslag.clienten.bewaar(bouw.een_client())
        leg_vast(databank, ontvangen(bsns=(EEN,), xml=b"<Bsn/>"), EEN)
        assert draai(databank) == ()


def beantwoorde_declaratie(databank: Databank, *einden: tuple[str, str]) -> tuple[UUID, list[UUID]]:
    """A declaration for these, allocated until that day, and answers that name nobody, most years later."""
    agb = AgbCode(PROVIDER)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.aanbieders.bewaar(bouw.een_aanbieder(agb=agb))
    for nummer, (bsn, eind) in enumerate(einden, 1):
        toegewezen = toegewezen_product(nummer, ingangsdatum="2026-01-01", einddatum=eind)
        lever(databank, bouw.ROERMOND, codec.schrijf(onder(een_301(toegewezen, bsn=bsn), f"T{nummer}")))
    clienten = tuple(
        Client(bsn=bsn, prestaties=(prestatie(f"P{nummer}", toewijzing=nummer),))
        for nummer, (bsn, _) in enumerate(einden, 1)
    )
    inhoud = codec.schrijf(een_323(clienten=clienten))
    over: Any = codec.lees(inhoud)
    gedaan = lever(databank, agb, inhoud)
    assert gedaan.status is Ontvangststatus.GOEDGEKEURD, gedaan.bevindingen
    antwoorden = [lever(databank, bouw.ROERMOND, retour(over, GOED, "R1"))]
    antwoorden += [
        lever(databank, bouw.ROERMOND, antwoord, bouw.NU.replace(year=2030))
        for antwoord in (
            retour(over, AF, "R2"),
            retour(over, GOED, "R3"),
            op_andere_dag(retour(over, GOED, "R4")),
        )
    ]
    assert [a.status.value for a in antwoorden] == ["goedgekeurd", "na_te_gaan", "na_te_gaan", "geweigerd"]
    return gedaan.id, [antwoord.id for antwoord in antwoorden]


def taken_over(databank: Databank, ids: list[UUID]) -> int:
    with databank.motor.connect() as verbinding:
        return len(
            verbinding.execute(select(t.berichttaak).where(t.berichttaak.c.ontvangst_id.in_(ids))).all()
        )


def test_answers_that_name_nobody_go_with_the_declaration_that_they_are_about(databank: Databank) -> None:
    id, antwoorden = beantwoorde_declaratie(databank, (EEN, "2026-02-28"))
    assert taken_over(databank, antwoorden) == 3
    nu = DAG_ERNA + timedelta(days=60)  # after the term of the declaration, and not of its answers
    vernietig(databank, nu, "beheer", kalenders, gemeente=bouw.ROERMOND)
    van_aanbieder = bouw.verwerker(bouw.een_beller(AgbCode(PROVIDER), Rol.AANBIEDER))
    for weg in (id, *antwoorden):
        assert over(databank, weg) is None
        assert over(databank, weg, van_aanbieder) is not None
    proef = totalen(draai(databank, nu, proef=True))
    assert totalen(draai(databank, nu)) == proef
    assert not any(is_er(databank, weg) for weg in (id, *antwoorden))
    assert taken_over(databank, antwoorden) == 0


def test_they_stay_while_somebody_in_it_does(databank: Databank) -> None:
    id, antwoorden = beantwoorde_declaratie(databank, (EEN, "2026-02-28"), (ANDER, "2045-12-31"))
    draai(databank, DAG_ERNA + timedelta(days=60))
    rest = over(databank, id)
    assert rest is not None
    assert rest.bsns == (ANDER,)
    assert all(is_er(databank, blijft) for blijft in antwoorden)
    assert taken_over(databank, antwoorden) == 3


def test_of_what_left_nothing_it_is_known_whom_it_names() -> None:
    een, ander, derde = (Clientsleutel(f"{nummer:032x}") for nummer in (2**100, 2**101, 2**127))
    zonder, eerste, tweede = ZonderHistorie(), uuid4(), uuid4()
    zonder.noem(eerste, (een, ander))
    zonder.noem(tweede, (ander,))
    gevonden = [tuple(zonder.van(persoon)) for persoon in (een, ander, derde)]
    assert gevonden == [(eerste,), (eerste, tweede), ()]


@pytest.mark.beide
@pytest.mark.parametrize("nummer", [0, 1], ids=["received", "sent"])
def test_who_destroyed_a_message_does_not_hand_it_over_again(databank: Databank, nummer: int) -> None:
    sluit_aan(databank)
    inhouden = [inhoud for _, inhoud in bestanden(jaar()).values()][:2]
    geleverd = [
        lever(databank, wie, inhoud) for wie, inhoud in zip((GEMEENTE, AANBIEDER), inhouden, strict=True)
    ]
    weg, ontvangst = geleverd[nummer], berichtontvangst.c
    with databank.motor.begin() as verbinding:
        hash_ = {} if nummer else {"hash": "is let go of by who received it"}
        waarden = {"weg_bij": AANBIEDER} | hash_
        verbinding.execute(berichtontvangst.update().where(ontvangst.id == weg.id).values(waarden))
    nu = bewaard(databank)
    with pytest.raises(VerkeerdeStatus, match="hebt u hier vernietigd"):
        lever(databank, AANBIEDER, inhouden[nummer])
    assert lever(databank, GEMEENTE, inhouden[nummer]).id == weg.id
    assert bewaard(databank) == nu
