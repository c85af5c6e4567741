/** What a person changed of the desk's keys: whether there are any, and the key of each action that has another. */
export type KeptKeys = { readonly on?: boolean; readonly map?: Readonly<Record<string, string>> };
