import type { Submission } from '../../src/domain/new-business/submission.js';
import type { Charge } from '../../src/domain/money/charges.js';
import type { NewPeriod } from '../../src/ports/billing/periods.js';
import type { InMemoryBilling } from './in-memory-billing.js';
import type { InMemoryPolicySystem } from './in-memory-policy-system.js';
import { aPremiumOf } from './changes.js';
import { putPolicyOnFile } from './policy-on-file.js';
import { aProduct, aSubmission, anInstallation } from './submissions.js';

/** The two systems that hold policies which Bindery did not bind. */
export interface Elsewhere {
  readonly policySystem: InMemoryPolicySystem;
  readonly billing: InMemoryBilling;
}

/** Binds a policy of 5000.00 that nobody here knows, from 2027-02-01 for a year. @returns its number */
export async function bindElsewhere(
  { policySystem }: Pick<Elsewhere, 'policySystem'>,
  id: string,
  changes: Partial<Submission> = {},
): Promise<string> {
  const reference = { system: 'legacy', id };
  const policy = await putPolicyOnFile(policySystem, aSubmission({ reference, ...changes }));
  return policy.policyNumber;
}

/** Has billing know it: 5000.00 on the plan TEN, with a first invoice of 1250.00. */
export async function billElsewhere(
  { billing }: Pick<Elsewhere, 'billing'>,
  policyNumber: string,
  changes: Partial<NewPeriod> = {},
): Promise<void> {
  const accountNumber = `A-${policyNumber}`;
  const address = {
    line1: '123 Main Street',
    city: 'Dallas',
    state: 'TX',
    postalCode: '75201',
    country: 'USA',
  };
  const holder = { name: 'ABC Corporation', address };
  const currency = 'USD';
  await billing.createAccount({
    transactionId: accountNumber,
    accountNumber,
    currency,
    holder,
  });
  const charges: readonly Charge[] = [aPremiumOf(500_000)];
  await billing.createPolicyPeriod({
    transactionId: `${policyNumber}/bind`,
    policyNumber,
    termNumber: 1,
    accountNumber,
    term: { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' },
    boundAt: '2026-12-01T12:00:00Z',
    jobNumber: policyNumber,
    currency,
    charges,
    billingMethod: 'directBill',
    planCode: 'TEN',
    stream: { kind: 'newPlan', name: 'monthly', dueDayOfMonth: null },
    producerCode: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad',
    upFrontPayments: [],
    isTermConfirmed: false,
    notifyUponSufficientPayment: true,
    ...changes,
  });
}

/** An amount of the line of `aProduct`. */
const premium = (amountCents: number) => [
  {
    lineGuid: aProduct().lines[0].lineGuid.toLowerCase(),
    chargeCode: anInstallation().charges[0]?.code ?? 0,
    amountCents,
  },
];

interface Booked {
  readonly on: string;
  readonly amountCents: number;
}

/** Cancels in the policy system's own screens. @returns the transaction's id there */
export async function cancelElsewhere(
  { policySystem }: Pick<Elsewhere, 'policySystem'>,
  policyNumber: string,
  { on: effectiveDate, amountCents }: Booked,
): Promise<string> {
  const { quoteGuid } = await policySystem.cancel({
    requestId: `typed ${policyNumber}`,
    policyNumber,
    effectiveDate,
    reason: 'insuredRequest',
    charges: premium(amountCents),
  });
  await policySystem.bindChange(quoteGuid);
  return quoteGuid;
}

/** Endorses in the policy system's own screens. @returns the transaction's id there */
export async function endorseElsewhere(
  { policySystem }: Pick<Elsewhere, 'policySystem'>,
  policyNumber: string,
  { on: effectiveDate, amountCents }: Booked,
): Promise<string> {
  const { quoteGuid } = await policySystem.endorse({
    requestId: `typed ${policyNumber} ${effectiveDate}`,
    policyNumber,
    effectiveDate,
    calculation: 'flat',
    charges: premium(amountCents),
  });
  await policySystem.bindChange(quoteGuid);
  return quoteGuid;
}
