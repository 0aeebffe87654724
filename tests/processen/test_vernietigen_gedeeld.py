"""What a message about several persons says of one who is destroyed goes; the rest stays (W04)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.bewaren import Vernietiging
from app.domain.keten.dossier import BekendeToewijzing, Partijen, Toewijzingsleutel
from app.domain.keten.historie import Toewijzingsversie
from app.domain.partijen import Rol
from app.istandaard import codec
from app.opslag import Databank
from app.opslag import tabellen as t
from app.processen.vernietigen import vernietig
from tests import bouw
from tests.bouw import kalenders
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.processen.test_vernietigen import leg_oude_zaak_vast

pytestmark = pytest.mark.beide

LAATSTE_DAG = datetime(2041, 2, 16, 12, tzinfo=UTC)
DAG_ERNA = LAATSTE_DAG + timedelta(days=1)
TUSSEN = Partijen(bouw.ROERMOND, bouw.AANBIEDER)
EEN, ANDER = bouw.BSN.cijfers, "999900006"


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


def leg_vast(databank: Databank, bericht: Berichtontvangst, *bekend: str, eigenaar: str = "") -> UUID:
    """Keep a message, and let it leave something about these persons with this party."""
    eigenaar = eigenaar or bouw.ROERMOND
    verwerker = als_aanbieder() if eigenaar == bouw.AANBIEDER else bouw.verwerker()
    with databank.transactie(verwerker) as opslag:
        bewaard = opslag.ontvangsten.vind(bericht.id) or opslag.ontvangsten.bewaar(bericht)
        keten = opslag.keten(eigenaar, TUSSEN)
        keten.vergrendel()
        for nummer, bsn in enumerate(bekend, 90):
            versie = BekendeToewijzing(
                keten.clientsleutel(bsn), bouw.AANBIEDER, "01", "01H01", bouw.BEGIN, bouw.EIND
            )
            sleutel = Toewijzingsleutel(bouw.ROERMOND, nummer)
            keten.leg_vast(bewaard.id, (Toewijzingsversie(sleutel, versie),))
        return bewaard.id


def als_aanbieder() -> Any:
    return bouw.verwerker(bouw.een_beller(bouw.AANBIEDER, Rol.AANBIEDER))


def draai(databank: Databank, nu: datetime = DAG_ERNA, *, proef: bool = False) -> tuple[Vernietiging, ...]:
    return vernietig(databank, nu, "beheer", kalenders, proef=proef)


def over(databank: Databank, id: UUID) -> Berichtontvangst | None:
    with databank.transactie(bouw.verwerker()) as opslag:
        return opslag.ontvangsten.vind(id)


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

    def test_with_the_last_of_its_persons_it_goes(self, databank: Databank) -> None:
        id = leg_vast(databank, ontvangen(xml=declaratie(EEN, EEN), bsns=(EEN,)), EEN)
        with databank.motor.begin() as verbinding:  # it was about two, of whom one went before
            verbinding.execute(t.berichtontvangst.update().filter_by(id=id).values(persoon=None))
        (verslag, *_) = draai(databank)
        assert not is_er(databank, id)
        assert {telling.soort: telling.aantal for telling in verslag.aantallen}["berichtontvangst"] == 2

    def test_what_was_rejected_names_nobody_who_went_either(self, databank: Databank) -> None:
        leg_vast(databank, ontvangen(), ANDER)
        afgekeurd = leg_vast(databank, ontvangen(identificatie="323-2", status=Ontvangststatus.AFGEKEURD))
        with databank.transactie(bouw.verwerker()) as opslag:
            keten = opslag.keten(bouw.ROERMOND, TUSSEN)
            assert opslag.vernietigingen.gedeeld(keten.clientsleutel(EEN)) == (afgekeurd,)

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

    def test_of_a_provider_it_does_too(self, databank: Databank) -> None:
        van_gemeente = {"eigenaar": bouw.AANBIEDER, "afzender": bouw.ROERMOND, "identificatie": "325-1"}
        id = leg_vast(databank, ontvangen(**van_gemeente), eigenaar=bouw.AANBIEDER)
        (verslag,) = draai(databank)
        assert (verslag.gemeente, verslag.aanbieder) == (bouw.ROERMOND, bouw.AANBIEDER)
        assert not is_er(databank, id)

    def test_what_history_rests_on_stays(self, databank: Databank) -> None:
        id = leg_vast(databank, ontvangen(), ANDER)
        draai(databank)
        assert is_er(databank, id)


class TestAtAProvider:
    """It sent the declaration, and what it keeps of one person has come to its end."""

    def bericht(self, databank: Databank, *bij_gemeente: str) -> UUID:
        bericht = ontvangen()
        leg_vast(databank, bericht, *bij_gemeente)
        van_ander = {"eigenaar": bouw.AANBIEDER, "afzender": bouw.ROERMOND, "bsns": (EEN,)}
        leg_vast(databank, bouw.een_ontvangst(**van_ander, id=uuid4()), eigenaar=bouw.AANBIEDER)
        return leg_vast(databank, bericht, EEN, eigenaar=bouw.AANBIEDER)

    def test_it_takes_that_person_out(self, databank: Databank) -> None:
        id = self.bericht(databank, ANDER)
        draai(databank)
        rest = over(databank, id)
        assert rest is not None
        assert rest.bsns == (ANDER,)

    def test_what_the_municipality_still_keeps_stays_whole(self, databank: Databank) -> None:
        id = self.bericht(databank, EEN, ANDER)
        draai(databank)
        rest = over(databank, id)
        assert rest is not None
        assert rest.bsns == (EEN, ANDER)

    def test_of_what_is_left_with_the_municipality_alone_no_record_is_kept(self, databank: Databank) -> None:
        van_ander = {"eigenaar": bouw.AANBIEDER, "afzender": bouw.ROERMOND, "bsns": (EEN,)}
        bericht = ontvangen(**van_ander)
        leg_vast(databank, bericht, EEN)
        id = leg_vast(databank, bericht, eigenaar=bouw.AANBIEDER)
        assert draai(databank) == ()
        assert is_er(databank, id)
