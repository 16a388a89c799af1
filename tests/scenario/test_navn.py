"""What the persons of a scenario are called."""

from mocknir.client.server import Server
from mocknir.scenario.kjoering import Kjoerer
from mocknir.scenario.les import les_tekst

TEKST = """
scenario: navn
title: {nb: Hva de heter, en: What they are called}
facts: ["§2.1"]
source: "§2.1 [A]"
clock: 2017-01-01
persons:
  amina: {kommune: "0301", lov: introduksjonsloven}
  uten-vgo: {kommune: "0301", lov: introduksjonsloven}
  reza: {kommune: "0301", lov: introduksjonsloven, navn: Zahra Noori}
steps:
  - expect:
      - {person: amina, personalia: {navn: Amina Haddad, kjoenn: K}}
      - {person: uten-vgo, personalia: {navn: Uten vgo Khoury}}
      - {person: reza, personalia: {navn: Zahra Noori}}
"""


def test_somebody_whom_a_scenario_gives_no_name_is_called_as_the_scenario_calls_them(server: Server):
    resultat = Kjoerer(server).kjoer(les_tekst(TEKST, "navn.yaml"))
    assert resultat.status.value == "holdt", resultat
