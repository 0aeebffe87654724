"""What counts twice: it was declared again, and the credit that took it back before is refused after all.

One place for a chain in memory and for receiving.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from app.domain.keten.declaratie import Prestatie, staande
from app.domain.keten.dossier import Dossier, Toewijzingsleutel
from app.domain.keten.historie import Declaratieregel, Historie, prestaties_op, vul
from app.domain.waarden import Gemeentecode
from app.istandaard.declaraties import Declaratiebericht, clienten_van, prestatie_in
from app.istandaard.historie import partijen_van
from app.istandaard.strenger import zou_weigeren
from app.istandaard.tonen import toonbaar

DUBBEL = "Een credit van wat daarmee opnieuw is gedeclareerd is geweigerd, zodat dat nu dubbel telt."


@dataclass(frozen=True, slots=True)
class Dubbel:
    """The lines that count beside what they declare again, each by its message."""

    regels: dict[Prestatie, Hashable]

    @property
    def tekst(self) -> str:
        """In Dutch, which these are, and why they would not have been granted."""
        genoemd = [f"{toonbaar(regel.referentie, 40)} (TR389)" for regel in self.regels]
        return f"{zou_weigeren(genoemd, sum(regel.bedrag for regel in self.regels))} {DUBBEL}"

    def in_bericht(self, herkomst: Hashable) -> list[Prestatie]:
        """Those in this message."""
        return [regel for regel, van in self.regels.items() if van == herkomst]


def dubbel_na(bij: Historie, geweigerd: Declaratiebericht) -> Dubbel | None:
    """What counts twice with this party now that these lines are refused; None where nothing does.

    They are those of an answer, or of a declaration that is rejected as a whole; whether this party keeps
    that already makes no difference.
    """
    gemeente = Gemeentecode(partijen_van(geweigerd).gemeente)
    weg = [prestatie_in(klasse) for client in clienten_van(geweigerd) for klasse in client.prestaties]
    credits = [regel for regel in weg if regel.is_credit]
    if not credits:
        return None
    op = {credit.toewijzing: Toewijzingsleutel(gemeente, credit.toewijzing) for credit in credits}
    vondsten = bij.vind({*map(prestaties_op, op.values())})
    van = {g.prestatie: herkomst for herkomst, g in vondsten if isinstance(g, Declaratieregel)}
    dossier = vul(Dossier(clientsleutel=bij.clientsleutel), (gegeven for _, gegeven in vondsten))
    for regel in weg:
        dossier.wijs_af(gemeente, regel)
    staand = {nummer: staande(dossier.toegekend_op(sleutel)) for nummer, sleutel in op.items()}
    regels: dict[Prestatie, Hashable] = {}
    for credit in credits:
        eerste, alle = credit.teruggenomen, staand[credit.toewijzing]
        if eerste is None or eerste not in alle or eerste in regels:
            continue
        for regel in alle:
            if regel != eerste and regel.is_opnieuw(eerste):
                regels[regel] = van[regel]
    return Dubbel(regels) if regels else None
