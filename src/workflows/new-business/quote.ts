import { QUOTE_MACHINE } from '../../domain/quote/machine.js';
import {
  QUOTE_MILESTONES,
  REACHED_WITH,
  restsAt,
  type QuoteEvent,
  type QuoteMilestone,
  type QuoteState,
} from '../../domain/quote/quote.js';
import type { Submission } from '../../domain/new-business/submission.js';
import { holdAt, type LetGo } from '../transaction/hold.js';
import { wasAdvanced } from '../transaction/runs.js';
import { StepGivenUp, type Transaction } from '../transaction/transaction.js';

export type Quoted = Pick<Transaction<Submission>, 'record' | 'quoted' | 'holdBack'>;
/** What a quote can come to; it begins as a draft. */
type Reached = Exclude<QuoteMilestone, 'draft'>;

/** The quote is not on its way to the bind any more: it was reset, or the customer has refused it. */
class QuoteLeft extends Error {
  override readonly name = 'QuoteLeft';
}

/**
 * The quote has come so far; where it is there or further already, nothing happens.
 *
 * @throws QuoteLeft where the customer has refused it
 */
export function reached(transaction: Quoted, milestone: Reached): void {
  const state = quoteStateOf(transaction);
  if (state === 'refused') throw new QuoteLeft();
  const [at, to] = [placeOf(restsAt(state) ?? state), placeOf(milestone)];
  for (const next of QUOTE_MILESTONES.slice(at + 1, to + 1)) {
    if (next !== 'draft') happened(transaction, REACHED_WITH[next]);
  }
}

/** The quote has come to a milestone, and waits there where no more was asked. A change while it waits makes it a draft. */
export async function untilAdvanced(
  transaction: Transaction<Submission>,
  milestone: Reached,
): Promise<LetGo> {
  reached(transaction, milestone);
  const letGo = await holdAt(transaction, milestone);
  refuseLeft(transaction);
  return letGo === 'corrected' ? goneBack(transaction) : letGo;
}

/** A correction came: what it changes makes the quote a draft. */
export function goneBack(transaction: Quoted): 'corrected' {
  if (isChanged(transaction)) startedOver(transaction);
  return 'corrected';
}

/** @throws QuoteLeft where it is not on its way to the bind any more */
export function refuseLeft(transaction: Quoted): void {
  if (isOffTheWay(transaction)) throw new QuoteLeft();
}

/** It was reset, or the customer has refused it. */
export function isOffTheWay(transaction: Quoted): boolean {
  return ['draft', 'refused'].includes(quoteStateOf(transaction));
}

/** Whether an error says that the quote has left the way to its bind, from a wait or from a step that had stopped. */
export function isLeft(transaction: Quoted, error: unknown): boolean {
  if (error instanceof QuoteLeft) return true;
  return error instanceof StepGivenUp && isOffTheWay(transaction);
}

/**
 * What the quote was is given up for another in its place. Who accepted it, seeing it, has not accepted the other: that one
 * waits to be accepted. What was posted to go straight through still does.
 */
export function startedOver(transaction: Quoted): void {
  const state = quoteStateOf(transaction);
  if (state === 'draft') return;
  if (state === 'accepted') {
    happened(transaction, { kind: 'refuse', isBound: false });
    if (wasAdvanced(transaction.record)) transaction.holdBack('underwritten');
  }
  happened(transaction, { kind: 'reset' });
}

/** @throws Error where the table refuses it: a bug of ours, because the steps run in the order of the table */
export function happened(transaction: Quoted, event: QuoteEvent): void {
  const result = QUOTE_MACHINE.apply(quoteStateOf(transaction), event);
  if (result.outcome === 'refused') throw new Error(result.refusal.text);
  if (result.state !== 'new') transaction.quoted(result.state);
}

export function quoteStateOf({ record }: Pick<Quoted, 'record'>): QuoteState {
  return record.quoteState ?? 'draft';
}

/** Whether the last correction changed something of what is asked for. */
export function isChanged({ record }: Pick<Quoted, 'record'>): boolean {
  return record.corrections.at(-1)?.fields.length !== 0;
}

function placeOf(state: QuoteState): number {
  return QUOTE_MILESTONES.findIndex((milestone) => milestone === state);
}
