import { expect } from 'vitest';
import { sumCents } from '../../src/domain/money/cents.js';
import { readTermOf } from '../support/changes.js';
import {
  bookOfPeriod,
  bookOfPolicySystem,
  bookOfTerm,
  totalOfBook,
  type BookOfTerm,
} from '../support/three-books.js';
import type { BilledLane } from './billed-lane.js';
import { changesOnFile } from './end-state.js';
import { BUSINESS_FILES, type Example } from './example-submissions.js';

/** Who keeps books of a policy. */
export type BookKeepers = Pick<BilledLane, 'env' | 'policySystem' | 'admin' | 'billing'>;

/**
 * Policy system, billing and term hold the same of the first term of a policy: each of `kinds` once, none made in vain, and
 * nobody has the turn.
 *
 * @param kinds of what was booked, sorted
 * @param example the policy's; of one that the policy system rated, whose names for the rows are its own, the sums are compared
 */
export async function expectAgreement(
  { env, policySystem, admin, billing }: BookKeepers,
  policyNumber: string,
  kinds: readonly string[],
  example: Example = 'general-liability',
): Promise<void> {
  const product = BUSINESS_FILES.products.get(example);
  if (!product) throw new Error('the example has no product');
  const books = { installation: BUSINESS_FILES.installation, product };
  const term = await readTermOf(env, policyNumber);
  const book = bookOfTerm(term);
  expect(book.entries.map(({ kind }) => kind).sort()).toEqual(kinds);
  const onFile = await bookOfPolicySystem(policySystem, policyNumber, books);
  const isRated = product.rating.method === 'excelRater';
  expect(isRated ? inSums(onFile) : onFile).toEqual(isRated ? inSums(book) : book);
  // None of them was made twice and given up.
  expect(changesOnFile(await admin.state(), policyNumber)).toHaveLength(kinds.length - 1);
  const period = (await billing.state()).periods.find((one) => one.policyNumber === policyNumber);
  if (!period) throw new Error(`billing does not know ${policyNumber}`);
  expect(bookOfPeriod(period)).toEqual(book);
  expect(Math.round(Number(period.charged) * 100)).toBe(totalOfBook(book));
  const isOpen = book.cancelledOn === null;
  const isReplaced = term.replacedBy !== null;
  expect(period.status).toBe(isReplaced ? 'replaced' : isOpen ? 'open' : 'cancelled');
  expect(term).toMatchObject({
    status: isOpen ? 'unconfirmed' : 'cancelled',
    turn: { holder: null, queue: [] },
    pendingCancellation: null,
  });
}

function inSums({ entries, ...book }: BookOfTerm) {
  const sums = entries.map(({ amounts, ...entry }) => ({
    ...entry,
    total: sumCents(Object.values(amounts)),
  }));
  return { ...book, sums };
}
