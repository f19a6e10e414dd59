import type { BillingMethod } from '../../domain/billing/choices.js';
import type { InvoiceStream } from '../../ports/billing/accounts.js';
import type { TermName } from '../../domain/workflow-ids.js';
import type { BilledBusiness } from './billed-business.js';

/** How billing bills a term that expires. Only billing knows: it may have been changed there during the term. */
export interface BilledNow {
  readonly term: TermName;
  readonly accountNumber: string;
  readonly method: BillingMethod;
  readonly paymentPlan: string;
  /** Null where the account does not show it. */
  readonly stream: InvoiceStream | null;
}

/** @returns null where billing does not know the term, as of a policy that comes from elsewhere */
export async function billedNow(
  { billing }: Pick<BilledBusiness, 'billing'>,
  { policyNumber, termNumber }: TermName,
): Promise<BilledNow | null> {
  const term = { policyNumber, termNumber };
  const period = await billing.getPeriodInfo(term);
  if (period === null) return null;
  const { accountNumber, billingMethod: method, planCode: paymentPlan } = period;
  const streams = await billing.getInvoiceStreams({ accountNumber });
  const stream = streams.find(({ streamId }) => streamId === period.streamId) ?? null;
  return { term, accountNumber, method, paymentPlan, stream };
}
