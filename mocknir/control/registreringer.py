"""/registrations and /feed of a sandbox: what NIR web does, beside the transfer."""

from mocknir import tilfeldig
from mocknir.control import innhold, svar, visning
from mocknir.control.modeller import Feedside, Registreringer
from mocknir.control.problem import Problem
from mocknir.control.ruter import Kall, Rute
from mocknir.register.commands import Registrer
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.vurdering import NIR_WEB
from mocknir.sandbox import oppslag


def registrer(k: Kall[Registreringer]) -> svar.Kvittering:
    """Register as a user does in NIR web; each registration gets its own outcome."""
    inn, sandbox = k.inn, k.sandbox
    post = sandbox.bruker(inn.user)
    if post is None:
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"Ingen bruker heter «{inn.user}»; lag den med «mocknir user add {inn.user}»",
            f"No user is called «{inn.user}»; make it with «mocknir user add {inn.user}»", felt="user",
        )  # fmt: skip
    linjer, feil = innhold.linjer(inn.registrations)
    if feil:
        foerste, flere = feil[0], len(feil) - 1
        hvor = f"registrering {foerste.sted['eksternId']}, {foerste.sted['field']}"
        where = f"registration {foerste.sted['eksternId']}, {foerste.sted['field']}"
        raise Problem(
            422, Feilkode.UGYLDIG_VERDI,
            f"{hvor}: {foerste.tekst}" + (f" (og {flere} feil til)" if flere else "") + ". Ingenting ble registrert",
            f"{where}: {foerste.text}" + (f" (and {flere} more)" if flere else "") + ". Nothing was registered",
            felt=str(foerste.sted["field"]), merknader=feil,
        )  # fmt: skip
    command = Registrer(
        inn.meldings_id or tilfeldig.meldings_id(), inn.kommune or post.bruker.kommune, post.bruker, NIR_WEB,
        tuple(linjer),
    )  # fmt: skip
    return visning.kvittering(sandbox.registrer(command, k.raa))


def feed(k: Kall[Feedside]) -> svar.Feed:
    """The change feed of a kommune."""
    inn, sandbox = k.inn, k.sandbox
    with sandbox.base.laas:
        side = oppslag.feed(sandbox.base, inn.kommune, inn.after, inn.limit, sandbox.naa())
    return visning.feed(side)


_I = "/sandboxes/<sandbox>"

RUTER = (
    Rute("POST", f"{_I}/registrations", registrer, "Registrer som i NIR web", "Register as in NIR web",
         Registreringer),
    Rute("GET", f"{_I}/feed", feed, "Endringsstrømmen til en kommune", "The change feed of a kommune", Feedside),
)  # fmt: skip
