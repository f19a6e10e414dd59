import { ADDED_FEES } from '../domain/money/charges.js';
import { sharesOf } from '../domain/money/shares.js';
import type { BookedRow } from '../domain/premium/charged-term.js';
import type { Installation } from '../domain/product/installation.js';
import type { Product, ProductLine } from '../domain/product/product.js';
import { LookupNotAvailable, SystemRejection } from '../ports/call-errors.js';
import type { ChangeCharge } from '../ports/policy-system/mid-term.js';
import type { BookedPremium } from '../ports/policy-system/premiums.js';

/** By which a row finds what the policy system books it on. */
export interface ChargeBooks {
  /** Of the call for which they are worked out, such as `endorse`. */
  readonly operation: string;
  readonly product: Pick<Product, 'key' | 'lines'>;
  readonly installation: Pick<Installation, 'name' | 'charges'>;
  /** What the policy system holds on the original transaction of the policy; asked only where a row needs it. */
  readonly held: () => Promise<readonly BookedPremium[]>;
}

/**
 * The rows of a change as the policy system books them: one amount for each line and charge code; what comes to nothing is left out.
 *
 * A row of no line is the first line's, which is the policy's own. But what the policy system itself put on the policy, fees
 * that it added and the premium of a package that it rated, is shared over what it holds of that kind on the original
 * transaction. That never changes, so the same rows are the same charges whenever they are worked out.
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
  const { name, state, amountCents } = row;
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
  const held = (await heldOf(books)).filter((one) => one.isFee === isFee && one.amountCents > 0);
  if (held.length === 0) {
    const what = isFee ? 'fees that it added' : 'premium';
    throw refused(books, {
      reason: `the policy system holds no ${what} on the original transaction, so it cannot be told where ${row.name} is booked`,
      remedy: isFee
        ? `have the fees booked on the policy in the policy system, or say in the product file of ${books.product.key} that they never come back (billing.refundable), and quote the change again`
        : 'have the premium put on the policy in the policy system, then run the step again',
    });
  }
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

async function heldOf(books: ChargeBooks): Promise<readonly BookedPremium[]> {
  try {
    return await books.held();
  } catch (error) {
    if (!(error instanceof LookupNotAvailable)) throw error;
    throw refused(books, {
      reason: `what the policy system added or rated by itself cannot be told charge by charge: this installation has no procedure for the lookup ${error.lookup}`,
      remedy: `have the procedure made and named in the installation file of ${books.installation.name} (procedures.${error.lookup}), then run the step again`,
    });
  }
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

function addedUp(charges: readonly ChangeCharge[]): readonly ChangeCharge[] {
  const byPlace = new Map<string, ChangeCharge>();
  for (const charge of charges) {
    const place = `${charge.lineGuid} ${String(charge.chargeCode)}`;
    const amountCents = charge.amountCents + (byPlace.get(place)?.amountCents ?? 0);
    byPlace.set(place, { ...charge, amountCents });
  }
  return [...byPlace.values()].filter(({ amountCents }) => amountCents !== 0);
}

function refused(
  { operation }: ChargeBooks,
  no: { readonly reason: string; readonly remedy: string },
): SystemRejection {
  return new SystemRejection({ system: 'policySystem', operation }, { ...no, field: 'charges' });
}
