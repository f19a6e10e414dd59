import { ApplicationFailure } from '@temporalio/common';
import { refusalOf } from '../../domain/machine/refusals.js';
import { policyTermId, type TermName } from '../../domain/workflow-ids.js';
import { SystemUnavailable } from '../../ports/call-errors.js';
import { UpdateRefused, WorkflowEnded } from '../../temporal/errors.js';
import { sendAct } from '../../temporal/send-act.js';
import { syncUpdate, type SyncReply } from '../../workflows/policy-term/messages.js';
import { temporal, told } from '../told.js';

/** The policy system is read twice while this waits. */
const LONGEST_WAIT_MS = 60_000;

const OVER = refusalOf('termNotInForce', {
  field: 'status',
  found: 'a term that has ended',
  allowed: 'a term that is not over',
});

/** What a transaction asks a term when it has met what was done by hand. */
export const termSyncActivities = {
  /** Has a term told of what was done by hand in the policy system. Repeatable: what the term knows is not told again. */
  async syncTerm({
    term: { policyNumber, termNumber },
    ...asked
  }: {
    readonly term: TermName;
    /** Workflow id of who asks. */
    readonly transaction: string;
    readonly isBillingInStep?: boolean;
  }): Promise<SyncReply> {
    const id = policyTermId(policyNumber, termNumber);
    try {
      return await told(`${policyNumber}-${termNumber}`, () =>
        sendAct(temporal(LONGEST_WAIT_MS), id, syncUpdate, asked),
      );
    } catch (error) {
      if (error instanceof WorkflowEnded) return { outcome: 'refused', refusal: OVER };
      if (isPolicyNotRead(error)) throw notRead(error);
      throw error;
    }
  },
};

function isPolicyNotRead(error: unknown): error is UpdateRefused {
  return (
    error instanceof UpdateRefused &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === 'policyNotRead'
  );
}

function notRead(error: UpdateRefused): SystemUnavailable {
  const reason = error.cause instanceof Error ? error.cause.message : 'it did not answer';
  return new SystemUnavailable({ system: 'policySystem', operation: 'sync' }, reason, {
    cause: error,
  });
}
