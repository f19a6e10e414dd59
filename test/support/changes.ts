import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { CancellationAsked } from '../../src/domain/cancellation/request.js';
import { NO_FIGURES, type EndorsementAsked } from '../../src/domain/endorsement/request.js';
import type { Cents } from '../../src/domain/money/cents.js';
import type { Charge } from '../../src/domain/money/charges.js';
import type { RatingWorkbook } from '../../src/domain/premium/rating-workbook.js';
import type { ChangeRequest } from '../../src/domain/transaction/change-request.js';
import { startTransaction } from '../../src/temporal/start-transaction.js';
import { isEnded } from '../../src/temporal/visible-transactions.js';
import type { ChangeKind } from '../../src/temporal/start-change.js';
import { changeId, policyTermId } from '../../src/domain/workflow-ids.js';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import type { ReinstatementAsked } from '../../src/domain/reinstatement/request.js';
import type { policyTerm } from '../../src/workflows/index.js';
import type { ChangeInput } from '../../src/workflows/mid-term/messages.js';
import { recordQuery } from '../../src/workflows/transaction/messages.js';
import { termQuery, type TermRecord } from '../../src/workflows/policy-term/messages.js';

/** Of a change of any kind, started before. */
export type ChangeHandle = WorkflowHandle<() => Promise<TransactionRecord>>;

/** What every change of a term of `aSubmission` says. */
export function aChange(policyNumber: string, requestId = 'C-1'): ChangeRequest {
  return {
    reference: { system: 'triton', id: requestId },
    policyNumber,
    termNumber: 1,
    product: 'general-liability',
    effectiveDate: '2027-02-01',
    expirationDate: '2028-02-01',
  };
}

/** The insured asks for the end of a policy half way through its term; name only what matters to the test. */
export function aCancellation(
  policyNumber: string,
  changes: Partial<CancellationAsked> = {},
): CancellationAsked {
  return {
    ...aChange(policyNumber),
    source: 'insured',
    reason: 'other',
    receivedOn: '2026-12-01',
    requestedOn: '2027-08-01',
    processOn: null,
    isFlatAsked: false,
    undoneBy: null,
    leniency: null,
    ...changes,
  };
}

/** The whole term shall be charged so much, had it been so from the start; name only what matters to the test. */
export function anEndorsement(
  policyNumber: string,
  fullTermCents: Cents,
  changes: Partial<EndorsementAsked> = {},
): EndorsementAsked {
  return {
    ...aChange(policyNumber, 'E-1'),
    effectiveDate: '2027-05-01',
    figures: { fullTerm: [aPremiumOf(fullTermCents)], asGiven: null },
    ...changes,
  };
}

/** A workbook that the raters of the tests rate at a premium for the whole term. */
export function aWorkbook(premium: string): RatingWorkbook {
  return {
    fileName: 'rating.xlsx',
    contentBase64: Buffer.from(`premium,${premium}\n`).toString('base64'),
  };
}

/** The policy system shall rate the policy as it shall be; name only what matters to the test. */
export function aRatedEndorsement(
  policyNumber: string,
  premium: string,
  changes: Partial<EndorsementAsked> = {},
): EndorsementAsked {
  const rated = { figures: NO_FIGURES, workbook: aWorkbook(premium) };
  return anEndorsement(policyNumber, 0, { ...rated, ...changes });
}

/** A premium of the line and state of `aSubmission`. */
export function aPremiumOf(amountCents: Cents): Charge {
  return {
    kind: 'premium',
    name: 'premium',
    line: 'general-liability',
    state: 'TX',
    amountCents,
    refundable: 'always',
    isTaxable: true,
  };
}

/** A cancelled policy shall come back without a gap; name only what matters to the test. */
export function aReinstatement(
  policyNumber: string,
  changes: Partial<ReinstatementAsked> = {},
): ReinstatementAsked {
  return { ...aChange(policyNumber, 'R-1'), from: null, isAgreed: false, ...changes };
}

/** Starts a change that goes to its end, unless the test says otherwise, as the API does: one that was ended in Temporal is taken up. */
export async function startChange<Request extends ChangeRequest>(
  env: TestWorkflowEnvironment,
  kind: ChangeKind,
  request: Request,
  changes: Partial<ChangeInput<Request>> = {},
): Promise<ChangeHandle> {
  const input: ChangeInput<Request> = {
    request,
    requestDigest: 'd'.repeat(64),
    advanceTo: 'completed',
    requestedBy: 'test',
    outagePatienceMs: 20_000,
    callLimitMs: 5_000,
    ...changes,
  };
  const { reference, policyNumber, termNumber, product, effectiveDate, expirationDate } = request;
  const id = changeId(kind, policyNumber, reference.id);
  const changed = { policyNumber, termNumber };
  const deadlines = { serverMs: 10_000, workerMs: 10_000 };
  await startTransaction(
    { client: env.client, deadlines },
    {
      id,
      kind,
      input,
      facts: { reference, product, effectiveDate, expirationDate, changes: changed },
      requestDigest: input.requestDigest,
      summary: kind,
    },
  );
  return env.client.workflow.getHandle<() => Promise<TransactionRecord>>(id);
}

export function startCancellation(
  env: TestWorkflowEnvironment,
  request: CancellationAsked,
  changes: Partial<ChangeInput<CancellationAsked>> = {},
): Promise<ChangeHandle> {
  return startChange(env, 'cancellation', request, changes);
}

export function startEndorsement(
  env: TestWorkflowEnvironment,
  request: EndorsementAsked,
  changes: Partial<ChangeInput<EndorsementAsked>> = {},
): Promise<ChangeHandle> {
  return startChange(env, 'endorsement', request, changes);
}

/** The record as soon as a change waits for a person, a moment or a word, or is over. */
export async function untilAtRest(handle: ChangeHandle): Promise<TransactionRecord> {
  for (;;) {
    const record = await handle.query(recordQuery);
    const isAtRest =
      record.attention !== null ||
      record.heldAt !== null ||
      (record.change?.isResting ?? false) ||
      isEnded(record);
    if (isAtRest) return record;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function readTermOf(
  env: TestWorkflowEnvironment,
  policyNumber: string,
  termNumber = 1,
): Promise<TermRecord> {
  return env.client.workflow
    .getHandle<typeof policyTerm>(policyTermId(policyNumber, termNumber))
    .query(termQuery);
}
