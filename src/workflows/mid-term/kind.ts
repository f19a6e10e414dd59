import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import type { ChangeActivities } from '../../activities/change-activities.js';
import { CHANGE_PLAN } from '../../domain/mid-term/change-plan.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import type { TransactionKind } from '../../domain/transaction/kinds.js';
import type { RequestFacts } from '../../domain/transaction/record.js';
import { readOptions } from '../transaction/activity-options.js';
import type { BindLook, Facts, KindInWorkflow } from '../transaction/kind.js';
import type { Correction } from '../transaction/messages.js';
import { stopOf } from '../transaction/stops.js';
import type { CheckedCorrection } from '../transaction/checked-correction.js';

/** As the workflows of all kinds need to know a change within a term. */
export function changeKind<Request extends ChangeRequest>(
  kind: TransactionKind,
): KindInWorkflow<Request> {
  return { kind, plan: CHANGE_PLAN, facts: factsOf, check: checkRunAgain, lookForBind };
}

/** What the record of a change takes over from its request. */
export function factsOf(request: ChangeRequest): RequestFacts {
  const { reference, product, effectiveDate, expirationDate, policyNumber, termNumber } = request;
  const changes = { policyNumber, termNumber };
  return { reference, product, effectiveDate, expirationDate, changes };
}

/**
 * What a change asks for is changed by acts of its own; a correction runs a stopped step again, and may say what became of the bind.
 *
 * @throws ApplicationFailure of type `invalidInput`
 */
function checkRunAgain<Request>(
  { by, reason, changes = {}, revision, outcome }: Correction,
  now: Facts<Request> & { readonly revision: number },
  spokenOf: string | null,
): Promise<CheckedCorrection<Request>> {
  if (Object.keys(changes).length > 0) {
    throw ApplicationFailure.nonRetryable(
      'What a change asks for is not corrected here: leave changes out to run the stopped step again, edit or reschedule it where its kind allows that, or withdraw it.',
      'invalidInput',
    );
  }
  if (revision !== undefined && !Number.isSafeInteger(revision)) {
    throw ApplicationFailure.nonRetryable('Send the revision as a whole number.', 'invalidInput');
  }
  return Promise.resolve({
    by,
    reason,
    fields: [],
    outcome: readOutcome(outcome),
    word: outcome === undefined ? null : wordOf(outcome, spokenOf),
    request: now.request,
    revision: revision ?? now.revision,
  });
}

function readOutcome(outcome: Correction['outcome']): CheckedCorrection<unknown>['outcome'] {
  if (outcome === undefined) return null;
  const { write, written } = outcome as { readonly write?: unknown; readonly written?: unknown };
  const isReadable =
    typeof written === 'boolean' && (write === undefined || typeof write === 'string');
  if (!isReadable) {
    throw ApplicationFailure.nonRetryable(
      'Say {"written": true, "made": "<policy number>"} or {"written": false} as the outcome.',
      'invalidInput',
    );
  }
  if (!outcome.written)
    return { written: false, ...(outcome.write ? { write: outcome.write } : {}) };
  const made = typeof outcome.made === 'string' ? outcome.made : null;
  return { written: true, made, fees: null, ...(outcome.write ? { write: outcome.write } : {}) };
}

function wordOf(outcome: NonNullable<Correction['outcome']>, spokenOf: string | null): string {
  const what = spokenOf === 'workbook' ? 'the rating of the workbook' : 'the bind';
  return `Said by hand: ${what} was ${outcome.written ? '' : 'not '}written.`;
}

/** A person waits for the answer. */
const LOOK_PATIENCE_MS = 4_000;

async function lookForBind(facts: Facts<ChangeRequest>): Promise<BindLook> {
  const { quoteGuid } = facts.ids;
  if (quoteGuid === null) return { kind: 'notBound' };
  const { policyNumber } = facts.request;
  const { readChain } = proxyActivities<ChangeActivities>(readOptions(LOOK_PATIENCE_MS));
  try {
    const chain = await readChain({ policyNumber, which: { quoteGuid } });
    const made = chain?.transactions.find((one) => one.quoteGuid === quoteGuid);
    return made && made.boundOn !== null
      ? { kind: 'bound', policyNumber, quoteGuid }
      : { kind: 'notBound' };
  } catch (error) {
    const stop = stopOf(error);
    if (stop === null) throw error;
    return { kind: 'unknown', reason: stop.reason };
  }
}
