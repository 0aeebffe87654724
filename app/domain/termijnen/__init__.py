"""Terms: the calendar of the Algemene termijnenwet, the clocks of a case, what they foretell (W01 to W03)."""

from app.domain.termijnen.berichttermijn import Berichttermijn, uiterste_antwoorddag
from app.domain.termijnen.duur import Duur, Tijdseenheid, einde
from app.domain.termijnen.kalender import Kalender, Kalenders
from app.domain.termijnen.klok import STAP_IN_WOORDEN, AanZet, Klok, Stand, Stap
from app.domain.termijnen.vooruitblik import Knelpunt, vooruitblik
from app.domain.termijnen.zaak import (
    Gebeurtenissen,
    Opschorting,
    Opschortingsgrond,
    PlanGebeurtenissen,
    Termijn,
    Vertrekpunt,
    aanvraag_mogelijk_vanaf,
    dwangsom_vanaf,
    klokken,
    planklokken,
    uiterste_besluitdag,
)

__all__ = [
    "STAP_IN_WOORDEN",
    "AanZet",
    "Berichttermijn",
    "Duur",
    "Gebeurtenissen",
    "Kalender",
    "Kalenders",
    "Klok",
    "Knelpunt",
    "Opschorting",
    "Opschortingsgrond",
    "PlanGebeurtenissen",
    "Stand",
    "Stap",
    "Termijn",
    "Tijdseenheid",
    "Vertrekpunt",
    "aanvraag_mogelijk_vanaf",
    "dwangsom_vanaf",
    "einde",
    "klokken",
    "planklokken",
    "uiterste_antwoorddag",
    "uiterste_besluitdag",
    "vooruitblik",
]
