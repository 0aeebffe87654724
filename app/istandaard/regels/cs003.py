"""CS003: an end does not come before its begin."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Contact
from app.istandaard.regels.inzet import Inzet, begin, einde
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.waarden import Datum


@regel(
    "CS003",
    retourcode="0001",
    melding="Een einddatum ligt niet voor de begindatum van dezelfde periode.",
    doe="Kijk welke datum verkeerd is en verbeter die; zonder begindatum staat er ook geen einddatum.",
)
def cs003(klasse: Contact | Inzet) -> Iterator[Fout]:
    """An end date is on or after the begin date of the same period.

    An open end is not tested. An end without a begin is no period: the texts do not say so, the published
    stylesheets refuse it.
    """
    veld, eerste, laatste = _periode(klasse)
    if laatste is None:
        return
    if eerste is None:
        yield fout(
            klasse,
            veld,
            gevonden="een einddatum zonder begindatum",
            verwacht="ook een begindatum",
        )
    elif laatste < eerste:
        yield fout(klasse, veld, gevonden=str(laatste), verwacht=f"{eerste} of later")


def _periode(klasse: Contact | Inzet) -> tuple[str, Datum | None, Datum | None]:
    if not isinstance(klasse, Contact):
        veld, eind = einde(klasse)
        return veld, begin(klasse), eind
    if klasse.periode is None:
        return "Periode", None, None
    return "Periode/Einddatum", klasse.periode.begindatum, klasse.periode.einddatum
