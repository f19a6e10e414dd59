import { formatCents, sumCents, type Cents } from '../domain/money/cents.js';
import type { Premiums } from '../ports/policy-system/premiums.js';
import { LookupNotAvailable } from '../ports/call-errors.js';
import type { PremiumCharge } from '../domain/premium/premium-charge.js';

/** A charge code of the installation, with what was asked for and what is booked under it. */
interface Difference {
  readonly chargeCode: number;
  readonly askedCents: Cents;
  readonly bookedCents: Cents;
}

/** The quote carries another premium than was asked for. */
export class PremiumDiffers extends Error {
  override readonly name = 'PremiumDiffers';
  readonly remedy =
    'Have these charges put right in the policy system, one that is there twice taken off, then run the step again.';

  constructor(booked: Cents, asked: Cents, differences: readonly Difference[]) {
    const each = differences.map(
      ({ chargeCode, askedCents, bookedCents }) =>
        `charge code ${chargeCode} ${formatCents(bookedCents)} instead of ${formatCents(askedCents)}`,
    );
    super(
      `The policy system has booked ${formatCents(booked)}, the submission asks for ${formatCents(asked)}: ${each.join(', ')}.`,
    );
  }
}

/** The quote carries another premium than its workbook was rated at. */
export class RatingDiffers extends Error {
  override readonly name = 'RatingDiffers';
  readonly remedy =
    'Have the premium put right in the policy system, what is there twice taken off, then run the step again.';

  constructor(bookedCents: Cents, ratedCents: Cents) {
    super(
      `The policy system has booked ${formatCents(bookedCents)}, the workbook was rated at ${formatCents(ratedCents)}.`,
    );
  }
}

/**
 * Compares what stands on a quote, code by code, with the charges that were asked for; fees that the policy system added
 * are its own.
 *
 * @throws PremiumDiffers when they differ; nothing where the installation cannot be asked
 */
export async function comparePremium(
  policySystem: Premiums,
  quoteGuid: string,
  asked: readonly PremiumCharge[],
): Promise<void> {
  const rows = await premiumsOf(policySystem, quoteGuid);
  if (rows === null) return;
  const wanted = asked.map((charge) => ({
    chargeCode: policySystem.chargeCodeOf(charge),
    amountCents: charge.amountCents,
  }));
  const booked = rows.filter(({ isFee }) => !isFee);
  const codes = new Set([...wanted, ...booked].map(({ chargeCode }) => chargeCode));
  const differences = [...codes]
    .map((chargeCode) => ({
      chargeCode,
      askedCents: totalOf(wanted, chargeCode),
      bookedCents: totalOf(booked, chargeCode),
    }))
    .filter(({ askedCents, bookedCents }) => askedCents !== bookedCents);
  if (differences.length === 0) return;
  const total = (of: readonly { readonly amountCents: Cents }[]): Cents =>
    sumCents(of.map(({ amountCents }) => amountCents));
  throw new PremiumDiffers(total(booked), total(wanted), differences);
}

/**
 * Compares the premium on a quote with what its workbook was rated at: one that was imported twice may count twice.
 *
 * @throws RatingDiffers when they differ; nothing where the installation cannot be asked
 */
export async function compareRated(
  policySystem: Premiums,
  quoteGuid: string,
  ratedCents: Cents,
): Promise<void> {
  const rows = await premiumsOf(policySystem, quoteGuid);
  if (rows === null) return;
  const bookedCents = sumCents(
    rows.filter(({ isFee }) => !isFee).map(({ amountCents }) => amountCents),
  );
  if (bookedCents !== ratedCents) throw new RatingDiffers(bookedCents, ratedCents);
}

/** What stands on a quote; null where the installation cannot be asked. */
async function premiumsOf(policySystem: Premiums, quoteGuid: string) {
  return policySystem.listPremiums(quoteGuid).catch((error: unknown) => {
    if (error instanceof LookupNotAvailable) return null;
    throw error;
  });
}

function totalOf(
  rows: readonly { readonly chargeCode: number; readonly amountCents: Cents }[],
  chargeCode: number,
): Cents {
  return sumCents(
    rows.filter((row) => row.chargeCode === chargeCode).map(({ amountCents }) => amountCents),
  );
}
