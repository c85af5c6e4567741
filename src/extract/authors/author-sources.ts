import type { HtmlElement } from '../../base/html.ts';
import type { Source } from '../../base/source.ts';
import type { Line } from '../lines.ts';
import type { TextAndPage } from '../lines-below.ts';
import type { Readable } from '../read-field.ts';
import type { Survey } from '../survey.ts';

/** What is known of a page when its author is looked for. */
export type AuthorSources = TextAndPage & {
  readonly page: Readable;
  readonly seen: Survey;
  readonly source: Source;
  /** The title's element with everything around it. */
  readonly titled: ReadonlySet<HtmlElement>;
  /** That, and the first paragraph of the text with everything around it. */
  readonly around: ReadonlySet<HtmlElement>;
  readonly nearTitle: () => readonly Line[];
  /** The post's title: what else the title element says names the site. */
  readonly title: string;
};
