import { changeId, policyTermId, type TermName } from '../../domain/workflow-ids.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { findTerm, readTerm } from '../../temporal/terms.js';
import { findTransaction, type FoundTransaction } from '../../temporal/transactions.js';
import { changesUnderWay } from '../../temporal/visible-transactions.js';
import { Problem } from '../problem.js';

/**
 * The cancellation that billing means: the one that it names, else the one that the term has pending, else the only one that is
 * under way, else the one that cancelled the term.
 *
 * @throws Problem `unknown-term`, `unknown-transaction`, `invalid-request` where more than one could be meant
 */
export async function meantCancellation(
  temporal: Temporal,
  term: TermName,
  requestId: string | undefined,
): Promise<FoundTransaction> {
  const id =
    requestId === undefined
      ? await cancellationOf(temporal, term)
      : changeId('cancellation', term.policyNumber, requestId);
  const found = id === null ? null : await findTransaction(temporal, id);
  if (found) return found;
  throw new Problem('unknown-transaction', {
    detail:
      requestId === undefined ? NONE : `No cancellation ${requestId} of this policy is known.`,
  });
}

const NONE = 'No cancellation of this term is pending, under way or booked.';

async function cancellationOf(temporal: Temporal, term: TermName): Promise<string | null> {
  const known = await findTerm(temporal, policyTermId(term.policyNumber, term.termNumber));
  if (!known) throw new Problem('unknown-term');
  const { pendingCancellation, cancelledOn, returns } = await readTerm(temporal, known);
  if (pendingCancellation) return pendingCancellation.transaction;
  // One that waits for its notice is not announced at the term.
  const [first, ...others] = await changesUnderWay(temporal, 'cancellation', term);
  if (first && others.length === 0) return first.workflowId;
  if (first) throw severalMeant();
  return cancelledOn === null ? null : (returns.at(-1)?.transaction ?? null);
}

function severalMeant(): Problem {
  return new Problem('invalid-request', {
    detail: 'More than one cancellation of the term is under way; nothing was done.',
    errors: [
      {
        field: 'requestId',
        code: 'missing',
        reason: 'is missing, and more than one cancellation could be meant',
        remedy: 'Give the requestId of the one that is meant.',
      },
    ],
  });
}
