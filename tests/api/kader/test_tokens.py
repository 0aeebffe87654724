"""Who may call: every token that must not pass, and what one that passes says."""

import asyncio
import gzip
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx2
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as maak_rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi.testclient import TestClient
from jwt.algorithms import RSAAlgorithm
from starlette.datastructures import Headers

from app.api.kader.beller import SPELING_SECONDEN, Gekend, herken
from app.api.kader.fouten import NietAangemeld, TeWeinigRechten, UitgeverOnbereikbaar
from app.api.kader.lokale_uitgever import UITGEVER, LokaleUitgever
from app.api.kader.uitgevers import GROOTSTE_SET, HOUDBAAR_SECONDEN, RUST_SECONDEN, VERS_SECONDEN, Uitgevers
from app.domain.partijen import Beller, Partij, Rol
from app.instellingen import Instellingen

BSN = "731654286"
PUBLIEK = "urn:wmo:proef"
ISS = "https://login.example.nl"
RSA = maak_rsa(public_exponent=65537, key_size=2048)


def jwks(*sleutels: tuple[str, RSAPrivateKey]) -> dict[str, Any]:
    return {
        "keys": [
            json.loads(RSAAlgorithm.to_jwk(s.public_key())) | {"kid": kid, "alg": "RS256", "use": "sig"}
            for kid, s in sleutels
        ]
    }


UITGEVERS = Uitgevers({}, {ISS: jwt.PyJWKSet.from_dict(jwks(("k1", RSA)))})


def inhoud(**anders: Any) -> dict[str, Any]:
    nu = datetime.now(UTC)
    claims = {
        "iss": ISS,
        "aud": PUBLIEK,
        "sub": "systeem",
        "client_id": "zaaksysteem",
        "exp": nu + timedelta(minutes=5),
        "gemeente": "0957",
        "medewerker": "j.jansen",
        "rol": "toegang",
        "scope": "proeven:lezen",
    }
    return {naam: waarde for naam, waarde in (claims | anders).items() if waarde is not None}


def teken(claims: dict[str, Any], sleutel: Any = RSA, alg: str = "RS256", **kop: Any) -> str:
    return jwt.encode(claims, sleutel, alg, {"kid": "k1"} | kop)


def herkend(token: str, uitgevers: Uitgevers = UITGEVERS, gekend: Gekend | None = None) -> Beller:
    headers = Headers({"Authorization": f"Bearer {token}"})

    async def herken_en_laat_uitlezen() -> Beller:
        gevonden = await herken(headers, frozenset({"proeven:lezen"}), uitgevers, PUBLIEK, gekend or Gekend())
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})
        return gevonden

    return asyncio.run(herken_en_laat_uitlezen())


def test_a_token_tells_who_calls_for_which_municipality() -> None:
    assert herkend(teken(inhoud())) == Beller(
        Partij.GEMEENTE, "0957", "j.jansen", Rol.TOEGANG, "zaaksysteem", frozenset({"proeven:lezen"})
    )


def test_a_token_tells_who_calls_for_which_provider() -> None:
    beller = herkend(teken(inhoud(gemeente=None, agb="12345678", rol="aanbieder")))
    assert (beller.partij, beller.code) == (Partij.AANBIEDER, "12345678")


def _zonder_handtekening() -> str:
    return jwt.encode(inhoud(), None, "none", {"kid": "k1"})


def _hs_met_publieke_sleutel() -> str:
    """The public key used as the secret of an HMAC (algorithm confusion)."""
    geheim = RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    kop, lijf = (_deel({"alg": "HS256", "typ": "JWT", "kid": "k1"}), _deel(inhoud(exp=4102444800)))
    handtekening = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(
        f"{kop}.{lijf}".encode(), geheim
    )
    return f"{kop}.{lijf}.{urlsafe_b64encode(handtekening).decode().rstrip('=')}"


def _veranderd() -> str:
    kop, _, handtekening = teken(inhoud()).split(".")
    return f"{kop}.{_deel(inhoud(exp=4102444800, gemeente='0855'))}.{handtekening}"


