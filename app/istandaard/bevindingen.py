"""What a check finds in a message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.istandaard.tonen import toonbaar
from app.istandaard.waarden import Plaats

IN_ORDE = "0200"
"""The return code of what nothing is wrong with."""
Redenen = Mapping[Plaats | None, tuple[str, ...]]
"""Of lines of a declaration, by their place, the return codes with which each is refused."""
GEEN_REDENEN: Redenen = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Bevinding:
    """A breach of one rule of the standard at one place in a message; never holds personal data.

    Whatever it is made of, it can be shown: see `toonbaar`.
    """

    regel: str
    """Code of the rule, such as TR302; XSD for a fault against the schema."""
    retourcode: str | None
    """Code of WJ001 that a return message carries for it; None where no return message follows."""
    klasse: str | None
    """The berichtklasse in which it was found."""
    pad: str | None
    """Path of the element; None for a message that was not read from anywhere."""
    regelnummer: int | None
    """Line in the file, from 1."""
    melding: str
    """Dutch sentence for the user: what the rule asks, what was found, what was expected."""
    plaats: Plaats | None = field(default=None, compare=False, repr=False)
    """Where the class stood in which it was found: the return message puts its code there."""
    eerst: str | None = field(default=None, compare=False)
    """In Dutch, what to mend first, for this may be no more than its consequence."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "melding", toonbaar(self.melding))
        if self.eerst is not None:
            object.__setattr__(self, "eerst", toonbaar(self.eerst))
        if self.pad is not None:
            object.__setattr__(self, "pad", toonbaar(self.pad))
