import { ApplicationFailure } from '@temporalio/common';
import type { Repair } from '../../domain/reconciliation/difference.js';
import { policyTermId, type TermName } from '../../domain/workflow-ids.js';
import { bookAgain } from '../../temporal/book-again.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { UpdateRefused, WorkflowEnded } from '../../temporal/errors.js';
import { sendAct } from '../../temporal/send-act.js';
import { acknowledgeUpdate, syncUpdate } from '../../workflows/policy-term/messages.js';

/** What was done about a difference, for whoever reads the report. */
export interface Repaired {
  readonly outcome: 'done' | 'refused';
  readonly text: string;
}

/** @param id of the comparison, and of no other */
export async function repair(
  temporal: Temporal,
  { policyNumber, termNumber }: TermName,
  how: Repair,
  id: string,
): Promise<Repaired> {
  const term = policyTermId(policyNumber, termNumber);
  try {
    switch (how.kind) {
      case 'acknowledge':
        await sendAct(temporal, term, acknowledgeUpdate, { id });
        return done('Billing was told again that the term is confirmed.');
      case 'sync':
        return await synced(temporal, term);
      case 'book':
        return await booked(temporal, how.transaction);
    }
  } catch (error) {
    if (error instanceof WorkflowEnded) return refused('The term has ended.');
    if (error instanceof UpdateRefused) {
      const { cause } = error;
      return refused(cause instanceof ApplicationFailure ? cause.message : 'The term refused it.');
    }
    throw error;
  }
}

/** What billing has to hear of it is found by the next look at the term, and asked for then. */
async function synced(temporal: Temporal, term: string): Promise<Repaired> {
  const reply = await sendAct(temporal, term, syncUpdate, { isBillingInStep: true });
  if (reply.outcome === 'refused') return refused(reply.refusal.text);
  const texts = reply.found.map(({ text }) => text);
  return done(texts.length > 0 ? texts.join(' ') : 'The term has asked a person about it before.');
}

async function booked(temporal: Temporal, transaction: string): Promise<Repaired> {
  const { kind } = await bookAgain(temporal, transaction);
  switch (kind) {
    case 'begun':
      return done(`${transaction} books the term again.`);
    case 'atWork':
      return done(`${transaction} is at work, and books what it owes.`);
    case 'forgotten':
      return refused(`Temporal has forgotten ${transaction}, which has booked it.`);
  }
}

function done(text: string): Repaired {
  return { outcome: 'done', text };
}

function refused(text: string): Repaired {
  return { outcome: 'refused', text };
}
