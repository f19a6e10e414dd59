import { QUOTE_MILESTONES } from '../quote/quote.js';
import { NEW_BUSINESS_PLAN, NEW_BUSINESS_STATES } from '../new-business/plan.js';
import type { Plan } from './plan.js';

/** How far a state is: nothing is bound yet, the policy is bound, or nothing happens any more. */
export type Stage = 'open' | 'bound' | 'ended';

/** What all kinds of transactions say of themselves. */
export interface KindOfTransaction {
  /** As it begins a sentence. */
  readonly title: string;
  /** The states in the order in which they are passed. */
  readonly states: Readonly<Record<string, Stage>>;
  readonly plan: Plan;
  /** How far it can be asked to go, in the order in which they are passed; the last is its end. */
  readonly milestones: readonly string[];
}

/** Every kind of business that a transaction can be; the one place where they are listed. */
export const KINDS = {
  newBusiness: {
    title: 'New business',
    states: NEW_BUSINESS_STATES,
    plan: NEW_BUSINESS_PLAN,
    milestones: QUOTE_MILESTONES,
  },
} as const satisfies Readonly<Record<string, KindOfTransaction>>;

type Kinds = typeof KINDS;

/** Also the name of the workflow. */
export type TransactionKind = keyof Kinds;
export type TransactionState = keyof Kinds[TransactionKind]['states'];
export type Milestone = Kinds[TransactionKind]['milestones'][number];
export type StepName = Kinds[TransactionKind]['plan'][number]['name'];

export const TRANSACTION_KINDS = namesOf<TransactionKind>(Object.keys(KINDS));
/** Of all kinds, each once. */
export const TRANSACTION_STATES = namesOf<TransactionState>(
  TRANSACTION_KINDS.flatMap((kind) => Object.keys(KINDS[kind].states)),
);
/** Of all kinds, each once. */
export const STEPS = namesOf<StepName>(
  TRANSACTION_KINDS.flatMap((kind) => KINDS[kind].plan.map(({ name }) => name)),
);

/** The kind of transaction that a workflow of this type runs; null for every other workflow. */
export function kindOf(workflowType: string | null | undefined): TransactionKind | null {
  return TRANSACTION_KINDS.find((kind) => kind === workflowType) ?? null;
}

/** How far a transaction is in a state. */
export function stageOf(kind: TransactionKind, state: TransactionState): Stage {
  return KINDS[kind].states[state];
}

/** Of all kinds, each once. */
export const MILESTONES = namesOf<Milestone>(
  TRANSACTION_KINDS.flatMap((kind) => KINDS[kind].milestones),
);

/** As far as a transaction goes that nobody holds. */
export function lastMilestone(kind: TransactionKind): Milestone {
  const [first, ...more] = KINDS[kind].milestones;
  return more.at(-1) ?? first;
}

/** Whether one milestone comes before the other. */
export function isBefore(kind: TransactionKind, one: Milestone, other: Milestone): boolean {
  const { milestones } = KINDS[kind];
  return milestones.indexOf(one) < milestones.indexOf(other);
}

/** Schemas of answers and queries want to see that there is one at the least. */
function namesOf<Name extends string>(names: readonly string[]): readonly [Name, ...Name[]] {
  return [...new Set(names)] as [Name, ...Name[]];
}
