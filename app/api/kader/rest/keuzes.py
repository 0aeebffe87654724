"""What the values of each enumeration mean, in Dutch, for the OpenAPI document."""

KEUZES = {
    "AanZet": "Wie nu iets moet doen: de gemeente, de aanbieder of de cliënt.",
    "Aanleiding": "Waarom een plan wordt gemaakt: het eerste plan (nieuw), na een herbeoordeling, na een "
    "wijziging van de situatie, of omdat een andere aanbieder het overneemt (aanbiederswissel).",
    "Beginner": "Wie het plan begint: de gemeente vult het voor (M10), of de aanbieder begint met een leeg "
    "formulier (H01).",
    "Beroepsoort": "Beroep rechtstreeks bij de rechter in plaats van bezwaar (Awb 7:1a), of tegen de "
    "beslissing op het bezwaar.",
    "Berichtstatus": "Waar een bericht staat: klaar om te verzenden, verzonden, en daarna goedgekeurd of "
    "afgekeurd in het retourbericht.",
    "Besluitsoort": "Regulier op een aanvraag, spoed als tijdelijke maatregel (Wmo 2.3.3), herbeoordeling "
    "van een eerder besluit (Wmo 2.3.9), herstel van een fout daarin, of een aanvraag die onvolledig bleef "
    "buiten behandeling stellen (Awb 4:5).",
    "Besluitstatus": "Waar een besluit staat: ontwerp, genomen, bekendgemaakt aan de cliënt (pas dan is er "
    "iets toe te wijzen), of ingetrokken.",
    "Bezwaarstatus": "Waar een bezwaar staat: in behandeling, beslist, de beslissing bekendgemaakt, "
    "ingetrokken door de cliënt, of rechtstreeks naar de rechter.",
    "Bezwaaruitkomst": "Niet-ontvankelijk: het bezwaar wordt niet behandeld; ongegrond: het besluit blijft; "
    "gegrond: er volgt een ander besluit.",
    "Betrokkene": "Wie aan het onderzoek meedoet (Wmo 2.3.2).",
    "BijAfwijking": "Wat volgt op een plan dat niet aansluit: het gesprek erover komt in de rapportage "
    "(M20), of het plan gaat terug naar de aanbieder (H18).",
    "Brondocument": "Een document waarvan onderdelen met een aanbieder te delen zijn.",
    "Deelwijze": "Op welke voet gegevens worden gedeeld: de cliënt is geïnformeerd (M23), of geeft per "
    "onderdeel toestemming (H07).",
    "Eenheid": "Code van WJ756: 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 stuks (output), 83 euro "
    "(in centen), 84 stuks (inspanning).",
    "Ernst": "Een blokkerende bevinding houdt akkoord tegen; een adviserende vraagt om een afweging.",
    "Evaluatieuitkomst": "Wat de evaluatie opleverde: de ondersteuning past nog (voortzetten), of er volgt "
    "een herbeoordeling, met een besluit dat dit wijzigt (herbeoordelen).",
    "Feitsoort": "Wat er met de cliënt gebeurde: overlijden, verhuizing naar een andere gemeente, of een "
    "ander domein dat de ondersteuning overneemt (zoals de Wlz).",
    "Formulieronderdeel": "Een onderdeel van het regionale formulier.",
    "Frequentie": "Code van WMO757: 1 per dag, 2 per week, 4 per maand, 6 totaal in de periode.",
    "Grond": "Waarom is vernietigd: de bewaartermijn is voorbij, of de cliënt vroeg erom.",
    "Herzieningsgrond": "Waarom ondersteuning minder mag worden (Wmo 2.3.10 lid 1): onjuiste gegevens, niet "
    "langer nodig, niet meer toereikend, voorwaarden niet nagekomen, of niet of anders gebruikt.",
    "Hoorafziening": "Waarom de cliënt niet is gehoord (Awb 7:3): kennelijk niet-ontvankelijk, kennelijk "
    "ongegrond, de cliënt wil niet of reageert niet op tijd, of de cliënt krijgt helemaal gelijk.",
    "Hoedanigheid": "Als wat iemand namens de cliënt handelt: curator, mentor, gevolmachtigde, of een naaste "
    "(Wmo 1.1.1 lid 2).",
    "Identificatiewijze": "Hoe identiteit en Bsn zijn vastgesteld (Wmo 2.3.4 en 5.2.9).",
    "Indiener": "Wie bezwaar maakt; een aanbieder kan dat niet.",
    "InzetPer": "Waarbij het plan de inzet noemt: per resultaat (M14) of per resultaatgebied (H21).",
    "Kanaal": "Een beveiligd kanaal voor de uitvraag.",
    "Leveringsvorm": "Natura leidt tot een toewijzing; een persoonsgebonden budget (pgb) niet.",
    "Pgbweigergrond": "Waarom een pgb wordt geweigerd (Wmo 2.3.6): de cliënt kan het niet beheren (lid 2 a), "
    "zegt niet waarom het een pgb moet zijn (lid 2 b), de kwaliteit is niet gewaarborgd (lid 2 c), het is "
    "duurder dan in natura (lid 5 a), of een eerder besluit is herzien of ingetrokken (lid 5 b).",
    "Planmoment": "Een stap in het leven van een ondersteuningsplan.",
    "Niveau": "Waarmee een regel te toetsen is: het schema (xsd), het bericht zelf (xslt), eerdere berichten "
    "(berichtoverstijgend), een externe bron, of het proces.",
    "Onderwerp": "Wat het onderzoek volgens Wmo 2.3.2 lid 4 omvat: a behoeften, persoonskenmerken en "
    "voorkeuren; b eigen kracht en gebruikelijke hulp; c mantelzorg en hulp uit het sociaal netwerk; d de "
    "ondersteuning van de mantelzorger; e algemene voorzieningen en maatschappelijk nuttige activiteiten; f "
    "samenwerking met zorg, jeugdhulp, onderwijs, welzijn, wonen, werk en inkomen; g de eigen bijdrage.",
    "Ondertekenaar": "Wie het plan ondertekent.",
    "Opschortingsgrond": "Waarom de beslistermijn stilstaat (Awb 4:15).",
    "Ontvangststatus": "Wat er van een binnengekomen bericht is geworden: ontvangen (bewaard en nog niet "
    "beoordeeld), verzonden (aan een ontvanger die hier niet is aangesloten; zijn retourbericht geeft de "
    "uitkomst), goedgekeurd, deels (een declaratie met geweigerde regels), afgekeurd, na te gaan (een "
    "antwoord dat nergens bij past, opnieuw komt of iets anders zegt dan eerder, of een melding van het "
    "knooppunt), of geweigerd zonder retourbericht.",
    "Oordeel": "Het oordeel van de gemeente over een ingediende versie.",
    "Omzettingsoort": "Waarom verandert wat de gemeente inkoopt: een contract, de bekostiging of een "
    "herindeling van gemeenten; de RedenWijziging is 03, 10 of 11.",
    "Oorzaak": "Waarom een toewijzing wijzigt; de RedenWijziging in het bericht volgt hieruit.",
    "Planstatus": "Waar een plan staat: concept bij de gemeente, uitgevraagd bij de aanbieder, geweigerd, "
    "ingediend, teruggelegd bij de aanbieder, akkoord of niet_akkoord volgens de gemeente, vastgesteld door "
    "aanbieder en cliënt; of ingetrokken door de gemeente, vervangen door een nieuw plan, of beëindigd.",
    "Rapportagesoort": "Waar een notitie over gaat.",
    "Regelstand": "Wat er van een regel van een declaratie is geworden: open (er is nog geen antwoord), "
    "toegekend of geweigerd.",
    "Schakelstatus": "Wat er van een bericht in een keten wordt: goedgekeurd, deels (een declaratie met "
    "geweigerde regels), afgekeurd, na te gaan (een antwoord dat nergens bij past, opnieuw komt of iets "
    "anders zegt dan eerder, of een melding van het knooppunt), geweigerd zonder retourbericht, of "
    "onleesbaar.",
    "Signaal": "Waarin wat is geleverd en gedeclareerd verschilt van wat is toegewezen: geen start gemeld "
    "binnen de termijn, later begonnen, voor de einddatum definitief gestopt, geen stop gemeld na de "
    "einddatum, een declaratie over dagen waarop niets is geleverd, of zeven tiende (bijna_op) of alles (op) "
    "is gedeclareerd.",
    "Stand": "Hoe het met een termijn staat. In gevaar: de resterende stappen passen er naar verwachting "
    "niet meer in. Vervallen: de zaak eindigde zonder besluit, of de stap kan niet meer.",
    "Stap": "Waarvoor een termijn geldt. Plan is het ondersteuningsplan, totaal loopt van melding tot "
    "besluit, bezwaar is de beslissing op een bezwaar, evaluatie is met de cliënt kijken of de "
    "ondersteuning nog past (Wmo 2.3.9).",
    "Status": "Hoe dit programma een regel naleeft: gecontroleerd door een eigen regel (gebouwd) of door het "
    "schema, of zelf gevolgd in het proces; niet_toetsbaar als dat niet kan, met de reden in de toelichting.",
    "Richting": "Of meer, minder of iets anders is gevraagd dan er is besloten.",
    "Taaksoort": "Wat er over een bericht te doen is. Na te gaan: een antwoord dat nergens bij past, dubbel "
    "komt of iets anders zegt dan eerder, of een melding van het knooppunt. Geweigerd: er volgt geen "
    "retourbericht, dus hoort de afzender het anders (OP090x2). Te beantwoorden: binnen drie werkdagen "
    "(OP090), een declaratie binnen tien (OP090x4). Anders beantwoord: een antwoord van voordat u hier "
    "werkte keurt goed wat u zou weigeren. Declaratie aanleveren: zij telt door zo'n antwoord, en u leverde "
    "haar niet aan. Antwoord ontbreekt en declaratie onbeantwoord: die "
    "termijn is voorbij. Bijna op en op: van een toewijzing is 70 procent of alles toegekend. Melding of "
    "declaratie afgekeurd: leg vast wat klopt, dan gaat het opnieuw. Declaratie overgeslagen: maanden die "
    "niet mee konden in een declaratie. Vernietiging te beslissen: iemand vroeg om vernietiging (Wmo 2015 "
    "artikel 5.3.5).",
    "Termijnstand": "Te laat is een zaak waarvan een termijn voorbij is; in gevaar een andere waarvan er een "
    "binnen drie dagen eindigt.",
    "Uitkomst": "Wat het besluit zegt: toegekend, gedeeltelijk, afgewezen, beeindigd als wat liep stopt, of "
    "buiten_behandeling als de aanvraag onvolledig bleef.",
    "Uitstelgrond": "Waarom de beslissing op een bezwaar later mag komen: verdaging (Awb 7:10 lid 3), "
    "instemming van allen of van de indiener, of een procedurevoorschrift (lid 4).",
    "Verandering": "Hoe een regel van een later besluit verschilt van wat de aanbieder nu van dit product "
    "levert.",
    "Verzoekbesluit": "Wat is besloten op een verzoek om vernietiging: inwilligen, dan gaat alles weg; "
    "weigeren, dan blijft het.",
    "Verzoekstatus": "Waar een verzoek om vernietiging staat.",
    "Verzoekkeuze": "Wat op een verzoek kan volgen: toekennen wat al is besloten (wmo301), of zonder "
    "besluit wat al is toegewezen, eerst een nieuw besluit met de cliënt, in onderzoek nemen of afwijzen "
    "(wmo319).",
    "Verzoeksoort": "Om toewijzing van een product (wmo315), of om wijziging van wat loopt (wmo317).",
    "Verzoekstand": "Hoe een verzoek ervoor staat, volgens de berichten die erop zijn verzonden.",
    "Vraagsoort": "Of een product nieuw is, een toewijzing wijzigt, of die laat zoals zij is.",
    "Verzendweg": "Hoe een besluit de cliënt bereikt (Awb 3:41): op de dag van versturen per post, op de dag "
    "van uitreiking, of elektronisch op de dag waarop de cliënt het kan lezen.",
    "Vindplaats": "Het document waarin de informatie staat (M04b).",
    "Vorm": "Een beschikking, of beschikkingsarm: het plan van aanpak en het ondersteuningsplan zijn samen "
    "het besluit.",
    "Weekeenheid": "Eenheid van de omvang per week; een dagdeel is vier uur.",
    "Weigergrond": "Waarom de wet weigeren toestaat: bewaren is van aanmerkelijk belang voor een ander, of "
    "een wet verzet zich tegen vernietiging (Wmo 5.3.5).",
    "Weigerreden": "Waarom een aanbieder een uitvraag weigert.",
    "Zienswijzeuitzondering": "Waarom de cliënt vooraf niet is gevraagd (Awb 4:11): spoed, de cliënt zei het "
    "al, of het doel wordt anders niet bereikt.",
    "Zaaksoort": "Wat voor werk een zaak is, het eerste dat past: er wacht een bezwaar, er is te evalueren "
    "of daarna opnieuw te beoordelen (evaluatie), de melding is spoed, de cliënt had eerder een zaak "
    "(vervolg), of het is de eerste.",
}
"""By the name of the enumeration; one that has no entry keeps the document from being made."""
