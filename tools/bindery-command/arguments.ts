import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from '../../src/main/usage-error.js';
import { USAGE } from './usage.js';

/** Which tasks or transactions are meant, as the API calls what it is filtered by. */
export type Filter = Readonly<Record<string, string>>;

/** Who acts and why; kept for the audit. */
export interface Act {
  readonly by: string;
  readonly reason: string;
}

/** How a batch goes. */
interface BatchAsked extends Act {
  /** Null: a new one. */
  readonly requestId: string | null;
}

/** What a person asks for. */
export type Asked =
  | { readonly kind: 'help' }
  | { readonly kind: 'list'; readonly filter: Filter }
  | { readonly kind: 'why'; readonly id: string }
  | {
      readonly kind: 'correct';
      readonly id: string;
      readonly act: Act;
      /** `path=text`, in their order. */
      readonly changes: readonly string[];
      /** Of a merge patch in JSON; null for none. */
      readonly file: string | null;
      readonly revision: number | null;
      readonly outcome: Readonly<Record<string, string | boolean>> | null;
    }
  | {
      readonly kind: 'retry';
      readonly ids: readonly string[];
      readonly filter: Filter;
      readonly batch: BatchAsked;
    }
  | {
      readonly kind: 'settle';
      /** Null where a file or a filter says which. */
      readonly task: { readonly id: string; readonly task: string } | null;
      readonly file: string | null;
      readonly filter: Filter;
      readonly decision: 'approve' | 'decline' | null;
      readonly perMinute: number | null;
      readonly batch: BatchAsked;
    }
  | {
      readonly kind: 'events';
      readonly filter: Filter;
      readonly after: string | null;
      readonly isFollowed: boolean;
    };

/** What is asked for, and where. */
export interface Command {
  readonly asked: Asked;
  /** Root of the API; null: as the environment says. */
  readonly url: string | null;
  /** Null: as the environment says, or the file of `npm start`. */
  readonly keyFile: string | null;
  /** For machines. */
  readonly isJson: boolean;
}

/** What the API calls each option that filters tasks. */
const OF_TASKS = {
  kind: 'kind',
  cause: 'cause',
  product: 'product',
  policy: 'policyNumber',
  'due-by': 'dueBy',
  'amount-from': 'amountFrom',
  'amount-to': 'amountTo',
} as const;

/** What the API calls each option that filters stopped transactions. */
const OF_STOPS = {
  kind: 'kind',
  product: 'product',
  step: 'step',
  cause: 'cause',
  field: 'field',
  'reason-includes': 'reasonIncludes',
  since: 'since',
} as const;

const OF_EVENTS = { types: 'types', product: 'product', policy: 'policyNumber' } as const;

type Names = Readonly<Record<string, string>>;

