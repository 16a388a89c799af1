"""PERSON-…: the number of the person, and whether NIR knows it (domain.md §2.1, §8)."""

from mocknir.register import identitet
from mocknir.register.felt import antatt, dokumentert
from mocknir.register.identitet import Feil
from mocknir.register.vurdering import Funn, Parametre, Sak
from mocknir.rules import ordlyd
from mocknir.rules.regel import IKKE_AKTUELL, Svar, regel

FNR, DUF = "foedselsnummer", "dufnummer"
_LENGDE_DUF = 12


def _felt(ident: str) -> str:
    return DUF if len(ident) >= _LENGDE_DUF else FNR


def _feil(ident: str) -> Feil | None:
    if _felt(ident) == DUF:
        return identitet.kontroller_dufnummer(ident)
    return identitet.kontroller_foedselsnummer(ident)


@regel(
    "PERSON-NUMMER",
    tittel="Fødselsnummer eller DUF-nummer er gyldig",
    title="The fødselsnummer or DUF-nummer is valid",
    kilde=dokumentert("§8 [S85][S91]"),
    uten_person=True,
)
def nummer(sak: Sak, p: Parametre) -> Svar:
    """A number with a wrong check digit is a slip of the hand, and the text says where (domain.md §8)."""
    if sak.deltaker is not None:
        return None
    feil = _feil(sak.ident)
    return Funn(feil.nb, feil.en, _felt(sak.ident)) if feil else None


@regel(
    "PERSON-UKJENT",
    tittel="Personen finnes i NIR",
    title="The person is in NIR",
    kilde=dokumentert("§2.1 [S26][S41]"),
    detaljer=antatt("§2.1 [INF]"),
    uten_person=True,
)
def ukjent(sak: Sak, p: Parametre) -> Svar:
    """Persons come into NIR from UDI and Folkeregisteret, never by a transfer (domain.md §2.1 [S26]).

    What to do then is Oslo's routine: the person probably has no duty, otherwise ask IMDi (domain.md §2.1 [S41]).
    """
    if sak.deltaker is not None:
        return None
    if _feil(sak.ident) is not None:
        return IKKE_AKTUELL
    nb, en = ordlyd.IMDI_SUPPORT
    return Funn(
        "Personen finnes ikke i NIR. Personer kommer til NIR fra UDI og Folkeregisteret, ikke ved overføring. "
        "Sjekk nummeret (prøv også DUF-nummer), og om personen har rett eller plikt til opplæring; "
        f"i så fall meld sak i {nb}.",
        "The person is not in NIR. Persons come to NIR from UDI and Folkeregisteret, not by transfer. "
        "Check the number (try the DUF-nummer too), and whether the person has a right or a duty to training; "
        f"if so, open a case in {en}.",
        _felt(sak.ident),
    )
