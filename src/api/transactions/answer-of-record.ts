import { formatCents, type Cents } from '../../domain/money/cents.js';
import type { TransactionBilling } from '../../domain/transaction/record.js';
import { lastMoment } from '../../domain/transaction/last-moment.js';
import { tasksOfTransaction } from '../../domain/task/transaction-tasks.js';
import { inPath, quotePath, transactionPath } from '../../domain/addresses.js';
import { actPath } from './act-path.js';
import { changeAnswer } from './change-answer.js';
import { quoteAnswer } from './quote-answer.js';
import type { TransactionAnswer } from './transaction-answer.js';
import type { KnownRecord } from '../../temporal/visible-transactions.js';
import { actsNow, canAbandon, canAdvance } from '../../domain/transaction/taken-now.js';

/** Where operators see a workflow, when the installation says it. */
export interface TemporalUi {
  /** Such as `http://localhost:8233`, without a slash at the end. */
  readonly baseUrl: string;
  readonly namespace: string;
}

export { inPath, quotePath, transactionPath };

function decimal(cents: Cents | null): string | null {
  return cents === null ? null : formatCents(cents);
}

/** The record as JSON for clients. Lists know that attention is needed without knowing why. */
export function answerOf(
  record: KnownRecord,
  ui: TemporalUi | undefined,
  needsAttention = record.attention !== null || hasTask(record),
): TransactionAnswer {
  const { reference, totalCents, premiumCents, feeCents, ids } = record;
  return {
    id: record.id,
    kind: record.kind,
    state: record.state,
    quoteState: record.quoteState,
    advanceTo: record.advanceTo,
    heldAt: record.heldAt,
    policyNumber: record.policyNumber,
    waitingFor: record.waitingFor,
    needsAttention,
    attention: record.attention,
    failure: record.failure,
    externalSystem: reference.system,
    externalId: reference.id,
    product: record.product,
    effectiveDate: record.effectiveDate,
    expirationDate: record.expirationDate,
    total: decimal(totalCents),
    premium: decimal(premiumCents),
    fees: decimal(feeCents),
    issuedOn: record.issuedOn,
    ids: {
      ...ids,
      quoteOptionGuids: [...ids.quoteOptionGuids],
      invoiceNumbers: [...ids.invoiceNumbers],
    },
    billing: record.billing && billingAnswer(record.billing),
    quote: record.quote ? quoteAnswer(record.quote) : null,
    change: record.change && changeAnswer(record.change),
    steps: [...record.steps],
    corrections: record.corrections.map((entry) => ({ ...entry, fields: [...entry.fields] })),
    advances: [...record.advances],
    revision: record.revision,
    createdAt: record.createdAt ?? record.steps[0]?.startedAt ?? null,
    updatedAt: record.updatedAt === undefined ? lastMoment(record) : record.updatedAt,
    links: linksOf(record, needsAttention, ui),
  };
}

/** Somebody is asked to do something beside the steps. */
function hasTask(record: KnownRecord): boolean {
  return tasksOfTransaction(record).some(({ settling }) => settling.act !== 'correct');
}

function billingAnswer(billing: TransactionBilling): NonNullable<TransactionAnswer['billing']> {
  const { firstInvoiceCents, schedule, ...rest } = billing;
  return {
    ...rest,
    firstInvoice: formatCents(firstInvoiceCents),
    schedule: schedule.map(({ amountCents, ...invoice }) => ({
      ...invoice,
      amount: formatCents(amountCents),
    })),
  };
}

function linksOf(
  record: KnownRecord,
  needsAttention: boolean,
  ui: TemporalUi | undefined,
): TransactionAnswer['links'] {
  // A list knows that somebody is needed without knowing for what.
  const isStopped = record.attention !== null || (needsAttention && !hasTask(record));
  const self = transactionPath(record.id);
  return {
    self,
    ...(isStopped || record.heldAt !== null ? { correct: `${self}/correct` } : {}),
    ...(canAdvance(record) ? { advance: `${self}/advance`, accept: `${self}/accept` } : {}),
    ...(canAbandon(record) ? { abandon: `${self}/abandon` } : {}),
    ...Object.fromEntries(actsNow(record).map((act) => [act, `${self}/${actPath(act)}`])),
    ...(ui ? { temporalUi: workflowUrl(ui, record.id) } : {}),
  };
}

/** Where an operator sees a workflow. */
export function workflowUrl({ baseUrl, namespace }: TemporalUi, id: string): string {
  return `${baseUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(id)}`;
}
