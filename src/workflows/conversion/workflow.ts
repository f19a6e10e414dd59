import { proxyActivities } from '@temporalio/workflow';
import type { BillingActivities } from '../../activities/billing-activities.js';
import type { ConversionActivities } from '../../activities/conversion/conversion-activities.js';
import type { PolicyLookUps } from '../../activities/policy-look-ups.js';
import { GUID } from '../../domain/transaction/guid.js';
import type { ProducerFacts } from '../../ports/policy-system/parties.js';
import { billingOptions, readOptions } from '../transaction/activity-options.js';
import { stopOf } from '../transaction/stops.js';
import { refuseUnreadable } from './input.js';
import type { ConversionCheckInput, ConversionCheckOutcome, ConversionFault } from './messages.js';

/** Somebody waits for the answer. */
const PATIENCE_MS = 20_000;
const LIMIT_MS = 15_000;

const steps = proxyActivities<ConversionActivities & PolicyLookUps>(
  readOptions(PATIENCE_MS, LIMIT_MS),
);
const billing = proxyActivities<BillingActivities>(billingOptions(PATIENCE_MS, LIMIT_MS));

/**
 * Looks whether everything is there that a policy of another system names: account, producer, and whether its number is free.
 *
 * Trigger: a conversion at the API, which begins the new business only when all is there. No messages, and nothing is
 * written. Ends within the minute; what is not there, and a system that does not answer, are outcomes, too.
 */
export async function conversionCheck(
  input: ConversionCheckInput,
): Promise<ConversionCheckOutcome> {
  refuseUnreadable(input);
  try {
    return await lookedFor(input);
  } catch (error) {
    const stop = stopOf(error);
    if (stop === null) throw error;
    return { kind: 'notRead', reason: stop.reason };
  }
}

async function lookedFor(input: ConversionCheckInput): Promise<ConversionCheckOutcome> {
  const { policyNumber } = input;
  const [account, producer, isNumberTaken] = await Promise.all([
    lookFor('accountNumber', () => findAccount(input)),
    lookFor('producer', () => findProducer(input)),
    policyNumber === null ? false : steps.isPolicyNumberTaken({ policyNumber }),
  ]);
  const faults = [account, producer].flatMap(({ fault }) => fault ?? []);
  if (faults.length > 0 || account.found === null) return { kind: 'refused', faults };
  return { kind: 'known', insuredGuid: account.found.insuredGuid, isNumberTaken };
}

type Looked<Found> =
  | { readonly fault: null; readonly found: Found }
  | { readonly fault: ConversionFault; readonly found: null };

/** What the policy system refuses to know is a fault of what was posted. */
async function lookFor<Found>(
  field: string,
  find: () => Promise<Looked<Found>>,
): Promise<Looked<Found>> {
  try {
    return await find();
  } catch (error) {
    const stop = stopOf(error);
    if (stop?.kind !== 'rejected') throw error;
    const { field: named, reason, remedy } = stop;
    return {
      fault: { field: named ?? field, reason: 'cannot be used', remedy: `${reason} ${remedy}` },
      found: null,
    };
  }
}

/** An account is the policy system's, by who is insured, or billing's own. */
async function findAccount({
  accountNumber,
  isBilled,
}: ConversionCheckInput): Promise<Looked<{ readonly insuredGuid: string | null }>> {
  const insuredGuid = GUID.test(accountNumber) ? accountNumber.toLowerCase() : null;
  if (insuredGuid !== null && (await steps.isInsuredOnFile({ insuredGuid }))) {
    return { fault: null, found: { insuredGuid } };
  }
  if (isBilled && (await billing.accountExists({ accountNumber }))) {
    return { fault: null, found: { insuredGuid: null } };
  }
  const reason = isBilled
    ? 'is neither an account that billing knows nor an insured on file in the policy system'
    : 'is no insured on file in the policy system, which alone bills this product';
  const remedy = `Name ${isBilled ? 'one of them' : 'the GUID of one'}, or have it put on file first.`;
  return { fault: { field: 'accountNumber', reason, remedy }, found: null };
}

async function findProducer({
  product,
  producer,
  underwriterGuid,
}: ConversionCheckInput): Promise<Looked<ProducerFacts>> {
  const underwriter = underwriterGuid === undefined ? {} : { underwriterGuid };
  return { fault: null, found: await steps.resolveProducer({ product, producer, ...underwriter }) };
}
