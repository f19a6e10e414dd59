import type { NewBusiness } from './business.js';

/** Makes the offer a contract. */
export async function bind(business: NewBusiness, quoteGuid: string): Promise<void> {
  const { transaction, write, input } = business;
  const { renews } = input;
  // The number that the policy has in the system that it comes from.
  const wantedNumber = input.converts?.policyNumber ?? null;
  const policyNumber = await transaction.step(
    'bind',
    () =>
      transaction.writes.once('bind', (attempt) =>
        write.bind({
          ...attempt,
          quoteGuid,
          plan: transaction.request.paymentPlan,
          premium: transaction.request.workbook ? null : transaction.request.premium,
          ratedCents: transaction.request.workbook ? transaction.record.premiumCents : null,
          ...(renews && { renewsQuote: renews.quoteGuid }),
          ...(wantedNumber !== null && { wantedNumber }),
        }),
      ),
    (number) => `Bound as policy ${number}.`,
  );
  transaction.enter('bound', { policyNumber });
}
