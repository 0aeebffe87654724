"""An announced decision becomes allocations, with a wmo301 for each provider concerned (M16 to M18)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from app.domain.besluit.besluit import Besluit, Leveringsvorm
from app.domain.besluit.stappen import vereis_uitvoerbaar
from app.domain.eisen import vervult
from app.domain.partijen import Client, Rol
from app.domain.toewijzing.berichtinhoud import leverbaar
from app.domain.toewijzing.toewijzing import Afspraak, Oorzaak, Toewijzing, Toewijzingsbericht
from app.domain.toewijzing.uitvoeren import Omstandigheden, voer_uit
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Toewijzingrij
from app.processen import berichten
from app.processen.handeling import GEMEENTE, Handeling, voor


@dataclass(frozen=True, slots=True)
class Toewijsgegevens:
    """What a caller gives to have a decision carried out."""

    besluit_id: UUID
    afspraak: Afspraak | None = None


@dataclass(frozen=True, slots=True)
class Uitvoering:
    """Which allocations were made or changed, and the messages that tell so."""

    toewijzingen: tuple[Toewijzing, ...]
    berichten: tuple[Toewijzingsbericht, ...]


@dataclass(frozen=True, slots=True)
class Toewijzingsinzage:
    """An allocation, and whether the provider may deliver and invoice on it (M17)."""

    toewijzing: Toewijzing
    leverbaar: bool
    berichten: tuple[UUID, ...]
    """The messages that carried it."""

    @property
    def revisie(self) -> int:
        """Number of the last change of the allocation."""
        return self.toewijzing.revisie


@vervult("M16", "M17", "M18")
@voor(Rol.BESLUIT, Rol.ADMINISTRATIE)
def wijs_toe(handeling: Handeling, gegevens: Toewijsgegevens) -> Uitvoering:
    """Carry out a decision, whole and once: allocations for all its lines in natura, and their messages."""
    return voer_besluit_uit(handeling, gegevens.besluit_id, gegevens.afspraak, None)


def voer_besluit_uit(
    handeling: Handeling, besluit_id: UUID, afspraak: Afspraak | None, oorzaak: Oorzaak | None
) -> Uitvoering:
    """Carry out a decision; `oorzaak` where the cause lies outside it (W08)."""
    besluit = handeling.opslag.besluiten.haal(besluit_id)
    handeling.opslag.clienten.vergrendel(besluit.client_id)
    voorganger = None if besluit.wijzigt is None else handeling.opslag.besluiten.haal(besluit.wijzigt)
    vereis_uitvoerbaar(besluit, voorganger)
    client = handeling.opslag.clienten.haal(besluit.client_id)
    berichten.vereis_berichtenverkeer(client)
    in_natura = sum(regel.leveringsvorm is Leveringsvorm.NATURA for regel in besluit.regels)
    gewijzigd = voer_uit(
        besluit,
        voorganger,
        handeling.opslag.toewijzingen.van_client(client.id),
        omstandigheden(handeling, afspraak, tegelijk=1 if voorganger else in_natura),
        oorzaak,
    )
    handeling.opslag.besluiten.bewaar(replace(besluit, uitgevoerd_op=handeling.nu))
    return bewaar(handeling, client, gewijzigd, besluit)


def omstandigheden(handeling: Handeling, afspraak: Afspraak | None, *, tegelijk: int = 1) -> Omstandigheden:
    """The circumstances of a change made now; declared lines become known with the first 323.

    New numbers are taken so many `tegelijk`, the first when one is asked for.
    """
    return Omstandigheden(
        nu=handeling.nu,
        vandaag=handeling.vandaag,
        nieuw_nummer=partial(next, _nieuwe_nummers(handeling, tegelijk)),
        heeft_prestaties=lambda nummer: False,
        afspraak=afspraak,
    )


def _nieuwe_nummers(handeling: Handeling, tegelijk: int) -> Iterator[int]:
    while True:
        yield from handeling.opslag.nummering.blok("toewijzing", tegelijk)


def bewaar(
    handeling: Handeling, client: Client, gewijzigd: Sequence[Toewijzing], besluit: Besluit | None
) -> Uitvoering:
    """Keep the allocations, and tell every provider concerned: no end and no change without a 301 (OP258).

    The provider of a client whom messages would endanger is told outside them (OP003), and gets the 301 with
    what holds by then as soon as messages are allowed again.
    """
    bewaard = tuple(handeling.opslag.toewijzingen.bewaar(toewijzing) for toewijzing in gewijzigd)
    if client.berichtenverkeer_geblokkeerd:
        return Uitvoering(bewaard, ())
    aanbieders = dict.fromkeys(toewijzing.aanbieder for toewijzing in bewaard)
    gemaakt = (berichten.stel_op(handeling, client, aanbieder, besluit) for aanbieder in aanbieders)
    return Uitvoering(bewaard, tuple(bericht for bericht in gemaakt if bericht is not None))


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal(handeling: Handeling, nummer: int, gemeente: Gemeentecode | None) -> Toewijzingsinzage:
    """One allocation; a provider names the municipality that gave the number out."""
    toewijzing = handeling.opslag.toewijzingen.haal(nummer, gemeente=gemeente)
    koppen = handeling.opslag.berichten.koppen_met(toewijzing)
    return Toewijzingsinzage(toewijzing, leverbaar(toewijzing, koppen), tuple(kop.id for kop in koppen))


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst(
    handeling: Handeling, limiet: int, cursor: str | None, client_id: UUID | None, aanbieder: AgbCode | None
) -> Bladzijde[Toewijzingrij]:
    """Allocations, oldest first."""
    return handeling.opslag.lijsten.toewijzingen(limiet, cursor, client_id=client_id, aanbieder=aanbieder)
