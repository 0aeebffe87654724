"""The API as resource server of a real OpenID provider: oidc-provider from npm, on loopback."""

import json
import subprocess
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi.testclient import TestClient
from jwt.algorithms import HMACAlgorithm

from app.api.kader.uitgevers import RUST_SECONDEN, VERS_SECONDEN, Uitgevers
from app.instellingen import Instellingen
from app.main import maak_app
from app.opslag import Databank, Sleutels
from tests.npm import NODE, installeer

pytestmark = pytest.mark.alles

MAP = Path(__file__).parent
PUBLIEK = "urn:wmo:proef"
GEHEIM = "geheim-van-het-systeem-dat-lang-genoeg-is"
LIJST = "/v1/toewijzingen"


class Provider:
    """A running provider, and what it publishes about itself."""

    def __init__(self, proces: subprocess.Popen[str]) -> None:
        assert proces.stdout is not None
        self._proces = proces
        self.iss = proces.stdout.readline().strip()
        self.ontdekt: dict[str, Any] = httpx2.get(f"{self.iss}/.well-known/openid-configuration").json()

    def doe(self, opdracht: str) -> str:
        assert self._proces.stdin is not None
        assert self._proces.stdout is not None
        print(opdracht, file=self._proces.stdin, flush=True)
        return self._proces.stdout.readline().strip()

    def token(self, systeem: str = "zaaksysteem", **vraag: str) -> str:
        """An access token by client credentials."""
        antwoord = httpx2.post(
            self.ontdekt["token_endpoint"],
            data={"grant_type": "client_credentials", "scope": "toewijzingen:lezen"} | vraag,
            auth=(systeem, GEHEIM),
        )
        assert antwoord.status_code == 200, antwoord.text
        token: str = antwoord.json()["access_token"]
        return token


@pytest.fixture
def provider() -> Iterator[Provider]:
    yield from start()


@pytest.fixture(scope="module")
def gedeeld() -> Iterator[Provider]:
    """One provider for all tests that leave it as it is."""
    yield from start()


