"""A POST with an Idempotency-Key is done once, however often and at whatever moment it is sent."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import MetaData, select

from app.domain.partijen import Rol
from app.opslag import Databank
from tests.api.conftest import Klok
from tests.api.proef import GOED, ID

pytestmark = pytest.mark.beide

NUMMERS = "/v1/proeven/nummers"
AANBIEDERS = f"/v1/proeven/{ID}/aanbieders"


@pytest.fixture
def als(
    proef_als: Callable[..., TestClient], databank: Databank, klok: Klok
) -> Iterator[Callable[..., TestClient]]:
    """Callers of the stand-in resource on a database of this test."""
    staat = proef_als().app.state
    voorheen = staat.databank, staat.klok
    staat.databank, staat.klok = databank, klok
    yield proef_als
    staat.databank, staat.klok = voorheen


@pytest.fixture
def gemeente(als: Callable[..., TestClient]) -> TestClient:
    return als()


def post(client: TestClient, pad: str = NUMMERS, sleutel: str = "sleutel-1", **inhoud: object) -> Response:
    return client.post(pad, headers={"Idempotency-Key": sleutel}, **inhoud)


def test_without_a_key_every_post_is_a_new_one(gemeente: TestClient) -> None:
    assert [gemeente.post(NUMMERS).json() for _ in range(2)] == [1, 2]


def test_the_same_post_again_gets_the_same_answer(gemeente: TestClient) -> None:
    eerste, tweede = (post(gemeente, "/v1/proeven", json=GOED) for _ in range(2))
    assert (
        (tweede.status_code, tweede.content) == (eerste.status_code, eerste.content) == (201, eerste.content)
    )
    for kop in ("location", "etag", "content-type"):
        assert tweede.headers[kop] == eerste.headers[kop]


def test_an_answer_that_was_given_before_says_so(gemeente: TestClient) -> None:
    eerste, tweede = (post(gemeente) for _ in range(2))
    assert "idempotent-replayed" not in eerste.headers
    assert tweede.headers["idempotent-replayed"] == "true"


def test_an_answer_without_a_body_is_repeated_too(gemeente: TestClient) -> None:
    assert [post(gemeente, AANBIEDERS).status_code for _ in range(2)] == [204, 204]


def test_a_key_with_and_without_quotes_is_the_same(gemeente: TestClient) -> None:
    assert post(gemeente, sleutel='"a"').json() == post(gemeente, sleutel="a").json()


def test_twenty_at_once_are_done_once_and_all_get_the_same_answer(gemeente: TestClient) -> None:
    with ThreadPoolExecutor(20) as groep:
        antwoorden = list(groep.map(lambda _: post(gemeente), range(20)))
    assert [(a.status_code, a.json()) for a in antwoorden] == [(201, 1)] * 20
    assert len([a for a in antwoorden if "idempotent-replayed" not in a.headers]) == 1
    assert gemeente.post(NUMMERS).json() == 2


def test_a_change_sent_again_is_not_out_of_date_by_its_own_doing(gemeente: TestClient) -> None:
    pad, koppen = f"/v1/proeven/{ID}/wijzigingen", {"If-Match": '"1"'}
    met_sleutel = koppen | {"Idempotency-Key": "sleutel-1"}
    assert [gemeente.post(pad, headers=met_sleutel).status_code for _ in range(2)] == [200, 200]
    assert gemeente.post(pad, headers=koppen).status_code == 412


def test_a_post_that_failed_may_be_tried_again(gemeente: TestClient) -> None:
    pad = f"/v1/proeven/{ID}/weigeringen"
    antwoorden = [post(gemeente, pad) for _ in range(2)]
    assert [a.status_code for a in antwoorden] == [409, 409]
    assert post(gemeente).status_code == 201


@pytest.mark.parametrize(
    ("pad", "inhoud"),
    [
        (f"/v1/proeven/{ID}/aanbieders", {}),
        ("/v1/proeven", {"json": GOED | {"akkoord": False}}),
    ],
    ids=["another address", "another body"],
)
def test_a_key_belongs_to_one_request(gemeente: TestClient, pad: str, inhoud: dict[str, object]) -> None:
    post(gemeente, "/v1/proeven", json=GOED)
    antwoord = post(gemeente, pad, **inhoud)
    assert antwoord.status_code == 409
    assert antwoord.json()["type"] == "/v1/problemen/sleutel-hergebruikt"


def test_a_colleague_does_not_get_the_answer(als: Callable[..., TestClient]) -> None:
    post(als(medewerker="a"))
    assert post(als(medewerker="b")).status_code == 409


@pytest.mark.parametrize(
    "ander", [{"gemeente": "0855"}, {"gemeente": None, "agb": "12345678", "rol": Rol.AANBIEDER}]
)
def test_each_organisation_has_keys_of_its_own(
    als: Callable[..., TestClient], ander: dict[str, object]
) -> None:
    post(als(), "/v1/proeven", json=GOED)
    antwoord = post(als(**ander), "/v1/proeven", json=GOED)
    assert antwoord.status_code == 201
    assert "idempotent-replayed" not in antwoord.headers


def test_a_key_counts_for_24_hours(gemeente: TestClient, klok: Klok, databank: Databank) -> None:
    post(gemeente)
    klok.verzet(hours=23, minutes=59)
    assert post(gemeente).json() == 1
    klok.verzet(minutes=1)
    assert post(gemeente).json() == 2


def test_what_is_older_is_removed_by_the_next_post_with_any_key(
    gemeente: TestClient, klok: Klok, databank: Databank
) -> None:
    for nummer in range(3):
        post(gemeente, sleutel=f"oud-{nummer}")
    klok.verzet(hours=24)
    post(gemeente, sleutel="nieuw")
    assert len(bewaard(databank)) == 1


def test_neither_key_nor_answer_is_readable_at_rest(gemeente: TestClient, databank: Databank) -> None:
    assert post(gemeente, "/v1/proeven", GOED["bsn"], json=GOED).json()["bsn"] == GOED["bsn"]
    (rij,) = bewaard(databank)
    for waarde in rij:
        assert GOED["bsn"].encode() not in (waarde if isinstance(waarde, bytes) else str(waarde).encode())


@pytest.mark.parametrize("sleutel", ["", "met spatie", '"', '"half', "x" * 201, "é"])
def test_a_key_of_another_form_is_refused(gemeente: TestClient, sleutel: str) -> None:
    antwoord = gemeente.post(NUMMERS, headers={"Idempotency-Key": sleutel.encode()})
    assert antwoord.status_code == 400
    assert antwoord.json()["fouten"][0]["veld"] == "Idempotency-Key"


def test_a_post_that_is_not_valid_keeps_no_answer(gemeente: TestClient, databank: Databank) -> None:
    assert post(gemeente, "/v1/proeven", json=GOED | {"bsn": "1"}).status_code == 400
    assert bewaard(databank) == []


def bewaard(databank: Databank) -> list[tuple[object, ...]]:
    """The answers as they lie in the database."""
    tabellen = MetaData()
    with databank._motor.connect() as verbinding:
        tabellen.reflect(verbinding)
        return [tuple(rij) for rij in verbinding.execute(select(tabellen.tables["antwoord"]))]
