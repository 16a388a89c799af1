"""TILGANG-…: who may register what, for whom (domain.md §1.5)."""

from datetime import date

from mocknir.register import kommuner
from mocknir.register.felt import antatt, dokumentert
from mocknir.register.person import Person
from mocknir.register.registreringer import ASYLNORSK, INTRO, MOTTAK, NORSK, REGISTER, Innhold, Klage
from mocknir.register.skjema import TYPER
from mocknir.register.vurdering import (
    INTROBRUKER,
    NORSKBRUKER,
    ROLLER,
    SLETT,
    Bruker,
    Funn,
    Parametre,
    Sak,
)
from mocknir.rules import ordlyd
from mocknir.rules.regel import IKKE_AKTUELL, Art, Parameter, Svar, regel
from mocknir.rules.tenkt import egen

_ROLLE = {INTRO: INTROBRUKER, MOTTAK: INTROBRUKER, NORSK: NORSKBRUKER, ASYLNORSK: NORSKBRUKER}
_OMFATTER = {
    INTROBRUKER: ("introduksjonsordningen og kvalifisering i mottak", "the introduction scheme and qualification "
                  "in reception centres"),
    NORSKBRUKER: ("norsk og samfunnskunnskap og opplæring for asylsøkere", "Norwegian and social studies and "
                  "training of asylum seekers"),
}  # fmt: skip
_HAR_ORDNING = frozenset(t.navn for t in TYPER.values() if any(f.navn == "ordning" for f in t.felter))


@regel(
    "TILGANG-BRUKER",
    tittel="Brukeren er kjent, og passordet er riktig",
    title="The user is known and the password right",
    kilde=dokumentert("§1.5 [S1]"),
    detaljer=antatt("§1.5 [INF]"),
    art=Art.INNGANG,
)
def bruker(navn: str, bruker_finnes: bool, passord_rett: bool) -> Funn | None:
    """Only users of a kommune transfer data.

    Users are administered in «IMDinett Brukeradministrasjon» (domain.md §1.5 [S1]). How WS4 authenticates is not
    known; UsernameToken is ours. That user and password get texts of their own serves who sets up a client.
    """
    if not bruker_finnes:
        return Funn(
            f"Brukeren «{navn}» finnes ikke i NIR. Bruk en dataoverføringsbruker som kommunen har opprettet i "
            "«IMDinett Brukeradministrasjon».",
            f"The user “{navn}” does not exist in NIR. Use a transfer user that the kommune has created in "
            "“IMDinett Brukeradministrasjon”.",
            "Username",
        )
    if not passord_rett:
        return Funn(
            f"Feil passord for brukeren «{navn}». Bruk det gjeldende passordet, som tekst eller som "
            "Base64(SHA-1(Nonce + Created + passord)), der Nonce er de dekodede bytene.",
            f"Wrong password for the user “{navn}”. Use the current password, as text or as "
            "Base64(SHA-1(Nonce + Created + password)), with the decoded bytes of the Nonce.",
            "Password",
        )
    return None


@regel(
    "TILGANG-KOMMUNE",
    tittel="Kommunen finnes i dag, og er brukerens egen",
    title="The kommune exists today and is the user's own",
    kilde=dokumentert("§1.5 [S1]"),
    detaljer=antatt("§1.5 [INF]"),
    art=Art.INNGANG,
)
def kommune(bruker: Bruker, kommune: str, idag: date) -> Funn | None:
    """A user registers for one kommune, and follows it through mergers, renumberings and divisions.

    Users belong to a kommune (domain.md §1.5 [S1]); that they follow it into its successors is `antatt`.
    """
    ugyldig = kommuner.forklar(kommune, idag)
    if ugyldig is not None:
        return Funn(*ugyldig, "kommune")
    if bruker.kommune == kommune:
        return None
    egne = kommuner.etterfoelgere(bruker.kommune, idag)
    if kommune in egne:
        return None
    hjemme = kommuner.forklar(bruker.kommune, idag) if not egne else None
    bruk = [ordlyd.kommune(nr) for nr in egne]
    return Funn(
        f"Brukeren {bruker.navn} hører til {ordlyd.kommune(bruker.kommune)} og kan ikke registrere for "
        f"{ordlyd.kommune(kommune)}. "
        + (f"Bruk {ordlyd.liste(bruk, 'eller')}" if bruk else hjemme[0].rstrip(".") if hjemme else "")
        + ", eller en bruker i den andre kommunen.",
        f"The user {bruker.navn} belongs to {ordlyd.kommune(bruker.kommune)} and cannot register for "
        f"{ordlyd.kommune(kommune)}. "
        + (f"Use {ordlyd.liste(bruk, 'or')}" if bruk else hjemme[1].rstrip(".") if hjemme else "")
        + ", or a user of the other kommune.",
        "kommune",
    )


@regel(
    "TILGANG-ROLLE",
    tittel="Brukeren har rollen som ordningen krever",
    title="The user has the role that the scheme takes",
    kilde=dokumentert("§1.5 [S1]"),
    adgang=True,
    uten_person=True,
)
def rolle(sak: Sak, p: Parametre) -> Svar:
    """Two writing roles part the schemes between them, in WS4 as in NIR web (domain.md §1.5 [S1]).

    A correction must be within the role both as it was and as it becomes. What concerns the person in the register
    as a whole (reservasjon) either role may register (`antatt`).
    """
    innhold = sak.innhold
    if innhold is None:
        return IKKE_AKTUELL
    roller = sak.bruker.roller
    ordning = innhold.ordning
    krav = _ROLLE.get(ordning)
    if krav is None:
        if ordning != REGISTER:
            return IKKE_AKTUELL  # KODE-GYLDIG says that there is no such scheme
        return None if any(r in ROLLER for r in roller) else _mangler_rolle(sak, ordning, ROLLER)
    if krav not in roller:
        return _mangler_rolle(sak, ordning, (krav,))
    if sak.foer is not None and sak.foer.ordning != ordning:
        krav = _ROLLE.get(sak.foer.ordning)
        if krav is not None and krav not in roller:
            return _mangler_rolle(sak, sak.foer.ordning, (krav,))
    return None


