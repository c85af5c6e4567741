import { readDate, type DateOptions } from '../../base/dates/dates.ts';
import { A_DATE, A_PUBLICATION, A_TIME } from '../dates/written.ts';
import type { Line } from '../lines.ts';
import { sizeOf } from '../size-of.ts';

/** Lines that sites put into the text of a post and no author wrote. */
const NOISE =
  /^(?:view all .{1,60}|(?:see|read|view|browse) (?:all|more)(?: .{1,40})?|read (?:more|on|next|the full (?:story|article))(?: »| ›| →|…)?|back to .{1,40}|(?:go )?back|skip to .{1,30}|share(?: (?:this|on|via)\b.{0,40})?:?|print(?: this)?(?: page| article)?|tweet(?: this)?|(?:follow|like|find) us on .{1,40}|e-?mail(?: this)?|facebook|twitter|x|linkedin|whatsapp|pinterest|reddit|copy link|full ?screen|buy photos?|show caption|hide caption|click to play|play all|youtube video|play video|watch video|advertisements?|sponsored(?: content)?|subscribe(?: (?:now|here|today|to .{1,50}))?|sign up(?: (?:now|here|today|to .{1,50}|for .{1,50}))?|(?:previous|next)(?: (?:post|article|story|page))?[:»›→ ]*|[«‹←]\s*(?:previous|back|older).{0,60}|(?:newer|next|older).{0,60}[»›→]|accept (?:all )?(?:cookies)?|(?:manage|cookie) (?:preferences|settings|policy)|loading\W*|close|menu|search|top|back to top|\d+ (?:comments?|likes?|shares?|views?)|\d{1,3}\s?(?:of|von|sur|de|\/)\s?\d{1,3}|.{8,120} \| \d{1,2}:\d\d|no comments(?: yet)?|leave a (?:comment|reply)|(?:tags|categories|topics|filed under|posted in|tagged(?: with)?)\s*:?.{0,80}|the post .{3,200} (?:appeared first|first appeared) on .{2,80}|continue reading.{0,120}|\W{1,3})$/i;
/** What comes after the post, and everything behind it. */
const AFTERWORD =
  /^(?:related(?: (?:posts?|articles?|content|stories|news|links|resources|pages|case studies|reading))?|you (?:may|might) (?:also )?(?:like|be interested in).{0,30}|more (?:from|like this|news|stories|posts|articles|case studies|on this topic)\b.{0,40}|other (?:news|stories|posts|articles|case studies)|latest (?:news|posts|articles|stories|from .{1,40})|recent (?:news|posts|articles|stories|comments)|(?:most )?(?:popular|read)(?: (?:posts|articles|stories|now))?|recommended(?: .{1,30})?|what to read next|read (?:next|this next)|keep reading|up next|trending(?: now)?|comments?(?: \(\d+\))?|\d+ (?:comments?|responses?|replies|thoughts?)(?: (?:on|to) .{1,200})?|leave a (?:comment|reply).{0,40}|join the (?:conversation|discussion)|add (?:a |your )?comment|post navigation|share this(?: (?:article|post|page|story|case study))?|sign up (?:to|for) (?:our|the) .{0,60}|subscribe to (?:our|the) .{0,60}|(?:join|get) our newsletter.{0,40}|about the authors?|author|tags|categories|contact us|cookie .{0,30})\s*[:…]?$/i;
/** What a page says to browsers that run no scripts. */
const SCRIPT_NOTICE =
  /\b(?:needs?|requires?|enable|turn on|switch on|activate|without)\b.{0,40}\bjava ?script\b|\bjava ?script (?:is|must be|needs to be|has been) (?:required|enabled|disabled|switched off|turned off)\b/i;
const BYLINE =
  /^(?:(?:posted|written|published|reported) by\b|by(?:\s*:\s+|\s+)\p{Lu}|author\s*:|words\s*:)/iu;
const BYLINE_CLASS =
  /(?:^|[\s_-])(?:byline|authors?|dateline|date|published|posted-?on|entry-meta|post-meta)(?:$|[\s_-])/i;
const READING_TIME =
  /(?:^|[\s|·•,-])\d{1,3}\s*(?:-\s*)?min(?:ute)?s?(?:\s+read)?(?:ing time)?$|^reading time\b/i;
