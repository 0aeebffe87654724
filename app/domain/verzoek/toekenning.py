"""A decision that grants what a provider asked: what it allocates carries the reference (OP348)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.besluit.besluit import Besluit
from app.domain.fouten import Veldfout, VoorwaardeNietVervuld
from app.domain.keten.dossier import Verzoeksoort
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.gelijkheid import toegewezen
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.verzoek.keuzes import Verzoekkeuze, mogelijkheden, vereis_mogelijk
from app.domain.verzoek.vergelijking import past
from app.domain.verzoek.verzoek import BewaardVerzoek, Verzoekinhoud


@dataclass(frozen=True, slots=True)
class Toekenning:
    """A request that a decision is to grant, with what it asks."""

    verzoek: BewaardVerzoek
    inhoud: Verzoekinhoud


def vereis_toekenbaar(toekenning: Toekenning, lijn: Clientlijn, besluit: Besluit, vandaag: date) -> None:
    """Refuse to grant a request with this decision where it grants something else, with all that differs.

    What other decisions that wait would allocate does not count.
    """
    zonder = tuple(b for b in lijn.besluiten if b.id == besluit.id or not b.toe_te_wijzen)
    alleen = replace(lijn, besluiten=zonder)
    mogelijk = mogelijkheden(toekenning.verzoek, toekenning.inhoud, alleen, vandaag)
    vereis_mogelijk(Verzoekkeuze.TOEKENNEN, mogelijk)


def vereis_toegewezen(toekenning: Toekenning, lijn: Clientlijn, vandaag: date) -> None:
    """Refuse to grant a request without a decision where it asks anything else than is allocated."""
    mogelijk = mogelijkheden(toekenning.verzoek, toekenning.inhoud, lijn, vandaag)
    vereis_mogelijk(Verzoekkeuze.TOEKENNEN_ZONDER_BESLUIT, mogelijk)


def met_referentie(gewijzigd: Sequence[Toewijzing], toekenning: Toekenning) -> tuple[Toewijzing, ...]:
    """The allocations of a decision, of which those that grant the request carry its reference.

    Raises VoorwaardeNietVervuld where it changes nothing for the request.
    """
    verzoek = toekenning.verzoek
    nummers = nummers_voor(toekenning, [t for t in gewijzigd if t.aanbieder == verzoek.aanbieder])
    return tuple(_met(t, verzoek.referentie) if t.nummer in nummers else t for t in gewijzigd)


def nummers_voor(toekenning: Toekenning, toewijzingen: Sequence[Toewijzing]) -> frozenset[int]:
    """Which of these allocations at its provider grant the request.

    A request for change all of them, another the last that has the product and grants no other.

    Raises VoorwaardeNietVervuld where none does.
    """
    bij = list(toewijzingen)
    if toekenning.verzoek.soort is Verzoeksoort.TOEWIJZING:
        (gevraagd,) = toekenning.inhoud.producten
        vrij = (t for t in bij if not t.verwijderd and t.actueel.referentie_aanbieder is None)
        passend = [t for t in vrij if past(gevraagd, toegewezen(t))]
        bij = sorted(passend, key=lambda t: t.actueel.periode.begin)[-1:]
    if not bij:
        fout = Veldfout("producten", "Hiermee wordt niets toegewezen van wat is gevraagd.", "OP348")
        raise VoorwaardeNietVervuld("Dit kent het verzoek niet toe.", fout)
    return frozenset(t.nummer for t in bij)


def _met(toewijzing: Toewijzing, referentie: str) -> Toewijzing:
    nu = toewijzing.actueel
    versies = (replace(v, referentie_aanbieder=referentie) if v is nu else v for v in toewijzing.versies)
    return replace(toewijzing, versies=tuple(versies))
