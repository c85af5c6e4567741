/**
 * A stop signal that SIGINT and SIGTERM raise: the first asks for a clean end, a second one ends at once (130).
 * `done` takes the handlers off again.
 */
export function untilSignal(
  stderr: NodeJS.WritableStream,
  say = 'Stopping after the post in hand; once more to stop at once.\n',
): {
  readonly signal: AbortSignal;
  readonly done: () => void;
} {
  const controller = new AbortController();
  const handle = (): void => {
    if (controller.signal.aborted) process.exit(130);
    stderr.write(say);
    controller.abort();
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return {
    signal: controller.signal,
    done: () => {
      process.off('SIGINT', handle);
      process.off('SIGTERM', handle);
    },
  };
}
