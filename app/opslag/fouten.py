"""What can go wrong in the storage itself."""

from app.domain.fouten import WmoFout


class Onbereikbaar(WmoFout):
    """The database is locked, away or too slow. Nothing was changed; the same request may be tried again."""

    soort = "onbereikbaar"
    titel = "De gegevensopslag is nu niet bereikbaar"


class Onleesbaar(WmoFout):
    """A stored row cannot be decrypted with the keys at hand, or does not fit the values of this program."""

    soort = "onleesbaar"
    titel = "Een opgeslagen gegeven is niet te lezen"


class OngeldigeSleutel(WmoFout):
    """A key of this installation has the wrong form; which one it is stays unsaid."""

    soort = "ongeldige-sleutel"
    titel = "Een sleutel heeft niet de goede vorm"