const SENTENCE_END = /[.!?…:;。！？：；।॥؟۔]["'”’»」』）)\]]*$/u;
const CLOCK_AND_YEAR = /\b\d{1,2}[:.h]\d\d\b.*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b.*\b\d{1,2}[:.h]\d\d\b/;
const PARTED = /\S\s?[|•·⋅]\s/;
const SMALL_WORD = /(?<![\p{L}\d])\p{Ll}+(?![\p{L}\d])/gu;
const LEAST_SMALL = 6;
const STRONG = 80;
const STRONG_SENTENCE = 40;

/** Running text, as against labels, menus and lists of links. */
export function isProse(line: Line): boolean {
  if (line.beside || line.kind === 'heading' || line.linked > 0.5 || isStamped(line.text)) return false;
  if (line.linked > 0.2 && opensByDate(line.text)) return false;
  const size = sizeOf(line.text);
  return size >= STRONG || (size >= STRONG_SENTENCE && SENTENCE_END.test(line.text));
}

/** A date, and then sections or tools that are linked ("13.11.2011, 9:54; filed in News, Press."). */
function opensByDate(text: string): boolean {
  if (text.length >= 150 || !/^\W{0,3}\d/.test(text)) return false;
  const at = text.search(A_DATE);
  return at >= 0 && at <= 3;
}

/** A sentence that ends in a colon says what stands below it. */
export function announces(line: Line | undefined): boolean {
  return line !== undefined && isProse(line) && /[:：]$/.test(line.text);
}

/** A place and a day may open a text: what stands behind their dash runs on in small letters. */
function tells(text: string): boolean {
  const [, behind] = /\s[—–-]\s(.+)$/.exec(text) ?? [];
  return (
    behind !== undefined && !/[|•·⋅]/.test(behind) && (behind.match(SMALL_WORD)?.length ?? 0) >= LEAST_SMALL
  );
}

/** A long line of who and when: a clock's time and a year, or a date among things parted by marks or told as published, and no sentence. */
export function isStamped(text: string): boolean {
  if (text.length >= 150 || !/\d/.test(text) || SENTENCE_END.test(text) || tells(text)) return false;
  if (CLOCK_AND_YEAR.test(text)) return true;
  const isDated = PARTED.test(text) || (A_PUBLICATION.test(text) && besideDates(text).length <= 60);
  return isDated && text.search(A_DATE) >= 0;
}

function besideDates(text: string): string {
  return text.replaceAll(A_DATE, '').replaceAll(A_TIME, '').trim();
}

/** How much running text there is in lines, in characters. */
export function proseIn(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + (isProse(line) ? sizeOf(line.text) : 0), 0);
}

export function isNoise(line: Line): boolean {
  return line.text.length <= 300 && (NOISE.test(line.text) || isScriptNotice(line.text));
}

/** A sentence on scripts is a notice where it speaks of the reader's browser or of this page; authors write of scripts too. */
function isScriptNotice(text: string): boolean {
  return SCRIPT_NOTICE.test(text) && /\b(?:browser|this (?:site|page|website|app))\b/i.test(text);
}

/** Whether what follows this line no longer belongs to the post. */
export function opensAfterword({ kind, text }: Line): boolean {
  const isLabel = kind === 'heading' ? text.length <= 220 : kind === 'text' && text.length <= 60;
  return isLabel && AFTERWORD.test(text);
}

/** A date, perhaps with a time and a weekday, and nothing else. */
export function isDateAlone(text: string, dates: DateOptions): boolean {
  return (
    text.length <= 40 &&
    /^\W*(?:\p{L}{2,9},?\s+)?\p{L}{0,9}\.?\s*\d/u.test(text) &&
    readDate(text, 'text', dates).precision === 'day'
  );
}

/** Whether readers' comments follow this line. */
export function opensThread(line: Line): boolean {
  return /^(?:\d+ )?(?:comments?|responses?|replies)\b|^leave a |^join the /i.test(line.text);
}

/** Little stands beside its dates: "Published 3 May 2020 at 10:00 - changed 4 May 2020 at 11:34". */
function isForDates(text: string): boolean {
  return text.length <= 60 || besideDates(text).length <= 50;
}

/** How long a text takes to read. */
export function isReadingTime(text: string): boolean {
  return READING_TIME.test(text);
}

/** A line between title and text that says when, by whom or how long: it is read for that and is not text. */
export function isDateline({ kind, text, linked, element }: Line, dates: DateOptions): boolean {
  if (linked > 0.2 && opensByDate(text)) return true;
  if (text.length > 150 || /[.!?]["”]?$/.test(text)) return false;
  if (kind === 'item') return isDateAlone(text, dates);
  if (isReadingTime(text) || BYLINE.test(text) || isStamped(text)) return true;
  const names = 'attribs' in element ? (element.attribs['class'] ?? '') : '';
  return BYLINE_CLASS.test(names) || (isForDates(text) && readDate(text, 'text', dates).precision === 'day');
}
