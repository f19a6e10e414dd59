import type { PolicyLookUps } from '../../activities/policy-look-ups.js';
import { sumCents, type Cents } from '../../domain/money/cents.js';
import { stopped } from '../transaction/stops.js';

/** What the policy system holds of a bound policy. */
export type ReadBack = Awaited<ReturnType<PolicyLookUps['readBack']>>;

/** What all invoices of the policy come to; null where they cannot be looked up. */
export function invoiced({ invoices }: ReadBack): Cents | null {
  return invoices && sumCents(invoices.map(({ amountCents }) => amountCents));
}

/** A bound policy has an invoice, wherever invoices can be looked up. @throws Stopped when it has none */
export function mustBeInvoiced({ invoices }: ReadBack): void {
  if (invoices?.length !== 0) return;
  throw stopped(
    'The policy is bound but has no invoice.',
    'Have the invoice made in the policy system, then run the step again.',
  );
}