def _deel(waarde: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(waarde).encode()).decode().rstrip("=")


NU = datetime.now(UTC)
ONGELDIG: dict[str, Callable[[], str]] = {
    "no signature": _zonder_handtekening,
    "HMAC with the public key": _hs_met_publieke_sleutel,
    "HMAC": lambda: teken(inhoud(), "geheim" * 8, "HS256"),
    "changed": _veranderd,
    "another key": lambda: teken(inhoud(), maak_rsa(public_exponent=65537, key_size=2048)),
    "unknown key id": lambda: teken(inhoud(), kid="k2"),
    "no key id": lambda: jwt.encode(inhoud(), RSA, "RS256"),
    "another algorithm than the key's": lambda: teken(inhoud(), alg="PS256"),
    "an algorithm that is not allowed": lambda: teken(inhoud(), alg="RS512"),
    "another kind of key": lambda: teken(inhoud(), generate_private_key(SECP256R1()), "ES256"),
    "key in the token itself": lambda: teken(
        inhoud(), maak_rsa(public_exponent=65537, key_size=2048), jwk=jwks(("k1", RSA))["keys"][0]
    ),
    "an ID token": lambda: teken(inhoud(), typ="logout+jwt"),
    "another issuer": lambda: teken(inhoud(iss="https://kwaad.example")),
    "no issuer": lambda: teken(inhoud(iss=None)),
    "the local issuer": lambda: teken(inhoud(iss=UITGEVER)),
    "another audience": lambda: teken(inhoud(aud="urn:anders")),
    "no audience": lambda: teken(inhoud(aud=None)),
    "expired": lambda: teken(inhoud(exp=NU - timedelta(minutes=1))),
    "no end": lambda: teken(inhoud(exp=None)),
    "an end after more than a day": lambda: teken(inhoud(exp=NU + timedelta(days=1, minutes=5))),
    "an end that never comes": lambda: teken(inhoud(exp=10**18)),
    "not yet valid": lambda: teken(inhoud(nbf=NU + timedelta(hours=5))),
    "issued in the future": lambda: teken(inhoud(iat=NU + timedelta(hours=5))),
    "no subject": lambda: teken(inhoud(sub=None)),
    "no organisation": lambda: teken(inhoud(gemeente=None)),
    "two organisations": lambda: teken(inhoud(agb="12345678")),
    "municipality as a number": lambda: teken(inhoud(gemeente=957)),
    "municipality of five digits": lambda: teken(inhoud(gemeente="09570")),
    "municipality in other digits": lambda: teken(inhoud(gemeente="٠٩٥٧")),
    "provider in a role of the municipality": lambda: teken(inhoud(gemeente=None, agb="12345678")),
    "municipality in the role of a provider": lambda: teken(inhoud(rol="aanbieder")),
    "unknown role": lambda: teken(inhoud(rol="beheerder")),
    "role as a list": lambda: teken(inhoud(rol=["toegang"])),
    "no worker": lambda: teken(inhoud(medewerker=None)),
    "blank worker": lambda: teken(inhoud(medewerker=" ")),
    "scope as a list": lambda: teken(inhoud(scope=["proeven:lezen"])),
    "payload that is no object": lambda: f"{_deel({'alg': 'RS256', 'kid': 'k1'})}.W10.AAAA",
    "no token at all": lambda: "onzin",
    "empty parts": lambda: "..",
    "too long": lambda: teken(inhoud(extra="x" * 9000)),
}


@pytest.mark.parametrize("maak", ONGELDIG.values(), ids=ONGELDIG.keys())
def test_a_token_that_does_not_hold_is_refused(maak: Callable[[], str]) -> None:
    with pytest.raises(NietAangemeld) as gevangen:
        herkend(maak())
    assert gevangen.value.headers["WWW-Authenticate"].startswith("Bearer")


def test_no_token_asks_for_one(proef: TestClient) -> None:
    antwoord = proef.get("/v1/proeven")
    assert antwoord.status_code == 401
    assert antwoord.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("kop", ["Basic abc", "Bearer", "Bearer ", "", "Bearer a b"])
