"""Within how long a message of the iWmo standard must be answered or sent."""

from datetime import date
from enum import Enum

from app.domain.termijnen.duur import Duur, Tijdseenheid, einde
from app.domain.termijnen.kalender import Kalender


class Berichttermijn(Enum):
    """The process terms of the standard, with the rules that set them; lateness is no ground to reject."""

    RETOUR = "OP090", Duur(3, Tijdseenheid.WERKDAGEN)
    """Return message, from receipt of a 301, 305, 307, 315, 317 or 319."""
    DECLARATIE_ANTWOORD = "OP090x4", Duur(10, Tijdseenheid.WERKDAGEN)
    """325, from receipt of the 323."""
    START = "OP271", Duur(5, Tijdseenheid.WERKDAGEN)
    """305, from the real start; for an allocation with retroactive effect from receipt of the 301."""
    STOP = "OP272", Duur(5, Tijdseenheid.WERKDAGEN)
    """307, from the real end; for a final stop after a temporary one from the day it is known."""
    VERZOEK_OM_TOEWIJZING = "OP274", Duur(5, Tijdseenheid.WERKDAGEN)
    """301 or 319, from receipt of the 315."""
    VERZOEK_OM_WIJZIGING = "OP346", Duur(5, Tijdseenheid.WERKDAGEN)
    """301 or 319, from receipt of the 317."""
    IN_ONDERZOEK = "OP274, OP346", Duur(8, Tijdseenheid.WEKEN)
    """Final 301 or 319 after 'under investigation' (VerzoekAntwoord 2), from Dagtekening of the request."""

    def __init__(self, regels: str, duur: Duur) -> None:
        """Keep the rule codes and the length of the term."""
        self.regels = regels
        self.duur = duur


def uiterste_antwoorddag(termijn: Berichttermijn, vanaf: date, kalender: Kalender) -> date:
    """The last day for a message, counted from the event that its term names; the Atw does not hold."""
    return einde(vanaf, termijn.duur, kalender, atw=False)
