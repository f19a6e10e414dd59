import { BILLING_MISBEHAVIOURS, type BillingMisbehaviour } from './billing-matrix.js';
import { firstOfEach, MISBEHAVIOURS, type Misbehaviour } from './misbehaviours.js';

/** What the new business of a renewal writes in the policy system, in its order. */
export const WRITES = [
  'AddSubmission',
  'AddQuoteWithAutocalculateDetailsQuote',
  'AutoAddQuoteOptions',
  'UpdateExternalQuoteId',
  'AddPremium',
  'BindQuoteWithInstallment',
  'IssuePolicy',
  'CreateBinderDocument',
  'CreatePolicyDocument',
] as const;
/** What it books at billing. */
export const BOOKING = 'renewPolicyPeriod';

/** A renewal of which every write goes wrong once: those in the policy system in one way, the booking in another. */
export interface RenewalCase {
  readonly id: string;
  readonly title: string;
  readonly ofIms: Misbehaviour;
  readonly ofBilling: BillingMisbehaviour;
}

/** A reset of the new business is a row of its own matrix. */
const OF_IMS = MISBEHAVIOURS.filter(({ reset }) => reset !== true);

/** @param isWhole every misbehaviour of either system; else one of each meaning */
export function renewalCases(isWhole: boolean): readonly RenewalCase[] {
  const ims = isWhole ? OF_IMS : firstOfEach(OF_IMS, ({ means }) => means);
  const billing = isWhole
    ? BILLING_MISBEHAVIOURS
    : firstOfEach(BILLING_MISBEHAVIOURS, ({ stops, fault }) => [stops?.cause, fault.when].join());
  return Array.from({ length: Math.max(ims.length, billing.length) }, (_, at) => {
    const [ofIms, ofBilling] = [ims[at % ims.length], billing[at % billing.length]];
    if (!ofIms || !ofBilling) throw new Error('both systems misbehave');
    const title = `${ofIms.name}; at billing: ${ofBilling.name}`;
    return { id: `RENEWED-${at}`, title, ofIms, ofBilling };
  });
}
