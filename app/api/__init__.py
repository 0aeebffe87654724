"""The REST API: a module per resource, each with a `router`, its bodies, and endpoints of one call.

A resource module looks like this; add it to `app.api.routers`, and a new scope to `app.api.scopes`::

    router = Router(
        "/afzieningen", tag="Afzieningen", scope="afzieningen", uitleg="De keuze om geen plan te vragen."
    )

    class AfzieningIn(Invoer):
        plan_van_aanpak_id: Uuid
        reden: Toelichting = Field(examples=["De cliënt had in mei al een plan voor dezelfde hulp."])
        einddatum: Datum | None = None

    class AfzieningUit(Uitvoer):
        id: Uuid
        reden: str
        vastgelegd_op: Moment

    @router.post("", response_model=AfzieningUit, status_code=201, summary="Zie af van een plan")
    def zie_af(invoer: AfzieningIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Afziening:
        return antwoord.aangemaakt(afzien.zie_af(handeling, invoer.plan_van_aanpak_id, invoer.reden))

    @router.get("", response_model=list[AfzieningUit], summary="Alle afzieningen")
    def lijst_afzieningen(handeling: DeHandeling, blad: HetBlad) -> tuple[Afziening, ...]:
        return blad.toon(afzien.lijst(handeling, blad.limiet, blad.cursor))

    @router.put("/{id}", response_model=AfzieningUit, summary="Wijzig een afziening")
    def wijzig_afziening(
        id: Uuid, revisie: IfMatch, invoer: AfzieningIn, handeling: DeHandeling, antwoord: HetAntwoord
    ) -> Afziening:
        return antwoord.met_etag(afzien.wijzig(handeling, id, revisie, invoer.reden))

What a resource module does:

- An endpoint returns the domain value that the process gives; `response_model` says what of it is shown.
- `summary` (Dutch) on every operation, `description` (Dutch) where that says too little. The name of the
  function is the operationId and the activity in the log: unique, Dutch. A docstring (English) is only
  there to say what neither says.
- Bodies in derive from `Invoer`, bodies out from `Uitvoer` (read from the attributes of the domain value).
  Field types come from `kader/rest/modellen.py`: `Datum`, `Moment`, `Uuid`, `BsnVeld`, `GemeentecodeVeld`,
  `AgbVeld`, `Tekst`, `Toelichting`, `Aantal`, `Centen`, `Getal` (`Volume`, `Budget`, `Hoeveelheid` where
  zero says nothing), `Keuze[SomeEnum]`, `Rij[Other]`; `bool` and `int` are strict. Every field has an
  example, and a Dutch description where its name is not enough; an enumeration is explained in
  `kader/rest/keuzes.py`. Together the examples make a body that the tests send; where fields exclude each
  other, `model_config = voorbeeld({...})` gives the whole. Optional is `X | None = None`: absent on the way
  in (null is refused), left out on the way out.
- Dates are named `…datum` and are a `Datum`, moments are named `…op` and are a `Moment`.
- Paths are plural kebab-case, query keys and JSON fields camelCase (`Query(alias=...)`), whole numbers in a
  query or path take `Cijfers`, ids in paths are `Uuid`. No Bsn in a path or query. Where a word is beside
  an id (`/zoekopdrachten`), the path says `{id:id}`, so that the word is never taken for an id.
- `DeHandeling` opens the transaction, and `DeInzage` where the answer may be much, when it is its turn;
  `HetAntwoord` sets `Location` and `ETag`, `IfMatch` gives the revision that the caller read, `HetBlad` the
  page of a list that is asked for.
- A POST that opens a transaction takes an `Idempotency-Key` and is done once for it; an endpoint knows
  nothing of that.
- An error is raised by the process. A `Veldfout` names the field as the caller sent it:
  `resultaten[0].begindatum`.
- A body that is no JSON is `Annotated[bytes, Body(media_type="application/xml")]`; an answer that is no JSON
  has a `response_class` with a `media_type`.
- Nothing else: scopes, problem responses and headers come from the frame, in the document too.
"""