def _mangler_rolle(sak: Sak, ordning: str, krav: tuple[str, ...]) -> Funn:
    har = ordlyd.liste(sak.bruker.roller, "og") if sak.bruker.roller else "ingen rolle"
    has = ordlyd.liste(sak.bruker.roller, "and") if sak.bruker.roller else "no role"
    omfatter, covers = _OMFATTER[krav[0]]
    hva = f", som omfatter {omfatter}" if len(krav) == 1 else ""
    what = f", which covers {covers}" if len(krav) == 1 else ""
    return Funn(
        f"Brukeren {sak.bruker.navn} har {har}, men ordningen «{ordning}» krever {ordlyd.liste(krav, 'eller')}"
        f"{hva}. Kommunens administrator gir rollen i «IMDinett Brukeradministrasjon».",
        f"The user {sak.bruker.navn} has {has}, but the scheme “{ordning}” takes {ordlyd.liste(krav, 'or')}"
        f"{what}. The kommune's administrator grants the role in “IMDinett Brukeradministrasjon”.",
        "ordning" if sak.type in _HAR_ORDNING else None,
    )


@regel(
    "TILGANG-ANSVAR",
    tittel="Kommunen har ansvaret for personen",
    title="The kommune is responsible for the person",
    kilde=antatt("§1.5 [INF], §2.7b [S106]"),
    parametre=[
        Parameter("uten_adresse", True, "Godta registreringer for personer uten kjent adresse",
                  "Accept registrations for persons without a known address", antatt("§2.1")),
    ],
    adgang=True,
)  # fmt: skip
def ansvar(sak: Sak, p: Parametre) -> Svar:
    """The kommune where the person lives registers, and the one left behind finishes what was its own.

    The address in Folkeregisteret decides which kommune is paid for a person (domain.md §2.7b [S106]), and moving
    splits the responsibility at the day of the move; the details are `antatt`.
    """
    adresser = sak.d.person.adresser
    if not adresser:
        return None if p["uten_adresse"] else _ikke_ansvar(sak, None)
    siste = adresser[-1]
    if siste.kommune == sak.kommune and siste.fra <= sak.idag:
        return None
    i = sak.i
    if _bor_der(sak, i) or _eget(sak, i):
        return None
    return _ikke_ansvar(sak, i)


def _bor_der(sak: Sak, i: Innhold) -> bool:
    for dag in (sak.idag, i.fra, i.til):
        adresse = sak.d.person.adresse_paa(dag) if dag is not None else None
        if adresse is not None and egen(sak, adresse.kommune):
            return True
    return False


def _eget(sak: Sak, i: Innhold) -> bool:
    """Whether the registration belongs to a programme or a decision of the kommune, or corrects its own."""
    foer = sak.foer
    if foer is not None and (sak.handling == SLETT or foer.fra == i.fra):
        return True
    if isinstance(i, Klage):
        return any(v.ekstern_id == i.vedtak_ekstern_id and egen(sak, v.kommune) for v in sak.d.av_type("vedtak"))
    dag = i.fra or sak.idag
    if i.ordning == INTRO:
        avslutter = sak.type == "avslutning"
        return any((p.dekker(dag) or (avslutter and p.start <= dag)) and egen(sak, p.kommune) for p in sak.d.programmer)
    vedtak = [
        v
        for v in sak.d.av_type("vedtak")
        if v.ordning == i.ordning and v.kode == "tildeling" and v.fra is not None and v.fra <= dag
    ]
    if not vedtak:
        return False
    siste = max(vedtak, key=lambda v: (v.fra or date.min, v.id))
    return egen(sak, siste.kommune) and (dag <= siste.slutt or sak.type == "avslutning")


def _ikke_ansvar(sak: Sak, i: Innhold | None) -> Funn:
    person: Person = sak.d.person
    dag = (i.fra if i else None) or sak.idag
    adresse = person.adresse_paa(dag) or person.adresse_paa(sak.idag)
    bor = f"bor i {ordlyd.kommune(adresse.kommune)}" if adresse else "har ingen adresse i Norge"
    lives = f"lives in {ordlyd.kommune(adresse.kommune)}" if adresse else "has no address in Norway"
    kommune_ = ordlyd.kommune(sak.kommune)
    return Funn(
        f"Personen {bor} {dag:%d.%m.%Y} etter Folkeregisteret, og {kommune_} har ikke program eller vedtak for "
        f"personen den dagen. {kommune_} kan registrere dager da personen bor der, og gjøre ferdig sitt eget "
        "program; ellers skal den andre kommunen registrere, eller flyttingen meldes til Folkeregisteret først.",
        f"The person {lives} on {dag} according to Folkeregisteret, and {kommune_} has no programme or decision "
        f"for the person on that day. {kommune_} can register days on which the person lives there, and finish its "
        "own programme; otherwise the other kommune registers, or the move is reported to Folkeregisteret first.",
        "kommune",
    )
