"""Transfers as they come over the wire, built as text."""

from collections.abc import Sequence

KONVOLUTT = """<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ws4="urn:mocknir:ws4:v1">
  <soapenv:Header>
    <wsse:Security soapenv:mustUnderstand="1" \
xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">
      <wsse:UsernameToken>
        <wsse:Username>bench</wsse:Username>
        <wsse:Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0\
#PasswordText">hemmelig</wsse:Password>
      </wsse:UsernameToken>
    </wsse:Security>
  </soapenv:Header>
  <soapenv:Body>
    <ws4:OverfoerRegistreringer>
      <ws4:meldingsId>{id}</ws4:meldingsId>
      <ws4:kommune>0301</ws4:kommune>
{linjer}    </ws4:OverfoerRegistreringer>
  </soapenv:Body>
</soapenv:Envelope>
"""

_LINJE = """      <ws4:registrering>
        <ws4:eksternId>{ekstern_id}</ws4:eksternId>
        <ws4:dufnummer>{duf}</ws4:dufnummer>
        <ws4:handling>registrer</ws4:handling>
{innhold}      </ws4:registrering>
"""

_INNHOLD = (
    """        <ws4:tiltak>
          <ws4:tiltakstype>norskopplaring</ws4:tiltakstype>
          <ws4:fra>2017-08-21</ws4:fra>
          <ws4:til>2017-09-20</ws4:til>
          <ws4:timerPerUke>5</ws4:timerPerUke>
        </ws4:tiltak>
""",
    """        <ws4:timer>
          <ws4:ordning>norsk</ws4:ordning>
          <ws4:fag>norsk</ws4:fag>
          <ws4:fra>2017-08-01</ws4:fra>
          <ws4:til>2017-08-31</ws4:til>
          <ws4:antall>32.5</ws4:antall>
        </ws4:timer>
""",
    """        <ws4:fravaer>
          <ws4:ordning>intro</ws4:ordning>
          <ws4:fravaersgrunn>egenSykdom</ws4:fravaersgrunn>
          <ws4:gyldig>true</ws4:gyldig>
          <ws4:fra>2017-09-04</ws4:fra>
          <ws4:til>2017-09-05</ws4:til>
        </ws4:fravaer>
""",
)


def melding(id_: str, personer: Sequence[str], antall: int) -> bytes:
    """A message of so many registrations (tiltak, timer, fravær in turn), three for each person in turn."""
    linjer = "".join(
        _LINJE.format(ekstern_id=f"{id_}-{nr}", duf=personer[nr // 3 % len(personer)], innhold=_INNHOLD[nr % 3])
        for nr in range(antall)
    )
    return KONVOLUTT.format(id=id_, linjer=linjer).encode()
