"""Ten mistakes that are often made, each in a message of its own among those of the year.

Each is refused and so leaves nothing behind: the messages of the year after it are as right as before. On
the same day the mistake goes first, and what should have been sent after it.
"""

from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.voorbeeldjaar.bouw import (
    BEGELEIDING,
    DAGBESTEDING,
    Stap,
    begin,
    declareer,
    einde,
    geleverd,
    meld_start,
    meld_stop,
    toegewezen,
    vraag_toewijzing,
    wijs_toe,
)
from app.istandaard.voorbeeldjaar.jaar import EERSTE, jaar, maand


def met_fouten() -> tuple[Stap, ...]:
    """The whole year with the mistakes in it."""
    return (*fouten(), *jaar())


def fouten() -> tuple[Stap, ...]:
    """The mistakes alone; each names the one rule that finds it."""
    return (
        _fout(
            "TR019",
            meld_start("2025-01-14", begin(7, BEGELEIDING, "2025-01-13")),
            "Een start op toewijzing 7, die deze gemeente nooit stuurde.",
            "Neem het nummer over uit de wmo301, en niet uit het eigen systeem.",
        ),
        _fout(
            "TR326",
            meld_start("2025-01-20", begin(1, BEGELEIDING, "2025-01-20")),
            "Een tweede start, terwijl de levering al loopt.",
            "Stuur een start één keer; na een pauze eerst de stop, dan de nieuwe start.",
        ),
        _fout(
            "TR389",
            declareer(
                "2025-02-04",
                "DECL01B",
                maand(1),
                geleverd("F03", 1, BEGELEIDING, 11, ("2025-01-13", "2025-01-31")),
            ),
            "Januari nog eens, onder een nieuw declaratienummer.",
            "Was de eerste regel fout: stuur een creditregel en de goede regel. Wacht anders op de wmo325.",
        ),
        _fout(
            "TR374",
            vraag_toewijzing("2025-02-11", "AANVRAAG2", DAGBESTEDING, 4, "2025-03-03", "2025-12-31"),
            "Een tweede verzoek om hetzelfde, terwijl het eerste nog open is.",
            "Wacht op het antwoord op het eerste verzoek: een toewijzing of een afwijzing.",
        ),
        _fout(
            "TR302",
            wijs_toe(
                "2025-02-25",
                EERSTE,
                toegewezen(9, BEGELEIDING, 2, "2025-04-01", "2025-12-31", besloten="2025-02-25"),
            ),
            "Twee uur begeleiding erbij op een nieuw nummer, terwijl er al een toewijzing van loopt.",
            "Laat de lopende toewijzing eindigen, en wijs vanaf de dag erna het geheel toe.",
        ),
        _fout(
            "TR321",
            declareer("2025-02-28", "DECL02A", maand(2), geleverd("F06", 1, BEGELEIDING, 40, maand(2))),
            "Veertig uur in een maand op een toewijzing van vier uur per week.",
            "Declareer ten hoogste wat is toegewezen. Is er meer nodig: stuur een verzoek om wijziging.",
        ),
        _fout(
            "TR346",
            declareer(
                "2025-03-31",
                "DECL03A",
                maand(3),
                geleverd("F07", 1, BEGELEIDING, 17, maand(3), cents=1360_00),
            ),
            "Zeventien uur van 75 euro voor 1360 euro: gerekend met een ander tarief dan erbij staat.",
            "Reken het bedrag uit als volume maal tarief, in centen.",
        ),
        _fout(
            "TR382",
            meld_stop("2025-04-22", einde(1, BEGELEIDING, "2025-01-06", "2025-04-11", "19")),
            "Een stop met een andere begindatum dan de start had.",
            "Herhaal in de stop het nummer, het product en de begindatum van de start.",
        ),
        _fout(
            "TR056",
            meld_start("2025-05-12", begin(1, BEGELEIDING, "2025-05-12"), identificatie="JAAR0002"),
            "Een start onder de identificatie van de start in januari.",
            "Geef elk bericht een eigen identificatie, ook als het een eerder bericht verbetert.",
        ),
        _fout(
            "TR323",
            declareer(
                "2025-07-02",
                "DECL06B",
                maand(6),
                geleverd("F10", 1, BEGELEIDING, 17, maand(6), terug="R99"),
            ),
            "Een creditregel op een regel die nooit is gedeclareerd.",
            "Noem als vorige referentie die van de regel zoals zij is toegekend.",
        ),
    )


def _fout(regel: str, bericht: Berichtklasse, uitleg: str, herstel: str) -> Stap:
    return Stap(bericht, uitleg, regel, herstel)
