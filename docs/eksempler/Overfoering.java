// Lag en sandkasse, en person og en bruker, overfør et vedtak, la tiden gå, og se at NIR avsluttet programmet selv.
// / Make a sandbox, a person and a user, transfer a decision, let time pass, and see that NIR ended the programme.
//
// Bare JDK-en (17 eller nyere), uten bibliotek. / The JDK alone (17 or newer), no libraries.
//
//     mocknir serve &
//     java docs/eksempler/Overfoering.java

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

public class Overfoering {
    static final String NIR = System.getenv().getOrDefault("MOCKNIR_URL", "http://127.0.0.1:8080");
    static final String TOKEN = System.getenv("MOCKNIR_CONTROL_TOKEN");
    static final String FNR = "17859000266";
    static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static void main(String[] args) throws Exception {
        String sandkasse = "eksempel-java-" + ProcessHandle.current().pid();
        String her = "/" + sandkasse;
        kontroll("POST", "", """
            {"name": "%s", "clock": "2017-01-01", "expires": "1h"}""".formatted(sandkasse));
        try {
            kontroll("POST", her + "/persons", """
                {"foedselsnummer": "%s", "navn": "Amina Testmann",
                 "opphold": [{"gitt": "2016-09-01", "grunnlag": "28"}],
                 "adresse": [{"fra": "2016-11-01", "kommune": "0301"}]}""".formatted(FNR));
            kontroll("POST", her + "/users", """
                {"user": "fagsystem", "password": "hemmelig", "kommune": "0301",
                 "roles": ["kommuneintrobruker", "kommunenorskbruker"]}""");

            String kvittering = overfoer(sandkasse);
            krev(kvittering.contains("<utfall>godtatt</utfall>"), kvittering);

            kontroll("POST", her + "/persons/" + FNR + "/events", """
                {"type": "flytting", "dato": "2017-01-01", "kommune": "1201"}""");
            String lukket = kontroll("POST", her + "/clock/advance", """
                {"to": "2017-12-01"}""");
            krev(lukket.contains("\"regel\": \"LUKKING-FLYTTING\""), lukket);

            String deltaker = kontroll("GET", her + "/persons/" + FNR, null);
            krev(deltaker.contains("\"avsluttetAv\": \"NIR\"") && deltaker.contains("\"maaloppnaaelse\": false"),
                kontroll("GET", her + "/why/" + FNR + "?format=text", null));
        } finally {
            kontroll("DELETE", her, null);
        }
        System.out.println("NIR avsluttet programmet selv. / NIR ended the programme by itself.");
    }

    /** Ett kall til WS4, med HTTP Basic. / One call to WS4, with HTTP Basic. */
    static String overfoer(String sandkasse) throws Exception {
        String konvolutt = """
            <?xml version="1.0" encoding="utf-8"?>
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
              <soap:Body>
                <OverfoerRegistreringer xmlns="urn:mocknir:ws4:v1">
                  <meldingsId>m1</meldingsId>
                  <kommune>0301</kommune>
                  <registrering>
                    <eksternId>v1</eksternId>
                    <foedselsnummer>%s</foedselsnummer>
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
            """.formatted(FNR);
        String hvem = Base64.getEncoder().encodeToString("fagsystem:hemmelig".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> svar = HTTP.send(
            HttpRequest.newBuilder(URI.create(NIR + "/" + sandkasse + "/ws4"))
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("Authorization", "Basic " + hvem)
                .POST(BodyPublishers.ofString(konvolutt))
                .build(),
            BodyHandlers.ofString());
        krev(svar.statusCode() == 200, svar.body());
        return svar.body();
    }

    /** Ett kall til kontrollplanet; feil sier hva som er galt, og hva en gjør. / Errors say what to do. */
    static String kontroll(String metode, String sti, String json) throws Exception {
        HttpRequest.Builder kall = HttpRequest.newBuilder(URI.create(NIR + "/control/v1/sandboxes" + sti));
        if (TOKEN != null) {
            kall.header("Authorization", "Bearer " + TOKEN);
        }
        if (json == null) {
            kall.method(metode, BodyPublishers.noBody());
        } else {
            kall.header("Content-Type", "application/json").method(metode, BodyPublishers.ofString(json));
        }
        HttpResponse<String> svar = HTTP.send(kall.build(), BodyHandlers.ofString());
        krev(svar.statusCode() < 300, svar.body());
        return svar.body();
    }

    static void krev(boolean holder, String ellers) {
        if (!holder) {
            throw new AssertionError(ellers);
        }
    }
}
