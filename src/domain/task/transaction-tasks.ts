import { laterOf } from '../calendar/civil-date.js';
import { writtenDay } from '../calendar/instant.js';
import { sumCents } from '../money/cents.js';
import { sentences } from '../sentence.js';
import { doubtInWords, type Attention } from '../transaction/attention.js';
import { isBefore, stageOf } from '../transaction/kinds.js';
import type { TransactionRecord } from '../transaction/record.js';
import type { OfferMoney, RenewalRecord, RenewalTask } from '../transaction/renewal-record.js';
import { EXAMPLE_ACT, type OpenTask, type TaskMoney } from './open-task.js';

/** What a task says of the transaction that has it. */
export type RecordWithTasks = Pick<
  TransactionRecord,
  | 'kind'
  | 'state'
  | 'quoteState'
  | 'quote'
  | 'advanceTo'
  | 'heldAt'
  | 'effectiveDate'
  | 'totalCents'
  | 'billing'
  | 'attention'
  | 'change'
  | 'steps'
  | 'revision'
>;

/** All that a transaction asks of people: the step that stopped, what is to be decided or proven, and the tasks beside its steps. */
export function tasksOfTransaction(record: RecordWithTasks): readonly OpenTask[] {
  const { attention, change } = record;
  return [
    ...(attention === null ? [] : [stopped(record, attention)]),
    ...underwriting(record),
    ...awaitedByChange(record),
    ...(change?.renewal?.tasks ?? []).map((task) => besideSteps(record, task)),
  ];
}

/** What it comes to; nothing as long as that is not known. */
function moneyOf({ totalCents, billing, change }: RecordWithTasks): readonly TaskMoney[] {
  const cents = change?.quote?.totalCents ?? totalCents;
  return cents === null ? [] : [{ cents, currency: billing?.currency ?? null }];
}

/** What is to hold from a day is to be bound by then. */
function effectiveIfOpen({ kind, state, effectiveDate }: RecordWithTasks): OpenTask['due'] {
  return stageOf(kind, state) === 'open' && effectiveDate !== '' ? effectiveDate : null;
}

function stopped(record: RecordWithTasks, attention: Attention): OpenTask {
  const { step, cause, reason, remedy, inDoubt, since } = attention;
  return {
    key: step,
    cause,
    what: remedy,
    why: sentences(reason, doubtInWords(inDoubt)),
    since,
    due: effectiveIfOpen(record),
    money: moneyOf(record),
    settling: {
      act: 'correct',
      body: { ...EXAMPLE_ACT, revision: record.revision, ...outcomeOf(attention) },
    },
  };
}

/** Of a write whose answer was lost a person says whether it is there: of the one by its name, of several of the one that stopped the step. */
function outcomeOf({ cause, inDoubt }: Attention): Readonly<Record<string, unknown>> {
  if (cause !== 'unknownOutcome' || inDoubt.length === 0) return {};
  const [only, ...others] = inDoubt;
  const named = others.length === 0 ? { write: only?.write } : {};
  return { outcome: { ...named, written: false } };
}

/** A quote that the rules of underwriting have blocked, or on which they cannot run. */
function underwriting(record: RecordWithTasks): readonly OpenTask[] {
  const { quote, quoteState, heldAt } = record;
  const run = quote?.underwriting.at(-1);
  if (!quote?.decisionDue || !run || heldAt === null) return [];
  const rules = run.flags
    .filter(({ flag }) => flag !== 'information')
    .map(({ rule, text }) => `${rule} (${text})`);
  const common = {
    key: 'underwriting',
    since: run.at,
    due: writtenDay(quote.decisionDue),
    money: moneyOf(record),
  };
  if (quoteState === 'priced')
    return [
      {
        ...common,
        cause: 'rulesCannotRun',
        what: 'Have the rules of underwriting put right, and have the quote underwritten again.',
        why: 'The rules of underwriting cannot run on the quote.',
        settling: { act: 'underwrite', body: { by: EXAMPLE_ACT.by } },
      },
    ];
  return [
    {
      ...common,
      cause: 'underwriting',
      what: 'Approve the quote, decline or reject it.',
      why: `The quote is blocked by ${rules.join('; ')}.`,
      settling: { act: 'underwriting-decision', body: { ...EXAMPLE_ACT, decision: 'approve' } },
    },
  ];
}

/** What a change of a term rests for, where only a person can have it go on. */
function awaitedByChange(record: RecordWithTasks): readonly OpenTask[] {
  const { kind, state, change, heldAt, attention } = record;
  if (!change?.isResting || heldAt !== null || attention !== null) return [];
  if (kind === 'reinstatement' && state === 'referred') return [referral(record)];
  const needsProof = change.notice !== null && change.notice.proof === null;
  const isAccepted = isBefore(kind, 'quoted', record.advanceTo);
  const isAsked = kind === 'cancellation' && state === 'quoted' && needsProof && isAccepted;
  return isAsked ? [notice(record)] : [];
}

function referral(record: RecordWithTasks): OpenTask {
  return {
    key: 'referral',
    cause: 'referral',
    what: 'Approve the reinstatement, or decline it.',
    why: 'It is outside of the limits within which the product reinstates by itself.',
    since: restingSince(record),
    due: effectiveIfOpen(record),
    money: moneyOf(record),
    settling: { act: 'decide', body: { ...EXAMPLE_ACT, decision: 'approve' } },
  };
}

