"""TR134: what has happened lies not in the future."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.istandaard.berichten import wmo301, wmo305, wmo307, wmo315, wmo323, wmo325
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.waarden import Datum

Persoon = wmo301.Client | wmo301.Relatie | wmo305.Client | wmo307.Client | wmo315.Client
Gebeurd = wmo301.ToegewezenProduct | wmo305.StartProduct | wmo307.StopProduct
Gedeclareerd = wmo323.Declaratie | wmo325.Header


@regel(
    "TR134",
    retourcode="0001",
    melding="Een geboortedatum, toewijzingsdatum, start, stop of declaratie ligt niet na de dagtekening.",
)
def tr134(
    klasse: Persoon | Gebeurd | Gedeclareerd,
    header: wmo301.Header | wmo305.Header | wmo307.Header | wmo315.Header | wmo323.Header | wmo325.Header,
) -> Iterator[Fout]:
    """A date of something that has happened is not later than the Dagtekening of the message.

    The sources do not say which dates; `_datums` holds the choice: dates of birth, the day on which the
    municipality decided, begin and end of a delivery, which are reported afterwards (OP011, OP272), and the
    date of a declaration. Ingangsdatum and Einddatum of an allocation may lie ahead, and the begin of a
    declared period is bound by its end (TR137).
    """
    dagtekening = header.bericht_identificatie.dagtekening
    for veld, datum in _datums(klasse):
        if datum > dagtekening:
            yield fout(klasse, veld, gevonden="een latere datum", verwacht=f"{dagtekening} of eerder")


def _datums(klasse: Persoon | Gebeurd | Gedeclareerd) -> Sequence[tuple[str, Datum]]:
    if isinstance(klasse, wmo301.ToegewezenProduct):
        return [("Toewijzingsdatum", klasse.toewijzingsdatum)]
    if isinstance(klasse, wmo305.StartProduct):
        return [("Begindatum", klasse.begindatum)]
    if isinstance(klasse, wmo307.StopProduct):
        return [("Begindatum", klasse.begindatum), ("Einddatum", klasse.einddatum)]
    if isinstance(klasse, wmo323.Declaratie):
        return [("DeclaratieDagtekening", klasse.declaratie_dagtekening)]
    if isinstance(klasse, wmo325.Header):
        return [("DeclaratieIdentificatie/Dagtekening", klasse.declaratie_identificatie.dagtekening)]
    return [] if klasse.geboortedatum is None else [("Geboortedatum/Datum", klasse.geboortedatum.datum)]
