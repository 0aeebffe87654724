"""TR101: nothing is in a message twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

from app.istandaard.berichten import wmo301, wmo305, wmo307, wmo315, wmo317, wmo323, wmo325
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.regels.regel import Fout, Telling, fout, regel

SLEUTELS: Mapping[type[Berichtklasse], tuple[str, Callable[[Any], tuple[Hashable, ...]]]] = {
    wmo301.Relatie: ("Nummer", lambda relatie: (relatie.nummer,)),
    wmo301.Contact: ("Soort", lambda contact: (contact.soort,)),
    wmo301.ToegewezenProduct: ("ToewijzingNummer", lambda product: (product.toewijzing_nummer,)),
    wmo305.StartProduct: ("Begindatum", lambda start: _levering(start)),
    wmo307.StopProduct: (
        "Begindatum",
        lambda stop: (*_levering(stop), stop.reden_beeindiging, stop.einddatum),
    ),
    wmo315.AangevraagdProduct: ("ReferentieAanbieder", lambda product: (product.referentie_aanbieder,)),
    wmo317.OngewijzigdProduct: ("ToewijzingNummer", lambda product: (product.toewijzing_nummer,)),
    wmo317.TeWijzigenProduct: ("ToewijzingNummer", lambda product: (product.toewijzing_nummer,)),
    wmo317.NieuwProduct: (
        "GewensteIngangsdatum",
        lambda nieuw: (*_product(nieuw.product), nieuw.gewenste_ingangsdatum),
    ),
}
"""The logical key of each class that a message can hold more than once, and the element to point at."""


MELDING = "Dezelfde gegevens staan niet twee keer in een bericht."
DOE = "Haal weg wat er dubbel staat."


@regel("TR101", retourcode="0001", melding=MELDING, doe=DOE)
def tr101(
    ouder: wmo301.Client | wmo305.Client | wmo307.Client | wmo315.Client | wmo317.Verzoek,
) -> Iterator[Fout]:
    """The logical key of a class is unique below the classes that it belongs to; absent parts are equal.

    The classes above it in `SLEUTELS` occur once in a message, which leaves one list at a time to test.
    """
    for lijst in _lijsten(ouder):
        gezien: set[tuple[Hashable, ...]] = set()
        for klasse in lijst:
            veld, sleutel_van = SLEUTELS[type(klasse)]
            sleutel = sleutel_van(klasse)
            if sleutel in gezien:  # some of it is free text, in which a person may be named
                yield fout(
                    klasse, veld, gevonden="dezelfde gegevens als eerder", verwacht="elke waarde één keer"
                )
            gezien.add(sleutel)


@regel("TR101", retourcode="0001", melding=MELDING, doe=DOE)
def tr101_client(client: wmo323.Client | wmo325.Client, telling: Telling) -> Iterator[Fout]:
    """A declaration, or its answer, holds each client once."""
    if telling.tel(client.bsn) > 1:
        yield fout(client, "Bsn", gevonden="een cliënt voor de tweede keer", verwacht="elke cliënt één keer")


@regel("TR101", retourcode="0001", melding=MELDING, doe=DOE)
def tr101_prestatie(
    prestatie: wmo323.Prestatie | wmo325.Prestatie,
    client: wmo323.Client | wmo325.Client,
    telling: Telling,
) -> Iterator[Fout]:
    """A client has each ProductReferentie once; one that two clients share is up to TR314."""
    if client.bsn not in telling:  # the lines of a client stand together, those of the last one are done
        telling.clear()
        telling.tel(client.bsn)
    referentie = prestatie.product_referentie
    nummer, vorig = referentie.referentie_nummer, referentie.vorig_referentie_nummer
    if telling.tel((nummer, vorig)) > 1:
        yield fout(
            prestatie,
            "ProductReferentie",
            gevonden="een referentie die hier voor de tweede keer staat",
            verwacht="elke waarde één keer",
        )


def _lijsten(
    ouder: wmo301.Client | wmo305.Client | wmo307.Client | wmo315.Client | wmo317.Verzoek,
) -> tuple[Sequence[Berichtklasse], ...]:
    if isinstance(ouder, wmo301.Client):
        return ouder.relaties, ouder.contactgegevens, ouder.toegewezen_producten
    if isinstance(ouder, wmo305.Client):
        return (ouder.start_producten,)
    if isinstance(ouder, wmo307.Client):
        return (ouder.stop_producten,)
    if isinstance(ouder, wmo315.Client):
        return (ouder.aangevraagde_producten,)
    return ouder.ongewijzigde_producten, ouder.te_wijzigen_producten, ouder.nieuwe_producten


def _levering(klasse: wmo305.StartProduct | wmo307.StopProduct) -> tuple[Hashable, ...]:
    return (klasse.toewijzing_nummer, *_product(klasse.product), klasse.begindatum)


def _product(product: Any) -> tuple[str | None, str | None]:
    return (None, None) if product is None else (product.categorie, product.code)
