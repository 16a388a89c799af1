// Lag en sandkasse, en person og en bruker, overfør et vedtak, la tiden gå, og se at NIR avsluttet programmet selv.
// / Make a sandbox, a person and a user, transfer a decision, let time pass, and see that NIR ended the programme.
//
// .NET 8. Denne kjøres ikke av mocknirs egne prøver. / Mocknir's own tests do not run this one.
//
//     mocknir serve &
//     dotnet new console --output eksempel && cp Overfoering.cs eksempel/Program.cs && dotnet run --project eksempel

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

const string fnr = "17859000266";
var nir = Environment.GetEnvironmentVariable("MOCKNIR_URL") ?? "http://127.0.0.1:8080";
var token = Environment.GetEnvironmentVariable("MOCKNIR_CONTROL_TOKEN");
var sandkasse = $"eksempel-dotnet-{Environment.ProcessId}";
var her = $"/{sandkasse}";
using var http = new HttpClient();

await Kontroll(HttpMethod.Post, "", new { name = sandkasse, clock = "2017-01-01", expires = "1h" });
try
{
    await Kontroll(HttpMethod.Post, $"{her}/persons", new
    {
        foedselsnummer = fnr,
        navn = "Amina Testmann",
        opphold = new[] { new { gitt = "2016-09-01", grunnlag = "28" } },
        adresse = new[] { new { fra = "2016-11-01", kommune = "0301" } },
    });
    await Kontroll(HttpMethod.Post, $"{her}/users", new
    {
        user = "fagsystem",
        password = "hemmelig",
        kommune = "0301",
        roles = new[] { "kommuneintrobruker", "kommunenorskbruker" },
    });

    var kvittering = await Overfoer();
    Krev(kvittering.Contains("<utfall>godtatt</utfall>"), kvittering);

    await Kontroll(HttpMethod.Post, $"{her}/persons/{fnr}/events",
        new { type = "flytting", dato = "2017-01-01", kommune = "1201" });
    await Kontroll(HttpMethod.Post, $"{her}/clock/advance", new { to = "2017-12-01" });

    var deltaker = await Kontroll(HttpMethod.Get, $"{her}/persons/{fnr}");
    var program = deltaker!.RootElement.GetProperty("program").EnumerateArray().Last();
    Krev(program.GetProperty("avsluttetAv").GetString() == "NIR", program.ToString());
    Krev(!program.GetProperty("maaloppnaaelse").GetBoolean(), program.ToString());
    Console.WriteLine("NIR avsluttet programmet selv. / NIR ended the programme by itself.");
}
finally
{
    await Kontroll(HttpMethod.Delete, her);
}

// Et kall til WS4, med HTTP Basic. / A call to WS4, with HTTP Basic.
async Task<string> Overfoer()
{
    var konvolutt = $"""
        <?xml version="1.0" encoding="utf-8"?>
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
          <soap:Body>
            <OverfoerRegistreringer xmlns="urn:mocknir:ws4:v1">
              <meldingsId>m1</meldingsId>
              <kommune>0301</kommune>
              <registrering>
                <eksternId>v1</eksternId>
                <foedselsnummer>{fnr}</foedselsnummer>
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
        """;
    using var kall = new HttpRequestMessage(HttpMethod.Post, $"{nir}/{sandkasse}/ws4")
    {
        Content = new StringContent(konvolutt, Encoding.UTF8, "text/xml"),
    };
    var hvem = Convert.ToBase64String(Encoding.UTF8.GetBytes("fagsystem:hemmelig"));
    kall.Headers.Authorization = new AuthenticationHeaderValue("Basic", hvem);
    using var svar = await http.SendAsync(kall);
    var tekst = await svar.Content.ReadAsStringAsync();
    Krev(svar.IsSuccessStatusCode, tekst);
    return tekst;
}

// Et kall til kontrollplanet; feil sier hva som er galt, og hva en gjør. / Errors say what to do.
async Task<JsonDocument?> Kontroll(HttpMethod metode, string sti, object? kropp = null)
{
    using var kall = new HttpRequestMessage(metode, $"{nir}/control/v1/sandboxes{sti}");
    if (kropp is not null) kall.Content = JsonContent.Create(kropp);
    if (token is not null) kall.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
    using var svar = await http.SendAsync(kall);
    var tekst = await svar.Content.ReadAsStringAsync();
    Krev(svar.IsSuccessStatusCode, tekst);
    return tekst == "" ? null : JsonDocument.Parse(tekst);
}

static void Krev(bool holder, string ellers)
{
    if (!holder) throw new Exception(ellers);
}
