const list = (words: string) => new Set(words.trim().split(/\s+/));

/** Pasts that do not end in -ed. Left out are those that are spelt like their present (put, cut, set, let, read). */
export const PAST = list(`
was were had did went made took came saw got gave found thought told became showed left felt brought began kept held
wrote stood heard meant met ran paid sat spoke led grew lost fell sent built understood drew broke spent rose drove bought wore
chose sought sold taught fought threw caught flew won dealt shrank shot sank sprang struck swung tore woke forgot fed bound laid
lent rang sang slept stole stuck swore swept wasn't weren't hadn't didn't dug hung hid froze shook withdrew oversaw undertook
overcame arose undertook outgrew rebuilt relet forgave withstood
`);

/** Participles that are no pasts and do not end in -ed: past only beside "have" or "was". */
export const DONE = list(`
been done gone made taken seen given known shown gotten written begun grown drawn broken spent risen driven worn chosen stolen spoken
fallen flown thrown built bought brought found held kept led left lost met paid sent sold told won cut put set let
shut hit cost split spread undertaken overseen withdrawn rebuilt
`);

/** Words in -ed that are none. */
export const NO_PAST = list(`
need seed feed speed weed deed reed greed breed creed indeed exceed succeed proceed embed hundred bed red shed wed fed-up sacred naked
wicked united limited so-called unprecedented mixed-use detailed advanced unlimited biased skilled unskilled
aged supposed kindred hatred speed-up unmet talented gifted dedicated complicated sophisticated outdated interested
`);

/** Modal verbs, with what they are told apart by. */
export const MODAL = list(`
can could may might must shall should will would can't cannot couldn't mustn't shouldn't won't wouldn't needn't ought
i'll we'll you'll they'll it'll he'll she'll
`);

/** Presents that are verbs and nothing else, or nearly. */
export const PRESENT = list(`
is are am has have does do isn't aren't hasn't haven't doesn't don't i'm we're you're they're it's i've we've you've they've
says makes takes gets goes comes gives seems becomes allows enables provides requires includes involves means ensures
helps brings keeps knows believes thinks wants needs aims remains lets leads contains applies depends describes explains exists
offers considers continues creates encourages expects follows happens helps improves increases reduces saves serves sets
shows suggests supports tells tries understands uses works writes runs
`);

/** Plain verbs: a sentence that begins with one orders the reader; after "we", "they", "you" one is in the present. */
export const BASE = list(`
be have do make take get go come give see find think tell become show leave feel bring begin keep hold write stand hear let mean
set meet run pay sit speak lead read grow lose fall send build understand draw break spend cut put buy choose seek sell teach win
add allow answer apply appoint ask assess avoid believe book browse call change check click close collect compare complete
connect consider contact continue create decide define deliver design determine develop discover discuss download email
enable encourage engage enjoy ensure enter establish estimate evaluate examine explore fill focus follow gather help hire identify
implement imagine improve include increase inform invest invite involve join know learn like list listen log look love manage map measure
move need note offer open order organise organize plan play prepare prioritise prioritize procure produce promote protect provide
publish push question reach recognise recognize record reduce register remember remove repeat report request require research
review save say search select serve share sign simplify speak start stay stop submit subscribe support talk test think track train treat
try turn update use view visit wait want watch work
`);

/** To whom a post speaks. */
export const YOU = list("you your yours you're you've you'll yourself");
