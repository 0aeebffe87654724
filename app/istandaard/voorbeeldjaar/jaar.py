"""The year 2025 of one client, as it should go: an allocation, a request, a pause, a change, a move."""

from calendar import monthrange

from app.istandaard.berichten.wmo317 import TeWijzigenProduct
from app.istandaard.berichten.wmo323 import Prestatie
from app.istandaard.voorbeeldjaar.bouw import (
    BEGELEIDING,
    DAGBESTEDING,
    Stap,
    antwoord,
    begin,
    declareer,
    einde,
    geleverd,
    gevraagd,
    meld_start,
    meld_stop,
    per_week,
    toegewezen,
    vraag_toewijzing,
    vraag_wijziging,
    wijs_toe,
)
from app.istandaard.waarden import Datum, Geheel

EERSTE = toegewezen(1, BEGELEIDING, 4, "2025-01-13", "2025-12-31", besloten="2025-01-06")
"""Four hours of support a week."""
TWEEDE = toegewezen(2, DAGBESTEDING, 4, "2025-03-03", "2025-12-31", besloten="2025-02-24")
"""Four half-days a week."""
EERSTE_TOT_SEPTEMBER = toegewezen(
    1, BEGELEIDING, 4, "2025-01-13", "2025-08-31", besloten="2025-08-20", reden_wijziging="12"
)
DERDE = toegewezen(3, BEGELEIDING, 6, "2025-09-01", "2025-12-31", besloten="2025-08-20")
"""Six hours a week, from September."""
TWEEDE_TOT_DECEMBER = toegewezen(
    2, DAGBESTEDING, 4, "2025-03-03", "2025-11-30", besloten="2025-11-17", reden_wijziging="07"
)
DERDE_TOT_DECEMBER = toegewezen(
    3, BEGELEIDING, 6, "2025-09-01", "2025-11-30", besloten="2025-11-17", reden_wijziging="07"
)


def maand(nummer: int) -> tuple[str, str]:
    """The first and last day of a month of the year."""
    return f"2025-{nummer:02d}-01", f"2025-{nummer:02d}-{monthrange(2025, nummer)[1]}"


