"""A document is made while no transaction is open, and kept only when it still says what is so (W07)."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.api.kader import beurt
from app.documenten import besluit as besluitdocument
from app.documenten import plan as plandocument
from app.domain.partijen import Rol
from app.opslag import Databank
from app.processen.handeling import OPNIEUW
from tests.api.verhaal import Aanbieder, Gemeente, plan_pad, tot_vastgesteld
from tests.documenten.lezen import tekst

pytestmark = pytest.mark.beide


class Maker:
    """Makes documents as the program does, after something that happens meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, databank: Databank) -> None:
        self.tussendoor: Callable[[], object] | None = None
        self.keren = 0
        self.open: set[int] = set()
        self._databank = databank
        elk = beurt.Rij("", tegelijk=2)  # what happens meanwhile may make one too
        monkeypatch.setattr("app.api.kader.rest.handeling.DOCUMENT", elk)
        for module, naam in ((besluitdocument, "maak_besluitdocument"), (plandocument, "maak_plandocument")):
            for waar in ("app.processen.besluitdocument", "app.processen.documenten"):
                monkeypatch.setattr(f"{waar}.{naam}", self._als(getattr(module, naam)), raising=False)

    def _als(self, echt: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
        def maak(inhoud: Any) -> bytes:
            self.keren += 1
            self.open |= {motor.pool.checkedout() for motor in self._databank.motoren}  # type: ignore[attr-defined]
            if self.tussendoor:
                tussendoor = self.tussendoor
                tussendoor()
            return echt(inhoud)

        return maak


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch, databank: Databank) -> Maker:
    return Maker(monkeypatch, databank)


@pytest.fixture
def gemeente(als_gemeente: Callable[..., TestClient], klok: Any) -> Gemeente:
    gemeente = Gemeente(als_gemeente, klok, "0957")
    gemeente.contracteer()
    return gemeente


@pytest.fixture
def aanbieder(als_aanbieder: Callable[..., TestClient], klok: Any) -> Aanbieder:
    return Aanbieder(als_aanbieder, klok)


@pytest.fixture
def plan(gemeente: Gemeente, aanbieder: Aanbieder) -> dict[str, Any]:
    return tot_vastgesteld(gemeente, aanbieder, gemeente.open_zaak())


@pytest.fixture
def genomen(gemeente: Gemeente, plan: dict[str, Any]) -> dict[str, Any]:
    """A decision that is to be announced."""
    plan_van_aanpak = gemeente.lees(f"/plannen-van-aanpak/{plan['planVanAanpakId']}")
    return gemeente.neem_besluit(gemeente.ontwerp_besluit(plan_van_aanpak))  # type: ignore[no-any-return]


def maak_bekend(gemeente: Gemeente, besluit: dict[str, Any], etag: str, **koppen: str) -> Response:
    bekendmaking = {"datum": gemeente.over(), "wijze": "per post"}
    pad = f"/v1/besluiten/{besluit['id']}/bekendmakingen"
    return gemeente._als(Rol.BESLUIT).post(pad, json=bekendmaking, headers={"If-Match": etag} | koppen)


def etag_van(gemeente: Gemeente, besluit: dict[str, Any]) -> str:
    etag: str = gemeente.probeer("GET", f"/besluiten/{besluit['id']}").headers["ETag"]
    return etag


def verhuis(gemeente: Gemeente, client_id: str, plaats: str) -> None:
    """The client gets another address, which is on the decision."""
    client = gemeente.lees(f"/clienten/{client_id}")
    del client["id"]
    client["contacten"][0]["plaatsnaam"] = plaats
    gemeente.stap(f"/clienten/{client_id}", "", client, methode="PUT")


def pdf_van(gemeente: Gemeente, besluit: dict[str, Any]) -> bytes:
    antwoord = gemeente.probeer("GET", f"/besluiten/{besluit['id']}/document")
    assert antwoord.is_success
    return antwoord.content


