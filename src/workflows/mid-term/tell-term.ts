import type { TransactionEvent } from '../../domain/policy-term/events.js';
import type { Refusal } from '../../domain/machine/refusals.js';
import type { StepName } from '../../domain/transaction/kinds.js';
import { stopped } from '../transaction/stops.js';
import type { Change } from './change.js';

/** What a change tells the term, without what is the same in all of it. */
type Told = TransactionEvent extends infer Event
  ? Event extends TransactionEvent
    ? Omit<Event, 'id' | 'transaction' | 'quoteGuid'>
    : never
  : never;

/** What is told once the policy system has it. */
const BOOKED: ReadonlySet<Told['kind']> = new Set(['endorsed', 'cancelled', 'reinstated']);

/**
 * Tells the term something, in a step of its own. The id is made of what is told and how often, so that a repeat is one.
 *
 * @param isIn which refusals mean that there is nothing more to be told
 */
export async function tellTerm(
  change: Change,
  step: StepName,
  told: Told,
  {
    nth = 1,
    isDone = () => false,
  }: { nth?: number | string; isDone?: (refusal: Refusal) => boolean } = {},
): Promise<void> {
  await change.transaction.step(
    step,
    () => toldOnce(change, told, nth, isDone),
    () => `The term was told: ${told.kind}.`,
  );
}

/** The same within a step. */
export async function toldOnce(
  { transaction, term, terms }: Change,
  told: Told,
  nth: number | string,
  isDone: (refusal: Refusal) => boolean = () => false,
): Promise<Awaited<ReturnType<Change['terms']['tellTerm']>>> {
  const { id: transactionId } = transaction.record;
  const id = `${transactionId}/${told.kind}/${nth}`;
  const { quoteGuid } = transaction.ids;
  // By this the term knows the booking again in what the policy system holds.
  const named = BOOKED.has(told.kind) && quoteGuid !== null ? { quoteGuid } : {};
  const event = { ...told, ...named, id, transaction: transactionId } as TransactionEvent;
  const answer = await terms.tellTerm({ term, event });
  if (answer.kind === 'answered') return answer;
  if (answer.kind === 'unknown') {
    throw stopped(
      `Term ${term.policyNumber}-${term.termNumber} is not known any more.`,
      'Find out why; once the term is there again, run the step again.',
    );
  }
  if (isDone(answer.refusal)) return answer;
  throw stopped(
    `The term refused ${told.kind}. ${answer.refusal.text}`,
    'Find out who changed the term meanwhile; then run the step again.',
  );
}

/** The term stands otherwise by now, or is over: what it would be told holds for it no more. */
export function isOver({ code }: Pick<Refusal, 'code'>): boolean {
  return code === 'notAllowedInState';
}
