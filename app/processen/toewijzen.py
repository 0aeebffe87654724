"""An announced decision becomes allocations, with a wmo301 for each provider concerned (M16 to M18)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from app.domain.berichtinhoud import leverbaar
from app.domain.besluit import Besluit
from app.domain.besluitstappen import vereis_uitvoerbaar
from app.domain.eisen import vervult
from app.domain.partijen import Client, Rol
from app.domain.toewijzing import Afspraak, Oorzaak, Toewijzing, Toewijzingsbericht
from app.domain.uitvoeren import Omstandigheden, voer_uit
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Toewijzingrij
from app.processen import berichten
from app.processen.verzoek import GEMEENTE, Verzoek, voor


@dataclass(frozen=True, slots=True)
class Uitvoering:
    """Which allocations were made or changed, and the messages that tell so."""

    toewijzingen: tuple[Toewijzing, ...]
    berichten: tuple[Toewijzingsbericht, ...]


@dataclass(frozen=True, slots=True)
class Inzage:
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
def wijs_toe(verzoek: Verzoek, besluit_id: UUID, afspraak: Afspraak | None) -> Uitvoering:
    """Carry out a decision, whole and once: allocations for all its lines in natura, and their messages."""
    return voer_besluit_uit(verzoek, besluit_id, afspraak, None)


def voer_besluit_uit(
    verzoek: Verzoek, besluit_id: UUID, afspraak: Afspraak | None, oorzaak: Oorzaak | None
) -> Uitvoering:
    """Carry out a decision; `oorzaak` where the cause lies outside it (W08)."""
    besluit = verzoek.opslag.besluiten.haal(besluit_id)
    verzoek.opslag.clienten.vergrendel(besluit.client_id)
    voorganger = None if besluit.wijzigt is None else verzoek.opslag.besluiten.haal(besluit.wijzigt)
    vereis_uitvoerbaar(besluit, voorganger)
    client = verzoek.opslag.clienten.haal(besluit.client_id)
    berichten.vereis_berichtenverkeer(client)
    gewijzigd = voer_uit(
        besluit,
        voorganger,
        verzoek.opslag.toewijzingen.van_client(client.id),
        omstandigheden(verzoek, afspraak),
        oorzaak,
    )
    verzoek.opslag.besluiten.bewaar(replace(besluit, uitgevoerd_op=verzoek.nu))
    return bewaar(verzoek, client, gewijzigd, besluit)


def omstandigheden(verzoek: Verzoek, afspraak: Afspraak | None) -> Omstandigheden:
    """The circumstances of a change made now; declared lines become known with the first 323."""
    return Omstandigheden(
        nu=verzoek.nu,
        vandaag=verzoek.vandaag,
        nieuw_nummer=lambda: verzoek.opslag.nummering.volgende("toewijzing"),
        heeft_prestaties=lambda nummer: False,
        afspraak=afspraak,
    )


def bewaar(
    verzoek: Verzoek, client: Client, gewijzigd: Sequence[Toewijzing], besluit: Besluit | None
) -> Uitvoering:
    """Keep the allocations, and tell every provider concerned: no end and no change without a 301 (OP258).

    The provider of a client whom messages would endanger is told outside them (OP003), and gets the 301 with
    what holds by then as soon as messages are allowed again.
    """
    bewaard = tuple(verzoek.opslag.toewijzingen.bewaar(toewijzing) for toewijzing in gewijzigd)
    if client.berichtenverkeer_geblokkeerd:
        return Uitvoering(bewaard, ())
    aanbieders = dict.fromkeys(toewijzing.aanbieder for toewijzing in bewaard)
    gemaakt = (berichten.stel_op(verzoek, client, aanbieder, besluit) for aanbieder in aanbieders)
    return Uitvoering(bewaard, tuple(bericht for bericht in gemaakt if bericht is not None))


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal(verzoek: Verzoek, nummer: int, gemeente: Gemeentecode | None) -> Inzage:
    """One allocation; a provider names the municipality that gave the number out."""
    toewijzing = verzoek.opslag.toewijzingen.haal(nummer, gemeente=gemeente)
    alle = verzoek.opslag.berichten.van_client_bij(toewijzing.client_id, toewijzing.aanbieder)
    van_nummer = [b for b in alle if any(n == toewijzing.nummer for n, _ in b.versies)]
    return Inzage(toewijzing, leverbaar(toewijzing, van_nummer), tuple(b.id for b in van_nummer))


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst(
    verzoek: Verzoek, limiet: int, cursor: str | None, client_id: UUID | None, aanbieder: AgbCode | None
) -> Bladzijde[Toewijzingrij]:
    """Allocations, oldest first."""
    return verzoek.opslag.lijsten.toewijzingen(limiet, cursor, client_id=client_id, aanbieder=aanbieder)
