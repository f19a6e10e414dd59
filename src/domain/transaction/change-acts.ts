import type { RefusalCode } from '../machine/refusals.js';

/** What somebody can do about a change, beside having it go further, correcting it and ending it. */
export const CHANGE_ACTS = [
  'withdraw',
  'recordNotice',
  'reschedule',
  'rescind',
  'edit',
  'decide',
  'settle',
] as const;
export type ChangeAct = (typeof CHANGE_ACTS)[number];

/** What is kept of what somebody did: those, and what was done about many changes at once. */
export const KEPT_ACTS = [...CHANGE_ACTS, 'moratorium'] as const;

/** Which acts each state takes; a state that takes none may be left out. */
export type ActsByState<State extends string = string> = Readonly<
  Partial<Record<State, readonly ChangeAct[]>>
>;

/** What an act is told that comes when nothing happens any more. */
export type LateAct =
  /** It has come to what was asked for. */
  | 'done'
  /** Why it is too late, and what can be done instead. */
  | { readonly never: RefusalCode; readonly allowed: string };

/** By the states in which one ends; what is not named is told that it has ended. */
export type LateActsByState<State extends string = string> = Readonly<
  Partial<Record<State, Readonly<Partial<Record<ChangeAct, LateAct>>>>>
>;
