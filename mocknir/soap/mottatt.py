"""A transfer as the journal has it, read again: what the message said when it came in."""

from typing import NamedTuple

from mocknir.register.commands import Linje
from mocknir.register.feil import Feilkode
from mocknir.soap import binding, konvolutt
from mocknir.soap.feil import Meldingsfeil
from mocknir.soap.kontrakt import NAVNEROM
from mocknir.soap.operasjoner import OVERFOER
from mocknir.soap.validering import valider


class Overfoering(NamedTuple):
    """What a transfer said."""

    meldings_id: str
    kommune: str
    linjer: tuple[Linje, ...]


def les_overfoering(raa: bytes) -> Overfoering:
    """The transfer in an envelope; raises Meldingsfeil when it holds none that follows the schema."""
    rot = konvolutt.les_xml(raa)
    innhold = konvolutt.pakk_ut(rot, konvolutt.versjon_av(rot)).innhold
    if innhold.tag != f"{{{NAVNEROM}}}{OVERFOER.navn}":
        raise Meldingsfeil(f"Meldingen er ingen {OVERFOER.navn}", f"The message is no {OVERFOER.navn}",
                           kode=Feilkode.UKJENT_OPERASJON)  # fmt: skip
    valider(innhold)
    meldings_id, kommune = (binding.token(innhold[i].text) for i in (0, 1))
    return Overfoering(meldings_id, kommune, binding.linjer(innhold))
