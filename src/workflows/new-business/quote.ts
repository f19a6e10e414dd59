import { QUOTE_MACHINE } from '../../domain/quote/machine.js';
import {
  QUOTE_MILESTONES,
  type QuoteEvent,
  type QuoteMilestone,
  type QuoteState,
} from '../../domain/quote/quote.js';
import type { Submission } from '../../domain/new-business/submission.js';
import { holdAt, type LetGo } from '../transaction/hold.js';
import { wasAdvanced } from '../transaction/runs.js';
import type { Transaction } from '../transaction/transaction.js';

type Quoted = Pick<Transaction<Submission>, 'record' | 'quoted' | 'holdBack'>;

/** How the steps that bring a quote to a milestone end for it. */
const REACHED: Readonly<Record<QuoteMilestone, QuoteEvent>> = {
  validated: { kind: 'validate', hasFindings: false },
  priced: { kind: 'price', hasFindings: false },
  // No rules of underwriting are asked yet, so that none of them has a flag.
  underwritten: { kind: 'underwrite', flags: [] },
  // Each submission is an opportunity of its own.
  accepted: { kind: 'accept', isGroupFree: true },
  issued: { kind: 'issue', isDone: true },
};

/** The quote has come so far; where it is there or further already, nothing happens. */
export function reached(transaction: Quoted, milestone: QuoteMilestone): void {
  const [at, to] = [placeOf(quoteStateOf(transaction)), placeOf(milestone)];
  for (const next of QUOTE_MILESTONES.slice(at + 1, to + 1)) {
    happened(transaction, REACHED[next]);
  }
}

/** The quote is priced: it goes on to be accepted, as far as is asked. Nothing is bound yet. */
export async function untilAccepted(transaction: Transaction<Submission>): Promise<LetGo> {
  for (const milestone of ['priced', 'underwritten', 'accepted'] as const) {
    const letGo = await untilAdvanced(transaction, milestone);
    if (letGo === 'corrected') return letGo;
  }
  return 'advanced';
}

/** The quote has come to a milestone, and waits there where no more was asked. A change while it waits makes it a draft. */
export async function untilAdvanced(
  transaction: Transaction<Submission>,
  milestone: QuoteMilestone,
): Promise<LetGo> {
  reached(transaction, milestone);
  const letGo = await holdAt(transaction, milestone);
  const isChanged = transaction.record.corrections.at(-1)?.fields.length !== 0;
  if (letGo === 'corrected' && isChanged) startedOver(transaction);
  return letGo;
}

/**
 * What the quote was is given up for another in its place. Who accepted it, seeing it, has not accepted the other: that one
 * waits to be accepted. What was posted to go straight through still does.
 */
export function startedOver(transaction: Quoted): void {
  const { quoteState } = transaction.record;
  if (quoteState === 'draft') return;
  if (quoteState === 'accepted') {
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

function quoteStateOf({ record }: Quoted): QuoteState {
  return record.quoteState ?? 'draft';
}

/** Before the first milestone it is -1. */
function placeOf(state: QuoteState): number {
  return QUOTE_MILESTONES.findIndex((milestone) => milestone === state);
}
