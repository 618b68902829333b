"""Abbreviations, and words that begin or follow sentences: the tables that sentence splitting reads.

A newcomer adds an abbreviation here: without its last full stop, in lower case, under its language.
`BEFORE_NAMES` and `INSIDE` never end a sentence; `BEFORE_NUMBERS` do not when a number follows;
`ANYWHERE` may end one: then the next word decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BEFORE_NAMES = {
    "": "dr prof mr mrs ms messrs mme mlle st ste mt ft sen rep gov gen col capt cpt lt sgt cpl cmdr adm "
    "rev hon pres supt dir ph",
    "en": "maj amb atty pvt rt sr esq insp det ald",
    "de": "hr hrn fr frl dipl ing mag med phil jur rer nat habil univ hl kard geb verst gest verh lic abg min",
    "nl": "dhr mevr mw mej drs ir mr prof ds",
    "da": "hr fr cand stud fru adj",
    "nb": "hr fr frk",
    "sv": "hr fr tekn fil doc",
    "fi": "hra rva tri prof",
    "fr": "m mm me dr pr mgr vve cl",
    "es": "sr sra srta sres dra d dña lic ing arq prof profa ud uds gral cnel cap hno rvdo mons excmo excma",
    "ca": "sr sra srta dr dra",
    "gl": "sr sra dr dra",
    "pt": "sr sra srta dra eng enga arq profa exmo exma ilmo v d",
    "it": "sig sigg sig.ra sig.na dott dott.ssa prof.ssa avv ing geom rag arch on egr gent spett mons cav "
    "comm rev v amm dir s sen min v.cte f.p",
    "ro": "dl dna dra dvs dv sf",
    "ru": "г гг гр гражд ул им проф акад доц инж просп пр пл пер наб бул ген полк кап лейт тов чл обл р н о "
    "оз св о-в кв",
    "uk": "м вул ім проф акад доц інж просп пл пров бул ген св обл р гр",
    "bg": "г-н г-жа проф доц инж ул бул св ген гр с",
    "be": "г вул ім праф акад",
    "kk": "проф акад ул көш ген",
    "mk": "д-р проф ул св",
    "sr": "g gđa prof ul sv г гђа проф ул св",
    "pl": "prof dr inż mgr hab ul al pl os ks św gen płk kpt por red im hr bp abp",
    "cs": "p pí sl ing mgr mudr judr phdr rndr doc ul nám sv bc paed",
    "sk": "p pí sl ing mgr mudr judr doc ul nám sv",
    "sl": "g ga gdč mag ul sv",
    "hr": "g gđa gosp mr sc ul sv",
    "hu": "ifj özv id gr br szt",
    "tr": "doç yrd öğr gör uzm av müh sn alb bçvş çvş hz mah cad sok bul",
    "el": "κ κα κκ δρ καθ αγ σεβ οδ λεωφ",
    "ar": "د أ م",
    "hi": "डॉ श्री श्रीमती प्रो कु पं",
    "vi": "tp gs ts pgs ths bs ks",
    "mr": "डॉ श्री श्रीमती प्रा",
    "bn": "ডা ড মো",
    "sq": "z zj znj",
}

_INSIDE = {
    "": "vs e.g i.e cf viz approx resp ca i.a p.a",
    "en": "f.e w.r.t a.k.a incl excl esp max min dept assn bros med btw eg ie avg",
    "de": "z.b d.h u.a bzw bspw sog vgl ggf evtl inkl exkl zzgl abzgl ca max min ehem insb allg eigtl d.i "
    "i.d.r o.g s.o s.u u.u z.t z.zt z.hd m.e i.s i.s.v einschl gem lt ders dies hrsg entspr mind "
    "urspr bes übl",
    "nl": "d.w.z bijv bv m.b.t o.a t.a.v i.v.m nl a.d zgn resp incl excl evt max min t.o.v z.o",
    "da": "f.eks bl.a dvs ca evt inkl ekskl pga mht ifm iht max min jf vedr ang hhv kl henv t.h tlf nuv",
    "nb": "f.eks bl.a dvs ca evt inkl ekskl pga mht iht jf vedr ang hhv kl",
    "sv": "t.ex bl.a d.v.s dvs ca ev inkl exkl p.g.a m.h.t jfr ang kl s.k fr.o.m t.o.m",
    "fi": "esim mm n ns ts ks vrt mr ym ko eli nk",
    "fr": "p.ex c.-à-d env cf av ex",
    "es": "ee p.ej aprox pág ej cía vs av avda bco col dto admón adm núm tel fax ext cra",
    "ca": "p.ex aprox av",
    "pt": "p.ex aprox av pág págs vol cf ex",
    "it": "p.es es ecc.ti c.a c.so p.zza v.le pag pagg vol cfr ca ns vs gent egr spett",
    "ro": "ex aprox cca str bd nr",
    "ru": "т.е т.к т.н напр см ср тел ок т.о т тыс млн млрд в.д букв",
    "uk": "тобто напр див пор тел бл т.зв",
    "bg": "напр т.е т.нар вкл вж ср бел тел",
    "pl": "np tzn tj m.in tzw ok por wg zob św bałt ang niem franc łac gr ros ul pt jw dot tel woj pow",
    "cs": "např tj tzn tzv mj cca popř resp atp.a srov viz čl odst č",
    "sk": "napr t.j tzv cca popr resp čl ods č",
    "sl": "npr t.i tj oz dr",
    "hr": "npr tj tzv odn oko",
    "sr": "npr tj tzv odn нпр тј тзв одн",
    "hu": "pl ill kb ún",
    "tr": "örn bkz yakl yy",
    "el": "π.χ δηλ βλ πρβ σελ τηλ αρ λ.χ",
    "ar": "هـ",
    "kk": "мыс т.б.с",
}

_BEFORE_NUMBERS = {
    "hi": "रु",
    "mr": "रु",
    "": "no nos nr n n° nº no° p pp pg vol fig figs tab sec sect art ch chap par para tel fax ext op eq "
    "ref ver v s rs ca approx c § rm st est",
    "en": "mon tue tues wed thu thurs fri jan feb mar apr may jun jul aug sep sept oct nov dec pt lot bk "
    "r.s rev al col",
    "de": "abs art abb anm aufl bd bde kap nr ziff lit rn rdnr jg s seite str tel abt jan feb mär mrz apr "
    "jun jul aug sep sept okt nov dez mo di mi do fr sa so zi geb gest ab",
    "nl": "nr blz art tel jan feb mrt apr jun jul aug sep sept okt nov dec hfst",
    "da": "nr s stk jan feb mar apr jun jul aug sep sept okt nov dec tlf kr kap art",
    "nb": "nr s tlf kr kap jan feb mar apr jun jul aug sep sept okt nov des",
    "sv": "nr s tfn kr kap jan feb mar apr jun jul aug sep sept okt nov dec",
    "fr": "art chap fig p pp vol tél no n° janv févr avr juil sept oct nov déc al",
    "es": "núm nro n.º n.o pág págs p pp cap art vol tel fig ene feb mar abr may jun jul ago sep sept oct "
    "nov dic lun mié jue vie sáb dom párr párrf min seg cra cl av ext n°",
    "pt": "n.º pág págs p pp cap art vol tel fig jan fev mar abr mai jun jul ago set out nov dez",
    "it": "pag pagg p pp cap art vol tel fig gen feb mar apr mag giu lug ago set sett ott nov dic lun mer "
    "gio ven sab dom n nr",
    "ru": "стр с рис табл гл п пп ст т тт ч кв д дом корп тел № янв фев мар апр июн июл авг сен сент окт "
    "ноя дек разд пар",
    "uk": "стор с рис табл гл п пп ст т тт ч кв буд корп тел січ лют бер квіт трав черв лип серп вер жовт "
    "лист груд",
    "bg": "стр с фиг табл гл чл ал т тел бр",
    "pl": "nr str s rys tab rozdz art ust pkt poz tel godz r w t",
    "cs": "č čís str s obr tab kap čl odst tel",
    "sk": "č čís str s obr tab kap čl ods tel",
    "hu": "sz old l fej tel",
    "tr": "no s sf bkz md cilt tel",
    "el": "αρ σελ σ κεφ τηλ άρθρ εικ",
}

_ANYWHERE = {
    "": "etc inc corp ltd co cos bros jr sr esq llc plc al ave blvd rd bldg a.m p.m b.c a.d d.c u.s u.k "
    "e.u u.n u.s.a",
    "en": "ind yd ft oz lb mo yr hr hrs wk univ dept assn mfg intl ed eds trans pub repr",
    "de": "usw etc o.ä u.ä u.dgl dgl v.chr n.chr co bd std mio mrd tsd stk jh jhd jhdt",
    "nl": "enz e.d n.chr v.chr c.s",
    "da": "osv m.m m.fl mio mia etc mv o.l kr",
    "nb": "osv m.m m.fl mill mrd etc kr",
    "sv": "osv m.m m.fl etc mkr kr",
    "fi": "jne yms ym",
    "fr": "etc cie ltée",
    "es": "etc cía s.a s.l c.p km ee.uu",
    "pt": "etc cia ltda s.a",
    "it": "ecc etc s.p.a s.r.l d.c a.c cm",
    "ro": "etc ș.a",
    "ru": "др пр т.д т.п руб коп долл дол млн млрд тыс чел г гг в вв кг км н.э",
    "uk": "ін та т.д т.п грн коп млн млрд тис чол р рр ст",
    "bg": "др т.н г лв ст км млн",
    "pl": "itd itp in r w zł gr mln mld tys",
    "cs": "atd apod aj kč mil mld tis",
    "sk": "atď apod pod mil mld tis",
    "hu": "stb",
    "tr": "vb vs vd",
    "el": "κλπ κ.λπ κ.ά π.μ μ.μ",
}

# Words that begin sentences and are hardly ever part of a name: after "U.S." or "vitamin C." they decide.
_STARTERS = {
    "en": "a about after all also although an and another any are as at because before being both but by "
    "can could did do does during each even every few finally for from had has have he her here his "
    "how however i i'm i've i'd i'll if in is it it's its last later let many meanwhile millions more "
    "most my neither next no none nor not nothing now of officials on once one only or other others "
    "our over people perhaps please she should since so some such thank that that's the their them "
    "then there there's these they they're this those though thousands three through thus to today "
    "tomorrow two under unfortunately until was we we're we've were what when where which while who "
    "why will with without yes yesterday yet you you're your",
    "de": "aber alle als also am an auch auf aus außerdem bei beim bis da dabei dadurch dafür dagegen daher "
    "damals damit danach dann daran darauf darüber das dass davon dazu dem den denn der des deshalb "
    "die dies diese dieser dieses doch dort durch ein eine einem einen einer einige er es für gegen "
    "gestern hat heute hier ich ihr ihre im in ist ja jede jeder jedes jedoch jetzt kein keine man "
    "manche mehr mein meine mit nach nachdem nein nicht noch nun nur ob obwohl oder ohne sein seine "
    "seit sie sind so sondern später trotzdem trotz um und uns unser unter viele vom von vor wann war "
    "warum was weil wenn wer werden wie wir wo während zu zudem zum zur zuvor zwar zwei über",
    "da": "af alle at da de den der det deres dette disse du efter en er et for fra ham han hans har hun "
    "hvad hvis hvor hvordan hvorfor i ifølge jeg kan man med men mens mit når nu og også på så som "
    "til under ved vi var",
    "nl": "als de dat deze die dit door een en er het hij hoe ik in is je maar met naar niet nu of om omdat "
    "ook op te toen uit van voor waar waarom wat we wij wie zij ze",
    "fr": "a après au aussi avec avant c'est ce ces cet cette comme dans de depuis des donc du elle elles "
    "en et il ils je l la le les leur lors mais nous on or où par pendant pour pourquoi qu quand que "
    "qui sa se selon ses si son sur tous tout un une vous",
    "es": "a al algunos aquí así aún como con cuando de del desde después donde durante el él ella ellas "
    "ellos en entonces es esa ese eso esta este esto estos fue hay la las le lo los más mi mientras "
    "muchos nadie ni no nos o para pero por porque que qué quién se según si sin sobre son su sus "
    "también tras un una uno y ya yo",
    "it": "a al alla anche che chi ci come con così da dal della di dopo dove e ed è gli ha ho i il in io "
    "la le lei lo loro lui ma mentre nel nella no noi non nonostante o ogni per perché più poi quando "
    "quella quello questa questo se secondo si sono su tra tutti un una uno voi",
    "pt": "a as ao após até com como da das de depois do dos e ela ele eles em entre era essa esse esta "
    "este eu foi há isso já mais mas muitos na não nas no nos o onde os ou para pela pelo por porque "
    "quando que se segundo sem seu sua também um uma",
    "ru": "а без в во вот все вы где да для до его ее если есть еще же за затем и из или их к как когда кто "
    "мы на не нет но о об он она они оно от по под поэтому после потом при с сегодня со так также там "
    "тогда только тот ты у уже что чтобы это этот эта эти я",
    "pl": "a ale bo był była było być co czy dla do gdy gdzie i ich ja jak jako jednak jego jej jest jeśli "
    "już kiedy kto którzy mi my na nie nikt o od on ona oni po potem przez się są ta tak także tam te "
    "ten to tu w we więc wszyscy z za ze że",
}

# What comes after a number and a full stop when it was an ordinal ("3. Oktober", "2. Weltkrieg");
# German alone writes these with capitals.
ORDINAL_NOUNS = _words(
    "januar jänner februar feber märz april mai juni juli august september oktober november dezember "
    "jahrhundert jahrhunderts jahrhunderten jahrtausend jahrtausends mal platz stock etage klasse "
    "klassen tag tage tages jahr jahrestag weltkrieg weltkriegs weltkrieges kapitel liga bundesliga "
    "minute minuten runde spieltag spieltags lebensjahr lebensjahrs lebensjahres auflage geburtstag "
    "teil absatz monat woche stunde schuljahr semester quartal quartals halbjahr halbjahrs wahlgang "
    "rang reihe grad grades bezirk geburtstags stelle generation dynastie strophe satz "
    "legislaturperiode juni- vers akt tod todestag obergeschoss version fassung ausgabe "
    "arrondissement armee division bataillon infanterie parteitag gebot symphonie sinfonie advent jan "
    "feb mär apr jun jul aug sep sept okt nov dez"
)
ORDINAL_LEADERS = _words(
    "der die das dem den des am im zum zur vom beim ins ein eine einen einem einer eines sein seine "
    "seinen seinem seiner ihr ihre ihren ihrem ihrer jede jeder jedes jeden jedem bis ab seit"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of one language. `never_last` end no sentence, `anywhere` may end one.

    `starters` begin sentences; English ones count everywhere, because names and quotations are English.
    """

    never_last: frozenset[str]
    before_numbers: frozenset[str]
    anywhere: frozenset[str]
    starters: frozenset[str]


@lru_cache(maxsize=128)
def words_of(lang: str) -> Words:
    """Return the tables of a language, by its primary code; those of every language are among them."""
    return Words(
        never_last=_table(_BEFORE_NAMES, lang) | _table(_INSIDE, lang),
        before_numbers=_table(_BEFORE_NUMBERS, lang),
        anywhere=_table(_ANYWHERE, lang),
        starters=_words(_STARTERS["en"]) | _words(_STARTERS.get(lang, "")),
    )


def _table(tables: dict[str, str], lang: str) -> frozenset[str]:
    return _words(tables[""]) | _words(tables.get(lang, ""))
