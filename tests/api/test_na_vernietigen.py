"""What a municipality destroyed of a person leaves nobody else with something that cannot be read (W04)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Client
from app.opslag import Databank
from app.processen.vernietigen import vernietig
from tests import bouw
from tests.api.conftest import Klok
from tests.api.test_ontvangsten import JAAR, PAD, onder, ontvangst
from tests.bouw import kalenders, leg_grond_vast
from tests.istandaard.regels.bouw import een_301, header, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.istandaard.retouren import ANDERS_DEELS, DEELS, retour

Als = Callable[..., TestClient]

pytestmark = pytest.mark.beide

EEN, ANDER = bouw.BSN.cijfers, "999900006"
NA_JAREN = datetime(2042, 6, 1, tzinfo=UTC)


@pytest.fixture
def gemeente(als_gemeente: Als) -> TestClient:
    return als_gemeente("0957", Rol.ADMINISTRATIE)


@pytest.fixture
def aanbieder(als_aanbieder: Als) -> TestClient:
    return als_aanbieder(bouw.AANBIEDER)


@pytest.fixture(autouse=True)
def toegewezen(databank: Databank, gemeente: TestClient) -> None:
    """Each of the two has an allocation; one is a client of the municipality, the other has support still."""
    leg_grond_vast(databank)
    for nummer, bsn in ((1, EEN), (2, ANDER)):
        velden = JAAR if bsn == EEN else JAAR | {"einddatum": "2043-12-31"}
        bericht = een_301(toegewezen_product(nummer, **velden), kop=header(), bsn=bsn)
        assert ontvangst(gemeente, onder(bericht, f"301-{nummer}"))["status"] == "goedgekeurd"


def declaratie(*te_veel: str) -> bytes:
    """About both: a line of the one who will be destroyed, and two of the other; of these too much."""

    def regel(referentie: str, nummer: int, **velden: Any) -> Any:
        if referentie in te_veel:
            velden |= {"volume": 100}
        gemaakt = prestatie(referentie, tarief=3400, toewijzing=nummer, **velden)
        return replace(gemaakt, product_categorie="01", product_code="01H01")

    een = regel("P1", 1)
    januari = ("2026-01-01", "2026-01-31")
    ander = regel("P2", 2), regel("P3", 2, periode=januari)
    return onder(
        een_323(clienten=(Client(bsn=EEN, prestaties=(een,)), Client(bsn=ANDER, prestaties=ander))), "323-1"
    )


def vernietig_een(databank: Databank, klok: Klok) -> None:
    klok.nu = NA_JAREN
    assert vernietig(databank, NA_JAREN, "beheer", kalenders, gemeente=bouw.ROERMOND)


def test_the_provider_still_reads_its_lines(
    gemeente: TestClient, aanbieder: TestClient, databank: Databank, klok: Klok
) -> None:
    ontvangen = ontvangst(aanbieder, declaratie())
    assert ontvangen["status"] == "goedgekeurd"
    assert ontvangst(gemeente, aanbieder.get(f"{PAD}/{ontvangen['id']}/antwoord").content)
    tabel = "/v1/uitbetalingen/csv?jaar=2026"
    eerder = aanbieder.get(tabel).text
    vernietig_een(databank, klok)
    bericht = f"{PAD}/{ontvangen['id']}/xml"
    assert EEN not in gemeente.get(bericht).text
    assert EEN in aanbieder.get(bericht).text

    regels = {
        wie: aanbieder_of_gemeente.get(f"/v1/declaraties/{ontvangen['id']}/regels").json()
        for wie, aanbieder_of_gemeente in (("gemeente", gemeente), ("aanbieder", aanbieder))
    }
    assert [regel["prestatie"]["referentie"] for regel in regels["gemeente"]] == ["P2", "P3"]
    assert [regel["prestatie"]["referentie"] for regel in regels["aanbieder"]] == ["P1", "P2", "P3"]
    assert regels["aanbieder"][0].get("clientId") is None
    assert aanbieder.get(tabel).text == eerder


def test_the_provider_still_reads_a_month_that_it_declared_apart(
    aanbieder: TestClient, databank: Databank, klok: Klok
) -> None:
    maand = "/v1/leveringen/0957/1/maanden/2026-02"
    etag = {"If-Match": aanbieder.get(maand).headers["ETag"]}
    assert aanbieder.put(maand, json={"aantal": 240, "tarief": 3400}, headers=etag).is_success
    assert aanbieder.post("/v1/leveringen/0957/declaraties/2026-02").is_success
    vernietig_een(databank, klok)
    assert len(aanbieder.get("/v1/declaraties").json()) == 1
    for pad in (maand, "/v1/leveringen/0957/1/maanden", "/v1/leveringen/0957/1"):
        assert aanbieder.get(pad).status_code == 200, pad
    (regel,) = aanbieder.get(maand).json()["regels"]
    assert regel["stand"] == "toegekend"


@pytest.mark.parametrize("namens", ["gemeente", "aanbieder"])
def test_the_answer_is_judged_on_what_was_kept(
    gemeente: TestClient, aanbieder: TestClient, databank: Databank, klok: Klok, namens: str
) -> None:
    ontvangen = ontvangst(aanbieder, declaratie("P1"))
    assert ontvangen["status"] == "deels"
    antwoord = f"{PAD}/{ontvangen['id']}/antwoord"
    hier_gemaakt = aanbieder.get(antwoord).content
    vernietig_een(databank, klok)
    over: Any = codec.lees(gemeente.get(antwoord).content)
    assert over.declaratie_antwoord.clienten == ()
    assert aanbieder.get(antwoord).content == hier_gemaakt
    wie = gemeente if namens == "gemeente" else aanbieder
    bewaard = ontvangst(wie, hier_gemaakt)
    assert (bewaard["status"], bewaard.get("opmerking")) == ("goedgekeurd", None)
    assert ontvangst(wie, hier_gemaakt)["id"] == bewaard["id"]


def test_an_answer_that_says_otherwise_of_what_the_other_still_keeps_says_so(
    gemeente: TestClient, aanbieder: TestClient, databank: Databank, klok: Klok
) -> None:
    inhoud = declaratie("P1")
    ontvangst(aanbieder, inhoud)
    vernietig_een(databank, klok)
    anders = ontvangst(gemeente, retour(codec.lees(inhoud), ANDERS_DEELS, "R1"))
    assert "iets anders" in anders["opmerking"]
    tweede = ontvangst(gemeente, retour(codec.lees(inhoud), DEELS, "R2"))
    assert tweede["status"] == "goedgekeurd"


def test_answers_that_were_handed_over_name_nobody_who_went(
    gemeente: TestClient, aanbieder: TestClient, databank: Databank, klok: Klok
) -> None:
    inhoud = declaratie("P1", "P2")
    ontvangen = ontvangst(aanbieder, inhoud)
    eerste = ontvangst(gemeente, aanbieder.get(f"{PAD}/{ontvangen['id']}/antwoord").content)
    tweede = ontvangst(
        gemeente,
        aanbieder.get(f"{PAD}/{ontvangen['id']}/antwoord").content.replace(
            eerste["identificatie"].encode(), b"R2"
        ),
    )
    assert (eerste["status"], tweede["status"]) == ("goedgekeurd", "na_te_gaan")
    vernietig_een(databank, klok)
    for antwoord in (eerste, tweede):
        over = gemeente.get(f"{PAD}/{antwoord['id']}/xml").text
        assert EEN not in over
        assert ANDER in over
