// JUnit 5 og Testcontainers: mocknir i en beholder, en sandkasse for hver test.
// / JUnit 5 and Testcontainers: mocknir in a container, a sandbox for each test.
//
// Denne kjøres ikke av mocknirs egne prøver (den trenger Docker og Maven Central); det gjør Overfoering.java.
// / Mocknir's own tests do not run this one (it takes Docker and Maven Central); they do run Overfoering.java.
//
//     docker build -t mocknir .
//     org.junit.jupiter:junit-jupiter:5.11.4, org.testcontainers:junit-jupiter:1.20.4

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers
class OverfoeringTest {
    // Kontrollplanet svarer andre maskiner bare når de sender et token; en beholder er en annen maskin.
    // / The control plane answers other machines only when they send a token; a container is another machine.
    static final String TOKEN = "bare-til-test";

    @Container
    static final GenericContainer<?> NIR = new GenericContainer<>("mocknir")
        .withEnv("MOCKNIR_CONTROL_TOKEN", TOKEN)
        .withCommand("mocknir", "serve", "--host", "0.0.0.0", "--port", "8080", "--database", "sqlite://")
        .withExposedPorts(8080)
        .waitingFor(Wait.forHttp("/healthz"));

    final HttpClient http = HttpClient.newHttpClient();
    final String sandkasse = "t-" + UUID.randomUUID().toString().substring(0, 12);
    final String fnr = "17859000266";

    @BeforeEach
    void lagSandkasse() throws Exception {
        kontroll("POST", "", """
            {"name": "%s", "clock": "2017-01-01"}""".formatted(sandkasse));
        kontroll("POST", "/" + sandkasse + "/persons", """
            {"foedselsnummer": "%s", "navn": "Amina Testmann",
             "opphold": [{"gitt": "2016-09-01", "grunnlag": "28"}],
             "adresse": [{"fra": "2016-11-01", "kommune": "0301"}]}""".formatted(fnr));
        kontroll("POST", "/" + sandkasse + "/users", """
            {"user": "fagsystem", "password": "hemmelig", "kommune": "0301",
             "roles": ["kommuneintrobruker", "kommunenorskbruker"]}""");
    }

    @AfterEach
    void slettSandkasse() throws Exception {
        kontroll("DELETE", "/" + sandkasse, null);
    }

    @Test
    void nirAvslutterNaarDeltakerenFlytter() throws Exception {
        new MittFagsystem(adresse() + "/" + sandkasse + "/ws4", "fagsystem", "hemmelig").overfoer(fnr);

        kontroll("POST", "/" + sandkasse + "/persons/" + fnr + "/events", """
            {"type": "flytting", "dato": "2017-01-01", "kommune": "1201"}""");
        kontroll("POST", "/" + sandkasse + "/clock/advance", """
            {"to": "2017-12-01"}""");

        String deltaker = kontroll("GET", "/" + sandkasse + "/persons/" + fnr, null);
        assertTrue(deltaker.contains("\"avsluttetAv\": \"NIR\""), deltaker);
        assertTrue(deltaker.contains("\"maaloppnaaelse\": false"), deltaker);
    }

    String adresse() {
        return "http://" + NIR.getHost() + ":" + NIR.getMappedPort(8080);
    }

    String kontroll(String metode, String sti, String json) throws Exception {
        var kall = HttpRequest.newBuilder(URI.create(adresse() + "/control/v1/sandboxes" + sti))
            .header("Authorization", "Bearer " + TOKEN)
            .method(metode, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            kall.header("Content-Type", "application/json");
        }
        var svar = http.send(kall.build(), BodyHandlers.ofString());
        assertEquals(2, svar.statusCode() / 100, svar.body());
        return svar.body();
    }
}
