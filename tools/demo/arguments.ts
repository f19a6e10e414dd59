import { parseArgs } from 'node:util';
import { UsageError } from '../../src/main/usage-error.js';

export const USAGE = `A policy's life on servers of its own, of which nothing stays:

  npm run demo
  npm run --silent demo -- --json    one JSON document on stdout, progress on stderr
`;

/** @throws UsageError for anything else than what there is */
export function readArguments(args: readonly string[]): {
  readonly isHelp: boolean;
  readonly isJson: boolean;
} {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      strict: true,
    });
    return { isHelp: values.help === true, isJson: values.json === true };
  } catch (error) {
    throw new UsageError(`${args.join(' ')} is not understood.\n\n${USAGE}`, { cause: error });
  }
}
