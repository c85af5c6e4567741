/** A date as people write it, numbers or a month's name, wherever it stands in a line. */
export const A_DATE =
  /\d{1,4}(?:st|nd|rd|th)?[\s./-]{1,2}(?:of )?(?:\d{1,2}|\p{L}{3,10}\.?)[\s./,-]{1,2}\d{2,4}|\p{L}{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\p{L}{3,10} \d{4}/gu;
/** A time of day. */
export const A_TIME = /\b\d{1,2}[:.h]\d\d\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{2,4}\b)?/gi;
