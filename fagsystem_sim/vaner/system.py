"""The habits of systems and of whole kommuner: what they do to messages, and by which way they register.

The sender acts on them (`lager.sender`), casework on the last but one.
"""

from fagsystem_sim.vaner.vane import Kommunevane, Meldingsvane


class SenderToGanger(Meldingsvane):
    """A job is started twice."""

    navn = "sender-to-ganger"
    standard = 0.1
    gjoer = "Sender samme melding to ganger, med samme meldingsId."
    does = "Sends the same message twice, under the same meldingsId."
    laerer = "Samme meldingsId med samme innhold gir samme kvittering og endrer ingenting."
    teaches = "The same meldingsId with the same content gives the same receipt and changes nothing."


class FeilRekkefoelge(Meldingsvane):
    """The system sorts by what was touched last."""

    navn = "feil-rekkefoelge"
    standard = 0.1
    gjoer = "Sender det nyeste først i meldingen, og det avviste på nytt i neste melding."
    does = "Sends what is newest first, and what was rejected again in the next message."
    laerer = "Et tiltak før vedtaket det bygger på, avvises; rekkefølgen i meldingen teller."
    teaches = "A measure before the decision it rests on is rejected; the order within a message counts."
    regler = ("PROGRAM-REKKEFOELGE", "NORSK-DOBBELT")


class MisterSvar(Meldingsvane):
    """The answer gets lost on the way; the system asks for the receipt."""

    navn = "mister-svar"
    standard = 0.1
    gjoer = "Mister svaret, spør HentKvittering og sender om nødvendig på nytt med samme meldingsId."
    does = "Loses the answer, asks HentKvittering and sends again with the same meldingsId if need be."
    laerer = "HentKvittering og samme meldingsId gjør et tapt svar ufarlig."
    teaches = "HentKvittering and the same meldingsId make a lost answer harmless."


class MisterSvarUtenMeldingsid(Meldingsvane):
    """The answer gets lost, and the system sends everything anew."""

    navn = "mister-svar-uten-meldingsid"
    standard = 0.05
    gjoer = "Mister svaret og sender alt på nytt med en ny meldingsId."
    does = "Loses the answer and sends everything again under a new meldingsId."
    laerer = "Uten samme meldingsId bærer bare eksternId: alt blir «uendret», og ingenting dobbelt."
    teaches = "Without the same meldingsId only eksternId carries: all of it becomes «uendret», nothing is doubled."


class FeilKommune(Meldingsvane):
    """A shared system with the wrong kommune in its settings."""

    navn = "feil-kommune"
    standard = 0.02
    gjoer = "Sender meldingen i navnet til en annen kommune, og riktig dagen etter."
    does = "Sends the message in the name of another kommune, and rightly the day after."
    laerer = "En bruker registrerer bare for sin egen kommune; hele meldingen avvises."
    teaches = "A user registers for its own kommune only; the whole message is refused."
    regler = ("TILGANG-KOMMUNE",)


class FeilRolle(Meldingsvane):
    """Norwegian goes out with the introduction programme's user, or the other way."""

    navn = "feil-rolle"
    standard = 0.02
    gjoer = "Sender meldingen med brukeren til den andre rollen, og riktig dagen etter."
    does = "Sends the message with the other role's user, and rightly the day after."
    laerer = "kommuneintrobruker og kommunenorskbruker registrerer hver sin ordning."
    teaches = "kommuneintrobruker and kommunenorskbruker register a scheme each."
    regler = ("TILGANG-ROLLE",)


class IkkeTilpassetWs4(Kommunevane):
    """The vendor has not adapted the system, so people type into NIR web what they have time for."""

    navn = "ikke-tilpasset-ws4"
    standard = 0.1
    gjoer = "Registrerer for hånd i NIR web: vedtak og avslutning alltid, tiltak oftest, timer og fravær sjelden."
    does = "Registers by hand in NIR web: decisions and endings always, measures mostly, hours and absence seldom."
    laerer = "Registreringsplikten gjelder også den som ikke kan overføre; det som ikke føres, mangler i tallene."
    teaches = "The duty holds for who cannot transfer too; what nobody types is missing in the figures."
    regler = ("LUKKING-OPPHOLD", "NORSK-DOBBELT")


class SammenslaattIJanuar(Kommunevane):
    """A merged kommune transfers in the first weeks of January."""

    navn = "sammenslaatt-i-januar"
    standard = 0.5
    gjoer = "Overfører i januar etter en sammenslåing, blir avvist, og prøver igjen en uke etter til NIR åpner."
    does = "Transfers in January after a merger, is refused, and tries again a week later until NIR opens."
    laerer = "Overføringen er stengt de første ukene etter en sammenslåing; NIR web er åpen."
    teaches = "Transfer is closed in the first weeks after a merger; NIR web is open."
    regler = ("OVERFOERING-STENGT",)
