import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { answerOrders } from '../orders.js';
import { refuseOtherMembers, refuseUnreadable, refuseUnless } from '../transaction/readable-act.js';
import {
  askedQuery,
  moveOnSignal,
  progressQuery,
  resultsQuery,
  seenElsewhereSignal,
  settleUnbegunUpdate,
  type SettledUnbegun,
} from './messages.js';
import type { OpenBatch } from './open-batch.js';

/** Answers whoever asks how a batch is, or has it stop or go on. Call it before the first await. */
export function answerAsked(batch: OpenBatch): void {
  setHandler(progressQuery, () => batch.progress);
  setHandler(resultsQuery, (asked) => batch.results(asked));
  setHandler(askedQuery, () => batch.asked);
  setHandler(
    settleUnbegunUpdate,
    (settled) => {
      batch.settle(settled);
      return batch.progress;
    },
    {
      description: 'A policy whose renewal was not begun is seen to.',
      validator: (settled: SettledUnbegun) => {
        refuseUnasked(batch, settled);
      },
    },
  );
  setHandler(seenElsewhereSignal, (seen: unknown) => {
    batch.leaveToAnother(readPolicyNumbers(seen));
  });
  setHandler(moveOnSignal, () => {
    batch.moveOn();
  });
  answerOrders(batch);
}

/** Any client of Temporal may send anything, and nobody hears why a signal is not taken. */
function readPolicyNumbers(seen: unknown): readonly string[] {
  if (typeof seen !== 'object' || seen === null || !('policyNumbers' in seen)) return [];
  const { policyNumbers } = seen;
  return Array.isArray(policyNumbers)
    ? policyNumbers.filter((one): one is string => typeof one === 'string')
    : [];
}

function refuseUnasked(batch: OpenBatch, settled: SettledUnbegun): void {
  refuseUnreadable(settled);
  refuseOtherMembers(settled, ['by', 'reason', 'task']);
  refuseUnless(typeof settled.task === 'string', 'task is no text.');
  if (batch.isAsked(settled.task)) return;
  throw ApplicationFailure.nonRetryable('There is no such task.', 'noSuchTask');
}
