// Lag en sandkasse, en person og en bruker, overfør et vedtak, la tiden gå, og se at NIR avsluttet programmet selv.
// / Make a sandbox, a person and a user, transfer a decision, let time pass, and see that NIR ended the programme.
//
//     npm install soap
//     mocknir serve &
//     node --test overfoering.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import soap from "soap";

const nir = process.env.MOCKNIR_URL ?? "http://127.0.0.1:8080";
const token = process.env.MOCKNIR_CONTROL_TOKEN;
const fnr = "17859000266";

async function kontroll(metode, sti, kropp) {
  const svar = await fetch(`${nir}/control/v1/sandboxes${sti}`, {
    method: metode,
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(kropp && { "Content-Type": "application/json" }),
    },
    body: kropp && JSON.stringify(kropp),
  });
  const tekst = await svar.text();
  assert.ok(svar.ok, tekst); // feil sier hva som er galt, og hva en gjør / errors say what is wrong, and the remedy
  return tekst ? JSON.parse(tekst) : null;
}

test("NIR avslutter når deltakeren flytter / NIR ends the programme of who moves", async (t) => {
  const sandkasse = `eksempel-node-${process.pid}`;
  const her = `/${sandkasse}`;
  await kontroll("POST", "", { name: sandkasse, clock: "2017-01-01", expires: "1h" });
  t.after(() => kontroll("DELETE", her));
  await kontroll("POST", `${her}/persons`, {
    foedselsnummer: fnr,
    navn: "Amina Testmann",
    opphold: [{ gitt: "2016-09-01", grunnlag: "28" }],
    adresse: [{ fra: "2016-11-01", kommune: "0301" }],
  });
  await kontroll("POST", `${her}/users`, {
    user: "fagsystem",
    password: "hemmelig",
    kommune: "0301",
    roles: ["kommuneintrobruker", "kommunenorskbruker"],
  });

  const ws4 = await soap.createClientAsync(`${nir}/${sandkasse}/ws4?wsdl`);
  ws4.setSecurity(new soap.WSSecurity("fagsystem", "hemmelig", { passwordType: "PasswordDigest" }));
  const [{ kvittering }] = await ws4.OverfoerRegistreringerAsync({
    meldingsId: "m1",
    kommune: "0301",
    registrering: [
      {
        eksternId: "v1",
        foedselsnummer: fnr,
        handling: "registrer",
        vedtak: {
          ordning: "intro",
          vedtakstype: "tildeling",
          vedtaksdato: "2017-01-01",
          fra: "2017-01-01",
          til: "2018-12-31",
        },
      },
    ],
  });
  assert.equal(kvittering.utfall[0].utfall, "godtatt");

  await kontroll("POST", `${her}/persons/${fnr}/events`, { type: "flytting", dato: "2017-01-01", kommune: "1201" });
  const { fired } = await kontroll("POST", `${her}/clock/advance`, { to: "2017-12-01" });
  assert.deepEqual(fired.map((en) => en.regel), ["LUKKING-FLYTTING"]);

  const { program } = await kontroll("GET", `${her}/persons/${fnr}`);
  assert.equal(program.at(-1).avsluttetAv, "NIR");
  assert.equal(program.at(-1).maaloppnaaelse, false);
});
