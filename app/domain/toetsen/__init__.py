"""The toetsen: a plan against the plan van aanpak, one module per fault.

A toets is named after its module. The regioprofiel chooses which ones are active, how heavy their
findings weigh, and with which parameters.
"""

from importlib import import_module
from pkgutil import iter_modules

from app.domain.profielen.regioprofiel import Planmoment
from app.domain.toetsen.toets import TOETSEN, Aanbod, Toets, Vondst
from app.domain.toetsen.uitvoering import toets_plan

__all__ = ["TOETSEN", "Aanbod", "Planmoment", "Toets", "Vondst", "toets_plan"]

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)
