"""The requests in a message that counts are kept one by one, each in the case of its client."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.keten.dossier import Partijen
from app.domain.keten.historie import Gegeven, Verzoek, van_verzoek
from app.domain.partijen import Partij
from app.domain.verzoek.verzoek import BewaardVerzoek
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.historie import bsns_in
from app.opslag.ketenhistorie import Ketenhistorie
from app.processen.handeling import Handeling


def leg_verzoeken_vast(
    handeling: Handeling,
    eigenaar: str,
    ontvangst: Berichtontvangst,
    bericht: Any,
    mutaties: Iterable[Gegeven],
) -> None:
    """Keep each request that this message left in the history of this party.

    A sender may hand over a reference that it used before (OP361); its receiver rejects that, so that the
    request that was kept first stays.
    """
    verzoeken = handeling.opslag.verzoeken_van(eigenaar)
    nieuw = {gegeven.sleutel: gegeven for gegeven in mutaties if isinstance(gegeven, Verzoek)}
    for bekend in verzoeken.met_sleutels(nieuw) if nieuw else ():
        del nieuw[bekend.sleutel]
    if not nieuw:
        return
    gemeente, aanbieder, _ = next(iter(nieuw))
    (client_id,) = handeling.opslag.ontvangsten.betrokkenen(gemeente, bsns_in(bericht))
    van_gemeente = Partij.van_code(eigenaar) is Partij.GEMEENTE
    melding_id = _zaak(handeling, gemeente, aanbieder, client_id) if van_gemeente else None
    for gegeven in nieuw.values():
        verzoeken.bewaar(
            BewaardVerzoek(
                id=verzoeken.id_van(gegeven.sleutel),
                eigenaar=eigenaar,
                gemeente=gemeente,
                aanbieder=aanbieder,
                referentie=gegeven.sleutel.referentie,
                soort=gegeven.verzoek.soort,
                client_id=client_id,
                ontvangst_id=ontvangst.id,
                dagtekening=bericht.header.bericht_identificatie.dagtekening.dag_of_grens,
                ontvangen_op=ontvangst.ontvangen_op,
                melding_id=melding_id,
            )
        )


def zet_bij_wat_telt(
    handeling: Handeling, bij: Ketenhistorie, eigenaar: str, afgekeurd: Berichtontvangst
) -> None:
    """Let the requests that came in this message, and that another asks too, be those of that other one."""
    verzoeken = handeling.opslag.verzoeken_van(eigenaar)
    for verzoek in verzoeken.in_berichten([afgekeurd.id]):
        vondsten = bij.vind([van_verzoek(verzoek.sleutel)])
        telt, gegeven = next((van, g) for van, g in vondsten if isinstance(g, Verzoek))
        ontvangst = handeling.opslag.ontvangsten.vind(telt)
        if ontvangst is None:  # the caller destroyed it
            continue
        bericht: Any = codec.lees(ontvangst.xml, handeling.schemas)
        (client_id,) = handeling.opslag.ontvangsten.betrokkenen(verzoek.gemeente, bsns_in(bericht))
        nu = replace(
            verzoek,
            soort=gegeven.verzoek.soort,
            client_id=client_id,
            ontvangst_id=telt,
            dagtekening=bericht.header.bericht_identificatie.dagtekening.dag_of_grens,
            ontvangen_op=ontvangst.ontvangen_op,
        )
        verzoeken.bewaar(nu)


def leg_bij_zaak(handeling: Handeling, client_id: UUID) -> None:
    """Let the open requests of this client that fit no case wait in the one that there is by now.

    They came in before the municipality knew the client, the Bsn or a case; who adds to their exchange waits.
    """
    opslag = handeling.opslag
    client = opslag.clienten.haal(client_id)
    if client.bsn is None:
        return
    namen = {client_id, opslag.ontvangsten.pseudoniem(client.gemeente, client.bsn.cijfers)}
    for tussen in sorted({Partijen(v.gemeente, v.aanbieder) for v in opslag.verzoeken.zonder_zaak(namen)}):
        opslag.keten(client.gemeente, tussen).vergrendel()
        for verzoek in opslag.verzoeken.zonder_zaak(namen):
            zaak = _zaak(handeling, client.gemeente, verzoek.aanbieder, client_id)
            if verzoek.aanbieder == tussen.aanbieder and zaak is not None:
                opslag.verzoeken.bewaar(replace(verzoek, client_id=client_id, melding_id=zaak))


def _zaak(handeling: Handeling, gemeente: Gemeentecode, aanbieder: AgbCode, client_id: UUID) -> UUID | None:
    """The case in which a request is a task: that of what runs at this provider, or else the client's last.

    None where the client is not known.
    """
    opslag = handeling.opslag.als_gemeente(gemeente)
    toewijzingen = opslag.toewijzingen.van_client_bij(client_id, aanbieder)
    if toewijzingen:
        return toewijzingen[-1].melding_id
    meldingen = opslag.meldingen.van_client(client_id)
    return meldingen[-1].id if meldingen else None
