"""A case as the rules on keeping look at it: what in it still runs, and which cases it refers to (W04)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from itertools import permutations
from uuid import UUID

from app.domain.besluit.besluit import Besluit, Besluitstatus
from app.domain.bewaren import Bewaardezaak, Bewaarreden
from app.domain.plan.stappen import OPEN
from app.domain.termijnen import STAP_IN_WOORDEN, Kalenders, Stand, klokken
from app.domain.toewijzing.toewijzing import Toewijzing, Toewijzingsbericht
from app.domain.toewijzing.uitvoeren import Draagregel
from app.domain.woorden import datum
from app.domain.zaak import Zaak, gebeurtenissen

LOPEND = frozenset({Stand.LOOPT, Stand.IN_GEVAAR, Stand.OPGESCHORT})
"""States in which a term has not ended."""


def bewaardezaken(
    *,
    zaken: Collection[Zaak],
    toewijzingen: Collection[Toewijzing],
    berichten: Collection[Toewijzingsbericht],
    draagregels: Collection[Draagregel],
    redenen: Collection[Bewaarreden],
    laatst_gemaakt: Mapping[UUID | None, datetime],
    vandaag: date,
    kalenders: Kalenders,
) -> tuple[Bewaardezaak, ...]:
    """Every case of one client, from all there is about that client.

    `laatst_gemaakt` gives by melding when its newest record was made; `kalenders` the calendar around a year.
    """
    verwijzingen = set(_verwijzingen(zaken, toewijzingen, berichten, draagregels))
    vervangen = {besluit.wijzigt for zaak in zaken for besluit in zaak.besluiten}
    return tuple(
        Bewaardezaak(
            melding_id=id,
            laatst_gemaakt=laatst_gemaakt[id],
            lopend=tuple(
                _lopend(zaak, [t for t in toewijzingen if t.melding_id == id], vervangen, vandaag, kalenders)
            ),
            bewaren_tot=max((r.geldt_tot for r in redenen if r.melding_id == id), default=None),
            verwijst_naar=frozenset(naar for van, naar in verwijzingen if van == id != naar),
        )
        for zaak in zaken
        for id in (zaak.melding.id,)
    )


def _lopend(
    zaak: Zaak,
    toewijzingen: Collection[Toewijzing],
    vervangen: Collection[UUID | None],
    vandaag: date,
    kalenders: Kalenders,
) -> Iterator[str]:
    """What still runs: a plan that is open, support that goes on, a statutory term that has not ended."""
    if any(plan.status in OPEN for plan in zaak.ondersteuningsplannen):
        yield "Er loopt nog een uitvraag of ondersteuningsplan."
    if any(toewijzing.loopt(vandaag) for toewijzing in toewijzingen):
        yield "Er loopt nog een toewijzing."
    if any(_loopt_buiten_om(besluit, vandaag) for besluit in zaak.besluiten if besluit.id not in vervangen):
        yield "Er loopt nog een persoonsgebonden budget, of levering door een leverancier zonder AGB-code."
    if any(bezwaar.wacht for bezwaar in zaak.bezwaren):
        yield "Er loopt nog een bezwaar."
    laatste = max([zaak.melding.ontvangen_op, *(aanvraag.ontvangen_op for aanvraag in zaak.aanvragen)])
    termijnen = klokken(gebeurtenissen(zaak), (), kalenders(laatste.year))
    for klok in termijnen:
        if klok.uiterlijk is not None and klok.stand(vandaag, 0) in LOPEND:
            yield (
                f"Er loopt nog een wettelijke termijn voor {STAP_IN_WOORDEN[klok.stap]} ({klok.grondslag}), "
                f"tot en met {datum(klok.uiterlijk)}."
            )


def _loopt_buiten_om(besluit: Besluit, vandaag: date) -> bool:
    """Whether support runs that no allocation says: a personal budget, a supplier without AGB code."""
    return besluit.status is Besluitstatus.BEKENDGEMAAKT and any(
        regel.aanbieder is None and (regel.periode.eind is None or vandaag <= regel.periode.eind)
        for regel in besluit.regels
    )


def _verwijzingen(
    zaken: Collection[Zaak],
    toewijzingen: Collection[Toewijzing],
    berichten: Collection[Toewijzingsbericht],
    draagregels: Collection[Draagregel],
) -> Iterator[tuple[UUID, UUID]]:
    """From which case to which: over what replaces, changes or rests on something, or shares a message."""
    zaak_van: dict[UUID, UUID] = {}
    voorgangers: list[tuple[UUID, UUID | None]] = []
    for zaak in zaken:
        ketens = (
            *((plan.id, plan.vervangt) for plan in zaak.plannen_van_aanpak),
            *((plan.id, plan.vervangt) for plan in zaak.ondersteuningsplannen),
            *((besluit.id, besluit.wijzigt) for besluit in zaak.besluiten),
            *((bezwaar.id, bezwaar.opvolger) for bezwaar in zaak.bezwaren),
        )
        zaak_van |= {id: zaak.melding.id for id, _ in ketens}
        voorgangers += ((zaak.melding.id, ander) for _, ander in ketens)
    yield from ((melding, zaak_van[ander]) for melding, ander in voorgangers if ander is not None)
    yield from ((t.melding_id, zaak_van[v.besluit_id]) for t in toewijzingen for v in t.versies)
    zaak_van_nummer = {toewijzing.nummer: toewijzing.melding_id for toewijzing in toewijzingen}
    for regel in draagregels:
        yield from permutations({zaak_van_nummer[regel.nummer], zaak_van[regel.besluit_id]}, 2)
    for bericht in berichten:
        yield from permutations({zaak_van_nummer[nummer] for nummer, _ in bericht.versies}, 2)
