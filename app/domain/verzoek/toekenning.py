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
from app.domain.verzoek.vergelijking import past, vergelijk
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
    vergelijkingen = vergelijk(toekenning.verzoek, toekenning.inhoud, alleen, vandaag)
    mogelijk = mogelijkheden(toekenning.verzoek, vergelijkingen, alleen, vandaag)
    vereis_mogelijk(Verzoekkeuze.TOEKENNEN, mogelijk)


def met_referentie(gewijzigd: Sequence[Toewijzing], toekenning: Toekenning) -> tuple[Toewijzing, ...]:
    """The allocations of a decision, of which those that grant the request carry its reference.

    For a request for change that is all that changes at the provider, else the last that has the product.

    Raises VoorwaardeNietVervuld where it changes nothing for the request.
    """
    verzoek = toekenning.verzoek
    bij = [t for t in gewijzigd if t.aanbieder == verzoek.aanbieder]
    if verzoek.soort is Verzoeksoort.TOEWIJZING:
        (gevraagd,) = toekenning.inhoud.producten
        vrij = (t for t in bij if not t.verwijderd and t.actueel.referentie_aanbieder is None)
        passend = [t for t in vrij if past(gevraagd, toegewezen(t))]
        bij = sorted(passend, key=lambda t: t.actueel.periode.begin)[-1:]
    if not bij:
        fout = Veldfout("producten", "Dit besluit wijst niets toe van wat is gevraagd.", "OP348")
        raise VoorwaardeNietVervuld("Dit besluit kent het verzoek niet toe.", fout)
    nummers = {t.nummer for t in bij}
    return tuple(_met(t, verzoek.referentie) if t.nummer in nummers else t for t in gewijzigd)


def _met(toewijzing: Toewijzing, referentie: str) -> Toewijzing:
    nu = toewijzing.actueel
    versies = (replace(v, referentie_aanbieder=referentie) if v is nu else v for v in toewijzing.versies)
    return replace(toewijzing, versies=tuple(versies))
