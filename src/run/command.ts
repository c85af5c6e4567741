import type { Settings } from '../base/settings.ts';
import type { SettingFault } from './environment.ts';
import type { Parts, Stopped } from './apart/parts.ts';

/** What a command may touch. */
export type CommandIo = {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly settings: Settings;
  /** Runs a command line in a process of its own that is watched; left out where this is that process, or is nobody's terminal. */
  readonly runApart?: (argv: readonly string[]) => Promise<number | Stopped>;
  /** Where this is that process: what it says of its parts. */
  readonly parts?: Parts;
  /** The variables that they were read from, for a command that judges them. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** What is wrong with the variables that they were read from; none, but for a command that judges them. */
  readonly faults?: readonly SettingFault[];
};

/** One command of the command line. `run` answers the exit code. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  /** Runs though settings are wrong, and says so itself. */
  readonly judgesSettings?: true;
  readonly run: (args: string[], io: CommandIo) => Promise<number>;
};
