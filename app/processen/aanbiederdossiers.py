"""What a provider keeps of a person: reasons to keep it longer, and requests to destroy it (W04).

A provider keeps no clients. It names a person by Bsn and municipality; what stays of the Bsn is a keyed hash.
"""

from datetime import date
from uuid import UUID, uuid4

from app.domain import bewaren
from app.domain.bewaren import Beeindiging, Beslissing, Bewaarreden, Vernietigingsverzoek, Weigergrond
from app.domain.eisen import vervult
from app.domain.fouten import NietGevonden
from app.domain.keten.dossier import Clientsleutel, Partijen
from app.domain.partijen import Rol
from app.domain.persoonsdossier import Persoonsdossier, belemmeringen
from app.domain.waarden import AgbCode, Bsn, Gemeentecode
from app.opslag import Verwerking
from app.opslag.bladzijde import Bladzijde
from app.opslag.dossiers import Dossiersleutel
from app.processen import naslaan
from app.processen.handeling import Handeling, voor


@voor(Rol.AANBIEDER)
def leg_bewaarreden_vast(
    handeling: Handeling, gemeente: Gemeentecode, bsn: Bsn, reden: str, tot: date
) -> Bewaarreden:
    """Keep a person longer than the term, for a reason, until a day."""
    bewaren.vereis_toekomst(tot, handeling.vandaag)
    persoon, _ = _bewaarde_persoon(handeling, gemeente, bsn)
    return handeling.opslag.bewaarredenen.bewaar(
        Bewaarreden(
            id=uuid4(),
            gemeente=gemeente,
            client_id=None,
            melding_id=None,
            reden=reden,
            tot=tot,
            door=handeling.beller.medewerker,
            op=handeling.nu,
            aanbieder=AgbCode(handeling.beller.code),
            persoon=persoon,
            betrokkene=_betrokkene(handeling, gemeente, bsn),
        )
    )


@voor(Rol.AANBIEDER)
def beeindig_bewaarreden(handeling: Handeling, reden_id: UUID, vanaf: date, waarom: str) -> Bewaarreden:
    """End a reason to keep a person from a day on; the next run of destruction goes by that."""
    reden = handeling.opslag.bewaarredenen.haal(reden_id)
    einde = Beeindiging(vanaf, waarom, handeling.beller.medewerker, handeling.nu)
    return handeling.opslag.bewaarredenen.bewaar(bewaren.beeindig(reden, einde, handeling.vandaag))


@voor(Rol.AANBIEDER)
def lijst_bewaarredenen(handeling: Handeling, limiet: int, cursor: str | None) -> Bladzijde[Bewaarreden]:
    """All reasons of the provider to keep somebody longer, the first recorded first."""
    return handeling.opslag.bewaarredenen.bladzijde(limiet, cursor)


@voor(Rol.AANBIEDER)
def neem_verzoek_aan(
    handeling: Handeling, gemeente: Gemeentecode, bsn: Bsn, ontvangen_op: date
) -> Vernietigingsverzoek:
    """Record that a person asks the provider for destruction; three months run from its day."""
    handeling.vereis_gebeurd({"ontvangstdatum": ontvangen_op})
    opslag, code = handeling.opslag, AgbCode(handeling.beller.code)
    persoon, dossier = _bewaarde_persoon(handeling, gemeente, bsn)
    opslag.keten(code, Partijen(gemeente, code)).vergrendel()
    verzoek = Vernietigingsverzoek(
        id=uuid4(),
        gemeente=gemeente,
        client_id=None,
        ontvangen_op=ontvangen_op,
        aanbieder=code,
        persoon=persoon,
        betrokkene=_betrokkene(handeling, gemeente, bsn),
    )
    eerdere = opslag.vernietigingsverzoeken.van_persoon(code, persoon, gemeente)
    return opslag.vernietigingsverzoeken.bewaar(bewaren.neem_aan(verzoek, eerdere, dossier.bekend_sinds))


