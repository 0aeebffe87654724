"""Settings of one installation, from the environment (prefix `WMO_`)."""

from pathlib import Path
from typing import Annotated, Self
from urllib.parse import quote

from pydantic import Field, HttpUrl, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.domain.fouten import WmoFout
from app.domain.waarden import zegt_iets


class Instellingen(BaseSettings):
    """Every setting has a default that suits one machine without any preparation.

    With PostgreSQL the keys and the issuers are obligatory: a shared database takes neither a key that
    lies beside it nor tokens that anybody on this machine can make.
    """

    model_config = SettingsConfigDict(
        env_prefix="WMO_", frozen=True, extra="forbid", hide_input_in_errors=True
    )

    data: Path = Field(
        default=Path("data"),
        description="Folder for the embedded database and for the keys that are made for local use.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="URL of the database (postgresql://…); without it SQLite in the data folder.",
    )
    database_verbindingen: int = Field(
        default=15,
        ge=1,
        description="Connections of one process to PostgreSQL; who gets none within ten seconds gets 503.",
    )
    database_voorbereiden: bool = Field(
        default=True,
        description="Whether PostgreSQL keeps statements ready under a name. `false` behind a pooler that "
        "gives each transaction another connection (PgBouncer in transaction mode).",
    )
    versleutelsleutels: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        default=(),
        description="Keys that encrypt personal data at rest: 32 bytes each as URL-safe base64, separated by "
        "commas. The first encrypts, all of them decrypt.",
    )
    zoeksleutel: SecretStr | None = Field(
        default=None,
        description="Key of the hash by which a Bsn is found: 32 bytes as URL-safe base64. It stays.",
    )
    uitgevers: dict[str, HttpUrl] = Field(
        default={},
        description="Issuers whose tokens count, each with the address of its keys, as a JSON object: "
        '{"https://login.example.nl": "https://login.example.nl/jwks"}. '
        "Empty: only tokens of `wmo token` count, for local use.",
    )
    publiek: str = Field(
        default="urn:wmo:lokaal",
        description="Audience (`aud`) that a token has to be made out to.",
    )
    adres: HttpUrl | None = Field(
        default=None,
        description="Public address of this server, as the OpenAPI document and security.txt give it. "
        "Empty: the address on which `wmo serve` listens.",
    )
    beveiligingscontact: str | None = Field(
        default=None,
        pattern=r"^(mailto:|https://|tel:)[!-~]+$",
        description="Where to report a vulnerability of this installation, as security.txt gives it: "
        "mailto:…, https://… or tel:…. Empty: the contact of the project, and the file says so.",
    )
    beveiligingsbeleid: HttpUrl | None = Field(
        default=None,
        description="Page with the operator's policy for whoever reports a vulnerability, for security.txt.",
    )
    profielen: Path | None = Field(
        default=None, description="Folder with regioprofielen (TOML) beside those of the package."
    )
    gelijkgestelde_dagen: Path | None = Field(
        default=None,
        description="File (TOML) with royal decrees that put a day on a par with a public holiday, beside "
        "those of the package.",
    )
    bladzijden: bool | None = Field(
        default=None,
        description="Whether there are pages for people, on which anybody without a token checks a message. "
        "Empty: only where no issuer is set.",
    )
    huisstijl: Path | None = Field(
        default=None,
        description="Style sheet with the tokens of a municipality (NL Design System) for the pages, instead "
        "of those of the package.",
    )
    schemas: Path | None = Field(
        default=None, description="Folder with the published XSDs of iWmo, instead of those of the package."
    )
    grootste_inhoud: int = Field(
        default=25 * 1024 * 1024, ge=1024, description="Largest body of a request, in bytes."
    )
    inhoud_seconden: float = Field(
        default=30,
        gt=0,
        le=3600,
        description="Seconds within which the head of a request, and then its body, has to arrive.",
    )

    verbindingen: int = Field(
        default=1000,
        ge=10,
        description="Connections at once; where more come, the one that sent nothing of its request for "
        "longest is closed.",
    )

    @field_validator("versleutelsleutels", mode="before")
    @classmethod
    def _gesplitst(cls, waarde: object) -> object:
        return tuple(deel.strip() for deel in waarde.split(",")) if isinstance(waarde, str) else waarde

    @field_validator("publiek")
    @classmethod
    def _zegt_iets(cls, publiek: str) -> str:
        if not zegt_iets(publiek) or not publiek.isprintable():
            raise ValueError("Verwacht is een publiek dat iets zegt, zonder tekens die niet te zien zijn.")
        return publiek

    @field_validator("data")
    @classmethod
    def _in_utf8(cls, data: Path) -> Path:
        try:
            str(data).encode()
        except UnicodeError:
            raise ValueError("Verwacht is een map met een naam in UTF-8.") from None
        return data

    @field_validator("database_url")
    @classmethod
    def _bekende_databank(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(("postgresql://", "sqlite:///")):
            raise ValueError("Verwacht is postgresql://… of sqlite:///….")
        return url

    @model_validator(mode="after")
    def _gedeeld_vraagt_eigen_geheimen(self) -> Self:
        if bool(self.versleutelsleutels) != bool(self.zoeksleutel):
            raise ValueError("WMO_VERSLEUTELSLEUTELS en WMO_ZOEKSLEUTEL horen bij elkaar: zet ze allebei.")
        if self.ingebed:
            return self
        ontbreekt = [
            naam
            for naam, waarde in (
                ("WMO_VERSLEUTELSLEUTELS en WMO_ZOEKSLEUTEL", self.versleutelsleutels),
                ("WMO_UITGEVERS", self.uitgevers),
            )
            if not waarde
        ]
        if ontbreekt:
            raise ValueError(f"Een gedeelde database vraagt {' en '.join(ontbreekt)}.")
        return self

    @property
    def met_bladzijden(self) -> bool:
        """Whether there are pages for people."""
        return not self.uitgevers if self.bladzijden is None else self.bladzijden

    @property
    def ingebed(self) -> bool:
        """Whether the database is the embedded one, for one machine."""
        return self.database_url is None or self.database_url.get_secret_value().startswith("sqlite")

    @property
    def databank(self) -> str:
        """URL of the database."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        try:
            data = self.data.resolve()
        except (OSError, RuntimeError):  # the working directory is gone, or a link points to itself
            raise WmoFout(f"De map {self.data} (WMO_DATA) is niet te vinden.") from None
        return f"sqlite:///{quote(str(data / 'wmo.sqlite'))}"
