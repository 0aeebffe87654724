"""What came of each allocation in a chain of messages, for whoever wants to see it at a glance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.keten.declaratie import staande, telt_in
from app.domain.keten.dossier import BekendeToewijzing, Betrokkenen, Dossier, Toewijzingsleutel
from app.domain.keten.levering import Leverhistorie
from app.domain.toewijzing.afwijking import Levering, leveringen
from app.domain.toewijzing.verloop import Maand, maanden
from app.domain.waarden import Eenheid, Periode


@dataclass(frozen=True, slots=True)
class Ketenverloop:
    """One allocation in the version that holds, what was delivered on it, and what was granted per month."""

    sleutel: Toewijzingsleutel
    toewijzing: BekendeToewijzing
    leveringen: tuple[Levering, ...]
    eenheid: Eenheid | None
    """In which the volume of a month counts."""
    maanden: tuple[Maand, ...]


def ketenverlopen(dossier: Dossier, vandaag: date) -> Iterator[Ketenverloop]:
    """Every allocation of this history that was not deleted, by number, until today."""
    for sleutel, toewijzing in sorted(dossier.toewijzingen.items()):
        if toewijzing.verwijderd:
            continue
        van = Betrokkenen(sleutel.gemeente, toewijzing.aanbieder, toewijzing.client)
        historie = dossier.leveringen.get(van, Leverhistorie())
        regels = [r for r in staande(dossier.toegekend_op(sleutel)) if r.periode.begin <= vandaag]
        periode = Periode(toewijzing.ingangsdatum, toewijzing.einddatum)
        yield Ketenverloop(
            sleutel,
            toewijzing,
            leveringen(historie, sleutel.nummer),
            None if toewijzing.omvang is None else telt_in(toewijzing.omvang.eenheid),
            tuple(maanden(toewijzing.categorie, periode, toewijzing.omvang, regels, vandaag)),
        )