/** The options with a value that each command takes beside those of all. */
const OPTIONS = {
  list: Object.keys(OF_TASKS),
  why: [],
  correct: ['reason', 'by', 'file', 'revision', 'write', 'made'],
  retry: ['reason', 'by', 'request-id', ...Object.keys(OF_STOPS)],
  settle: [
    'reason',
    'by',
    'request-id',
    'per-minute',
    'file',
    'decision',
    ...Object.keys(OF_TASKS),
  ],
  events: ['after', ...Object.keys(OF_EVENTS)],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type CommandName = keyof typeof OPTIONS;

/** @param me who acts unless it is said @throws UsageError when it is no command, with what was expected */
export function readCommand(args: readonly string[], me: string): Command {
  const [name = 'help', ...rest] = args;
  const nowhere = { url: null, keyFile: null, isJson: false };
  if (['help', '--help', '-h'].includes(name)) return { asked: { kind: 'help' }, ...nowhere };
  if (!isCommand(name)) throw wrong(`There is no command "${name}".`);
  const { values, flags, changes, positionals } = parsed(name, rest);
  if (flags.has('help')) return { asked: { kind: 'help' }, ...nowhere };
  return {
    asked: askedBy(name, { values, flags, changes, positionals, me }),
    url: values['url']?.replace(/\/+$/, '') ?? null,
    keyFile: values['key-file'] ?? null,
    isJson: flags.has('json'),
  };
}

type Values = Readonly<Record<string, string | undefined>>;

interface Parsed {
  readonly values: Values;
  readonly flags: ReadonlySet<string>;
  /** What `--set` was given. */
  readonly changes: readonly string[];
  readonly positionals: readonly string[];
  readonly me: string;
}

function askedBy(name: CommandName, given: Parsed): Asked {
  const { values, flags, positionals } = given;
  switch (name) {
    case 'list':
      none(positionals);
      return { kind: name, filter: filterOf(values, OF_TASKS) };
    case 'why':
      return { kind: name, id: one(positionals, 'the transaction, term or policy') };
    case 'correct':
      return correction(given);
    case 'retry':
      return retry(given);
    case 'settle':
      return settling(given);
    case 'events':
      none(positionals);
      return {
        kind: name,
        filter: filterOf(values, OF_EVENTS),
        after: values['after'] ?? null,
        isFollowed: flags.has('follow'),
      };
  }
}

function correction(given: Parsed): Asked {
  const { values, changes, positionals } = given;
  const malformed = changes.find((change) => !/^[^=]+=/.test(change));
  if (malformed !== undefined)
    throw wrong(`--set is ${malformed}; write it as insured.location.zip=75202.`);
  if (changes.length > 0 && values['file'] !== undefined)
    throw wrong('Give --set or --file, not both.');
  return {
    kind: 'correct',
    id: one(positionals, 'the transaction'),
    act: actOf(given),
    changes,
    file: values['file'] ?? null,
    revision: wholeOf('revision', values['revision'], /^\d{1,6}$/),
    outcome: outcomeOf(given),
  };
}

/** A person's word about a write whose answer was lost. */
function outcomeOf({ values, flags }: Parsed): Readonly<Record<string, string | boolean>> | null {
  const { write, made } = values;
  const isWritten = flags.has('written');
  if (isWritten && flags.has('not-written'))
    throw wrong('Say that it was --written or --not-written, not both.');
  if (!isWritten && !flags.has('not-written')) {
    if (write === undefined && made === undefined) return null;
    throw wrong('--write and --made go with --written or --not-written.');
  }
  if (!isWritten && made !== undefined) throw wrong('--made goes with --written.');
  return {
    written: isWritten,
    ...(write === undefined ? {} : { write }),
    ...(made === undefined ? {} : { made }),
  };
}

function retry(given: Parsed): Asked {
  const { values, positionals: ids } = given;
  const filter = filterOf(values, OF_STOPS);
  const hasFilter = Object.keys(filter).length > 0;
  if (hasFilter === ids.length > 0)
    throw wrong('Name transactions, or say by --cause and the like which are meant.');
  return { kind: 'retry', ids, filter, batch: batchOf(given) };
}

function settling(given: Parsed): Asked {
  const { values, positionals } = given;
  const filter = filterOf(values, OF_TASKS);
  const [id, task, ...others] = positionals;
  if (others.length > 0 || (id !== undefined && task === undefined))
    throw wrong('Name what has the task, and the task.');
  const file = values['file'] ?? null;
  const ways = [id !== undefined, file !== null, Object.keys(filter).length > 0];
  if (ways.filter(Boolean).length !== 1)
    throw wrong('Name one task, or give a --file, or say by --cause and the like which are meant.');
  return {
    kind: 'settle',
    task: id === undefined || task === undefined ? null : { id, task },
    file,
    filter,
    decision: decisionOf(values['decision']),
    perMinute: wholeOf('per-minute', values['per-minute'], /^[1-9]\d{0,3}$/),
    batch: batchOf(given),
  };
}

function decisionOf(text: string | undefined): 'approve' | 'decline' | null {
  if (text === undefined || text === 'approve' || text === 'decline') return text ?? null;
  throw wrong(`--decision is ${text}; it is approve or decline.`);
}

function batchOf(given: Parsed): BatchAsked {
  return { ...actOf(given), requestId: given.values['request-id'] ?? null };
}

function actOf({ values, me }: Parsed): Act {
  const reason = values['reason']?.trim();
  if (!reason) throw wrong('--reason is missing: it is kept for the audit.');
  return { by: values['by'] ?? me, reason };
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(OPTIONS, name);
}

const FLAGS = {
  correct: ['written', 'not-written'],
  events: ['follow'],
} as const satisfies Partial<Record<CommandName, readonly string[]>>;

function parsed(name: CommandName, args: readonly string[]): Omit<Parsed, 'me'> {
  const own: readonly string[] = name === 'correct' || name === 'events' ? FLAGS[name] : [];
  const flagNames = ['json', 'help', ...own];
  const options: NonNullable<ParseArgsConfig['options']> = {
    ...Object.fromEntries(flagNames.map((flag) => [flag, { type: 'boolean' as const }])),
    ...Object.fromEntries(
      ['url', 'key-file', ...OPTIONS[name]].map((option) => [option, { type: 'string' as const }]),
    ),
    ...(name === 'correct' ? { set: { type: 'string', multiple: true } } : {}),
    help: { type: 'boolean', short: 'h' },
  };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const texts = Object.entries(values).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as const] : [],
    );
    const { set = [] } = values;
    return {
      values: Object.fromEntries(texts),
      flags: new Set(flagNames.filter((flag) => values[flag] === true)),
      changes: Array.isArray(set) ? set.filter((one) => typeof one === 'string') : [],
      positionals,
    };
  } catch (error) {
    // The first sentence says what; the rest advises on the syntax of positionals.
    const [words = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw wrong(words.replace(/\.?$/, '.'));
  }
}

function filterOf(values: Values, names: Names): Filter {
  return Object.fromEntries(
    Object.entries(names).flatMap(([option, name]) => {
      const value = values[option];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function wholeOf(option: string, text: string | undefined, form: RegExp): number | null {
  if (text === undefined) return null;
  if (form.test(text)) return Number(text);
  throw wrong(`--${option} is ${text}; it is a whole number.`);
}

function one([first, ...others]: readonly string[], what: string): string {
  if (first === undefined) throw wrong(`Name ${what}.`);
  if (others.length > 0) throw wrong(`Name one: ${what}.`);
  return first;
}

function none(positionals: readonly string[]): void {
  const [first] = positionals;
  if (first !== undefined) throw wrong(`Nothing is to be named here, and ${first} was.`);
}

function wrong(words: string): UsageError {
  return new UsageError(`${words}\n\n${USAGE}`);
}
