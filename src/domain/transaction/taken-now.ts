import { QUOTE_MACHINE } from '../quote/machine.js';
import { QUOTE_ACTS } from '../quote/quote.js';
import type { ChangeAct } from './change-acts.js';
import { actsIn, isBefore, lastMilestone, stageOf } from './kinds.js';
import type { TransactionRecord } from './record.js';

type Standing = Pick<
  TransactionRecord,
  'kind' | 'state' | 'quoteState' | 'heldAt' | 'advanceTo' | 'attention' | 'change' | 'failure'
>;

/** What the table of its kind takes now; a change is acted on once it is quoted, and a notice recorded where one is needed. */
export function actsNow({
  kind,
  state,
  change,
  failure,
}: Pick<Standing, 'kind' | 'state' | 'change'> & {
  readonly failure: object | null;
}): readonly ChangeAct[] {
  if (!change?.quote || failure !== null) return [];
  const { notice, renewal } = change;
  const isThere: Partial<Record<ChangeAct, boolean>> = {
    // A renewal is told of its notice by a task.
    recordNotice: notice !== null || renewal !== undefined,
    settle: (renewal?.tasks ?? []).length > 0,
  };
  return actsIn(kind, state).filter((act) => isThere[act] ?? true);
}

export function canAdvance({
  kind,
  state,
  advanceTo,
}: Pick<Standing, 'kind' | 'state' | 'advanceTo'>): boolean {
  return stageOf(kind, state) === 'open' && isBefore(kind, advanceTo, lastMilestone(kind));
}

/**
 * Whether it can be abandoned. An offer that is out can be taken, and nobody withdraws it by another name; what cannot go on by itself is
 * left to a person.
 */
export function canAbandon({
  kind,
  state,
  attention,
  change,
}: Pick<Standing, 'kind' | 'state' | 'attention' | 'change'>): boolean {
  return stageOf(kind, state) === 'open' && (attention !== null || !isOfferOut({ state, change }));
}

function isOfferOut({ state, change }: Pick<Standing, 'state' | 'change'>): boolean {
  return state === 'offered' && (change?.renewal?.offers ?? []).length > 0;
}

/** Names of the updates that a transaction takes as it stands; none where it does its work and nobody is to interfere. */
export function updatesTakenNow(record: Standing): readonly string[] {
  const { quoteState, heldAt, attention, failure } = record;
  if (failure !== null) return [];
  const isWaiting = attention !== null || heldAt !== null;
  const taken: readonly string[] =
    heldAt === null || quoteState === null ? [] : QUOTE_MACHINE.allowed(quoteState);
  return [
    ...(isWaiting ? ['correct'] : []),
    ...(canAdvance(record) ? ['advance'] : []),
    ...QUOTE_ACTS.filter((name) => taken.includes(name)),
    ...actsNow(record).map((act) => (act === 'settle' ? 'settleTask' : act)),
    ...(canAbandon(record) ? ['abandon'] : []),
  ];
}