def start() -> Iterator[Provider]:
    installeer(MAP)
    proces = subprocess.Popen(
        [NODE, MAP / "uitgever.mjs"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with proces:
        try:
            yield Provider(proces)
        finally:
            proces.terminate()


class Tijd:
    """Seconds on the clock by which keys grow old."""

    nu = 1000.0

    def __call__(self) -> float:
        return self.nu


@pytest.fixture
def tijd() -> Tijd:
    return Tijd()


@pytest.fixture(scope="module")
def lopend(
    gedeeld: Provider, sqlite_sjabloon: Path, sleutels: Sleutels, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """The app, set up as an installation sets it up: with issuer, address of its keys, and audience."""
    instellingen = Instellingen(
        data=tmp_path_factory.mktemp("data"),
        uitgevers={gedeeld.iss: gedeeld.ontdekt["jwks_uri"]},
        publiek=PUBLIEK,
    )
    with TestClient(
        maak_app(instellingen, databank=Databank(f"sqlite:///{sqlite_sjabloon}", sleutels))
    ) as lopend:
        yield lopend


@pytest.fixture
def api(lopend: TestClient, provider: Provider, tijd: Tijd) -> Iterator[TestClient]:
    """The app, with the provider of this test as its only issuer, on a clock of its own."""
    staat = lopend.app.state
    voorheen = staat.uitgevers
    staat.uitgevers = Uitgevers({provider.iss: provider.ontdekt["jwks_uri"]}, klok=tijd)
    yield lopend
    staat.uitgevers = voorheen


def status(api: TestClient, token: str) -> int:
    return api.get(LIJST, headers={"Authorization": f"Bearer {token}"}).status_code


@pytest.mark.parametrize("systeem", ["zaaksysteem", "epd", "PS256", "ES256"])
def test_a_token_of_the_provider_counts(lopend: TestClient, gedeeld: Provider, systeem: str) -> None:
    assert status(lopend, gedeeld.token(systeem)) == 200


@pytest.mark.parametrize("systeem", ["RS512", "EdDSA", "HS256", "opaque", "rol-past-niet"])
def test_a_token_of_another_kind_or_with_other_claims_does_not(
    lopend: TestClient, gedeeld: Provider, systeem: str
) -> None:
    assert status(lopend, gedeeld.token(systeem)) == 401


def test_a_token_for_another_audience_does_not(lopend: TestClient, gedeeld: Provider) -> None:
    assert status(lopend, gedeeld.token(resource="urn:anders")) == 401


def test_a_token_with_another_scope_is_not_enough(lopend: TestClient, gedeeld: Provider) -> None:
    assert status(lopend, gedeeld.token(scope="toewijzingen:schrijven")) == 403


def test_a_token_counts_in_the_header_only(lopend: TestClient, gedeeld: Provider) -> None:
    token = gedeeld.token()
    lopend.cookies.clear()
    assert lopend.get(LIJST, params={"access_token": token}).status_code == 401
    assert lopend.get(LIJST, headers={"Cookie": f"access_token={token}"}).status_code == 401
    antwoord = lopend.post(
        "/v1/validaties",
        content=f"access_token={token}",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert antwoord.status_code == 401


def test_a_provider_that_is_not_on_the_list_does_not_count(lopend: TestClient, provider: Provider) -> None:
    assert status(lopend, provider.token()) == 401


def deel(waarde: dict[str, Any]) -> str:
    return b64(json.dumps(waarde).encode())


def b64(ruw: bytes) -> str:
    return urlsafe_b64encode(ruw).decode().rstrip("=")


VERVALSINGEN = (
    "none",
    "HMAC with the public key",
    "another municipality",
    "another key under the same id",
    "signature cut off",
)


def vervals(soort: str, echt: str, provider: Provider) -> str:
    """A token made from a real one by somebody who knows all that is public."""
    kop, _, handtekening = echt.split(".")
    kid = jwt.get_unverified_header(echt)["kid"]
    claims = jwt.decode(echt, options={"verify_signature": False})
    match soort:
        case "none":
            return f"{deel({'alg': 'none', 'typ': 'at+jwt', 'kid': kid})}.{deel(claims)}."
        case "HMAC with the public key":
            sleutels = jwt.PyJWKSet.from_dict(httpx2.get(provider.ontdekt["jwks_uri"]).json())
            pem = sleutels[kid].key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            begin = f"{deel({'alg': 'HS256', 'typ': 'at+jwt', 'kid': kid})}.{deel(claims)}"
            return f"{begin}.{b64(HMACAlgorithm(HMACAlgorithm.SHA256).sign(begin.encode(), pem))}"
        case "another municipality":
            return f"{kop}.{deel(claims | {'gemeente': '0855'})}.{handtekening}"
        case "another key under the same id":
            eigen = generate_private_key(public_exponent=65537, key_size=2048)
            return jwt.encode(claims, eigen, "RS256", {"kid": kid, "typ": "at+jwt"})
        case _:
            return echt.rpartition(".")[0] + "."


@pytest.mark.parametrize("soort", VERVALSINGEN)
def test_a_forgery_does_not_count(lopend: TestClient, gedeeld: Provider, soort: str) -> None:
    assert status(lopend, vervals(soort, gedeeld.token(), gedeeld)) == 401


@pytest.mark.parametrize("seconden", [-360, 60], ids=["expired", "from the future"])
def test_a_token_counts_in_its_own_time_only(api: TestClient, provider: Provider, seconden: int) -> None:
    provider.doe(f"clock {seconden}")
    assert status(api, provider.token()) == 401
    provider.doe("clock 0")
    assert status(api, provider.token()) == 200


def test_the_keys_are_fetched_once_for_many_tokens(api: TestClient, provider: Provider) -> None:
    assert [status(api, provider.token()) for _ in range(10)] == [200] * 10
    assert provider.doe("fetched") == "1"


def test_a_key_that_comes_while_running_counts(api: TestClient, provider: Provider, tijd: Tijd) -> None:
    oud = provider.token()
    assert status(api, oud) == 200
    provider.doe("rotate")
    tijd.nu += RUST_SECONDEN + 1
    assert status(api, provider.token()) == 200
    assert status(api, oud) == 200


def test_a_key_that_is_withdrawn_stops_counting(api: TestClient, provider: Provider, tijd: Tijd) -> None:
    oud = provider.token()
    assert status(api, oud) == 200
    provider.doe("rotate")
    provider.doe("withdraw")
    tijd.nu += VERS_SECONDEN + 1
    # A known key counts while the set is read again, so that a slow provider keeps nobody waiting.
    assert any(status(api, oud) == 401 for _ in range(100))
    assert status(api, provider.token()) == 200


def test_a_storm_of_unknown_keys_does_not_reach_the_provider(api: TestClient, provider: Provider) -> None:
    echt = provider.token()
    assert status(api, echt) == 200
    _, inhoud, handtekening = echt.split(".")
    for nummer in range(100):
        kop = deel({"alg": "RS256", "typ": "at+jwt", "kid": f"verzonnen-{nummer}"})
        assert status(api, f"{kop}.{inhoud}.{handtekening}") == 401
    assert provider.doe("fetched") == "1"
    assert status(api, echt) == 200
