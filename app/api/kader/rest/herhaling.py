"""Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): a POST that is sent twice is done once.

Key and answer are stored in the transaction of the change itself, so there is never one without the other.
A POST that fails changes nothing and keeps no answer; it may be tried again under the same key.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated

from fastapi import Header, Request, Response

from app.api.kader.fouten import SleutelHergebruikt
from app.domain.partijen import Beller
from app.opslag import BewaardAntwoord
from app.processen.handeling import Handeling

KOP = "Idempotency-Key"
HERHAALD = "Idempotent-Replayed"
"""Header of an answer that was given before."""


async def idempotency_key(
    idempotency_key: Annotated[
        str | None,
        Header(
            alias=KOP,
            description="Zelfgekozen sleutel, bijvoorbeeld een UUID. Wie binnen 24 uur hetzelfde verzoek met "
            "dezelfde sleutel nog eens stuurt, krijgt het eerste antwoord opnieuw; er gebeurt niets dubbel.",
            pattern=r'^("[!#-~]{1,200}"|[!#-~]{1,200})$',
            examples=['"8a4c8a86-6ee4-4c34-a0b2-4f6f5a0b6b1e"'],
        ),
    ] = None,
) -> None:
    """Hold the header to its form: a String of RFC 8941, where the quotes may be left out."""


def eenmaal(request: Request, inhoud: bytes, handeling: Handeling, doe: Callable[[], Response]) -> Response:
    """The answer that `doe` gives, or gave before to the same request under the same key.

    Raises SleutelHergebruikt when the key belongs to another request. The key belongs to the calling
    system, the request to the worker: nobody gets the answer that a colleague got.
    """
    sleutel = request.headers.get(KOP, "").strip('"')
    if request.method != "POST" or not sleutel:
        return doe()
    vingerafdruk = _vingerafdruk(request, inhoud, handeling.beller)
    antwoorden = handeling.opslag.antwoorden
    vorig = antwoorden.vorig(sleutel)
    if vorig is None:
        antwoord = doe()
        bewaard = BewaardAntwoord(
            vingerafdruk, antwoord.status_code, dict(antwoord.headers), bytes(antwoord.body)
        )
        antwoorden.bewaar(sleutel, bewaard)
        return antwoord
    if vorig.verzoek != vingerafdruk:
        raise SleutelHergebruikt(
            f"De {KOP} hoort al bij een ander verzoek; kies voor elk nieuw verzoek een nieuwe sleutel."
        )
    return Response(vorig.inhoud, vorig.status, vorig.headers | {HERHAALD: "true"})


def _vingerafdruk(request: Request, inhoud: bytes, beller: Beller) -> str:
    som = sha256()
    for deel in (
        request.method.encode(),
        request.scope["path"].encode(),
        request.scope["query_string"],
        beller.medewerker.encode(),
        beller.rol.encode(),
        inhoud,
    ):
        som.update(len(deel).to_bytes(8, "big") + deel)
    return som.hexdigest()
