import type { CivilDate } from '../calendar/civil-date.js';
import type { Instant } from '../calendar/instant.js';
import type { Cents } from '../money/cents.js';

/** Money of one currency that a task is about. */
export interface TaskMoney {
  readonly cents: Cents;
  /** ISO 4217; null where the product alone says it. */
  readonly currency: string | null;
}

/** By which act a task is settled: the last part of the address that it is sent to. */
export type SettlingAct =
  | 'correct'
  | 'settle'
  | 'edit'
  | 'decide'
  | 'record-notice'
  | 'underwrite'
  | 'underwriting-decision'
  | 'resume'
  | 'free';

/** Something that waits for a person. */
export interface OpenTask {
  /** Names it at what it belongs to: the step that stopped, or the key of the task. */
  readonly key: string;
  /** Why a person is asked; a stable name beside the words. */
  readonly cause: string;
  /** What to do, in a sentence or two. */
  readonly what: string;
  /** What has happened. */
  readonly why: string;
  readonly since: Instant;
  /** The day by which it is to be done; null where nothing depends on a day. */
  readonly due: CivilDate | null;
  /** The money that it is about, by currency; none where it is about none, or nobody can say how much. */
  readonly money: readonly TaskMoney[];
  /** Of what has the task, unless said. */
  readonly policyNumber?: string;
  readonly product?: string | null;
  /** The act that settles it, with a body that is taken as it is: whoever sends another says more in it. */
  readonly settling: {
    readonly act: SettlingAct;
    /** Null where it is for whoever settles it to say all of it. */
    readonly body: Readonly<Record<string, unknown>> | null;
  };
}

/** Who acts and why, in the body of an example. */
export const EXAMPLE_ACT = { by: 'ops@example.test', reason: 'Seen to' } as const;
