"""Everything that is stored, as the processes use it."""

from dataclasses import replace

from app.domain.keten.dossier import Partijen
from app.domain.partijen import Partij
from app.domain.waarden import Gemeentecode
from app.opslag.antwoorden import Antwoorden
from app.opslag.berichten import Berichten
from app.opslag.berichttaken import Berichttaken
from app.opslag.besluiten import Aanvragen, Besluiten, Bezwaren
from app.opslag.bewaren import Bewaarredenen, Vernietigingsverzoeken
from app.opslag.brieven import AlleBriefgegevens, Documenten
from app.opslag.clienten import Clienten, Feiten
from app.opslag.declaraties import Declaraties
from app.opslag.dossiers import Dossiers
from app.opslag.inkoop import Aanbieders, Contracten, Producten
from app.opslag.ketenhistorie import Ketenhistorie
from app.opslag.lijsten import Lijsten
from app.opslag.logboek import Verwerkingen
from app.opslag.meldingen import Meldingen, Onderzoeken, PlannenVanAanpak, Rapportages
from app.opslag.nummering import Nummering
from app.opslag.omzettingen import Clientomzettingen, Omzettingen
from app.opslag.ondersteuningsplannen import Afzieningen, Beoordelingen, Ondersteuningsplannen, Planversies
from app.opslag.ontvangsten import Ontvangsten
from app.opslag.toegang import Tenant
from app.opslag.toewijzingen import Draagregels, Toewijzingen
from app.opslag.uitwisseling import Uitwisseling, van_persoon
from app.opslag.vernietiging import Vernietigingen
from app.opslag.verzameling import Sessie
from app.opslag.verzoeken import Verzoeken, van_eigenaar


class Opslag:
    """Everything that is stored, seen through one caller in one transaction."""

    def __init__(self, sessie: Sessie) -> None:
        """Open the repositories on this transaction."""
        self._sessie = sessie
        self.clienten = Clienten(sessie)
        self.meldingen = Meldingen(sessie)
        self.onderzoeken = Onderzoeken(sessie)
        self.plannen_van_aanpak = PlannenVanAanpak(sessie)
        self.ondersteuningsplannen = Ondersteuningsplannen(sessie)
        self.planversies = Planversies(sessie)
        self.beoordelingen = Beoordelingen(sessie)
        self.afzieningen = Afzieningen(sessie)
        self.aanvragen = Aanvragen(sessie)
        self.besluiten = Besluiten(sessie)
        self.bezwaren = Bezwaren(sessie)
        self.feiten = Feiten(sessie)
        self.omzettingen = Omzettingen(sessie)
        self.clientomzettingen = Clientomzettingen(sessie)
        self.toewijzingen = Toewijzingen(sessie)
        self.draagregels = Draagregels(sessie)
        self.berichten = Berichten(sessie)
        self.ontvangsten = Ontvangsten(sessie)
        self.verzoeken = Verzoeken(sessie)
        self.declaraties = Declaraties(sessie)
        self.rapportages = Rapportages(sessie)
        self.aanbieders = Aanbieders(sessie)
        self.producten = Producten(sessie)
        self.contracten = Contracten(sessie)
        self.documenten = Documenten(sessie)
        self.briefgegevens = AlleBriefgegevens(sessie)
        self.bewaarredenen = Bewaarredenen(sessie)
        self.vernietigingsverzoeken = Vernietigingsverzoeken(sessie)
        self.vernietigingen = Vernietigingen(sessie)
        self.dossiers = Dossiers(sessie)
        self.nummering = Nummering(sessie)
        self.verwerkingen = Verwerkingen(sessie)
        self.antwoorden = Antwoorden(sessie)
        self.berichttaken = Berichttaken(sessie)
        self.lijsten = Lijsten(sessie)

    def keten(self, eigenaar: str, tussen: Partijen) -> Ketenhistorie:
        """What one of two parties keeps of the messages between them.

        A step that judges a message between them asks it for either of the two, whichever of them calls.
        """
        return Ketenhistorie(self._sessie, eigenaar, tussen)

    def uitwisseling_over(self, bsn: str) -> Uitwisseling:
        """What the caller keeps of its messages about this person."""
        return van_persoon(self._sessie, bsn)

    def verzoeken_van(self, eigenaar: str) -> Verzoeken:
        """The requests that one of two parties keeps, for a step that judges a message between them."""
        return van_eigenaar(self._sessie, eigenaar)

    def als_gemeente(self, gemeente: Gemeentecode) -> "Opslag":
        """The same transaction through the eyes of a municipality, for what a step needs beyond its caller.

        A provider's step uses it only after it has found the plan or allocation that names the
        municipality. The access record keeps naming the caller.
        """
        return Opslag(replace(self._sessie, tenant=Tenant(Partij.GEMEENTE, gemeente)))
