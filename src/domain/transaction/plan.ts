/**
 * What makes a step of a transaction safe to run again, to correct and to settle by hand, in one row: whom it asks, which
 * fields of the request it tells the other system, and which writes it makes. Every kind of transaction has one plan.
 */
export interface PlannedStep<Facts = never> {
  readonly name: string;
  /** Whom it asks, as it stands in a sentence. */
  readonly asks:
    | 'the policy system'
    | 'the billing system'
    | 'the workflow of the term'
    | 'the group of the quote'
    | 'the workflow of the new term'
    | 'the notice file'
    | 'the product file';
  /** Fields of the request that it passes on, by the first part of their path. */
  readonly uses?: readonly string[];
  /** From when on those fields can no longer be corrected; absent: never too late. */
  readonly final?: Finality;
  /** In the order in which they are made. */
  readonly writes?: readonly PlannedWrite<Facts>[];
}

/**
 * `onceDone`: when the step has finished; `why` says so, with the fields behind it, and `remedy` what to do instead.
 * `onceBound`: with the bind, after which a change of the policy is an endorsement.
 * `onceBoundHere`: the same, but what an earlier run bound is only compared, and may be corrected to what the policy holds.
 */
export type Finality =
  | { readonly when: 'onceDone'; readonly why: string; readonly remedy?: string }
  | { readonly when: 'onceBound' | 'onceBoundHere' };

/** A write to another system, which a person may have to settle when its answer was lost. */
export interface PlannedWrite<Facts = never> {
  /** The first word of its key. */
  readonly kind: string;
  /** Fields of the request that it may have told: a look would find what was written with their old value. */
  readonly tells?: readonly string[];
  /** Of those, the ones that tell nothing and so may be said while it is in doubt. */
  readonly mayStillSay?: readonly string[];
  readonly gives: Given;
  /** What it is and where to look for it, so that no two are mixed up. Without personal data. */
  readonly words: (facts: Facts, key: string) => { readonly what: string; readonly where: string };
}

/** What a write gives, which a person names who found that it was made. */
export type Given =
  | 'insured'
  | 'submission'
  | 'quote'
  | 'policyNumber'
  | 'price'
  /** That the policy system keeps references at all. */
  | 'link'
  | 'nothing';

/** The steps of a transaction in the order in which they run. */
export type Plan<Facts = never> = readonly PlannedStep<Facts>[];

/** What kind of write a key names. */
export function kindOfWrite(key: string): string {
  return key.split(':')[0] ?? '';
}

/** @throws Error for a key that no step of the plan writes: a bug of ours */
export function plannedWrite<Facts>(plan: Plan<Facts>, key: string): PlannedWrite<Facts> {
  const kind = kindOfWrite(key);
  const write = plan.flatMap(({ writes = [] }) => writes).find((one) => one.kind === kind);
  if (!write) throw new Error(`no step of the plan makes a write ${kind}`);
  return write;
}

/** @throws Error for a step that is not in the plan: a bug of ours */
export function plannedStep<Facts>(plan: Plan<Facts>, name: string): PlannedStep<Facts> {
  const step = plan.find((one) => one.name === name);
  if (!step) throw new Error(`no step ${name} is in the plan`);
  return step;
}
