import { parseArgs } from 'node:util';
import { GUID } from '../../domain/transaction/guid.js';
import type { NamedQuote } from '../../installation-check/asked.js';
import { UsageError } from '../usage-error.js';
import type { Producer } from '../../domain/producer/producer.js';

export const USAGE = `Asks the systems behind an installation whether they are as its files say. Writes nothing.

  npm run check-installation [-- <options>]

  --producer <GUID or name>     a producer that brings business: its contact, or text that finds one location
  --submission <file>           a submission: its producer, its underwriter, and the search for its insured
  --quote <product>=<GUID>      a quote of the product that is on file: columns of procedures, payment plans
  --program <code>              the vendor's program code, where company lines are kept by program
  --json                        one JSON document instead of lines

--producer, --submission and --quote may be given several times.
Reads the settings and files that a worker reads. Exit code: 0 nothing is wrong, 1 something failed,
2 the settings, the files or these arguments cannot be used.
`;

/** What a person asks to be checked. */
export interface CheckArguments {
  readonly help: boolean;
  readonly json: boolean;
  readonly producers: readonly Producer[];
  /** Paths of submissions. */
  readonly submissions: readonly string[];
  readonly quotes: readonly NamedQuote[];
  readonly programCode: string | null;
}

/** @throws UsageError when the arguments cannot be used, with what was expected */
export function readArguments(args: readonly string[]): CheckArguments {
  const values = valuesOf(args);
  return {
    help: values.help ?? false,
    json: values.json ?? false,
    producers: (values.producer ?? []).map((text) =>
      GUID.test(text) ? { contactGuid: text } : { search: text },
    ),
    submissions: values.submission ?? [],
    quotes: (values.quote ?? []).map(quoteOf),
    programCode: values.program ?? null,
  };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean' },
        producer: { type: 'string', multiple: true },
        submission: { type: 'string', multiple: true },
        quote: { type: 'string', multiple: true },
        program: { type: 'string' },
      },
      strict: true,
    }).values;
  } catch (error) {
    const [words = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw wrong(words.replace(/\.?$/, '.'));
  }
}

function quoteOf(text: string): NamedQuote {
  const [product = '', quoteGuid = ''] = text.split('=');
  if (product !== '' && GUID.test(quoteGuid)) return { product, quoteGuid };
  throw wrong(`--quote is ${text}; write it as <product>=<GUID>.`);
}

function wrong(words: string): UsageError {
  return new UsageError(`${words}\n\n${USAGE}`);
}
