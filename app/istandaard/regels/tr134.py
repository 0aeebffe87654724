"""TR134: what has happened lies not in the future."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.istandaard.berichten import wmo301, wmo305, wmo307, wmo315, wmo323, wmo325
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.waarden import Datum

GEBOORTE = "Geboortedatum/Datum"

Persoon = wmo301.Client | wmo301.Relatie | wmo305.Client | wmo307.Client | wmo315.Client
Gebeurd = wmo301.ToegewezenProduct | wmo305.StartProduct | wmo307.StopProduct
Gedeclareerd = wmo323.Declaratie | wmo323.Prestatie | wmo325.Prestatie


@regel(
    "TR134",
    retourcode="0001",
    melding="Een geboortedatum, toewijzingsdatum, start, stop of declaratie ligt niet na de dagtekening.",
    doe="Verbeter de datum, of meld dit pas op die dag of later.",
)
def tr134(
    klasse: Persoon | Gebeurd | Gedeclareerd,
    header: wmo301.Header | wmo305.Header | wmo307.Header | wmo315.Header | wmo323.Header | wmo325.Header,
) -> Iterator[Fout]:
    """A date of something that has happened is not later than the Dagtekening of the message.

    The texts do not say which dates; `_datums` holds those that the published stylesheets test: dates of
    birth, the day on which the municipality decided, the begin of a delivery in a wmo305 and its end in a
    wmo307, which are reported afterwards (OP011, OP272), and the begin of what is declared, of which TR137
    tests the end. Ingangsdatum and Einddatum of an allocation may lie ahead.
    """
    dagtekening = header.bericht_identificatie.dagtekening
    for veld, datum in _datums(klasse):
        if datum > dagtekening:
            gevonden = "een latere datum" if veld == GEBOORTE else str(datum)  # that of a person is not shown
            yield fout(klasse, veld, gevonden=gevonden, verwacht=f"{dagtekening} of eerder")


def _datums(klasse: Persoon | Gebeurd | Gedeclareerd) -> Sequence[tuple[str, Datum]]:
    if isinstance(klasse, wmo301.ToegewezenProduct):
        return [("Toewijzingsdatum", klasse.toewijzingsdatum)]
    if isinstance(klasse, wmo305.StartProduct):
        return [("Begindatum", klasse.begindatum)]
    if isinstance(klasse, wmo307.StopProduct):
        return [("Einddatum", klasse.einddatum)]
    if isinstance(klasse, wmo323.Declaratie):
        return [("DeclaratiePeriode/Begindatum", klasse.declaratie_periode.begindatum)]
    if isinstance(klasse, wmo323.Prestatie | wmo325.Prestatie):
        return [("ProductPeriode/Begindatum", klasse.product_periode.begindatum)]
    return [] if klasse.geboortedatum is None else [(GEBOORTE, klasse.geboortedatum.datum)]
