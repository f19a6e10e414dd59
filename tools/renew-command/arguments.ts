import { parseArgs } from 'node:util';
import { UsageError } from '../../src/main/usage-error.js';

/** What a person asks for. */
export interface RenewCommand {
  /** Policy numbers, one a line; `-` is standard input. */
  readonly file: string;
  /** Null: made of what is asked for, so that the same file again is the same batch. */
  readonly requestId: string | null;
  readonly perMinute: number | undefined;
  readonly mostOpen: number | undefined;
  /** Root of the API; null: as the environment says. */
  readonly url: string | null;
  /** Null: as the environment says, or the file of `npm start`. */
  readonly keyFile: string | null;
}

export const USAGE = `Starts the renewals of many policies, and shows how far that is:

  npm run renew -- <file with one policy number a line, or - for standard input>
      [--request-id <RNW-2027-01>] [--per-minute <60>] [--most-open <20>]
      [--url <http://127.0.0.1:8000>] [--key-file <.bindery/api-key>]

The same file again shows the same batch. Ctrl-C leaves it running.
`;

/** @throws UsageError when it is not a command, with what was expected */
export function readRenewCommand(args: readonly string[]): RenewCommand | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help === true) return 'help';
  const [file, ...others] = positionals;
  if (file === undefined) throw wrong('Name the file of the policy numbers.');
  if (others.length > 0) throw wrong('Name one file.');
  return {
    file,
    requestId: values['request-id'] ?? null,
    perMinute: numberOf('per-minute', values['per-minute']),
    mostOpen: numberOf('most-open', values['most-open']),
    url: values.url?.replace(/\/+$/, '') ?? null,
    keyFile: values['key-file'] ?? null,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'request-id': text,
        'per-minute': text,
        'most-open': text,
        url: text,
        'key-file': text,
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const [words = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw wrong(words.replace(/\.?$/, '.'));
  }
}

function numberOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw wrong(`--${option} is ${text}; it is a whole number above 0.`);
}

function wrong(words: string): UsageError {
  return new UsageError(`${words}\n\n${USAGE}`);
}
