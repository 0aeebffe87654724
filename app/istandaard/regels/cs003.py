"""CS003: an end does not come before its begin."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Contact, ToegewezenProduct
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.waarden import Datum


@regel("CS003", retourcode="0001", melding="Een einddatum ligt niet voor de begindatum van dezelfde periode.")
def cs003(klasse: Contact | ToegewezenProduct) -> Iterator[Fout]:
    """An end date is on or after the begin date of the same period; without either nothing is tested."""
    veld, begin, eind = _periode(klasse)
    if begin is not None and eind is not None and eind < begin:
        yield fout(klasse, veld, gevonden=str(eind), verwacht=f"{begin} of later")


def _periode(klasse: Contact | ToegewezenProduct) -> tuple[str, Datum | None, Datum | None]:
    if isinstance(klasse, ToegewezenProduct):
        return "Einddatum", klasse.ingangsdatum, klasse.einddatum
    if klasse.periode is None:
        return "Periode", None, None
    return "Periode/Einddatum", klasse.periode.begindatum, klasse.periode.einddatum
