import { formatCents, type Cents } from '../../domain/money/cents.js';
import type { Change } from './change.js';

/** What is past due, as billing has it; null where nothing is. */
export function readPastDue({ transaction, billing, term }: Change): Promise<Cents | null> {
  return transaction.step(
    'readPastDue',
    async () => {
      const period = await billing.getPeriodInfo(term);
      return period === null || period.pastDueCents <= 0 ? null : period.pastDueCents;
    },
    (cents) =>
      cents === null ? 'Nothing is past due in billing.' : `Past due: ${formatCents(cents)}.`,
  );
}
