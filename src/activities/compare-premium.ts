import { formatCents, sumCents, type Cents } from '../domain/money.js';
import type { BookedPremium, PolicySystem } from '../ports/policy-system.js';
import { LookupNotAvailable } from '../ports/policy-system-errors.js';

/** The quote carries another premium than was asked for. */
export class PremiumDiffers extends Error {
  override readonly name = 'PremiumDiffers';
  readonly remedy: string;

  constructor(booked: Cents, asked: Cents, repeated: readonly BookedPremium[]) {
    const twice = repeated.map(
      ({ chargeCode, amountCents, quoteOptionGuid }) =>
        `Charge code ${chargeCode} stands more than once on option ${quoteOptionGuid}, last with ${formatCents(amountCents)}.`,
    );
    super(
      [
        `The policy system has booked ${formatCents(booked)}, the submission asks for ${formatCents(asked)}.`,
        ...twice,
      ].join(' '),
    );
    this.remedy =
      twice.length === 0
        ? 'Have the premium put right in the policy system, then run the step again.'
        : 'Have what is there twice taken off in the policy system, then run the step again.';
  }
}

/**
 * Compares what stands on a quote with what was asked for; fees that the policy system added are its own.
 *
 * @throws PremiumDiffers when they differ; nothing where the installation cannot be asked
 */
export async function comparePremium(
  policySystem: PolicySystem,
  quoteGuid: string,
  askedCents: Cents,
): Promise<void> {
  const rows = await policySystem.listPremiums(quoteGuid).catch((error: unknown) => {
    if (error instanceof LookupNotAvailable) return null;
    throw error;
  });
  const premiums = rows?.filter(({ isFee }) => !isFee);
  if (premiums === undefined) return;
  const bookedCents = sumCents(premiums.map(({ amountCents }) => amountCents));
  if (bookedCents === askedCents) return;
  const repeated = premiums.filter((row, at) =>
    premiums.some((other, earlier) => earlier < at && isSameCharge(row, other)),
  );
  throw new PremiumDiffers(bookedCents, askedCents, repeated);
}

function isSameCharge(one: BookedPremium, other: BookedPremium): boolean {
  return one.quoteOptionGuid === other.quoteOptionGuid && one.chargeCode === other.chargeCode;
}