def test_another_form_of_authorization_is_refused(proef: TestClient, kop: str) -> None:
    assert proef.get("/v1/proeven", headers={"Authorization": kop}).status_code == 401


def test_a_token_in_the_query_does_not_count(proef: TestClient, uitgever: LokaleUitgever) -> None:
    assert proef.get("/v1/proeven", params={"access_token": "abc"}).status_code == 401


def test_a_caller_is_known_before_the_body_is_looked_at(proef: TestClient) -> None:
    antwoord = proef.post("/v1/proeven", content=b"{", headers={"Content-Type": "application/json"})
    assert antwoord.status_code == 401


def test_reading_and_writing_are_rights_apart(proef_als: Callable[..., TestClient]) -> None:
    lezer = proef_als(scopes=frozenset({"proeven:lezen"}))
    assert lezer.get("/v1/proeven").status_code == 200
    antwoord = lezer.post("/v1/proeven", json={})
    assert antwoord.status_code == 403
    assert 'scope="proeven:schrijven"' in antwoord.headers["www-authenticate"]


def test_a_real_issuer_shuts_the_local_one_out(uitgever: LokaleUitgever) -> None:
    token = uitgever.maak_token(
        publiek=PUBLIEK, rol=Rol.TOEGANG, medewerker="m", gemeente="0957", scopes=frozenset({"proeven:lezen"})
    )
    assert herkend(token, Uitgevers({}, {UITGEVER: uitgever.sleutels()})).medewerker == "m"
    with pytest.raises(NietAangemeld):
        herkend(token, Uitgevers({ISS: "http://127.0.0.1:9/jwks"}))


def test_the_key_of_the_local_issuer_is_for_its_owner_only(
    uitgever: LokaleUitgever, instellingen: Instellingen
) -> None:
    assert (instellingen.data / "lokale-uitgever.pem").stat().st_mode & 0o777 == 0o600


class Sleutelserver:
    """A server of an issuer's keys that counts how often it is asked."""

    def __init__(self) -> None:
        self.sleutels: dict[str, Any] | None = jwks(("k1", RSA))
        self.gevraagd = 0
        self.traag = False
        self.voorlopig = False
        self.ingepakt = False
        buiten = self

        class Vraag(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                buiten.gevraagd += 1
                with suppress(ConnectionError):
                    while buiten.voorlopig:
                        self.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000)
                self.send_response(200 if buiten.sleutels else 500)
                inhoud = json.dumps(buiten.sleutels).encode()
                if buiten.ingepakt:
                    self.send_header("Content-Encoding", "gzip")
                    inhoud = gzip.compress(inhoud)
                self.end_headers()
                with suppress(ConnectionError):
                    for begin in range(0, len(inhoud), 10 if buiten.traag else len(inhoud)):
                        self.wfile.write(inhoud[begin : begin + 10] if buiten.traag else inhoud)
                        time.sleep(0.05 if buiten.traag else 0)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Vraag)
        self.adres = f"http://127.0.0.1:{self.server.server_port}/jwks"


@pytest.fixture
def server() -> Iterator[Sleutelserver]:
    server = Sleutelserver()
    draad = threading.Thread(target=server.server.serve_forever, args=(0.02,), daemon=True)
    draad.start()
    yield server
    server.server.shutdown()
    server.server.server_close()
    draad.join()


class Tijd:
    """Seconds on the clock by which keys grow old."""

    nu = 1000.0

    def __call__(self) -> float:
        return self.nu


@pytest.fixture
def tijd() -> Tijd:
    return Tijd()


@pytest.fixture
def uitgevers(server: Sleutelserver, tijd: Tijd) -> Uitgevers:
    return Uitgevers({ISS: server.adres}, klok=tijd)


def test_keys_are_read_once_and_kept(server: Sleutelserver, uitgevers: Uitgevers, tijd: Tijd) -> None:
    for _ in range(3):
        herkend(teken(inhoud()), uitgevers)
    assert server.gevraagd == 1


