"""Nationalities by their codes: ISO 3166-1 of three letters, and the three that Folkeregisteret has beside them."""

from fagsystem_sim.profiler.naer import naermest

STATSLOES, KOSOVO, UKJENT = "XXX", "XXK", "XUK"

_ISO = """
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM
BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR
CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB
GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA
JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA
MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS
SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON
TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""

KODER = frozenset(_ISO.split()) | {STATSLOES, KOSOVO, UKJENT}


def kontroller(kode: str) -> str:
    """The code itself. Raises ValueError, with the nearest one, for what is no code."""
    if kode in KODER:
        return kode
    naer = _naermest(kode.upper())
    mente, meant = (f" Mente du «{naer}»?", f" Did you mean «{naer}»?") if naer else ("", "")
    raise ValueError(
        f"«{kode}» er ingen landkode.{mente} Tillatt er tre bokstaver etter ISO 3166-1, som SYR, og {STATSLOES} for "
        f"statsløs, {KOSOVO} for Kosovo og {UKJENT} for ukjent / "
        f"«{kode}» is no code of a country.{meant} Use three letters of ISO 3166-1, or one of those three"
    )


def _naermest(kode: str) -> str | None:
    """SYRIA meant SYR, SRY too; else whatever is near."""
    like = [en for en in sorted(KODER) if en == kode[:3] or sorted(en) == sorted(kode)]
    return like[0] if like else naermest(kode, sorted(KODER))
