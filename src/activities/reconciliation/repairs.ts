import { ApplicationFailure } from '@temporalio/common';
import type { Repair } from '../../domain/reconciliation/difference.js';
import { policyTermId, type TermName } from '../../domain/workflow-ids.js';
import { bookAgain } from '../../temporal/book-again.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { UpdateRefused, WorkflowEnded } from '../../temporal/errors.js';
import { sendAct } from '../../temporal/send-act.js';
import { acknowledgeUpdate, syncUpdate } from '../../workflows/policy-term/messages.js';

/** @param id of the comparison, and of no other @returns what was done about it, for whoever reads the report */
export async function repair(
  temporal: Temporal,
  { policyNumber, termNumber }: TermName,
  how: Repair,
  id: string,
): Promise<string> {
  const term = policyTermId(policyNumber, termNumber);
  try {
    switch (how.kind) {
      case 'acknowledge':
        await sendAct(temporal, term, acknowledgeUpdate, { id });
        return 'Billing was told again that the term is confirmed.';
      case 'sync':
        return await synced(temporal, term);
      case 'book':
        return await booked(temporal, how.transaction);
    }
  } catch (error) {
    if (error instanceof WorkflowEnded) return 'The term has ended.';
    if (error instanceof UpdateRefused) {
      const { cause } = error;
      return cause instanceof ApplicationFailure ? cause.message : 'The term refused it.';
    }
    throw error;
  }
}

/** What billing has to hear of it is found by the next look at the term, and asked for then. */
async function synced(temporal: Temporal, term: string): Promise<string> {
  const reply = await sendAct(temporal, term, syncUpdate, { isBillingInStep: true });
  if (reply.outcome === 'refused') return reply.refusal.text;
  const texts = reply.found.map(({ text }) => text);
  return texts.length > 0 ? texts.join(' ') : 'The term has asked a person about it before.';
}

async function booked(temporal: Temporal, transaction: string): Promise<string> {
  const { kind } = await bookAgain(temporal, transaction);
  switch (kind) {
    case 'begun':
      return `${transaction} books the term again.`;
    case 'atWork':
      return `${transaction} is at work, and books what it owes.`;
    case 'forgotten':
      return `Temporal has forgotten ${transaction}, which has booked it.`;
  }
}
