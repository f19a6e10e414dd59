import { addedUp } from '../domain/mid-term/added-up.js';
import { ADDED_FEES } from '../domain/money/charges.js';
import { sharesOf } from '../domain/money/shares.js';
import type { BookedRow } from '../domain/premium/charged-term.js';
import type { Installation } from '../domain/product/installation.js';
import type { Product, ProductLine } from '../domain/product/product.js';
import { SystemRejection } from '../ports/call-errors.js';
import type { ChangeCharge } from '../ports/policy-system/mid-term.js';
import type { BookedPremium } from '../ports/policy-system/premiums.js';
import { nullIfNotAvailable } from './looks.js';

const NO_PREMIUMS = 'this installation has no procedure for the lookup premiumsOfQuote';

/** By which a row finds what the policy system books it on. */
export interface ChargeBooks {
  /** Of the call for which they are worked out, such as `endorse`. */
  readonly operation: string;
  readonly product: Pick<Product, 'key' | 'lines'>;
  readonly installation: Pick<Installation, 'name' | 'charges'>;
  /** Whose rules govern the policy; null where nobody knows. */
  readonly state: string | null;
  /** What the policy system holds on the original transaction of the policy; asked only where a row needs it. */
  readonly held: () => Promise<readonly BookedPremium[]>;
}

/**
 * The rows of a change as the policy system books them: one amount for each line and charge code; what comes to nothing is left out.
 *
 * A row of no line is the first line's, which is the policy's own. But what the policy system itself put on the policy, fees
 * that it added and the premium of a package that it rated, is shared over what it holds of that kind on the original
 * transaction. That never changes, so the same rows are the same charges whenever they are worked out. Fees that it shows
 * in its invoices alone are booked under the installation's charge `fees` in the state of the policy.
 *
 * @throws SystemRejection with field `charges` for a row that has no place; nothing was written
 */
export async function changeCharges(
  rows: readonly BookedRow[],
  books: ChargeBooks,
): Promise<readonly ChangeCharge[]> {
  const charges: ChangeCharge[] = [];
  for (const row of rows) {
    if (row.amountCents === 0) continue;
    if (isShared(row, books.product)) charges.push(...(await shared(row, books)));
    else charges.push(placed(row, books));
  }
  return addedUp(charges);
}

function isShared({ line, kind, name }: BookedRow, { lines }: ChargeBooks['product']): boolean {
  return line === null && (name === ADDED_FEES || (kind === 'premium' && lines.length > 1));
}

function placed(row: BookedRow, books: ChargeBooks): ChangeCharge {
  const { name, amountCents } = row;
  const state = row.state ?? books.state;
  const line = lineOf(row, books);
  const known = books.installation.charges.find(
    (candidate) => candidate.charge === name && candidate.state === state,
  );
  if (!known) {
    throw refused(books, {
      reason: `there is no charge code for ${name} in ${state ?? 'no state'} (line ${line.key})`,
      remedy: `add its code to charges in the installation file of ${books.installation.name}, then run the step again`,
    });
  }
  return { lineGuid: line.lineGuid.toLowerCase(), chargeCode: known.code, amountCents };
}

function lineOf({ line, name }: BookedRow, books: ChargeBooks): ProductLine {
  const { key, lines } = books.product;
  const found = line === null ? lines[0] : lines.find((one) => one.key === line);
  if (found) return found;
  throw refused(books, {
    reason: `the product ${key} has no line ${line ?? ''} (charge ${name})`,
    remedy: `add the line to the product file of ${key}, then run the step again`,
  });
}

/** A row over what the policy system holds of its kind, in proportion. */
async function shared(row: BookedRow, books: ChargeBooks): Promise<readonly ChangeCharge[]> {
  const isFee = row.name === ADDED_FEES;
  const all = await books.held().catch(nullIfNotAvailable);
  const held = all?.filter((one) => one.isFee === isFee && one.amountCents > 0) ?? [];
  if (held.length === 0)
    return isFee ? [placedFees(row, all !== null, books)] : noPremium(all, books);
  const shares = sharesOf(
    row.amountCents,
    held.map(({ amountCents }) => amountCents),
  );
  return held.map(({ lineGuid, chargeCode }, at) => ({
    lineGuid: lineGuid ?? onlyLine(row, books),
    chargeCode,
    amountCents: shares[at] ?? 0,
  }));
}

/** Fees that the policy system does not tell. */
function placedFees(row: BookedRow, isAsked: boolean, books: ChargeBooks): ChangeCharge {
  const { installation, state } = books;
  const isKnown = installation.charges.some(
    (one) => one.charge === ADDED_FEES && one.state === state,
  );
  if (isKnown) return placed(row, books);
  throw refused(books, {
    reason: `where the fees are booked that the policy system added by itself cannot be told: ${
      isAsked ? 'it holds none on the original transaction' : NO_PREMIUMS
    }, and there is no charge code for ${ADDED_FEES} in ${state ?? 'the state of the policy'}`,
    remedy: `add the code under which they go back to charges in the installation file of ${installation.name} (charge ${ADDED_FEES}), then run the step again`,
  });
}

function noPremium(all: readonly BookedPremium[] | null, books: ChargeBooks): never {
  const what = all === null ? NO_PREMIUMS : 'it holds none on the original transaction';
  throw refused(books, {
    reason: `on which lines of ${books.product.key} the policy system booked the premium that it rated cannot be told: ${what}`,
    remedy: `have the procedure for premiumsOfQuote made and named in the installation file of ${books.installation.name}, then run the step again`,
  });
}

function onlyLine({ name }: BookedRow, books: ChargeBooks): string {
  const { key, lines } = books.product;
  const [first, ...others] = lines;
  if (others.length === 0) return first.lineGuid.toLowerCase();
  throw refused(books, {
    reason: `the policy system does not say on which line of ${key} it has booked ${name}`,
    remedy: 'have the procedure for premiumsOfQuote answer LineGuid, then run the step again',
  });
}

function refused(
  { operation }: ChargeBooks,
  no: { readonly reason: string; readonly remedy: string },
): SystemRejection {
  return new SystemRejection({ system: 'policySystem', operation }, { ...no, field: 'charges' });
}
