import type { NotContent } from './judge-status.ts';
import { type Looked, SHORT_WORDS } from './looked.ts';

/** How PHP reports what ended it; behind that nothing of the page can come but what was laid around it. */
const ENDED = '<b>Fatal error</b>:';
const ENDED_PARSING = '<b>Parse error</b>:';
const PLACE = / on line (?:<b>)?\d+/;
const MOST_BEHIND = 200;
/** With the way the program had come. */
const LONGEST_REPORT = 8000;
/** Titles that frameworks give to their reports: `DoesNotExist at /news/1/`, `… (500 Internal Server Error)`, `Server Error in '/' Application.`; servers show a folder as `Index of /news`. */
const REPORT =
  /^\w*(?:[a-z]Error|Exception|DoesNotExist) at \/|\([45]\d\d [A-Z][A-Za-z ]{3,30}\)$|^server error in '\/|^http status [45]\d\d [–—-] |^traceback \(most recent call last\)|^index of \//i;
/** How programs report that they failed, in the place of a page's text. */
const LAST_WORDS =
  /^(?:[\w\\]+ )?(?:fatal error|parse error|warning|notice|deprecated|uncaught \w+)\s*:.*\b(?:on line|stack trace|thrown in)\b|^traceback \(most recent call last\)|\bsqlstate\[|^could not connect to (?:the )?(?:database|mysql)|^(?:error|warning)?:? ?(?:mysqli?|pg|odbc|oci)_?\w*\(\)|\bunhandled exception\b.{0,80}\b(?:occurred|execution)\b|^(?:microsoft )?(?:ole db|odbc) \w+|^the website encountered an unexpected error\b/i;
/** TYPO3 puts this in the place of the part that failed, under the post's own title; 14 figures of it are the time. */
const PART_FAILED = /\bOops, an error occurred! (?:Request: \w+ )?Code: \d{14}/i;
/** WordPress's own page has nothing but its style above its body. */
const HEAD = 8000;
const PART_WORDS = 80;

/** A program that failed, and says so in the place of the page: however long its report is, and whatever the page is called. */
export function crash({ page, head, gist }: Looked): NotContent | undefined {
  const { url, body } = page;
  const failed = (said: string): NotContent => ({
    kind: 'failed',
    url,
    status: 200,
    why: `the page says "${said.slice(0, 80)}"`,
  });
  if (isCutOff(body)) return failed('Fatal error');
  const report = [head.title, head.heading].find((words) => REPORT.test(words));
  if (report !== undefined) return failed(report);
  // WordPress's own page for what it cannot do, in any language.
  if (body.slice(0, HEAD).includes('<body id="error-page"') && gist().words <= SHORT_WORDS)
    return failed(gist().opening);
  if (body.includes('an error occurred! ') && gist().words <= PART_WORDS && PART_FAILED.test(body))
    return failed('Oops, an error occurred!');
  // Without a title it is not a page that somebody laid out: only a program's last words.
  const isUntitled = (head.heading || head.title) === '';
  return isUntitled && gist().words <= SHORT_WORDS && LAST_WORDS.test(gist().opening)
    ? failed(gist().opening)
    : undefined;
}

/** Whether a page breaks off in PHP's own words, be it after half of its text. */
function isCutOff(html: string): boolean {
  const end = html.slice(-LONGEST_REPORT);
  const at = Math.max(end.lastIndexOf(ENDED), end.lastIndexOf(ENDED_PARSING));
  if (at === -1) return false;
  const said = end.slice(at);
  const place = said.search(PLACE);
  return place !== -1 && said.length - place <= MOST_BEHIND;
}
