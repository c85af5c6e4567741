/** Values a log line may carry; secrets are never among them. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One line an event: a name (`crawl.finished`), then fields. Never prose with holes. */
export type Log = (event: string, fields?: LogFields) => void;

/** A log that is thrown away, for pure tests. */
export const silent: Log = () => undefined;

/** The line an event makes: JSON, so that control characters in a value can never start a second line. */
export function logLine(event: string, fields: LogFields, at: Date): string {
  const cut = Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.slice(0, 2048) : value,
    ]),
  );
  return JSON.stringify({ at: at.toISOString(), event, ...cut });
}