def test_a_new_key_is_found_and_an_old_one_stops_counting(
    server: Sleutelserver, uitgevers: Uitgevers, tijd: Tijd
) -> None:
    nieuw = maak_rsa(public_exponent=65537, key_size=2048)
    herkend(teken(inhoud()), uitgevers)
    server.sleutels = jwks(("k2", nieuw))
    tijd.nu += RUST_SECONDEN + 1
    assert herkend(teken(inhoud(), nieuw, kid="k2"), uitgevers)
    with pytest.raises(NietAangemeld):
        herkend(teken(inhoud()), uitgevers)


@pytest.mark.parametrize(
    "slecht",
    [
        "geen sleutel",
        {"kty": "RSA", "kid": "k1", "n": "AQAB", "e": "!"},
        {"kty": "EC", "kid": "k1", "crv": "P-999"},
        {"kty": ["RSA"], "kid": "k1"},
        {"kty": "RSA", "kid": 1, "alg": {}},
        {"kty": "oct", "kid": "k1", "k": "AAAA"},
        {"kty": "RSA", "kid": "k1", "alg": "XX", "n": 1, "e": None},
    ],
    ids=str,
)
def test_no_kind_of_bad_key_hides_a_good_one(
    server: Sleutelserver, uitgevers: Uitgevers, slecht: object
) -> None:
    server.sleutels = {"keys": [slecht, *jwks(("k1", RSA))["keys"]]}
    assert herkend(teken(inhoud()), uitgevers)


@pytest.mark.parametrize("stel", [{}, {"keys": {}}, {"keys": []}, [], "x", {"keys": ["x"] * 3}], ids=str)
def test_a_set_without_keys_leaves_those_that_were_read(
    server: Sleutelserver, uitgevers: Uitgevers, tijd: Tijd, stel: Any
) -> None:
    herkend(teken(inhoud()), uitgevers)
    server.sleutels = stel
    tijd.nu += VERS_SECONDEN + 1
    assert herkend(teken(inhoud()), uitgevers)
    assert herkend(teken(inhoud()), uitgevers)


def test_no_primes_are_sought_for_a_private_key(server: Sleutelserver, uitgevers: Uitgevers) -> None:
    stam = {"kty": "RSA", "kid": "k0", "alg": "RS256", "e": "AQAB"}
    half = stam | {"n": "w" * 2000 + "Q", "d": "Q" * 2000}
    goed = jwks(("k1", RSA))["keys"][0] | {"d": "Q" * 300}
    server.sleutels = {"keys": [half, stam | {"n": "w" * 100_000}, stam | {"e": "w" * 100_000}, goed]}
    begonnen = time.process_time()
    assert herkend(teken(inhoud()), uitgevers)
    assert time.process_time() - begonnen < 1


def test_no_more_keys_of_a_set_are_looked_at_than_an_issuer_has(
    server: Sleutelserver, uitgevers: Uitgevers
) -> None:
    (sleutel,) = jwks(("k1", RSA))["keys"]
    server.sleutels = {"keys": [sleutel | {"kid": str(nummer)} for nummer in range(2000)]}
    assert herkend(teken(inhoud(), kid="0"), uitgevers)
    with pytest.raises(NietAangemeld):
        herkend(teken(inhoud(), kid="1999"), uitgevers)


def test_a_set_that_is_packed_is_not_unpacked(server: Sleutelserver, uitgevers: Uitgevers) -> None:
    server.ingepakt = True
    with pytest.raises(UitgeverOnbereikbaar):
        herkend(teken(inhoud()), uitgevers)


def test_a_set_that_is_too_large_is_not_read(server: Sleutelserver, uitgevers: Uitgevers) -> None:
    server.sleutels = jwks(("k1", RSA)) | {"x": "x" * GROOTSTE_SET}
    with pytest.raises(UitgeverOnbereikbaar):
        herkend(teken(inhoud()), uitgevers)


