import { renewalId, type TermName } from '../../domain/workflow-ids.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { findTransaction, queryRecord } from '../../temporal/transactions.js';
import { needsAttention } from '../../temporal/visible-transactions.js';
import { searchAttributes } from '../../workflows/search-attributes.js';

/** How a renewal that a batch began stands. */
export type Looked =
  /** It is being quoted, or bound at once: work that the batch has begun. */
  | { readonly kind: 'working' }
  /** It waits for its day, for money or for a person who decides, or has ended. */
  | { readonly kind: 'rests' }
  /** A step of it stopped for a person. */
  | {
      readonly kind: 'stopped';
      readonly isRefused: boolean;
      readonly reason: string;
      /** It was ended in Temporal: there is nobody any more who could ask a person. */
      readonly isGone?: true;
    };

/** What the list says of one that has not rested yet: how it was begun, which is never for a later day, or that it waits for an answer. */
const BEING_QUOTED: readonly unknown[] = ['scheduled', 'started'];

/** Looks at the renewal of a term. Temporal itself answers; a worker is asked only for why a renewal stopped. */
export async function lookAtOne(temporal: Temporal, expiring: TermName): Promise<Looked> {
  const found = await findTransaction(temporal, renewalId(expiring));
  if (found === null) return { kind: 'rests' };
  const { visible, isRunning, isFailing } = found;
  if (!isRunning) {
    if (visible.status === 'COMPLETED') return { kind: 'rests' };
    const reason =
      'The renewal was ended in Temporal. Start it by itself: what it wrote is looked up first.';
    return { kind: 'stopped', isRefused: false, reason, isGone: true };
  }
  if (isFailing) {
    return failed(
      'The code of the renewal fails in the worker. Nothing is lost: it goes on once that is mended.',
    );
  }
  if (needsAttention(visible)) {
    const { attention } = await queryRecord(temporal, visible.workflowId);
    if (attention === null) return { kind: 'rests' };
    const { cause, step, reason } = attention;
    const isRefused = cause === 'rejected';
    return { kind: 'stopped', isRefused, reason: `Step ${step} stopped: ${reason}` };
  }
  const [state] = [visible.attributes[searchAttributes.transactionState.name]].flat();
  return { kind: BEING_QUOTED.includes(state) ? 'working' : 'rests' };
}

function failed(reason: string): Looked {
  return { kind: 'stopped', isRefused: false, reason };
}
