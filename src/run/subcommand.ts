import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Failure } from '../base/errors.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads `SUBCOMMAND [--option …] [ARGUMENT…]` of a command.
 * @throws Failure (`config`) when the subcommand is none of those known; an unknown option throws parseArgs' own error.
 */
export function subcommand(command: string, args: string[], known: readonly string[], options: Options) {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [name = '', ...rest] = positionals;
  if (!known.includes(name))
    throw new Failure(
      'config',
      `"${command}" takes ${known.join(', ')}, not "${name}"; "lamplighter ${command} --help" says more`,
    );
  return { name, values, rest };
}
