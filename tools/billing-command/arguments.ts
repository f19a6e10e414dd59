import { parseArgs } from 'node:util';
import { UsageError } from '../../src/main/usage-error.js';

/** What a person asks of billing, or has billing ask. */
export type BillingCommand =
  | { readonly kind: 'pay'; readonly payment: Payment }
  | { readonly kind: 'reverse'; readonly paymentId: string; readonly reason: string | undefined }
  | { readonly kind: 'show'; readonly policyNumber: string; readonly termNumber: number | null }
  | { readonly kind: 'ask'; readonly callback: Callback }
  | { readonly kind: 'clock'; readonly move: ClockMove | null }
  | { readonly kind: 'help' };

/** As the admin endpoint takes it; what is left out, it chooses. */
export type Payment = Readonly<Record<string, string | number>>;

/** Where the clock goes, as the admin endpoint takes it. */
export type ClockMove = { readonly now: string } | { readonly advance: string };

/** What is asked of the policy side, as the admin endpoint takes it. */
export type Callback = Readonly<Record<string, string | number | boolean>>;

export const USAGE = `Money for the billing sandbox, by hand:

  npm run billing -- pay --policy <number> --term <n> --amount <1494.50>
  npm run billing -- pay --offer <id> [--plan <code>] --amount <1494.50>
  npm run billing -- up-front --job <number> --amount <1494.50>
      each with [--id <payment id>] [--currency <USD>] [--received-at <2027-02-01T06:01:00Z>]
  npm run billing -- reverse --id <payment id> [--reason <words>]
  npm run billing -- show --policy <number> [--term <n>]

A cancellation, asked of the policy side:

  npm run billing -- cancel --policy <number> --term <n> [--reason <nonPayment>] [--date <2027-07-01> [--recalculate <yes>]]
  npm run billing -- reschedule --policy <number> --term <n> [--date <2027-07-01>]
  npm run billing -- rescind --policy <number> --term <n> [--received-at <2027-06-05T15:00:00Z>]
      the latter two with [--cancellation <its id>]; each with [--id <id of the message>]

Billing's clock, shown or moved:

  npm run billing -- clock [--now <2027-03-01T12:00:00Z> | --advance <P30D>]
`;

/** The options of each command, each with a value. */
const OPTIONS = {
  pay: ['policy', 'term', 'offer', 'plan', 'amount', 'id', 'currency', 'received-at'],
  'up-front': ['job', 'amount', 'id', 'currency', 'received-at'],
  reverse: ['id', 'reason'],
  show: ['policy', 'term'],
  cancel: ['policy', 'term', 'reason', 'date', 'recalculate', 'id'],
  reschedule: ['policy', 'term', 'date', 'cancellation', 'id'],
  rescind: ['policy', 'term', 'received-at', 'cancellation', 'id'],
  clock: ['now', 'advance'],
} as const;
type CommandName = keyof typeof OPTIONS;
type Values = Readonly<Record<string, string | undefined>>;

/** @throws UsageError when it is not a command, with what was expected */
export function readCommand(args: readonly string[]): BillingCommand {
  const [name = 'help', ...rest] = args;
  if (['help', '--help', '-h'].includes(name)) return { kind: 'help' };
  if (!isCommand(name)) throw wrong(`There is no command "${name}".`);
  const values = readOptions(name, rest);
  switch (name) {
    case 'pay':
      return { kind: 'pay', payment: { ...paidFor(values), ...moneyOf(values) } };
    case 'up-front':
      return {
        kind: 'pay',
        payment: { jobNumber: needed(values, 'job'), ...moneyOf(values) },
      };
    case 'reverse':
      return { kind: 'reverse', paymentId: needed(values, 'id'), reason: values['reason'] };
    case 'show':
      return {
        kind: 'show',
        policyNumber: needed(values, 'policy'),
        termNumber: values['term'] === undefined ? null : termNumberOf(values),
      };
    case 'cancel':
      return {
        kind: 'ask',
        callback: {
          ...asked('beginCancellation', values, { reason: 'reason', date: 'effectiveDate' }),
          ...(values['recalculate'] === undefined
            ? {}
            : { recalculate: values['recalculate'] === 'yes' }),
        },
      };
    case 'reschedule': {
      const names = { date: 'effectiveDate', cancellation: 'requestId' };
      return { kind: 'ask', callback: asked('rescheduleCancellation', values, names) };
    }
    case 'rescind': {
      const names = { 'received-at': 'receivedAt', cancellation: 'requestId' };
      return { kind: 'ask', callback: asked('rescindCancellation', values, names) };
    }
    case 'clock':
      return { kind: 'clock', move: moveOf(values) };
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(OPTIONS, name);
}

function readOptions(name: CommandName, args: readonly string[]): Values {
  const options = Object.fromEntries(
    OPTIONS[name].map((option) => [option, { type: 'string' as const }]),
  );
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    // The first sentence says what; the rest advises on the syntax of positionals.
    const [words = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw wrong(`${words.replace(/\.?$/, '.')} ${name} takes --${OPTIONS[name].join(', --')}.`);
  }
}

function paidFor(values: Values): Payment {
  const { offer, policy, plan, term } = values;
  if (offer === undefined) {
    if (plan !== undefined) throw wrong('--plan goes with --offer only.');
    return { policyNumber: needed(values, 'policy'), termNumber: termNumberOf(values) };
  }
  if (policy !== undefined || term !== undefined)
    throw wrong('Pay for a term (--policy and --term) or for an --offer, not for both.');
  return { offerId: offer, ...(plan === undefined ? {} : { planCode: plan }) };
}

function moneyOf(values: Values): Payment {
  const amount = needed(values, 'amount');
  if (!/^\d{1,11}\.\d{2}$/.test(amount))
    throw wrong(`--amount is ${amount}; write it with two decimals, such as 1494.50.`);
  const { id, currency, 'received-at': receivedAt } = values;
  return {
    amount,
    ...(id === undefined ? {} : { paymentId: id }),
    ...(currency === undefined ? {} : { currency }),
    ...(receivedAt === undefined ? {} : { receivedAt }),
  };
}

/** Null where the clock is only looked at. */
function moveOf({ now, advance }: Values): ClockMove | null {
  if (now !== undefined && advance !== undefined)
    throw wrong('Move the clock --now to a moment or --advance it, not both.');
  if (now !== undefined) return { now };
  return advance === undefined ? null : { advance };
}

/** @param names what the admin endpoint calls the options that may be left out */
function asked(kind: string, values: Values, names: Readonly<Record<string, string>>): Callback {
  const given = Object.entries({ ...names, id: 'transactionId' }).flatMap(([option, name]) => {
    const value = values[option];
    return value === undefined ? [] : [[name, value] as const];
  });
  const policyNumber = needed(values, 'policy');
  return { kind, policyNumber, termNumber: termNumberOf(values), ...Object.fromEntries(given) };
}

function termNumberOf(values: Values): number {
  const text = needed(values, 'term');
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw wrong(`--term is ${text}; it is a whole number, 1 for new business.`);
}

function needed(values: Values, option: string): string {
  const value = values[option]?.trim();
  if (value) return value;
  throw wrong(`--${option} is missing.`);
}

function wrong(words: string): UsageError {
  return new UsageError(`${words}\n\n${USAGE}`);
}