@pytest.mark.parametrize("hoe", ["traag", "voorlopig"])
def test_an_issuer_that_does_not_come_to_an_end_keeps_nobody_waiting(
    uitgevers: Uitgevers, server: Sleutelserver, monkeypatch: pytest.MonkeyPatch, hoe: str
) -> None:
    monkeypatch.setattr("app.api.kader.uitgevers.LEES_SECONDEN", 0.2)
    setattr(server, hoe, True)
    begonnen = time.monotonic()
    with pytest.raises(UitgeverOnbereikbaar):
        herkend(teken(inhoud()), uitgevers)
    assert time.monotonic() - begonnen < 2


def test_what_an_issuer_sends_is_read_beside_the_loop(
    uitgevers: Uitgevers, monkeypatch: pytest.MonkeyPatch
) -> None:
    draden: list[threading.Thread] = []

    class Client(httpx2.AsyncClient):
        async def send(self, *args: Any, **kwargs: Any) -> httpx2.Response:
            draden.append(threading.current_thread())
            return await super().send(*args, **kwargs)

    monkeypatch.setattr("app.api.kader.uitgevers.httpx2.AsyncClient", Client)
    herkend(teken(inhoud()), uitgevers)
    (draad,) = draden
    assert draad is not threading.main_thread()


@pytest.mark.parametrize(
    "anders",
    [
        {"medewerker": "a\x00b"},
        {"medewerker": "\u202enaj"},
        {"medewerker": "\ud800"},
        {"medewerker": " - "},
        {"medewerker": "\u200b\u3164"},
        {"medewerker": "x" * 201},
        {"client_id": "a\x00b"},
        {"client_id": ["zaaksysteem"]},
        {"client_id": None, "sub": "\ud800"},
        {"exp": 1e400},
        {"nbf": "morgen"},
        {"scope": ["proeven:lezen"]},
        {"rol": {"x": 1}},
        {"gemeente": "\u0660\u0661\u0662\u0663"},
    ],
    ids=str,
)
def test_a_signed_claim_that_no_record_can_hold_is_refused(anders: dict[str, Any]) -> None:
    with pytest.raises(NietAangemeld):
        herkend(teken(inhoud(**anders)))


@pytest.mark.parametrize("claim", ["medewerker", "client_id"])
@pytest.mark.parametrize("waarde", [BSN, f"0{BSN}", f"bsn:{BSN}", "7316.54.286", f"u{BSN}"])
def test_a_claim_that_names_a_bsn_is_refused_and_not_repeated(claim: str, waarde: str) -> None:
    with pytest.raises(NietAangemeld, match=f"een Bsn kan zijn .claim {claim}") as geweigerd:
        herkend(teken(inhoud(**{claim: waarde})))
    assert waarde not in geweigerd.value.melding


@pytest.mark.parametrize(
    "waarde", ["731654287", "12345", f"c0a80000-0957-4000-8000-{BSN}abc", f"0957-{BSN}1"]
)
def test_a_claim_of_other_digits_is_taken(waarde: str) -> None:
    assert herkend(teken(inhoud(medewerker=waarde))).medewerker == waarde


def test_a_token_that_held_is_not_verified_again(monkeypatch: pytest.MonkeyPatch) -> None:
    gekend, token = Gekend(), teken(inhoud())
    eerst = herkend(token, gekend=gekend)
    monkeypatch.setattr("app.api.kader.beller._keur", None)
    assert herkend(token, gekend=gekend) == eerst


def test_a_token_that_held_is_refused_once_it_has_expired(monkeypatch: pytest.MonkeyPatch) -> None:
    gekend, nu = Gekend(), time.time()
    token = teken(inhoud(exp=int(nu) - SPELING_SECONDEN + 3))
    herkend(token, gekend=gekend)
    time.sleep(max(0, nu + 3.5 - time.time()))
    with pytest.raises(NietAangemeld, match="is verlopen"):
        herkend(token, gekend=gekend)


