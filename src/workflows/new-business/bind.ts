import type { Deal } from './deal.js';

/** Makes the offer a contract. */
export async function bind(deal: Deal, quoteGuid: string): Promise<void> {
  const { desk, write } = deal;
  const policyNumber = await desk.step(
    'bind',
    () =>
      desk.writes.once('bind', (attempt) =>
        write.bind({
          ...attempt,
          quoteGuid,
          plan: desk.submission.paymentPlan,
          premium: desk.submission.workbook ? null : desk.submission.premium,
          ratedCents: desk.submission.workbook ? desk.record.premiumCents : null,
        }),
      ),
    (number) => `Bound as policy ${number}.`,
  );
  desk.enter('bound', { policyNumber });
}
