"""CS003: an end does not come before its begin."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Contact
from app.istandaard.regels.inzet import Inzet, begin, einde
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.waarden import Datum


@regel("CS003", retourcode="0001", melding="Een einddatum ligt niet voor de begindatum van dezelfde periode.")
def cs003(klasse: Contact | Inzet) -> Iterator[Fout]:
    """An end date is on or after the begin date of the same period; without either nothing is tested."""
    veld, eerste, laatste = _periode(klasse)
    if eerste is not None and laatste is not None and laatste < eerste:
        yield fout(klasse, veld, gevonden=str(laatste), verwacht=f"{eerste} of later")


def _periode(klasse: Contact | Inzet) -> tuple[str, Datum | None, Datum | None]:
    if not isinstance(klasse, Contact):
        veld, eind = einde(klasse)
        return veld, begin(klasse), eind
    if klasse.periode is None:
        return "Periode", None, None
    return "Periode/Einddatum", klasse.periode.begindatum, klasse.periode.einddatum
