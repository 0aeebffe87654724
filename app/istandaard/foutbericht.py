"""Fo01: the exchange (GGk) tells a sender that it did not deliver a message, with a code of its own list.

It is no message of iWmo, and names the delivery that failed by a number that only the channel knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.istandaard import xml
from app.istandaard.codelijsten import codelijst

SOORT = "Fo01"
GROOTSTE = 2**16
"""Bytes of the largest that is looked at; one has some two thousand."""

_STUF = "{http://www.egem.nl/StUF/StUF0301}"
_BIJ_AFZENDER = "client"
_NUMMER = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_CODE = re.compile(r"[A-Za-z]{2,4}[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Foutbericht:
    """What the exchange says of a message that it did not deliver."""

    ontvanger: str
    """Who sent that message, and hears this."""
    code: str
    bij_afzender: bool
    """Whether the cause lies with the sender, or else with the exchange or the receiver (Plek)."""
    nummer: str | None
    """Of the delivery that failed: the Referentienummer of its envelope."""

    @property
    def uitleg(self) -> str:
        """What it means and what to do, in Dutch. Its free text is left out: anything may stand in it."""
        lijst = codelijst(SOORT)
        if self.code in lijst.codes:
            reden = f"{lijst.toon(self.code)}."
        else:
            reden = f"{self.code}, een code die niet op de lijst van {lijst.peildatum} staat."
        welke = f" met nummer {self.nummer}" if self.nummer else ""
        return (
            f"Het knooppunt heeft de zending{welke} niet bezorgd; het bericht erin telt als niet verzonden. "
            f"Reden: {reden} {_BIJ_U if self.bij_afzender else _BIJ_DE_ANDER}"
        )


_BIJ_U = "De oorzaak ligt bij de afzender: verhelp die, en stuur het bericht opnieuw."
_BIJ_DE_ANDER = (
    "De oorzaak ligt niet bij de afzender: stuur het bericht ongewijzigd opnieuw, en neem contact op met het "
    "knooppunt als dat niet helpt."
)


def lees(inhoud: bytes) -> Foutbericht | None:
    """The Fo01 in these bytes; None for anything else. Raises `OnbekendBericht` for one without a code."""
    if len(inhoud) > GROOTSTE or SOORT.encode() not in inhoud:
        return None
    wortel = xml.ontleed(inhoud)
    if wortel.tag != f"{_STUF}Fo01Bericht":
        return None

    def waarde(*pad: str) -> str:
        return (wortel.findtext("/".join(f"{_STUF}{naam}" for naam in pad)) or "").strip()

    code, nummer = waarde("body", "code"), waarde("stuurgegevens", "crossRefnummer")
    if not _CODE.fullmatch(code):
        raise xml.OnbekendBericht(
            "Dit is een Fo01 van het knooppunt zonder foutcode; vraag het knooppunt ernaar."
        )
    return Foutbericht(
        ontvanger=waarde("stuurgegevens", "ontvanger", "organisatie"),
        code=code,
        bij_afzender=waarde("body", "plek") == _BIJ_AFZENDER,
        nummer=nummer if _NUMMER.fullmatch(nummer) else None,
    )
