/** Given name and surname, perhaps with an initial or a particle between them. */
const PERSON =
  /^\p{Lu}[\p{L}’'-]+(?:\s+(?:\p{Lu}\.?|d[aeiou]s?|del?l?a?|van|von|der|den|el|al|bin|[Mm]ac)){0,2}\s+(?:[dDoO]['’]|\p{Ll}{2}-)?\p{Lu}[\p{L}’'-]{1,}$/u;

/** What somebody is, said behind the name. */
const ROLES = String.raw`(?:[\p{L}&/-]+\s+){0,5}(?:writer|editor|reporter|correspondent|journalist|columnist|author|contributor|officer|manager|director|head|chief|lead|leader|adviser|advisor|consultant|partner|fellow|researcher|professor|executive|secretary|assistant|councillor|analyst|specialist|president|chair)\b`;
/** The same behind a comma, and all that follows. */
export const BEHIND_ROLE = new RegExp(String.raw`,\s+${ROLES}.*$`, 'isu');
/** What somebody does, and perhaps for whom. */
const ROLE_ALONE = new RegExp(String.raw`^${ROLES}(?:$|,|\s(?:at|for|of|in|and|with|to)\s)`, 'iu');

/** Whether a text is written like a person's name: a given name and a surname. */
export function isPersonal(text: string): boolean {
  return PERSON.test(text);
}

/** Whether a text says what somebody does, and nothing before it: "Education reporter", "Head of Digital". */
export function isRole(text: string): boolean {
  return ROLE_ALONE.test(text);
}
