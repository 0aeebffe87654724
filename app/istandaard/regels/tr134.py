"""TR134: what has happened lies not in the future."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten import wmo301, wmo315
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.waarden import Datum


@regel(
    "TR134", retourcode="0001", melding="Een geboortedatum of toewijzingsdatum ligt niet na de dagtekening."
)
def tr134(
    klasse: wmo301.Client | wmo301.Relatie | wmo301.ToegewezenProduct | wmo315.Client,
    header: wmo301.Header | wmo315.Header,
) -> Iterator[Fout]:
    """A date of something that has happened is not later than the Dagtekening of the message.

    The sources do not say which dates; `_datum` holds the choice: dates of birth and the day on which the
    municipality decided, since only these must lie in the past. Ingangsdatum and Einddatum may lie ahead.
    """
    veld, datum = _datum(klasse)
    if datum is not None and datum > header.bericht_identificatie.dagtekening:
        yield fout(klasse, veld, gevonden="een datum na de dagtekening")


def _datum(
    klasse: wmo301.Client | wmo301.Relatie | wmo301.ToegewezenProduct | wmo315.Client,
) -> tuple[str, Datum | None]:
    if isinstance(klasse, wmo301.ToegewezenProduct):
        return "Toewijzingsdatum", klasse.toewijzingsdatum
    return "Geboortedatum/Datum", None if klasse.geboortedatum is None else klasse.geboortedatum.datum
