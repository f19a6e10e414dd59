import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect } from 'vitest';
import { isInForce } from '../../../src/domain/policy-term/term-facts.js';
import type { ChangeRequest } from '../../../src/domain/transaction/change-request.js';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import type { TermName } from '../../../src/domain/workflow-ids.js';
import type { ChangeKind } from '../../../src/temporal/start-change.js';
import { isEnded } from '../../../src/temporal/visible-transactions.js';
import type { TermRecord } from '../../../src/workflows/policy-term/messages.js';
import { readTermOf, startChange, untilAtRest } from '../../support/changes.js';
import type { InMemoryBilling } from '../../support/in-memory-billing.js';
import type { InMemoryPolicySystem } from '../../support/in-memory-policy-system.js';
import { anInstallation, aProduct } from '../../support/submissions.js';
import {
  bookOfBilling,
  bookOfPolicySystem,
  bookOfTerm,
  totalOfBook,
  type BookOfTerm,
  type Entry,
} from '../../support/three-books.js';

const BOOKS = { installation: anInstallation(), product: aProduct() };

/** Where all sequences take place. */
export interface Whole {
  readonly env: TestWorkflowEnvironment;
  readonly policySystem: InMemoryPolicySystem;
  readonly billing: InMemoryBilling;
  readonly happens: (what: string) => void;
}

/** A term of a policy in the middle of a sequence. */
export interface Policy extends TermName {
  readonly term: TermRecord;
  readonly book: BookOfTerm;
}

/** The term, once it is seen that all three hold the same of it and that nobody has the turn. */
export async function agreeing(
  { env, policySystem, billing }: Whole,
  { policyNumber, termNumber }: TermName,
  { isReplaced = false } = {},
): Promise<Policy> {
  const term = await readTermOf(env, policyNumber, termNumber);
  const book = bookOfTerm(term);
  const on = term.effectiveDate ?? '';
  expect(await bookOfPolicySystem(policySystem, policyNumber, BOOKS, on)).toEqual(book);
  const billed = await bookOfBilling(billing, policyNumber, termNumber);
  expect(billed).toEqual({ ...book, entries: book.entries.filter(isToldToBilling) });
  const period = await billing.getPeriodInfo({ policyNumber, termNumber });
  const isOpen = book.cancelledOn === null;
  expect(period).toMatchObject({
    status: isReplaced ? 'replaced' : isOpen ? 'open' : 'cancelled',
    chargedCents: totalOfBook(book),
  });
  // A term of which next to nothing is asked needs no money to be confirmed.
  expect(isOpen ? isInForce(term) : term.status === 'cancelled').toBe(true);
  expect(term).toMatchObject({ turn: { holder: null, queue: [] }, pendingCancellation: null });
  return { policyNumber, termNumber, term, book };
}

/** Billing hears of no endorsement that costs nothing. */
function isToldToBilling({ kind, amounts }: Entry): boolean {
  return kind !== 'endorsement' || Object.keys(amounts).length > 0;
}

/** The change as it ends. @throws Error when it waits for a person instead */
export async function outcomeOf(
  env: TestWorkflowEnvironment,
  kind: ChangeKind,
  asked: ChangeRequest,
): Promise<TransactionRecord> {
  const handle = await startChange(env, kind, asked);
  for (;;) {
    const record = await untilAtRest(handle);
    if (record.attention !== null) {
      throw new Error(`${record.id} waits for a person: ${record.attention.reason}`);
    }
    if (isEnded(record)) return handle.result();
  }
}
