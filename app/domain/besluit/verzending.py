"""How a decision reaches the client: by post, by hand, or electronically (Awb 3:41, 2:8 to 2:11)."""

from collections.abc import Iterable
from datetime import timedelta

from app.domain.besluit.besluit import Bekendmaking, Verzendweg
from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VerkeerdeStatus
from app.domain.waarden import kalenderdag

KENNISGEVING = timedelta(days=2)
"""How long after it was put in a portal the client is told at the latest (Awb 2:10): 48 hours."""


@vervult("W07")
def onjuiste_verzending(bekendmaking: Bekendmaking, vorige: Bekendmaking | None) -> Iterable[Veldfout]:
    """What is wrong with the way: two ways at once, or an electronic one against the law.

    That is one that the client did not ask for (Awb 2:8), or a portal without notice (2:10). What did not
    arrive, `vorige`, is sent again on a later day (2:11).
    """
    if vorige is not None and bekendmaking.op <= vorige.op:
        yield Veldfout("datum", "Kies een latere dag dan die van wat niet aankwam (Awb 2:11).", "W07")
    elektronisch, weg = bekendmaking.elektronisch, bekendmaking.weg
    if elektronisch is None:
        if weg is Verzendweg.ELEKTRONISCH:
            yield Veldfout("elektronisch", "Leg vast wanneer de cliënt om deze weg vroeg (Awb 2:8).", "W07")
        return
    if weg not in (None, Verzendweg.ELEKTRONISCH):
        yield Veldfout("weg", f"Dit past niet bij een elektronische verzending: {weg}.", "W07")
    bereikbaar = elektronisch.bereikbaar_vanaf
    if bereikbaar is not None and kalenderdag(bereikbaar) != bekendmaking.op:
        yield Veldfout("datum", "Kies de dag waarop de cliënt het kon lezen (bereikbaarVanaf).", "W07")
    if elektronisch.toestemming_op > bekendmaking.op:
        yield Veldfout(
            "elektronisch.toestemmingsdatum",
            "Elektronisch kan pas nadat de cliënt daar uitdrukkelijk om vroeg (Awb 2:8).",
            "W07",
        )
    verteld_op = elektronisch.kennisgeving_op
    op_tijd = verteld_op is not None and bekendmaking.op <= verteld_op <= bekendmaking.op + KENNISGEVING
    if elektronisch.portaal and not op_tijd:
        yield Veldfout(
            "elektronisch.kennisgevingsdatum",
            "Vertel de cliënt binnen 48 uur dat het in het portaal staat, en leg de dag vast (Awb 2:10).",
            "W07",
        )


def vereis_te_verzenden(vorige: Bekendmaking | None) -> None:
    """Refuse to send what was sent already, unless it can have failed to arrive electronically (Awb 2:11)."""
    if vorige is not None and vorige.elektronisch is None:
        raise VerkeerdeStatus("Dit is al bekendgemaakt. Opnieuw kan alleen na een elektronische verzending.")
