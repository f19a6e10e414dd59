import { civilDateIn } from '../../domain/calendar/time-zone.js';
import type { Product } from '../../domain/product/product.js';
import { policyTermId } from '../../domain/workflow-ids.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { readTermOnFile } from './from-policy-system.js';
import type { KnownPolicy } from './policy-answer.js';

/** A policy has one term under its number, which is the first to whoever did not bind it. */
const TERM_NUMBER = 1;

/** A policy that nobody here knows, as the policy system has it. Nothing is kept of it. @throws Problem `unknown-policy` and others */
export async function policyOnFile(
  context: Temporal & {
    readonly products: ReadonlyMap<string, Product>;
    readonly today: () => Date;
  },
  policyNumber: string,
): Promise<KnownPolicy> {
  const term = { policyNumber, termNumber: TERM_NUMBER };
  const record = await readTermOnFile(context, { ...term, unknown: 'unknown-policy' });
  const { status } = record;
  const timeZone = context.products.get(record.productKey ?? '')?.timeZone ?? 'UTC';
  const visible = {
    ...term,
    workflowId: policyTermId(policyNumber, TERM_NUMBER),
    status,
    needsAttention: false,
    isRunning: false,
  };
  return {
    policyNumber,
    today: civilDateIn(timeZone, context.today()),
    isComplete: true,
    isKnownHere: false,
    terms: [{ visible, record }],
    transactions: [],
  };
}
