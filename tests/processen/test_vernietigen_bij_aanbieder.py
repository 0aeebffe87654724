"""What a provider keeps of a person is destroyed by the same run, on both databases (W04)."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from app.domain.bewaren import Vernietiging
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
from app.domain.partijen import Rol
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag import Databank, Opslag, Verwerker
from app.opslag import tabellen as t
from app.processen.vernietigen import totalen, vernietig
from tests import bouw
from tests.bouw import kalenders

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
    van_ander = {
        "eigenaar": bouw.AANBIEDER,
        "afzender": bouw.ROERMOND,
        "code": "414",
        "berichtsoort": "wmo301",
    }
    ontvangst = opslag.ontvangsten.bewaar(bouw.een_ontvangst(**van_ander, bsns=(bouw.BSN.cijfers,)))
    eigen = {"identificatie": "317-1", "code": "446", "berichtsoort": "wmo317"}
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
    with databank.motor.connect() as verbinding:
        return {
            tabel.name: verbinding.execute(select(func.count()).select_from(tabel)).scalar_one()
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
    assert draai(databank, gemeente=bouw.ROERMOND) == ()


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
    assert aantallen(databank) == {"ketengegeven": 1, "ketensleutel": 2, "verzoek": 0, "berichtontvangst": 1}


def test_each_provider_keeps_its_own_record_of_it(databank: Databank, gehouden: Gehouden) -> None:
    verslag = draai(databank)
    for verwerker, gezien in (
        (als_aanbieder(), verslag),
        (als_aanbieder(agb=bouw.TWEEDE_AANBIEDER), ()),
        (bouw.verwerker(), ()),
    ):
        with databank.transactie(verwerker) as opslag:
            assert opslag.vernietigingen.bladzijde(10).rijen == gezien


def test_the_access_record_tells_of_it(databank: Databank, gehouden: Gehouden) -> None:
    draai(databank)
    with databank.transactie(bouw.verwerker()) as opslag:
        spoor = opslag.verwerkingen.van_client(bouw.CLIENT_ID, 100).rijen
    assert [(v.object_soort, v.code) for v in spoor if v.actie == "wissen"] == [
        ("aanbiederdossier", bouw.AANBIEDER)
    ]