def test_a_token_that_held_is_refused_once_its_key_was_withdrawn(
    server: Sleutelserver, uitgevers: Uitgevers, tijd: Tijd
) -> None:
    gekend, token = Gekend(), teken(inhoud())
    herkend(token, uitgevers, gekend)
    server.sleutels = jwks(("k2", RSA))
    tijd.nu += VERS_SECONDEN + 1
    herkend(token, uitgevers, gekend)  # the keys are read again meanwhile
    with pytest.raises(NietAangemeld, match="niet uitgegeven of ondertekend"):
        herkend(token, uitgevers, gekend)


def test_a_token_that_held_is_refused_once_another_key_has_its_name(
    server: Sleutelserver, uitgevers: Uitgevers, tijd: Tijd
) -> None:
    gekend, token = Gekend(), teken(inhoud())
    herkend(token, uitgevers, gekend)
    server.sleutels = jwks(("k1", maak_rsa(public_exponent=65537, key_size=2048)))
    tijd.nu += VERS_SECONDEN + 1
    herkend(token, uitgevers, gekend)
    with pytest.raises(NietAangemeld, match="niet te controleren"):
        herkend(token, uitgevers, gekend)


def test_a_token_that_held_counts_no_longer_than_keys_without_an_issuer(
    server: Sleutelserver, uitgevers: Uitgevers, tijd: Tijd
) -> None:
    gekend, token = Gekend(), teken(inhoud())
    herkend(token, uitgevers, gekend)
    server.sleutels = None
    tijd.nu += HOUDBAAR_SECONDEN + 1
    with pytest.raises(UitgeverOnbereikbaar):
        herkend(token, uitgevers, gekend)


def test_the_scopes_of_a_token_that_held_are_weighed_at_each_request() -> None:
    gekend, token = Gekend(), teken(inhoud())
    herkend(token, gekend=gekend)
    headers = Headers({"Authorization": f"Bearer {token}"})
    with pytest.raises(TeWeinigRechten):
        asyncio.run(herken(headers, frozenset({"proeven:schrijven"}), UITGEVERS, PUBLIEK, gekend))


def test_no_more_tokens_are_kept_than_there_is_room_for_and_none_that_fails() -> None:
    gekend = Gekend(hoogstens=2)
    tokens = [teken(inhoud(medewerker=naam)) for naam in ("a", "b", "c")]
    for token in tokens:
        herkend(token, gekend=gekend)
    tokens.append(teken(inhoud(aud="andere")))
    with pytest.raises(NietAangemeld):
        herkend(tokens[-1], gekend=gekend)
    assert [gekend.zoek(token) is not None for token in tokens] == [False, True, True, False]


def test_invented_key_ids_cause_no_traffic(server: Sleutelserver, uitgevers: Uitgevers, tijd: Tijd) -> None:
    for nummer in range(20):
        with pytest.raises(NietAangemeld):
            herkend(teken(inhoud(), kid=f"verzonnen-{nummer}"), uitgevers)
    assert server.gevraagd == 1


def test_known_keys_count_for_a_while_when_the_issuer_does_not_answer(
    server: Sleutelserver, uitgevers: Uitgevers, tijd: Tijd
) -> None:
    herkend(teken(inhoud()), uitgevers)
    server.sleutels = None
    tijd.nu += VERS_SECONDEN + 1
    assert herkend(teken(inhoud()), uitgevers)
    tijd.nu += HOUDBAAR_SECONDEN
    with pytest.raises(UitgeverOnbereikbaar):
        herkend(teken(inhoud()), uitgevers)


def test_that_keys_cannot_be_read_is_no_fault_of_a_token(
    server: Sleutelserver, uitgevers: Uitgevers, tijd: Tijd
) -> None:
    goed, server.sleutels = server.sleutels, None
    for _ in range(2):  # and is not asked again at once
        with pytest.raises(UitgeverOnbereikbaar):
            herkend(teken(inhoud()), uitgevers)
    with pytest.raises(NietAangemeld):
        herkend(teken(inhoud(iss="https://andere.example.nl")), uitgevers)
    server.sleutels = goed
    tijd.nu += RUST_SECONDEN + 1
    assert herkend(teken(inhoud()), uitgevers)
    assert server.gevraagd == 2
