import { onceAsked, onceEach } from '../base/once-each.ts';
import { fieldText, type PostText } from '../classify/classify.ts';
import { POST_FIELDS, type PostField } from '../model/verdict.ts';

const all = onceEach(
  (post: PostText) => new Map(POST_FIELDS.map((field) => [field, onceAsked(() => fieldText(post, field))])),
);

/** As `fieldText`, put together once for a post: each of the hits of its verdict asks. */
export function fieldTextOnce(post: PostText, field: PostField): string {
  return all(post).get(field)?.() ?? '';
}