def jaar() -> tuple[Stap, ...]:
    """The messages of the year; what answers them is made by who receives them."""
    return (
        Stap(wijs_toe("2025-01-06", EERSTE), "Vier uur begeleiding per week, vanaf 13 januari."),
        Stap(
            meld_start("2025-01-13", begin(1, BEGELEIDING, "2025-01-13")),
            "De aanbieder begint.",
        ),
        Stap(
            declareer(
                "2025-02-03",
                "DECL01",
                maand(1),
                geleverd("R01", 1, BEGELEIDING, 11, ("2025-01-13", "2025-01-31")),
            ),
            "Elf uur in januari, vanaf de dag dat de toewijzing ingaat.",
        ),
        Stap(
            vraag_toewijzing("2025-02-10", "AANVRAAG1", DAGBESTEDING, 4, "2025-03-03", "2025-12-31"),
            "De aanbieder vraagt er vier dagdelen dagbesteding per week bij.",
        ),
        Stap(antwoord("2025-02-12", "AANVRAAG1", "2"), "De gemeente onderzoekt dat eerst."),
        Stap(
            wijs_toe("2025-02-24", EERSTE, gevraagd("AANVRAAG1", TWEEDE)),
            "Toegekend, met de referentie van het verzoek. Wat al liep, staat er ongewijzigd bij.",
        ),
        _maanddeclaratie(2, geleverd("R02", 1, BEGELEIDING, 16, maand(2))),
        Stap(
            meld_start("2025-03-03", begin(2, DAGBESTEDING, "2025-03-03")),
            "Ook de dagbesteding begint.",
        ),
        _maanddeclaratie(
            3,
            geleverd("R03", 1, BEGELEIDING, 17, maand(3)),
            geleverd("R04", 2, DAGBESTEDING, 16, ("2025-03-03", "2025-03-31")),
        ),
        Stap(
            meld_stop(
                "2025-04-14",
                einde(1, BEGELEIDING, "2025-01-13", "2025-04-11", "20"),
                einde(2, DAGBESTEDING, "2025-03-03", "2025-04-11", "20"),
            ),
            "De cliënt ligt in het ziekenhuis: de levering stopt voor een tijd.",
        ),
        _maanddeclaratie(
            4,
            geleverd("R05", 1, BEGELEIDING, 6, maand(4)),
            geleverd("R06", 2, DAGBESTEDING, 6, maand(4)),
        ),
        Stap(
            meld_start(
                "2025-05-12", begin(1, BEGELEIDING, "2025-05-12"), begin(2, DAGBESTEDING, "2025-05-12")
            ),
            "De cliënt is weer thuis: de levering begint opnieuw.",
        ),
        _maanddeclaratie(
            5,
            geleverd("R07", 1, BEGELEIDING, 12, maand(5)),
            geleverd("R08", 2, DAGBESTEDING, 12, maand(5)),
        ),
        _maanddeclaratie(
            6,
            geleverd("R09", 1, BEGELEIDING, 17, maand(6)),
            geleverd("R10", 2, DAGBESTEDING, 16, maand(6)),
        ),
        Stap(
            declareer(
                "2025-08-01",
                "DECL07",
                maand(7),
                geleverd("R11", 1, BEGELEIDING, 17, maand(6), terug="R09"),
                geleverd("R12", 1, BEGELEIDING, 15, maand(6)),
                geleverd("R13", 1, BEGELEIDING, 17, maand(7)),
                geleverd("R14", 2, DAGBESTEDING, 16, maand(7)),
            ),
            "Over juni was twee uur te veel gedeclareerd: de regel gaat terug en komt goed opnieuw.",
        ),
        Stap(
            vraag_wijziging(
                "2025-08-11",
                "WIJZIGING1",
                TeWijzigenProduct(
                    toewijzing_nummer=Geheel(1),
                    gewenste_ingangsdatum=Datum("2025-09-01"),
                    einddatum=Datum("2025-12-31"),
                    omvang=per_week(6, BEGELEIDING),
                ),
                2,
            ),
            "De aanbieder vraagt zes uur begeleiding in plaats van vier. Wat blijft, noemt hij ook.",
        ),
        Stap(
            wijs_toe(
                "2025-08-20",
                *(gevraagd("WIJZIGING1", product) for product in (EERSTE_TOT_SEPTEMBER, DERDE, TWEEDE)),
            ),
            "Toegekend: een andere omvang is een nieuwe toewijzing, en de oude eindigt. De referentie van "
            "een verzoek om wijziging staat bij elke toewijzing in het bericht.",
        ),
        Stap(
            meld_stop("2025-09-01", einde(1, BEGELEIDING, "2025-05-12", "2025-08-31", "37")),
            "De aanbieder stopt op de oude toewijzing …",
        ),
        Stap(
            meld_start("2025-09-01", begin(3, BEGELEIDING, "2025-09-01")),
            "… en begint op de nieuwe.",
        ),
        _maanddeclaratie(
            8,
            geleverd("R15", 1, BEGELEIDING, 16, maand(8)),
            geleverd("R16", 2, DAGBESTEDING, 8, maand(8)),
        ),
        _maanddeclaratie(
            9,
            geleverd("R17", 3, BEGELEIDING, 25, maand(9)),
            geleverd("R18", 2, DAGBESTEDING, 16, maand(9)),
        ),
        _maanddeclaratie(
            10,
            geleverd("R19", 3, BEGELEIDING, 26, maand(10)),
            geleverd("R20", 2, DAGBESTEDING, 16, maand(10)),
        ),
        Stap(
            wijs_toe("2025-11-17", TWEEDE_TOT_DECEMBER, DERDE_TOT_DECEMBER),
            "De cliënt verhuist: wat liep, eindigt op 30 november.",
        ),
        Stap(
            meld_stop(
                "2025-12-01",
                einde(2, DAGBESTEDING, "2025-05-12", "2025-11-30", "31"),
                einde(3, BEGELEIDING, "2025-09-01", "2025-11-30", "31"),
            ),
            "De levering is gestopt.",
        ),
        _maanddeclaratie(
            11,
            geleverd("R21", 3, BEGELEIDING, 24, maand(11)),
            geleverd("R22", 2, DAGBESTEDING, 16, maand(11)),
        ),
    )


def _maanddeclaratie(nummer: int, *regels: Prestatie) -> Stap:
    """The declaration of a month, on the first day of the next."""
    dag = f"2025-{nummer + 1:02d}-01"
    bericht = declareer(dag, f"DECL{nummer:02d}", maand(nummer), *regels)
    return Stap(bericht, "De declaratie over de maand ervoor.")
