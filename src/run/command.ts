import type { Settings } from '../base/settings.ts';

/** What a command may touch. */
export type CommandIo = {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly settings: Settings;
};

/** One command of the command line. `run` answers the exit code. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly run: (args: string[], io: CommandIo) => Promise<number>;
};
