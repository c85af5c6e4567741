export const EXCLAMATION = 33;
export const DOUBLE_QUOTE = 34;
export const SINGLE_QUOTE = 39;
export const SLASH = 47;
export const EQUALS = 61;
export const GREATER = 62;
export const QUESTION = 63;

const TAB = 9;
const LINE_FEED = 10;
const FORM_FEED = 12;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const LOWER_CASE = 32;
const A = 97;
const Z = 122;
const ASCII = 128;

/** White space as HTML has it, by its code. */
export function isSpace(code: number): boolean {
  return (
    code === SPACE || code === LINE_FEED || code === TAB || code === CARRIAGE_RETURN || code === FORM_FEED
  );
}

/** Whether a name ends before it. */
export function endsName(code: number): boolean {
  return code === SLASH || code === GREATER || isSpace(code);
}

export function isLetter(code: number): boolean {
  const lower = code | LOWER_CASE;
  return code < ASCII && lower >= A && lower <= Z;
}
