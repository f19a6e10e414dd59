import { z } from 'zod';
import { searchAttributes } from '../../workflows/search-attributes.js';
import { wholeNumber } from '../query-parameters.js';
import { REPORTED_PROBLEMS } from '../../temporal/workflow-health.js';
import { TRANSACTION_KINDS, TRANSACTION_STATES } from '../../domain/transaction/kinds.js';

function isQuotable(text: string): boolean {
  return /^[^'"\\`\p{Cc}\p{Cs}]{1,100}$/u.test(text);
}

/** A value that can stand between quotes in Temporal's query language whatever the store behind it. */
function quotable() {
  const message =
    'cannot be searched for; use 1 to 100 characters without quotes, backslashes and control characters';
  return z
    .string(message)
    .refine(isQuotable, message)
    .meta({ minLength: 1, maxLength: 100, pattern: '^[^\'"\\\\`\\x00-\\x1f\\x7f-\\x9f]+$' });
}

const flag = () => z.enum(['true', 'false']);

/** Of every list. */
export function pageParameters() {
  return {
    pageSize: wholeNumber(1, 200)
      .optional()
      .meta({ type: 'integer', minimum: 1, maximum: 200, default: 50 }),
    cursor: z
      .string()
      .regex(
        /^[A-Za-z0-9_-]{1,4000}$/,
        'is not a cursor of this list; use nextCursor of the page before as it is',
      )
      .optional()
      .meta({ description: '`nextCursor` of the page before.' }),
  };
}

/** Query parameters of the list. */
export const listQuerySchema = z.strictObject({
  policyNumber: quotable().optional(),
  externalSystem: quotable().optional(),
  externalId: quotable().optional(),
  state: z.enum(TRANSACTION_STATES).optional(),
  kind: z.enum(TRANSACTION_KINDS).optional(),
  needsAttention: flag().optional().meta({
    description: '`true`: only those that wait for a person, or whose code fails.',
  }),
  ...pageParameters(),
});

export type ListQuery = z.infer<typeof listQuerySchema>;

const CLOSED_BY_OTHERS = ['Terminated', 'Canceled', 'Failed', 'TimedOut'] as const;

/** The list filter in Temporal's query language. Every value was checked to hold no quote and no backslash. */
export function visibilityQuery(query: ListQuery): string {
  const types = TRANSACTION_KINDS.map((type) => `WorkflowType = '${type}'`).join(' OR ');
  const equal = (key: { readonly name: string }, value: string | undefined) =>
    value === undefined ? [] : [`${key.name} = '${value}'`];
  return [
    `(${types})`,
    ...equal(searchAttributes.policyNumber, query.policyNumber),
    ...equal(searchAttributes.externalSystem, query.externalSystem),
    ...equal(searchAttributes.externalId, query.externalId),
    ...equal(searchAttributes.transactionKind, query.kind),
    ...stateClause(query.state),
    ...attentionClause(query.needsAttention),
  ].join(' AND ');
}

/** A workflow that was ended in Temporal counts as failed, whatever state it had written last. */
function stateClause(state: ListQuery['state']): string[] {
  if (state === undefined) return [];
  const own = `${searchAttributes.transactionState.name} = '${state}'`;
  const closed = CLOSED_BY_OTHERS.map((status) => `ExecutionStatus = '${status}'`).join(' OR ');
  if (state === 'failed') return [`(${own} OR ${closed})`];
  return [own, `(ExecutionStatus = 'Running' OR ExecutionStatus = 'Completed')`];
}

/** For transactions and for terms: a person is awaited, or the code fails. */
export function attentionClause(needsAttention: ListQuery['needsAttention']): string[] {
  if (needsAttention === undefined) return [];
  const { name } = searchAttributes.needsAttention;
  // One that has written nothing yet has no attribute.
  return needsAttention === 'true'
    ? [`(${name} = true OR ${REPORTED_PROBLEMS} IS NOT NULL)`, `ExecutionStatus = 'Running'`]
    : [`(${name} = false OR ${name} IS NULL)`, `${REPORTED_PROBLEMS} IS NULL`];
}
