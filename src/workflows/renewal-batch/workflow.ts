import { proxyActivities } from '@temporalio/workflow';
import type { BatchActivities, Looked } from '../../activities/renewal-batch/batch-activities.js';
import type { Item } from '../../domain/renewal-batch/items.js';
import { untilOrdered, untilOver } from '../step-by-step.js';
import { answerAsked } from './handlers.js';
import { readBatch } from './input.js';
import type { EndedBatch, RenewalBatchInput } from './messages.js';
import { OpenBatch } from './open-batch.js';

/** As long as Temporal or its workers are away, the batch waits: it is theirs to say when it goes on. */
const { startRenewals, lookAtRenewals } = proxyActivities<BatchActivities>({
  startToCloseTimeout: '20m',
  // A worker that dies is noticed soon: each says so often that it lives.
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

/**
 * The renewals of many policies: each begun once, in order, so many in a minute and so many open at once as was asked for.
 *
 * Trigger: a request at the API, or the schedule of the installation. Updates: `pause`, `resume`, `cancel`, `settleTask`, each with who and
 * why; signals of the names of the first three, `seenElsewhere` from another batch, and `moveOn` from whoever brings newer code. Queries: `progress`, `results`, `asked`. Timers: until more may be begun, or the open ones are
 * looked at again. Continues as new with what became of each. Ends when every policy was seen to, no renewal that it began is being quoted any
 * more, and a person has settled each whose renewal it could not begin; or when it is cancelled: what was begun goes on by itself then. A
 * request to cancel the workflow cancels the batch.
 */
export async function renewalBatch(given: RenewalBatchInput): Promise<EndedBatch> {
  const batch = new OpenBatch(readBatch(given));
  answerAsked(batch);
  return untilOver(batch, () => goOn(batch));
}

async function goOn(batch: OpenBatch): Promise<void> {
  const { next } = batch;
  switch (next.kind) {
    case 'start': {
      const { requestId, requestedBy, policyNumbers } = batch.input;
      const askedAtMs = Date.now();
      const asked = policyNumbers.slice(next.from, next.from + next.count);
      batch.started(
        await startRenewals({ batch: requestId, requestedBy, policyNumbers: asked }),
        askedAtMs,
      );
      return;
    }
    case 'look':
      await look(batch, next.at);
      return;
    case 'wait':
      await untilOrdered(batch, next.untilMs);
  }
}

async function look(batch: OpenBatch, open: readonly number[]): Promise<void> {
  const renewals = open.map((at) => ({
    policyNumber: batch.input.policyNumbers[at] ?? '',
    termNumber: (batch.item(at)?.termMade ?? 1) - 1,
  }));
  const looked = await lookAtRenewals({ renewals });
  const found = open.map((at, index) => ({ at, one: looked[index] ?? WORKING }));
  batch.looked(
    new Map(
      found.flatMap(({ at, one }): [number, Partial<Item>][] =>
        one.kind === 'working' ? [] : [[at, becameOf(one)]],
      ),
    ),
    found.flatMap(({ at, one }) => (one.kind === 'stopped' && one.isGone ? [at] : [])),
  );
}

const WORKING: Looked = { kind: 'working' };

/** A renewal that stopped before it was quoted was refused, or failed: a person sees to it there. */
function becameOf(looked: Exclude<Looked, { readonly kind: 'working' }>): Partial<Item> {
  if (looked.kind === 'rests') return {};
  return { outcome: looked.isRefused ? 'refused' : 'failed', reason: looked.reason };
}
