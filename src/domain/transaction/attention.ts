import { sentence } from '../sentence.js';
import type { StepName } from './kinds.js';

/** Why a transaction waits for a person, and what that person can do. */
export interface Attention {
  readonly step: StepName;
  /** `rejected`: the policy system said no. `contractBroken`: its answer made no sense. `outage`: patience ended.
   * `unknownOutcome`: a write may have happened and cannot be looked up. */
  readonly cause: 'rejected' | 'contractBroken' | 'outage' | 'unknownOutcome';
  /** Part of the submission at fault, as a path such as `producer.contactGuid`; null when none is. */
  readonly field: string | null;
  readonly reason: string;
  readonly remedy: string;
  /** Every write that may have happened and is not settled. */
  readonly inDoubt: readonly WriteInDoubt[];
  readonly since: string;
}

/** A write that may have happened: what a person looks for, and how it is named when its outcome is told. */
export interface WriteInDoubt {
  /** Names it in `outcome.write`. */
  readonly write: string;
  /** What it is, with its amounts. */
  readonly what: string;
  /** Under which number or GUID to look for it, and in which system. */
  readonly where: string;
  /** What `outcome.made` names when it is there; null for nothing. */
  readonly made: string | null;
}

/** The writes that may have happened, in a sentence; empty where there are none. */
export function doubtInWords(inDoubt: readonly WriteInDoubt[]): string {
  const named = inDoubt.map(({ what, where }) => `${what} (${where})`);
  if (named.length === 0) return '';
  return sentence(`What may have been written is ${named.join(', and ')}`);
}
