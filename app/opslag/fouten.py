"""What can go wrong in the storage itself.

WmoFout (app.domain.fouten)
├─ Onbereikbaar: later it may work
│  ├─ NietGemigreerd
│  ├─ AndereMigratie
│  ├─ SchijfVol
│  └─ Geweigerd
├─ Onleesbaar: a row
├─ OngeldigeSleutel: a key by its form
└─ VerkeerdeSleutels: keys that are not those of this database
"""

from app.domain.fouten import WmoFout


class Onbereikbaar(WmoFout):
    """The database does not answer, in time or at all. Nothing was changed; it may be tried again."""

    soort = "onbereikbaar"
    titel = "De gegevensopslag is nu niet bereikbaar"


class NietGemigreerd(Onbereikbaar):
    """The tables are not there."""


class AndereMigratie(Onbereikbaar):
    """The tables are those of another version of this program, with which this one does not go together."""


class SchijfVol(Onbereikbaar):
    """Nothing can be written any more."""


class Geweigerd(Onbereikbaar):
    """The database lets this program read only, or not at all what it needs; or its file is gone."""


class Onleesbaar(WmoFout):
    """A stored row cannot be decrypted with the keys at hand, or does not fit the values of this program."""

    soort = "onleesbaar"
    titel = "Een opgeslagen gegeven is niet te lezen"


class OngeldigeSleutel(WmoFout):
    """A key of this installation has the wrong form; which one it is stays unsaid."""

    soort = "ongeldige-sleutel"
    titel = "Een sleutel heeft niet de goede vorm"


class VerkeerdeSleutels(WmoFout):
    """The keys of this installation are not those with which this database was filled."""

    soort = "verkeerde-sleutels"
    titel = "De sleutels horen niet bij deze database"