def test_no_transaction_is_open_while_a_document_is_made(
    maker: Maker, gemeente: Gemeente, aanbieder: Aanbieder, plan: dict[str, Any], genomen: dict[str, Any]
) -> None:
    maker.keren = 0
    maker.open.clear()
    assert aanbieder.geef_afschrift(plan)
    assert gemeente.probeer("GET", f"{plan_pad(plan)}/document").is_success
    assert pdf_van(gemeente, genomen)
    assert maak_bekend(gemeente, genomen, etag_van(gemeente, genomen)).is_success

    assert maker.keren == 4
    assert maker.open == {0}


def test_a_document_waits_for_its_turn_and_nothing_else_does(
    gemeente: Gemeente, plan: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beurt, "WACHT_SECONDEN", 0.05)
    with beurt.DOCUMENT.beurt("0797"):
        antwoord = gemeente.probeer("GET", f"{plan_pad(plan)}/document")
        assert (antwoord.status_code, antwoord.headers["Retry-After"]) == (503, "2")
        assert gemeente.probeer("GET", plan_pad(plan)).is_success
    assert gemeente.probeer("GET", f"{plan_pad(plan)}/document").is_success


def test_what_changed_while_the_document_was_made_is_in_it(
    maker: Maker, gemeente: Gemeente, genomen: dict[str, Any]
) -> None:
    def een_keer() -> None:
        maker.tussendoor = None
        verhuis(gemeente, genomen["clientId"], "Nieuwerkerk")

    maker.tussendoor, maker.keren = een_keer, 0

    assert maak_bekend(gemeente, genomen, etag_van(gemeente, genomen)).status_code == 200
    assert maker.keren == 2
    assert "Nieuwerkerk" in tekst(pdf_van(gemeente, genomen))


def test_a_document_that_changes_each_time_is_made_in_the_transaction_at_last(
    maker: Maker, gemeente: Gemeente, genomen: dict[str, Any]
) -> None:
    def telkens() -> None:
        if maker.keren <= OPNIEUW:
            verhuis(gemeente, genomen["clientId"], f"Dorp {maker.keren}")

    maker.tussendoor, maker.keren = telkens, 0

    assert maak_bekend(gemeente, genomen, etag_van(gemeente, genomen)).status_code == 200
    assert maker.keren == OPNIEUW + 1
    assert f"Dorp {OPNIEUW}" in tekst(pdf_van(gemeente, genomen))


def test_who_announces_what_another_announced_meanwhile_is_told_so(
    maker: Maker, gemeente: Gemeente, genomen: dict[str, Any]
) -> None:
    etag = etag_van(gemeente, genomen)
    eerste: list[Response] = []

    def een_ander() -> None:
        maker.tussendoor = None
        eerste.append(maak_bekend(gemeente, genomen, etag))

    maker.tussendoor = een_ander
    tweede = maak_bekend(gemeente, genomen, etag)

    assert (eerste[0].status_code, tweede.status_code) == (200, 412)
    export = gemeente._als(Rol.ADMINISTRATIE).get(f"/v1/clienten/{genomen['clientId']}/export").json()
    assert [d["soort"] for d in export["documenten"]].count("besluit") == 1


def test_the_same_request_under_the_same_key_meanwhile_is_done_once(
    maker: Maker, gemeente: Gemeente, genomen: dict[str, Any]
) -> None:
    etag, koppen = etag_van(gemeente, genomen), {"Idempotency-Key": "bekend-1"}
    eerste: list[Response] = []

    def nog_eens() -> None:
        maker.tussendoor = None
        eerste.append(maak_bekend(gemeente, genomen, etag, **koppen))

    maker.tussendoor = nog_eens
    tweede = maak_bekend(gemeente, genomen, etag, **koppen)
    maker.keren = 0
    derde = maak_bekend(gemeente, genomen, etag, **koppen)

    assert {a.status_code for a in (*eerste, tweede, derde)} == {200}
    assert eerste[0].content == tweede.content == derde.content
    assert "Idempotent-Replayed" not in eerste[0].headers
    assert tweede.headers["Idempotent-Replayed"] == derde.headers["Idempotent-Replayed"] == "true"
    assert maker.keren == 0
