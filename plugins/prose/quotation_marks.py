"""Quotation marks by language."""

from dataclasses import dataclass
from functools import lru_cache

from plugins.prose.languages import parts_of, places_of


@dataclass(frozen=True, slots=True)
class Marks:
    """How a language quotes: opening and closing marks."""

    double: tuple[str, str] = ("“", "”")
    """The marks that replace a typed `"`."""
    nested: tuple[str, str] = ("“", "”")
    """The same within a quotation."""
    single: tuple[str, str] = ("‘", "’")
    nested_single: tuple[str, str] = ("‘", "’")


_OURS = {
    "es": Marks(double=("«", "»"), nested_single=("“", "”")),
    "fr": Marks(double=("«\u202f", "\u202f»"), nested_single=("“", "”")),
}
"""Spanish follows the Academy's Ortografía (2010), while CLDR has the marks of Latin American newspapers; French has
the narrow spaces that CLDR leaves out."""

_CLDR = {
    "“ ” ‘ ’": (
        "aa ab af ak an ann apc arn as asa az ba bal bal-Latn bem bew bez bgc bgn bho blt bm-Nkoo bn bo bqi brx bss "
        "byn cad cch ccp ce ceb cgg cho chr cic ckb co cop csw cu cy da dav dje doi dv dz ebu ee en en-Dsrt en-Shaw "
        "es ff-Adlm fil fo frr fy ga gaa gd gez gl gn gu guz gv ha ha-Arab haw hi hi-Latn hnj id ig ii io iu iu-Latn "
        "jbo jmc jv kaa kaa-Latn kaj kam kcg kde kea kek ken kgp khq ki kl kln km kn ko kok kok-Latn kpe ks ks-Deva "
        "ksb ku ku-Arab kw kxv kxv-Deva kxv-Orya kxv-Telu la lg lkt lmo ln lo lrc ltg lu luo lv lzz mai mas mdf mer "
        "mfe mgh mgo mhn mi mic ml mn mn-Mong mni mni-Mtei moh mr ms mt mus mww my myv naq nd ne nqo nr nso nus nv ny "
        "nyn oka om or osa pa pa-Arab pap pcm pi pi-Latn pis ps pt qu quc raj rhg rif rof rwk sa saq sat sat-Deva sbp "
        "scn sd sd-Deva seh ses shn si sid skr sma smj smn sms so sq ss ssy su suz suz-Deva sw ta te teo tg th tig to "
        "tok tpi tr trv trw ts tt twq tzm uz-Arab uz-Cyrl vai vai-Latn ve vec vi vmw vo vun wa wal wbp wo xh xnr xog "
        "yo yrl za zh zh-Latn zu"
    ),
    "« » “ ”": (
        "ast blo bm br ca cv dyo el es-US eu ewo ie it kab kk lij mg mua nnh pms pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU "
        "pt-MO pt-MZ pt-PT pt-ST pt-TL sc sg ti"
    ),
    "„ “ ‚ ‘": "bs-Cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl",
    "« » ‹ ›": "am az-Arab az-Cyrl fa fr-CH gsw jgo kkj mzn rm sdh wae",
    "« » „ “": "bas be bua ky os ru sah tyv uk",
    "” ” ’ ’": "fi he lag rn se sn sv yi",
    "« » ‘ ’": "dua ksf nb nn no rw",
    "« » « »": "fr ht hy oc yav",
    "” “ ’ ‘": "ar lld ms-Arab syr ur",
    "‘ ’ “ ”": "fur ia ti-ER tn",
    "„ “ „ “": "bg lt prg sgs",
    "「 」 『 』": "ja yue yue-Hans zh-Hant",
    "« » „ ”": "shi shi-Latn zgh",
    "„ ” « »": "nmg pl ro",
    "» « › ‹": "kk-Arab ug",
    "„ ” » «": "hu szl",
    "„ ” ’ ’": "sr sr-Latn",
    "„ ” ‚ ’": "agq ff",
    "« » ” “": "fr-CA",
    "‘ ’ ‘ ’": "nl",
    "“ ’ “ ”": "st",
    "“ ” « »": "eo",
    "“ ” ’ ‘": "uz",
    "“ ” “ ”": "tk",
    "„ “ « »": "ka",
    "„ ” ‘ ’": "bs",
}
"""Marks around a quotation and around one within it: the languages. From `delimiters` (quotationStart, quotationEnd,
alternateQuotationStart, alternateQuotationEnd) of each locale in cldr-misc-full 48.2.0, the JSON of Unicode CLDR; Babel
does not have them. A locale that quotes as `places_of` would find without it is left out."""
_MARKS = {place: tuple(marks.split()) for marks, places in _CLDR.items() for place in places.split()}
_SINGLE = frozenset("‘’‚‹›")
OPENING, CLOSING = '"“«„‟”»「『', '"”»“«」』'
"""What opens and closes a quotation in any language; single marks, which do it in some, are apostrophes in others."""


@lru_cache(maxsize=256)
def marks_of(lang: str) -> Marks | None:
    """The marks of a language; None if they are not known."""
    ours = _OURS.get(parts_of(lang)[0])
    if ours:
        return ours
    found = next((_MARKS[place] for place in places_of(lang) if place in _MARKS), None)
    if found is None:
        return None
    outer, inner = (found[0], found[1]), (found[2], found[3])
    if inner[0] in _SINGLE:
        return Marks(double=outer, nested=outer, single=inner, nested_single=inner)
    single = outer if outer[0] == "「" else Marks().single
    return Marks(double=outer, nested=inner, single=single, nested_single=inner)
