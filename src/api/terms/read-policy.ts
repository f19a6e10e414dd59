import pLimit from 'p-limit';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import type { Product } from '../../domain/product/product.js';
import { isUnavailable, type Temporal } from '../../temporal/deadlines.js';
import { NoWorkerAnswered, WorkflowFailing } from '../../temporal/errors.js';
import { findTerm, readTerm } from '../../temporal/terms.js';
import { queryRecord } from '../../temporal/transactions.js';
import { termsOfPolicy } from '../../temporal/visible-terms.js';
import {
  isEnded,
  needsAttention,
  recordOf,
  transactionsOfPolicy,
  type VisibleTransaction,
} from '../../temporal/visible-transactions.js';
import type { TermRecord } from '../../workflows/policy-term/messages.js';
import type { KnownPolicy } from './policy-answer.js';

/** Enough to be quick, and few enough to leave the workers to everybody else. */
const AT_ONCE = 8;

/** What reading needs. */
interface Reading extends Temporal {
  readonly products: ReadonlyMap<string, Product>;
  readonly today: () => Date;
}

/**
 * All that is known of a policy: its terms and what is open from their workers, the rest from the search index. What no worker
 * answers for is left to the index.
 *
 * @returns null when nothing is known of it
 */
export async function readPolicy(
  context: Reading,
  policyNumber: string,
): Promise<KnownPolicy | null> {
  const [visibleTerms, visible] = await Promise.all([
    termsOfPolicy(context, policyNumber),
    transactionsOfPolicy(context, policyNumber),
  ]);
  if (visibleTerms.length === 0 && visible.length === 0) return null;
  const atOnce = pLimit(AT_ONCE);
  const [terms, transactions] = await Promise.all([
    Promise.all(
      visibleTerms.map((one) =>
        atOnce(async () => ({
          visible: one,
          record: await orNull(() => termRecord(context, one.workflowId)),
        })),
      ),
    ),
    Promise.all(visible.map((one) => atOnce(() => transactionRecord(context, one)))),
  ]);
  const isComplete =
    terms.every(({ record }) => record !== null) && transactions.every(({ isWhole }) => isWhole);
  const productKey = terms.at(-1)?.record?.productKey ?? '';
  const timeZone = context.products.get(productKey)?.timeZone ?? 'UTC';
  const today = civilDateIn(timeZone, context.today());
  return { policyNumber, today, isComplete, isKnownHere: true, terms, transactions };
}

async function termRecord(temporal: Temporal, workflowId: string): Promise<TermRecord | null> {
  const found = await findTerm(temporal, workflowId);
  return found && readTerm(temporal, found);
}

async function transactionRecord(temporal: Temporal, visible: VisibleTransaction) {
  const listed = recordOf(visible);
  const isOver = isEnded(listed) || visible.status !== 'RUNNING';
  const record = isOver ? null : await orNull(() => queryRecord(temporal, visible.workflowId));
  return {
    record: record ?? listed,
    needsAttention: record ? record.attention !== null : needsAttention(visible),
    isWhole: isOver || record !== null,
  };
}

/** Null where nobody answers: the index then is all there is. */
async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const isSilence =
      error instanceof NoWorkerAnswered || error instanceof WorkflowFailing || isUnavailable(error);
    if (isSilence) return null;
    throw error;
  }
}
