"""The review of what was granted: by when, as a task, and what it came to (Wmo 2.3.9, W08)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from app.domain.besluit.besluit import Besluit, Besluitsoort, Besluitstatus, Evaluatie, Evaluatieuitkomst
from app.domain.eisen import vervult
from app.domain.feit import Feit
from app.domain.fouten import Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.profielen import Regioprofiel
from app.domain.termijnen import AanZet, Kalender, Klok, Stap, einde
from app.domain.waarden import DAG, Periode
from app.domain.woorden import datum

VOORAF = timedelta(weeks=6)
"""From when on a review is a task; a reassessment after one may take as long, as research may (2.3.2)."""

NIETS_TE_EVALUEREN = (
    "Evalueren kan alleen wat een besluit toekent, niet met spoed, en zolang het loopt (Wmo 2.3.9)."
)


def evaluatietijdvak(besluit: Besluit, vanaf: date) -> Periode | None:
    """The days from this one on for a review of what a decision grants; None where there are none.

    An urgent decision has none: it is temporary, and the research that comes after it is its review (2.3.3).
    """
    if besluit.soort is Besluitsoort.SPOED or not besluit.regels:
        return None
    begin = max(vanaf, besluit.ingangsdatum or vanaf, min(r.periode.begin for r in besluit.regels))
    eind = _laatste_dag(besluit)
    return Periode(begin, eind) if eind is None or begin <= eind else None


def _laatste_dag(besluit: Besluit) -> date | None:
    """The last day on which it grants anything; None where that is open."""
    einden = [regel.periode.eind for regel in besluit.regels]
    return None if None in einden else max(filter(None, einden), default=None)


@vervult("W08")
def voorgestelde_evaluatiedatum(
    besluit: Besluit, eerder: Besluit | None, profiel: Regioprofiel, kalender: Kalender, vandaag: date
) -> date | None:
    """The review day of a draft that names none: that of what it changes, else as the region has it.

    So a change of what runs does not silently drop a day that the client knows.
    """
    al_bekend = None if eerder is None else eerder.volgende_evaluatie
    tijdvak = evaluatietijdvak(besluit, vandaag)
    if tijdvak is not None and al_bekend is not None and tijdvak.bevat(al_bekend):
        return al_bekend
    return _volgens_regio(besluit, profiel, kalender, vandaag)


@vervult("W08")
def voorgesteld_vervolg(
    besluit: Besluit, op: date, profiel: Regioprofiel, kalender: Kalender, vandaag: date
) -> date | None:
    """The next review day after a review on `op` that names none, where the support goes on.

    One that came before the planned one was a task leaves that where it is.
    """
    gepland = besluit.volgende_evaluatie
    if gepland is not None and op < gepland - VOORAF and vandaag < gepland:
        return gepland
    return _volgens_regio(besluit, profiel, kalender, vandaag)


def _volgens_regio(besluit: Besluit, profiel: Regioprofiel, kalender: Kalender, vanaf: date) -> date | None:
    """The first review day from this one on where the region names one, and the support lasts that long."""
    tijdvak = evaluatietijdvak(besluit, vanaf)
    if tijdvak is None or profiel.evaluatie_na is None:
        return None
    dag = einde(tijdvak.begin, profiel.evaluatie_na, kalender, atw=False)
    return dag if tijdvak.bevat(dag) else None


@vervult("W08")
def onjuiste_evaluatiedatum(besluit: Besluit, vandaag: date) -> Iterable[Veldfout]:
    """A review day lies inside the days for which the decision grants something, and not in the past."""
    yield from _buiten_tijdvak("evaluatiedatum", besluit.evaluatiedatum, besluit, vandaag)


def _buiten_tijdvak(veld: str, dag: date | None, besluit: Besluit, vanaf: date) -> Iterable[Veldfout]:
    if dag is None:
        return
    tijdvak = evaluatietijdvak(besluit, vanaf)
    if tijdvak is None:
        yield Veldfout(veld, f"{NIETS_TE_EVALUEREN} Laat deze dag weg.", "W08")
    elif not tijdvak.bevat(dag):
        tot = "" if tijdvak.eind is None else f" tot en met {datum(tijdvak.eind)}"
        yield Veldfout(veld, f"Kies een dag vanaf {datum(tijdvak.begin)}{tot}.", "W08")


@vervult("W08")
def evaluatieklok(besluit: Besluit, feiten: Iterable[Feit], *, vervangen: bool) -> Klok | None:
    """By when its review, or the reassessment that one led to, has to be there; None where no day is named.

    A decision that changes this one takes its place, with a day of its own. What ends the cases of the
    client, or the last day of what is granted, ends it. The law asks a review and sets no term for it.
    """
    dag = _uiterlijk(besluit)
    if dag is None or vervangen or besluit.status is not Besluitstatus.BEKENDGEMAAKT:
        return None
    assert besluit.bekendmaking is not None
    gestart = max(besluit.bekendmaking.op, dag - VOORAF)
    if besluit.evaluaties:
        laatste = besluit.evaluaties[-1]
        gestart = laatste.op if volgt_herbeoordeling(besluit) else max(laatste.op, dag - VOORAF)
    eindes = [feit.op for feit in feiten if feit.eindigt_zaken]
    laatste_dag = _laatste_dag(besluit)
    if laatste_dag is not None:
        eindes.append(laatste_dag + DAG)
    return Klok(
        stap=Stap.EVALUATIE,
        grondslag="Wmo 2015 art. 2.3.9",
        wettelijk=False,
        aan_zet=AanZet.GEMEENTE,
        gestart=gestart,
        uiterlijk=dag,
        vervallen=min(eindes, default=None),
        besluit=besluit.id,
    )


def volgt_herbeoordeling(besluit: Besluit) -> bool:
    """Whether its last review led to a reassessment."""
    return bool(besluit.evaluaties) and (besluit.evaluaties[-1].uitkomst is Evaluatieuitkomst.HERBEOORDELEN)


def _uiterlijk(besluit: Besluit) -> date | None:
    """The day of the next review; or of the reassessment, from the first review that led to one."""
    dag = besluit.evaluatiedatum
    herbeoordelen = False
    for evaluatie in besluit.evaluaties:
        volgt_al, herbeoordelen = herbeoordelen, evaluatie.uitkomst is Evaluatieuitkomst.HERBEOORDELEN
        if not herbeoordelen:
            dag = evaluatie.volgende
        elif not volgt_al:
            dag = evaluatie.op + VOORAF
    return dag


@vervult("W08")
def evalueer(besluit: Besluit, evaluatie: Evaluatie, opvolger: Besluit | None, vandaag: date) -> Besluit:
    """Record that the review was held, planned or not; `opvolger` is the announced decision that changes it.

    Raises VerkeerdeStatus where there is nothing to review, VoorwaardeNietVervuld with every wrong day.
    """
    bekend = besluit.bekendmaking
    if bekend is None or besluit.status is not Besluitstatus.BEKENDGEMAAKT:
        raise VerkeerdeStatus(
            f"Evalueren kan als het besluit is bekendgemaakt; de status is nu: {besluit.status}."
        )
    if opvolger is not None:
        raise VerkeerdeStatus(
            f"Besluit {opvolger.kenmerk} wijzigt dit besluit. Leg de evaluatie daarbij vast."
        )
    if evaluatietijdvak(besluit, bekend.op) is None:
        raise VerkeerdeStatus(NIETS_TE_EVALUEREN)
    fouten = []
    eerste = max([bekend.op, *(eerder.op for eerder in besluit.evaluaties)])
    if not eerste <= evaluatie.op <= vandaag:
        fouten.append(Veldfout("datum", f"Kies een dag vanaf {datum(eerste)} tot en met vandaag.", "W08"))
    if evaluatie.uitkomst is Evaluatieuitkomst.VOORTZETTEN:
        fouten += _buiten_tijdvak("volgendeDatum", evaluatie.volgende, besluit, vandaag + DAG)
    elif evaluatie.volgende is not None:
        fouten.append(
            Veldfout(
                "volgendeDatum",
                "Het nieuwe besluit noemt wanneer er weer wordt geëvalueerd: laat weg.",
                "W08",
            )
        )
    if fouten:
        raise VoorwaardeNietVervuld("De evaluatie klopt niet.", *fouten)
    return replace(besluit, evaluaties=(*besluit.evaluaties, evaluatie))
