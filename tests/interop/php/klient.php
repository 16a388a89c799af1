<?php
// What a vendor who writes PHP does with the contract; reads its settings as JSON, prints what it saw as JSON.
declare(strict_types=1);

const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const TYPE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#Password';

$oppsett = json_decode(stream_get_contents(STDIN), false, 512, JSON_THROW_ON_ERROR);
$soap12 = $oppsett->soap === '1.2';

function sikkerhet(object $oppsett, string $passord): SoapHeader
{
    $nonce = random_bytes(16);
    $tid = gmdate('Y-m-d\TH:i:s\Z');
    $digest = $oppsett->innlogging === 'digest';
    $verdi = $digest ? base64_encode(sha1($nonce . $tid . $passord, true)) : $passord;
    $type = TYPE . ($digest ? 'Digest' : 'Text');
    $xml = sprintf(
        '<wsse:Security xmlns:wsse="%s" xmlns:wsu="%s"><wsse:UsernameToken><wsse:Username>%s</wsse:Username>'
        . '<wsse:Password Type="%s">%s</wsse:Password><wsse:Nonce>%s</wsse:Nonce><wsu:Created>%s</wsu:Created>'
        . '</wsse:UsernameToken></wsse:Security>',
        WSSE, WSU, $oppsett->bruker, $type, $verdi, base64_encode($nonce), $tid
    );
    return new SoapHeader(WSSE, 'Security', new SoapVar($xml, XSD_ANYXML), true);
}

function klient(object $oppsett, string $passord): SoapClient
{
    $soap12 = $oppsett->soap === '1.2';
    $valg = [
        'soap_version' => $soap12 ? SOAP_1_2 : SOAP_1_1,
        'cache_wsdl' => WSDL_CACHE_NONE,
        'exceptions' => true,
        'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
    ];
    if ($oppsett->innlogging === 'basic') {
        $valg += ['login' => $oppsett->bruker, 'password' => $passord];
    }
    $klient = new SoapClient($oppsett->url . ($soap12 ? '?wsdl&soap=1.2' : '?wsdl'), $valg);
    if (in_array($oppsett->innlogging, ['tekst', 'digest'], true)) {
        $klient->__setSoapHeaders(sikkerhet($oppsett, $passord));
    }
    return $klient;
}

function feil(callable $gjoer): array
{
    try {
        $gjoer();
    } catch (SoapFault $feil) {
        return [
            'faultcode' => $feil->faultcode,
            'faultstring' => $feil->faultstring,
            'kode' => $feil->detail->NirFeil->kode ?? null,
            'sti' => $feil->detail->NirFeil->funn[0]->sti ?? null,
        ];
    }
    return ['ingen' => true];
}

function vedtak(object $oppsett, string $dato, string $eksternId): array
{
    return [
        'eksternId' => $eksternId,
        'foedselsnummer' => $oppsett->fnr,
        'handling' => 'registrer',
        'vedtak' => [
            'ordning' => 'intro', 'vedtakstype' => 'tildeling', 'vedtaksdato' => $dato, 'fra' => $dato,
            'til' => null, 'timerPerUke' => 37.5, 'begrunnelse' => 'Æ & <ø>',
        ],
    ];
}

$ny = fn() => klient($oppsett, $oppsett->passord); // a header with a nonce serves one call
$ut = ['operasjoner' => count($ny()->__getFunctions())];

$kvittering = $ny()->OverfoerRegistreringer([
    'meldingsId' => 'php-1', 'kommune' => '0301', 'registrering' => [vedtak($oppsett, '2017-01-01', 'v-1')],
])->kvittering;
$ut['suksess'] = ['utfall' => $kvittering->utfall[0]->utfall, 'gjentatt' => $kvittering->gjentatt];

$kvittering = $ny()->OverfoerRegistreringer([
    'meldingsId' => 'php-2', 'kommune' => '0301', 'registrering' => [vedtak($oppsett, '2016-01-01', 'v-2')],
])->kvittering;
$ut['avvist'] = [
    'utfall' => $kvittering->utfall[0]->utfall,
    'regler' => array_map(fn($funn) => $funn->regel, $kvittering->utfall[0]->funn),
];

$deltaker = $ny()->HentDeltaker(['kommune' => '0301', 'foedselsnummer' => $oppsett->fnr])->deltaker;
$ut['deltaker'] = [
    'navn' => $deltaker->person->navn,
    'begrunnelse' => $deltaker->registrering[0]->vedtak->begrunnelse,
    'timer' => $deltaker->registrering[0]->vedtak->timerPerUke,
    'til' => $deltaker->registrering[0]->vedtak->til ?? null,
];

$ut['feil'] = feil(fn() => $ny()->HentKvittering(['meldingsId' => 'borte', 'kommune' => '0301']));
$ut['skjemafeil'] = feil(fn() => $ny()->OverfoerRegistreringer([
    'meldingsId' => 'php-3', 'kommune' => '0301', 'registrering' => [vedtak($oppsett, '1.1.2017', 'v-3')],
]));
$ut['galt_passord'] = feil(fn() => klient($oppsett, 'gal')->HentKodeverk([]));
$oppsett->innlogging = 'ingen';
$ut['uten_innlogging'] = feil(fn() => $ny()->HentKodeverk([]));

echo json_encode($ut, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