@voor(Rol.AANBIEDER)
def lijst_verzoeken(handeling: Handeling, limiet: int, cursor: str | None) -> Bladzijde[Vernietigingsverzoek]:
    """All requests that the provider was asked, the first recorded first."""
    return handeling.opslag.vernietigingsverzoeken.bladzijde(limiet, cursor)


@voor(Rol.AANBIEDER)
def haal_verzoek(handeling: Handeling, verzoek_id: UUID, revisie: int | None = None) -> Vernietigingsverzoek:
    """One request that the provider was asked."""
    return handeling.opslag.vernietigingsverzoeken.haal(verzoek_id, revisie)


@vervult("W04")
@voor(Rol.AANBIEDER)
def beslis_op_verzoek(
    handeling: Handeling, verzoek_id: UUID, revisie: int, motivering: str, weigergrond: Weigergrond | None
) -> Vernietigingsverzoek:
    """Grant or refuse a request; what is granted goes with the next run, whatever its term.

    It cannot be granted while an allocation is current, a request is open, a message waits for an answer, or
    a reason to keep holds.
    """
    verzoek = haal_verzoek(handeling, verzoek_id, revisie)
    code, persoon = handeling.beller.code, Clientsleutel(verzoek.persoon or "")
    handeling.opslag.keten(code, Partijen(verzoek.gemeente, code)).vergrendel()
    bsn = handeling.opslag.dossiers.bsn_van(Dossiersleutel(persoon, verzoek.gemeente))
    dossier = _dossier(handeling, verzoek.gemeente, persoon, bsn)
    beslissing = Beslissing(motivering, weigergrond, handeling.beller.medewerker, handeling.nu)
    redenen = tuple(belemmeringen(dossier, handeling.vandaag))
    return handeling.opslag.vernietigingsverzoeken.bewaar(
        bewaren.beslis(verzoek, beslissing, (), handeling.vandaag, redenen)
    )


@vervult("W06")
@voor(Rol.AANBIEDER)
def lees_verwerkingen(
    handeling: Handeling, gemeente: Gemeentecode, bsn: Bsn, limiet: int, cursor: str | None
) -> Bladzijde[Verwerking]:
    """Who of the provider did what with the data of a person, oldest first; of whom it keeps something.

    Also what was done before the municipality knew the person, which stands under a pseudonym.
    """
    _bewaarde_persoon(handeling, gemeente, bsn)
    ontvangsten = handeling.opslag.ontvangsten
    namen = {
        _betrokkene(handeling, gemeente, bsn): None,
        ontvangsten.pseudoniem(gemeente, bsn.cijfers): None,
    }
    return handeling.opslag.verwerkingen.van_aanbieder(gemeente, namen, limiet, cursor)


def _bewaarde_persoon(
    handeling: Handeling, gemeente: Gemeentecode, bsn: Bsn
) -> tuple[Clientsleutel, Persoonsdossier]:
    """How the provider's history knows this person, and what it keeps; NietGevonden where that is nothing.

    OngeldigeInvoer for a code of no municipality.
    """
    naslaan.vereis_gemeente(gemeente)
    persoon = Clientsleutel(handeling.opslag.ontvangsten.persoon(handeling.beller.code, bsn.cijfers))
    dossier = _dossier(handeling, gemeente, persoon, bsn.cijfers)
    if dossier.leeg:
        raise NietGevonden("U bewaart niets van deze persoon in het verkeer met deze gemeente.")
    return persoon, dossier


def _dossier(
    handeling: Handeling, gemeente: Gemeentecode, persoon: Clientsleutel, bsn: str | None
) -> Persoonsdossier:
    return handeling.opslag.dossiers.dossier(Dossiersleutel(persoon, gemeente), bsn)


def _betrokkene(handeling: Handeling, gemeente: Gemeentecode, bsn: Bsn) -> UUID:
    (betrokkene,) = handeling.opslag.ontvangsten.betrokkenen(gemeente, (bsn.cijfers,))
    return betrokkene
