"""Requests that a decision grants: read under the lock of their exchange, so that nobody answers them too."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from app.domain.fouten import Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.keten.dossier import Partijen
from app.domain.verzoek.toekenning import Toekenning
from app.domain.verzoek.verzoek import BewaardVerzoek
from app.istandaard import codec
from app.istandaard.historie import bsns_in
from app.istandaard.verzoeken import inhoud_van
from app.opslag.ketenhistorie import Ketenhistorie
from app.processen.handeling import Handeling

WORDT_VERWERKT = "Er wordt nog een declaratie van deze aanbieder verwerkt. Probeer het zo weer."


def lees_bericht(handeling: Handeling, verzoek: BewaardVerzoek) -> Any:
    """The message that it came in."""
    return codec.lees(handeling.opslag.ontvangsten.haal(verzoek.ontvangst_id).xml, handeling.schemas)


def client_van(handeling: Handeling, verzoek: BewaardVerzoek, bericht: Any) -> UUID | None:
    """About whom it is, as the municipality knows the client; None where it does not."""
    bekend = handeling.opslag.ontvangsten.clienten(verzoek.gemeente, bsns_in(bericht))
    return next(iter(bekend.values()), None)


def vergrendel(handeling: Handeling, tussen: Partijen) -> Ketenhistorie:
    """What the municipality keeps of this exchange, to which nobody else adds before the end.

    Raises VerkeerdeStatus while a declaration in it is dealt with in parts.
    """
    keten = handeling.opslag.keten(tussen.gemeente, tussen)
    if keten.vergrendel_beide() is not None:
        raise VerkeerdeStatus(WORDT_VERWERKT)
    return keten


def lees_toekenningen(
    handeling: Handeling, verzoek_ids: Collection[UUID], client_id: UUID
) -> tuple[Toekenning, ...]:
    """These requests, all about this client, which nobody else answers before the end of the transaction."""
    namen = tuple(dict.fromkeys(verzoek_ids))
    verzoeken = handeling.opslag.verzoeken
    for tussen in sorted(set(map(verzoeken.tussen, namen))):
        vergrendel(handeling, tussen)
    return tuple(_lees(handeling, verzoeken.haal(naam), client_id, i) for i, naam in enumerate(namen))


def _lees(handeling: Handeling, verzoek: BewaardVerzoek, client_id: UUID, i: int) -> Toekenning:
    bericht = lees_bericht(handeling, verzoek)
    if client_van(handeling, verzoek, bericht) != client_id:
        fout = Veldfout(f"verzoekIds[{i}]", "Dit verzoek gaat over een andere cliënt dan het besluit.")
        raise VoorwaardeNietVervuld("Dit besluit kent het verzoek niet toe.", fout)
    return Toekenning(verzoek, inhoud_van(bericht, verzoek.referentie))
