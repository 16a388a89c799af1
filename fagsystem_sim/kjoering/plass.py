"""The place of a run: its folder taken and let go, and what the disk refuses told for people."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from fagsystem_sim.kjoering import nir
from fagsystem_sim.kjoering.bestilling import Bestilling
from fagsystem_sim.kjoering.feil import Bruksfeil, KanIkkeSkrive, LagerErSkadd
from fagsystem_sim.kjoering.klienter import Koble
from fagsystem_sim.kjoering.mappe import Mappe
from fagsystem_sim.lager.lager import LagerFeil, LagerFullt, LagerNektet, LagerSvarerIkke


@contextmanager
def ta_mappen(b: Bestilling, koble: Koble, *, fortsett: bool = False, overskriv: bool = False) -> Iterator[Mappe]:
    """The folder of a run, held while the block lasts, when the NIR that is to be used is known to answer.

    Raises IngenKontakt, Bruksfeil for a folder or a sandbox that may not be had, KanIkkeSkrive for what the disk
    refuses, and LagerErSkadd.
    """
    mappe: Mappe | None = None
    try:
        bestilt = b.merkelapp()
        mappe = (
            Mappe.fortsett(b.ut, bestilt, store=b.lager) if fortsett
            else Mappe.ny(b.ut, bestilt, store=b.lager, overskriv=overskriv)
        )  # fmt: skip
        nir.kontroller(b, koble)
        if mappe.begynt:
            mappe.kjenn_igjen_lageret()
        else:
            if not overskriv:
                nir.kontroller_ledig(b, mappe.stand.merke, koble)
            mappe.begynn(overskriv=overskriv)
        yield mappe
    except LagerNektet as feil:
        raise Bruksfeil(str(feil)) from feil
    except (LagerFullt, LagerSvarerIkke) as feil:
        raise KanIkkeSkrive(str(feil)) from feil
    except LagerFeil as feil:
        raise LagerErSkadd(
            f"{feil}\nBruker noe annet filen, så vent til den er ledig og gå videre med --resume; er den skadd, så "
            "begynn på nytt med --overwrite. / If something else uses the file, wait and go on with --resume; if it is "
            "damaged, begin anew with --overwrite."
        ) from feil
    except BrokenPipeError:  # whoever read what is told has gone
        raise
    except OSError as feil:
        hva = f"{feil.filename or b.ut}: {feil.strerror or feil}"
        if feil.errno in (errno.ENOSPC, errno.EDQUOT):
            raise KanIkkeSkrive(f"Disken er full: {hva}. Lag plass. / The disk is full. Make room.") from feil
        raise KanIkkeSkrive(
            f"{hva}. Se til at mappen kan leses og skrives. / See to it that the folder can be read and written."
        ) from feil
    finally:
        if mappe is not None:
            mappe.slipp()
