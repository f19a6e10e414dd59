import {
  LATE_REINSTATEMENT_ACTS,
  REINSTATEMENT_ACTS,
  REINSTATEMENT_PLAN,
  REINSTATEMENT_STAGES,
} from '../reinstatement/plan.js';
import { LATE_RENEWAL_ACTS, RENEWAL_ACTS, RENEWAL_PLAN, RENEWAL_STAGES } from '../renewal/plan.js';
import { LATE_REWRITE_ACTS, REWRITE_ACTS, REWRITE_PLAN, REWRITE_STAGES } from '../rewrite/plan.js';
import { QUOTE_MILESTONES } from '../quote/quote.js';
import {
  CANCELLATION_ACTS,
  CANCELLATION_PLAN,
  CANCELLATION_STAGES,
  LATE_CANCELLATION_ACTS,
} from '../cancellation/plan.js';
import {
  ENDORSEMENT_ACTS,
  ENDORSEMENT_PLAN,
  ENDORSEMENT_STAGES,
  LATE_ENDORSEMENT_ACTS,
} from '../endorsement/plan.js';
import { CHANGE_MILESTONES } from '../mid-term/change-plan.js';
import { NEW_BUSINESS_PLAN, NEW_BUSINESS_STATES } from '../new-business/plan.js';
import type { ActsByState, ChangeAct, LateActsByState } from './change-acts.js';
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
  /** The state in which one ends that comes to nothing. */
  readonly givenUp: string;
  /** Whether it changes a term that is bound; else it makes one. */
  readonly isChange: boolean;
  /** What somebody can do about it in a state, beside what all kinds have. */
  readonly acts: ActsByState;
  /** What such an act is told after its end. */
  readonly lateActs: LateActsByState;
}

/** Every kind of business that a transaction can be; the one place where they are listed. */
export const KINDS = {
  newBusiness: {
    title: 'New business',
    states: NEW_BUSINESS_STATES,
    plan: NEW_BUSINESS_PLAN,
    milestones: QUOTE_MILESTONES,
    givenUp: 'failed',
    isChange: false,
    acts: {},
    lateActs: {},
  },
  cancellation: {
    title: 'Cancellation',
    states: CANCELLATION_STAGES,
    plan: CANCELLATION_PLAN,
    milestones: CHANGE_MILESTONES,
    givenUp: 'withdrawn',
    isChange: true,
    acts: CANCELLATION_ACTS,
    lateActs: LATE_CANCELLATION_ACTS,
  },
  endorsement: {
    title: 'Endorsement',
    states: ENDORSEMENT_STAGES,
    plan: ENDORSEMENT_PLAN,
    milestones: CHANGE_MILESTONES,
    givenUp: 'withdrawn',
    isChange: true,
    acts: ENDORSEMENT_ACTS,
    lateActs: LATE_ENDORSEMENT_ACTS,
  },
  reinstatement: {
    title: 'Reinstatement',
    states: REINSTATEMENT_STAGES,
    plan: REINSTATEMENT_PLAN,
    milestones: CHANGE_MILESTONES,
    givenUp: 'withdrawn',
    isChange: true,
    acts: REINSTATEMENT_ACTS,
    lateActs: LATE_REINSTATEMENT_ACTS,
  },
  renewal: {
    title: 'Renewal',
    states: RENEWAL_STAGES,
    plan: RENEWAL_PLAN,
    milestones: CHANGE_MILESTONES,
    givenUp: 'withdrawn',
    isChange: true,
    acts: RENEWAL_ACTS,
    lateActs: LATE_RENEWAL_ACTS,
  },
  rewrite: {
    title: 'Rewrite',
    states: REWRITE_STAGES,
    plan: REWRITE_PLAN,
    milestones: CHANGE_MILESTONES,
    givenUp: 'withdrawn',
    isChange: true,
    acts: REWRITE_ACTS,
    lateActs: LATE_REWRITE_ACTS,
  },
} as const satisfies Readonly<Record<string, KindOfTransaction>>;

type Kinds = typeof KINDS;

/** Also the name of the workflow. */
export type TransactionKind = keyof Kinds;
type StateOf<Kind extends TransactionKind> = Kind extends unknown
  ? keyof Kinds[Kind]['states']
  : never;
export type TransactionState = StateOf<TransactionKind>;
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

/** How far a transaction is in a state. @throws Error for a state that its kind does not have: a bug of ours */
export function stageOf(kind: TransactionKind, state: TransactionState): Stage {
  const stages: Readonly<Record<string, Stage>> = KINDS[kind].states;
  const stage = stages[state];
  if (stage === undefined) throw new Error(`no ${kind} is ${state}`);
  return stage;
}

/** The state in which a transaction begins. */
export function firstState(kind: TransactionKind): TransactionState {
  const [first] = namesOf<TransactionState>(Object.keys(KINDS[kind].states));
  return first;
}

/** Whether it changes a term that is bound; else it makes one. */
export function isChange(kind: TransactionKind): boolean {
  return KINDS[kind].isChange;
}

/** What somebody can do about it in a state, beside what all kinds have. */
export function actsIn(kind: TransactionKind, state: TransactionState): readonly ChangeAct[] {
  const acts: ActsByState = KINDS[kind].acts;
  return acts[state] ?? [];
}

/** Whether a kind has an act at all, in whichever state. */
export function hasAct(kind: TransactionKind, act: ChangeAct): boolean {
  return Object.values<readonly ChangeAct[]>(KINDS[kind].acts).some((acts) => acts.includes(act));
}

/** Of all kinds, each once. */
export const MILESTONES = namesOf<Milestone>(
  TRANSACTION_KINDS.flatMap((kind) => KINDS[kind].milestones),
);

/** As far as a transaction goes that nobody holds. */
export function lastMilestone(kind: TransactionKind): Milestone {
  const milestones: readonly [Milestone, ...Milestone[]] = KINDS[kind].milestones;
  return milestones.at(-1) ?? milestones[0];
}

/** Whether one milestone comes before the other. */
export function isBefore(kind: TransactionKind, one: Milestone, other: Milestone): boolean {
  const milestones: readonly Milestone[] = KINDS[kind].milestones;
  return milestones.indexOf(one) < milestones.indexOf(other);
}

/** Schemas of answers and queries want to see that there is one at the least. */
function namesOf<Name extends string>(names: readonly string[]): readonly [Name, ...Name[]] {
  return [...new Set(names)] as [Name, ...Name[]];
}
