import type { SandboxFault } from '../support/ims-sandbox-admin.js';
import { BEHIND_THE_ANSWER_MS, LATE_MS } from './lane.js';

/**
 * What a transaction learns of a misbehaviour of a write, and whether the write was done all the same. Behind the adapter all
 * misbehaviours of one meaning are the same; `misbehaviours.test.ts` proves the meaning of each.
 */
export type Meaning =
  /** The adapter mends it without a word. */
  | 'nothing'
  /** The write was certainly not made. */
  | 'notDone'
  /** It may have been made. */
  | 'perhapsNotDone'
  | 'perhapsDone'
  /** It is made after the first answer to the caller, or after the caller gave up. */
  | 'perhapsDoneLater'
  /** It may have been made, and what answers may never get better. */
  | 'oddlyAnsweredNotDone'
  | 'oddlyAnsweredDone'
  | 'refusedNotDone'
  | 'refusedDone'
  /** The transaction has another history from then on. */
  | 'reset';

/** The same for a call that only reads: whether it was done makes no difference. */
export const MEANING_FOR_READ = {
  nothing: 'nothing',
  notDone: 'unavailable',
  perhapsNotDone: 'unavailable',
  perhapsDone: 'unavailable',
  perhapsDoneLater: 'unavailable',
  oddlyAnsweredNotDone: 'oddlyAnswered',
  oddlyAnsweredDone: 'oddlyAnswered',
  refusedNotDone: 'refused',
  refusedDone: 'refused',
  reset: 'reset',
} as const satisfies Readonly<Record<Meaning, string>>;

/**
 * The same for a write that the policy system makes once under a request id: the way out is always the same call. Whether it was
 * done still matters to what is on file.
 */
export const MEANING_FOR_REPEATABLE = {
  nothing: 'nothing',
  notDone: 'notDone',
  perhapsNotDone: 'notDone',
  perhapsDone: 'done',
  perhapsDoneLater: 'doneLater',
  oddlyAnsweredNotDone: 'oddlyAnsweredNotDone',
  oddlyAnsweredDone: 'oddlyAnsweredDone',
  refusedNotDone: 'refusedNotDone',
  refusedDone: 'refusedDone',
  reset: 'reset',
} as const satisfies Readonly<Record<Meaning, string>>;

/** One way in which a call can go wrong: a column of the matrix. */
export interface Misbehaviour {
  readonly name: string;
  readonly fault: Omit<SandboxFault, 'operation' | 'skip'>;
  readonly means: Meaning;
  /** Whether the transaction goes on by itself or a person has to act. */
  readonly then: 'goesOn' | 'waitsForPerson';
  /** An operator resets the transaction in Temporal while the call is under way. */
  readonly reset?: boolean;
}

const goesOn = (name: string, means: Meaning, fault: Misbehaviour['fault']): Misbehaviour => ({
  name,
  means,
  fault,
  then: 'goesOn',
});

export const MISBEHAVIOURS: readonly Misbehaviour[] = [
  goesOn('the connection breaks before it is done', 'perhapsNotDone', {
    kind: 'drop',
    when: 'before',
  }),
  goesOn('the connection breaks after it is done', 'perhapsDone', { kind: 'drop', when: 'after' }),
  goesOn('it is done at once and answered too late', 'perhapsDone', {
    kind: 'late',
    when: 'after',
    delayMs: LATE_MS,
  }),
  goesOn('it is done after the caller gave up', 'perhapsDoneLater', {
    kind: 'late',
    when: 'before',
    delayMs: LATE_MS,
  }),
  goesOn('it is neither done nor ever answered', 'perhapsNotDone', {
    kind: 'hold',
    when: 'before',
  }),
  goesOn('it is done and never answered', 'perhapsDone', { kind: 'hold', when: 'after' }),
  goesOn('a gateway answers 503 before it is done', 'perhapsNotDone', {
    kind: 'gateway',
    when: 'before',
  }),
  goesOn('a gateway answers 403 after it is done', 'oddlyAnsweredDone', {
    kind: 'gateway',
    when: 'after',
    status: 403,
  }),
  goesOn('a gateway gives up with 520, and it is done behind that', 'perhapsDoneLater', {
    kind: 'gatewayGaveUp',
    status: 520,
    delayMs: BEHIND_THE_ANSWER_MS,
  }),
  goesOn('an HTML page before it is done', 'oddlyAnsweredNotDone', {
    kind: 'html',
    when: 'before',
  }),
  goesOn('an HTML page after it is done', 'oddlyAnsweredDone', { kind: 'html', when: 'after' }),
  goesOn('the answer is cut off before it is done', 'oddlyAnsweredNotDone', {
    kind: 'truncated',
    when: 'before',
  }),
  goesOn('the answer is cut off after it is done', 'oddlyAnsweredDone', {
    kind: 'truncated',
    when: 'after',
  }),
  goesOn('all tokens have expired', 'nothing', { kind: 'expireTokens' }),
  goesOn('it is chosen as deadlock victim', 'notDone', { kind: 'deadlock' }),
  goesOn('a fault that does not know, before it is done', 'perhapsNotDone', {
    kind: 'fault',
    text: 'operationTimedOut',
    when: 'before',
  }),
  goesOn('a fault that does not know, after it is done', 'perhapsDone', {
    kind: 'fault',
    text: 'transactionInDoubt',
    when: 'after',
  }),
  {
    name: 'the transaction is reset before it is done',
    means: 'reset',
    fault: { kind: 'late', when: 'before', delayMs: LATE_MS },
    then: 'goesOn',
    reset: true,
  },
  {
    name: 'it is done, and refused in words that nobody knows',
    means: 'refusedDone',
    fault: { kind: 'fault', text: 'The flux is not in order.', when: 'after' },
    then: 'waitsForPerson',
  },
  {
    name: 'it is refused',
    means: 'refusedNotDone',
    fault: { kind: 'fault', text: 'The operation was refused by a rule of this installation.' },
    then: 'waitsForPerson',
  },
];

/** One column of each meaning, the first. */
export function firstOfEach<Column>(
  columns: readonly Column[],
  meaning: (one: Column) => string,
): readonly Column[] {
  return [...new Map(columns.toReversed().map((one) => [meaning(one), one])).values()];
}