function notice(record: RecordWithTasks): OpenTask {
  const since = restingSince(record);
  const { row = '', earliestDate = '' } = record.change?.notice ?? {};
  return {
    key: 'notice',
    cause: 'notice',
    what: 'Have the notice of cancellation mailed, and record its proof.',
    why: `Row ${row} of the notice file asks for it; mailed now, the cancellation holds from ${earliestDate} at the earliest.`,
    since,
    due: effectiveIfOpen(record),
    money: moneyOf(record),
    settling: { act: 'record-notice', body: mailed(writtenDay(since)) },
  };
}

/** Since the last step of it; what rests does nothing. */
function restingSince({ steps }: RecordWithTasks): string {
  return steps.at(-1)?.finishedAt ?? new Date(0).toISOString();
}

function mailed(on: string): Record<string, unknown> {
  const letter = { to: 'insured', on, reference: 'USPS-9407-1000' };
  return { by: EXAMPLE_ACT.by, proof: { sent: [letter] } };
}

/** What a renewal asks for while it goes on. */
function besideSteps(record: RecordWithTasks, { key, text, since }: RenewalTask): OpenTask {
  const renewal = record.change?.renewal;
  const [cause = key] = key.split(':');
  return {
    key,
    cause,
    what: WHAT_OF_RENEWAL[cause] ?? 'Do what it asks for.',
    why: text,
    since,
    due: dueOfRenewal(record, cause),
    money: OF_MONEY.includes(cause) && renewal ? received(renewal, cause) : moneyOf(record),
    settling: settlingOf(record, key, since),
  };
}

const WHAT_OF_RENEWAL: Readonly<Partial<Record<string, string>>> = {
  notice: 'Have the notice of non-renewal mailed, and record its proof.',
  referral: 'Approve the renewal, or have it not renewed.',
  price: 'Say what the next term costs, or have it not renewed.',
  noPlanFits: 'Ask the payer for the rest.',
  olderVersion: 'Ask the payer whether the money is for the offer that holds.',
  money: 'Return the money.',
  lateMoney: 'Decide what becomes of money that came too late.',
  wrongCurrency: 'Return what is in another currency.',
  wrongFlow: 'Have billing set right; the money counts once the next term is bound.',
  direction: 'Find another way, such as a cancellation of the next term, or lift the direction.',
  overdue: 'See to it that the next term is bound.',
  noticeLate: 'Renew the policy, or show that the notice was in time.',
  noticeMissing: 'Renew the policy.',
  carryChange: 'Have the new term endorsed as the old one was.',
  cancelNewTerm: 'Have the new term cancelled flat.',
};

const OF_MONEY = ['noPlanFits', 'olderVersion', 'money', 'lateMoney', 'wrongCurrency', 'wrongFlow'];

/** What came and was not taken back, by currency: what is in the currency of the offer, or what is in none that it takes. */
function received({ money }: RenewalRecord, cause: string): readonly TaskMoney[] {
  const isApart = cause === 'wrongCurrency';
  const meant = money.filter(
    ({ standing }) => standing !== 'reversed' && (standing === 'unapplied') === isApart,
  );
  return sumsByCurrency(meant);
}

function sumsByCurrency(money: readonly OfferMoney[]): readonly TaskMoney[] {
  return [...new Set(money.map(({ currency }) => currency))].map((currency) => {
    const own = money.filter((one) => one.currency === currency);
    return { cents: sumCents(own.map(({ amountCents }) => amountCents)), currency };
  });
}

/**
 * The tasks as the first versions had the list tell them: each of those about money of an offer told all that ever came for it, or nothing
 * where that was of several currencies.
 */
export function tasksFirstListed(record: RecordWithTasks): readonly OpenTask[] {
  const sums = sumsByCurrency(record.change?.renewal?.money ?? []);
  const money = sums.length === 1 ? sums : [];
  return tasksOfTransaction(record).map((task) =>
    OF_MONEY.includes(task.cause) && task.settling.act === 'settle' ? { ...task, money } : task,
  );
}

/** Whether the first versions had the list tell something else. */
export function isListedOtherwise({ change }: RecordWithTasks): boolean {
  const apart = ['unapplied', 'reversed'];
  return (change?.renewal?.money ?? []).some(({ standing }) => apart.includes(standing));
}

function dueOfRenewal({ effectiveDate, change }: RecordWithTasks, cause: string): OpenTask['due'] {
  const { nonRenewal = null, moments = null } = change?.renewal ?? {};
  if (cause === 'notice') return nonRenewal?.by ?? null;
  if (cause === 'noPlanFits' || cause === 'olderVersion')
    return moments?.payableUntil ? writtenDay(moments.payableUntil) : null;
  return ['referral', 'price', 'overdue', 'carryChange', 'cancelNewTerm'].includes(cause)
    ? effectiveDate
    : null;
}

function settlingOf({ change }: RecordWithTasks, key: string, since: string): OpenTask['settling'] {
  if (key === 'notice') {
    const from = change?.renewal?.nonRenewal?.from ?? null;
    const today = writtenDay(since);
    const on = from === null ? today : laterOf(from, today);
    return { act: 'record-notice', body: mailed(on) };
  }
  if (key === 'price') return { act: 'edit', body: null };
  if (key === 'referral') return { act: 'decide', body: { ...EXAMPLE_ACT, decision: 'approve' } };
  return { act: 'settle', body: { ...EXAMPLE_ACT, task: key } };
}
