#!/usr/bin/env bash
# Lag en sandkasse, en person og en bruker, overfør et vedtak, la tiden gå, og se at NIR avsluttet programmet selv.
# / Make a sandbox, a person and a user, transfer a decision, let time pass, and see that NIR ended the programme.
#
#     mocknir serve &
#     bash docs/eksempler/overfoering.sh
set -euo pipefail

nir=${MOCKNIR_URL:-http://127.0.0.1:8080}
sandkasse=eksempel-curl-$$
fnr=17859000266
her=$nir/control/v1/sandboxes/$sandkasse

# kontroll METODE ADRESSE [JSON]: svaret, eller det serveren sier er galt / the answer, or what the server says is wrong
kontroll() {
  curl --silent --show-error --fail-with-body --request "$1" "$2" \
    ${MOCKNIR_CONTROL_TOKEN:+--header "Authorization: Bearer $MOCKNIR_CONTROL_TOKEN"} \
    ${3:+--header "Content-Type: application/json" --data "$3"}
}

kontroll POST "$nir/control/v1/sandboxes" "{\"name\": \"$sandkasse\", \"clock\": \"2017-01-01\", \"expires\": \"1h\"}"
trap 'kontroll DELETE "$her"' EXIT
kontroll POST "$her/persons" '{"foedselsnummer": "'$fnr'", "navn": "Amina Testmann",
  "opphold": [{"gitt": "2016-09-01", "grunnlag": "28"}], "adresse": [{"fra": "2016-11-01", "kommune": "0301"}]}'
kontroll POST "$her/users" '{"user": "fagsystem", "password": "hemmelig", "kommune": "0301",
  "roles": ["kommuneintrobruker", "kommunenorskbruker"]}'

kvittering=$(curl --silent --show-error --fail-with-body "$nir/$sandkasse/ws4" --user fagsystem:hemmelig \
  --header 'Content-Type: text/xml; charset=utf-8' --data-binary @- <<XML
<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <OverfoerRegistreringer xmlns="urn:mocknir:ws4:v1">
      <meldingsId>m1</meldingsId>
      <kommune>0301</kommune>
      <registrering>
        <eksternId>v1</eksternId>
        <foedselsnummer>$fnr</foedselsnummer>
        <handling>registrer</handling>
        <vedtak>
          <ordning>intro</ordning>
          <vedtakstype>tildeling</vedtakstype>
          <vedtaksdato>2017-01-01</vedtaksdato>
          <fra>2017-01-01</fra>
          <til>2018-12-31</til>
        </vedtak>
      </registrering>
    </OverfoerRegistreringer>
  </soap:Body>
</soap:Envelope>
XML
)
grep --quiet '<utfall>godtatt</utfall>' <<<"$kvittering" || { echo "Ikke godtatt / not accepted: $kvittering" >&2; exit 1; }

kontroll POST "$her/persons/$fnr/events" '{"type": "flytting", "dato": "2017-01-01", "kommune": "1201"}'
kontroll POST "$her/clock/advance" '{"to": "2017-12-01"}'

deltaker=$(kontroll GET "$her/persons/$fnr")
if ! grep --quiet '"avsluttetAv": "NIR"' <<<"$deltaker" || ! grep --quiet '"maaloppnaaelse": false' <<<"$deltaker"; then
  echo "Ventet at NIR avsluttet programmet / expected that NIR ended the programme:" >&2
  kontroll GET "$her/why/$fnr?format=text" >&2
  exit 1
fi
echo "NIR avsluttet programmet selv. / NIR ended the programme by itself."
