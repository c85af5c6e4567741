/** The fields that have a value: under exactOptionalPropertyTypes an absent field is not one that holds `undefined`. */
export type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/**
 * Leaves out what is undefined, so that an optional value can become an optional field:
 * `{ url, ...defined({ title, teaser }) }` has a title only where there is one.
 */
export function defined<T extends object>(fields: T): Defined<T>;
export function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
