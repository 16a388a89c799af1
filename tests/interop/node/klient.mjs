// What a vendor who writes Node does with the contract; reads its settings as JSON, prints what it saw as JSON.
import { readFileSync } from "node:fs";
import soap from "soap";

const oppsett = JSON.parse(readFileSync(0, "utf8"));
const soap12 = oppsett.soap === "1.2";

async function klient(passord = oppsett.passord, innlogging = oppsett.innlogging) {
  const ny = await soap.createClientAsync(oppsett.url + (soap12 ? "?wsdl&soap=1.2" : "?wsdl"), {
    forceSoap12Headers: soap12,
  });
  if (innlogging === "basic") {
    ny.setSecurity(new soap.BasicAuthSecurity(oppsett.bruker, passord));
  } else if (innlogging !== "ingen") {
    const passwordType = innlogging === "digest" ? "PasswordDigest" : "PasswordText";
    ny.setSecurity(
      new soap.WSSecurity(oppsett.bruker, passord, {
        passwordType,
        hasTimeStamp: true,
        hasNonce: true,
        hasTokenCreated: true,
        mustUnderstand: 1,
      }),
    );
  }
  return ny;
}

async function feil(gjoer) {
  try {
    await gjoer();
  } catch (grunn) {
    const fault = grunn.root?.Envelope?.Body?.Fault ?? {};
    const detalj = (fault.detail ?? fault.Detail)?.NirFeil;
    const funn = [detalj?.funn ?? []].flat();
    return { melding: grunn.message, kode: detalj?.kode ?? null, sti: funn[0]?.sti ?? null };
  }
  return { ingen: true };
}

function vedtak(dato, eksternId) {
  return {
    eksternId,
    foedselsnummer: oppsett.fnr,
    handling: "registrer",
    vedtak: {
      ordning: "intro",
      vedtakstype: "tildeling",
      vedtaksdato: dato,
      fra: dato,
      timerPerUke: 37.5,
      begrunnelse: "Æ & <ø>",
    },
  };
}

async function overfoer(meldingsId, registrering) {
  const [svar] = await (await klient()).OverfoerRegistreringerAsync({ meldingsId, kommune: "0301", registrering });
  return svar.kvittering;
}

const ut = { operasjoner: Object.keys((await klient()).describe().NirWs4.NirWs4Port) };

const godtatt = await overfoer("node-1", [vedtak("2017-01-01", "v-1")]);
ut.suksess = { utfall: godtatt.utfall[0].utfall, gjentatt: godtatt.gjentatt };

const avvist = await overfoer("node-2", [vedtak("2016-01-01", "v-2")]);
ut.avvist = { utfall: avvist.utfall[0].utfall, regler: avvist.utfall[0].funn.map((funn) => funn.regel) };

const spoersmaal = { kommune: "0301", foedselsnummer: oppsett.fnr };
const [{ deltaker }] = await (await klient()).HentDeltakerAsync(spoersmaal);
ut.deltaker = {
  navn: deltaker.person.navn,
  begrunnelse: deltaker.registrering[0].vedtak.begrunnelse,
  timer: Number(deltaker.registrering[0].vedtak.timerPerUke),
};

ut.feil = await feil(async () =>
  (await klient()).HentKvitteringAsync({ meldingsId: "borte", kommune: "0301" }),
);
ut.skjemafeil = await feil(() => overfoer("node-3", [vedtak("1.1.2017", "v-3")]));
ut.galt_passord = await feil(async () => (await klient("gal")).HentKodeverkAsync({}));
ut.uten_innlogging = await feil(async () => (await klient("", "ingen")).HentKodeverkAsync({}));

console.log(JSON.stringify(ut));
