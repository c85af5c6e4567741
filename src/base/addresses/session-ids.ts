import { isRandom } from '../tracking-params.ts';

/** A part of a path that names itself an id of a visit: `/sessionid=0f9a8b7c6d/`, `/sid-0f9a8b7c6d/`. */
const PART = /\/(?:\w{0,20}sess(?:ion)?_?id|sid)[=-]([\w-]{1,100})(?=\/)/gi;

/** Without the session ids that servlets, ColdFusion and ASP.NET (`/(S(lit3py55))/`) write into a path. */
export function withoutSession(path: string): string {
  return path
    .replaceAll(/;(?:\w{0,20}sess(?:ion)?(?:_?id)?\w{0,20}|sid|cfid|cftoken)=[^/;?]*/gi, '')
    .replaceAll(/\/\((?:[asfx]\([\w-]{1,100}\)){1,4}\)(?=\/)/gi, '')
    .replaceAll(PART, (part, id: string) => (isRandom(id) ? '' : part));
}
