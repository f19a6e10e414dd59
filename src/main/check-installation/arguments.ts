import { parseArgs } from 'node:util';
import { ToldInWords } from '../told-in-words.js';

export const USAGE = `Asks the systems behind an installation whether they are as its files say. Writes nothing.

  npm run check-installation [-- [--json]]

  --json   one JSON document instead of lines

Reads the settings and files that a worker reads. Exit code: 0 nothing is wrong, 1 something failed,
2 the settings, the files or these arguments cannot be used.
`;

/** What a person asks to be checked. */
export interface CheckArguments {
  readonly help: boolean;
  readonly json: boolean;
}

/** @throws ToldInWords when the arguments cannot be used, with what was expected */
export function readArguments(args: readonly string[]): CheckArguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } },
      strict: true,
    });
    return { help: values.help ?? false, json: values.json ?? false };
  } catch (error) {
    const [words = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new ToldInWords(`${words.replace(/\.?$/, '.')}\n\n${USAGE}`);
  }
}
