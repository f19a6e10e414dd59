import { contentDigest } from '../../domain/machine/content-digest.js';
import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import type { Item } from '../../domain/renewal-batch/items.js';
import { renewalId } from '../../domain/workflow-ids.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { startRenewal } from '../../temporal/renewal/start-renewal.js';
import { findTransaction } from '../../temporal/transactions.js';
import { previewAsItIs, renewalAsItIs } from '../renewal/as-it-is.js';
import { termToRenew, type TermRules } from './term-to-renew.js';

/** What a worker with the business files knows. */
export interface BatchRules extends TermRules {
  readonly noticeRules: NoticeRules;
}

/** Who has it started. */
export interface Starting {
  /** Request id of the batch. */
  readonly batch: string;
  readonly requestedBy: string;
}

/**
 * Starts the renewal of the latest term of a policy that has begun, and says what became of that. Repeatable: what this batch started
 * before is started, by whichever attempt, and what anybody else did is known.
 *
 * @throws the errors of `startTransaction`
 */
export async function startOne(
  temporal: Temporal,
  rules: BatchRules,
  starting: Starting,
  policyNumber: string,
): Promise<Item> {
  const term = await termToRenew(temporal, rules, policyNumber);
  if ('outcome' in term) return term;
  const { record } = term;
  const termMade = record.termNumber + 1;
  const requestDigest = contentDigest({ batch: starting.batch, policyNumber });
  const before = await findTransaction(temporal, renewalId(record));
  if (before !== null) {
    const isOurs = before.visible.memo['requestDigest'] === requestDigest;
    return { outcome: isOurs ? 'started' : 'known', termMade, reason: null };
  }
  const { quoted, refusals } = previewAsItIs(term, rules.noticeRules);
  if (quoted === null) {
    const reason = refusals.map(({ text }) => text).join(' ');
    return { outcome: 'refused', termMade: null, reason };
  }
  const started = await startRenewal(temporal, {
    // Each of its renewals has the name of the batch.
    request: renewalAsItIs(term, quoted.days, nameOf(starting.batch)),
    requestDigest,
    advanceTo: 'completed',
    requestedBy: starting.requestedBy,
    outagePatienceMs: term.product.outagePatienceMs,
  });
  const isOurs = started.kind === 'begun' || started.kind === 'known';
  return { outcome: isOurs ? 'started' : 'known', termMade, reason: null };
}

/** As an external id may be. */
function nameOf(batch: string): string {
  return batch.replaceAll(/[^A-Za-z0-9._-]/g, '.').slice(0, 64);
}
