"""Reading JSON from outside, strictly: what two readers could read differently is refused (RFC 8259)."""

import json
import re
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from app.domain.fouten import OngeldigeInvoer, Veldfout

GROOTSTE_DIEPTE = 64
GROOTSTE_OBJECT = 1000
"""Names in one object."""
MEESTE_WAARDEN = 10_000
"""Values in all; each can be wrong in a few ways, and all are told, beside which nobody else is answered."""
LANGSTE_GETAL = 18
"""Digits in a whole number; eighteen fit in 64 bits."""

_VELDNAAM = re.compile(r"(?=.{1,40}$)[a-z]+([A-Z][a-z]+)*")

_MOGELIJK_ONGELDIG_TEKEN = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")


def lees_json(inhoud: bytes) -> Any:
    """The value that these bytes hold; a fraction becomes Decimal, so that nothing is rounded.

    So does 34.00: who writes that where cents are asked may mean euros, and a whole number is none then.

    Raises OngeldigeInvoer for bad UTF-8, syntax, duplicate names, NaN or Infinity, numbers, nesting
    and values without bound, NUL and lone surrogates.
    """
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        raise OngeldigeInvoer(f"De inhoud is geen geldige UTF-8 (byte {fout.start + 1}).") from None
    if not tekst.strip():
        raise OngeldigeInvoer("De inhoud is leeg; verwacht is JSON.")
    try:
        waarde = _LEZER.decode(tekst.lstrip(" \t\r\n"))
    except json.JSONDecodeError as fout:
        raise OngeldigeInvoer(
            f"De inhoud is geen geldige JSON (regel {fout.lineno}, teken {fout.colno})."
        ) from None
    except RecursionError:
        _te_diep()
    _begrens(waarde)
    if _MOGELIJK_ONGELDIG_TEKEN.search(inhoud) or b"\x00" in inhoud:
        _weiger_ongeldige_tekens(waarde)
    return waarde


def toonbaar(naam: str) -> str:
    """A name of the caller's own, when it has the form of a field; anything else could be personal data."""
    return naam if _VELDNAAM.fullmatch(naam) else "(onbekend)"


def _te_diep() -> NoReturn:
    raise OngeldigeInvoer(f"De JSON is te diep genest; het maximum is {GROOTSTE_DIEPTE} niveaus.") from None


def _zonder_dubbele_namen(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(paren) > GROOTSTE_OBJECT:
        raise OngeldigeInvoer(f"De JSON bevat een object met meer dan {GROOTSTE_OBJECT} velden.")
    object_ = dict(paren)
    if len(object_) != len(paren):
        namen = [naam for naam, _ in paren]
        tweede = next(i for i, naam in enumerate(namen) if naam in namen[:i])
        eerste = namen.index(namen[tweede])
        raise OngeldigeInvoer(
            "De JSON bevat een object waarin dezelfde veldnaam meer dan een keer voorkomt.",
            Veldfout(
                toonbaar(namen[tweede]),
                f"Dit veld staat er twee keer: als veld {eerste + 1} en als veld {tweede + 1} in het object.",
            ),
        )
    return object_


def _geheel(cijfers: str) -> int:
    if len(cijfers) > LANGSTE_GETAL:
        raise OngeldigeInvoer(f"De JSON bevat een getal van meer dan {LANGSTE_GETAL} cijfers.")
    return int(cijfers)


def _breuk(cijfers: str) -> Decimal:
    if len(cijfers) > LANGSTE_GETAL + 2:
        raise OngeldigeInvoer(f"De JSON bevat een getal van meer dan {LANGSTE_GETAL} cijfers.")
    try:
        getal = Decimal(cijfers)
    except InvalidOperation:
        raise OngeldigeInvoer("De JSON bevat een getal dat te groot of te klein is.") from None
    if getal and abs(getal.adjusted()) > LANGSTE_GETAL:
        raise OngeldigeInvoer("De JSON bevat een getal dat te groot of te klein is.")
    return getal


def _geen_getal(_: str) -> NoReturn:
    raise OngeldigeInvoer("NaN en Infinity zijn geen JSON.")


_LEZER = json.JSONDecoder(
    object_pairs_hook=_zonder_dubbele_namen,
    parse_int=_geheel,
    parse_float=_breuk,
    parse_constant=_geen_getal,
)


def _begrens(waarde: Any) -> None:
    laag, waarden = [waarde], 0
    for _ in range(GROOTSTE_DIEPTE):
        waarden += sum(len(_kinderen(ouder)) for ouder in laag)
        if waarden > MEESTE_WAARDEN:
            raise OngeldigeInvoer(f"De JSON bevat meer dan {MEESTE_WAARDEN} waarden.")
        laag = [kind for ouder in laag for kind in _kinderen(ouder) if isinstance(kind, (dict, list))]
        if not laag:
            return
    _te_diep()


def _weiger_ongeldige_tekens(waarde: Any) -> None:
    te_doen = [waarde]
    while te_doen:
        huidige = te_doen.pop()
        if isinstance(huidige, dict):
            te_doen.extend(huidige)
        if isinstance(huidige, str) and any(c == "\0" or "\ud800" <= c <= "\udfff" for c in huidige):
            raise OngeldigeInvoer("De JSON bevat een teken dat geen tekst is (NUL of een half tekenpaar).")
        te_doen.extend(_kinderen(huidige))


def _kinderen(waarde: Any) -> Collection[Any]:
    if isinstance(waarde, dict):
        return waarde.values()
    return waarde if isinstance(waarde, list) else ()
