/*
 * Every workflow id is made of business keys, so that the same request twice is one workflow; none holds personal data.
 * All of them are built and read here.
 */

/** What a source system calls a transaction, as it stands in the id. */
interface Reference {
  readonly system: string;
  readonly id: string;
}

/** One term of a policy. */
export interface TermName {
  readonly policyNumber: string;
  /** 1 for the term of new business, then on by one. */
  readonly termNumber: number;
}

const NEW_BUSINESS = /^new-business:[A-Za-z0-9-]{1,32}:[A-Za-z0-9._-]{1,64}$/;
const CHANGE =
  /^(?:cancellation|endorsement|reinstatement|renewal|rewrite):.+:[A-Za-z0-9._-]{1,64}$/;
export const QUOTE_GROUP = /^quote-group:([A-Za-z0-9-]{1,32}):([A-Za-z0-9._-]{1,64})$/;
const POLICY_TERM = /^policy-term:(.+):([1-9]\d{0,3})$/;

export function newBusinessId({ system, id }: Reference): string {
  return `new-business:${system}:${id}`;
}

/** Whether a text can be the id of a transaction. */
export function isTransactionId(text: string): boolean {
  return NEW_BUSINESS.test(text) || CHANGE.test(text);
}

/** A change of a bound term. The request id is the caller's own name for it, and one change of the policy has it. */
export function changeId(
  kind: 'cancellation' | 'endorsement' | 'reinstatement' | 'rewrite',
  policyNumber: string,
  requestId: string,
): string {
  return `${kind}:${policyNumber}:${requestId}`;
}

const BY_HAND = 'by-hand:';

/** Stands for the workflow id of a change that nobody asked Bindery for: it was made in the policy system's own screens. */
export function byHandName(quoteGuid: string): string {
  return `${BY_HAND}${quoteGuid}`;
}

export function isByHand(transaction: string): boolean {
  return transaction.startsWith(BY_HAND);
}

export function policyTermId(policyNumber: string, termNumber: number): string {
  return `policy-term:${policyNumber}:${termNumber}`;
}

/** The renewal of a term, named by the term that expires: the next one may have another policy number. */
export function renewalId({ policyNumber, termNumber }: TermName): string {
  return `renewal:${policyNumber}:${termNumber + 1}`;
}

/** The term that a workflow id names; null when it names none. */
export function termOfId(workflowId: string): TermName | null {
  const [, policyNumber, termNumber] = POLICY_TERM.exec(workflowId) ?? [];
  if (policyNumber === undefined || termNumber === undefined) return null;
  return { policyNumber, termNumber: Number(termNumber) };
}

/** Looks for what a conversion names. @param digest of what was posted: another request asks for itself */
export function conversionCheckId({ system, id }: Reference, digest: string): string {
  return `conversion-check:${system}:${id}:${digest.slice(0, 16)}`;
}

/** Reads a policy that nobody here knows. @param opens whether its term is opened with that; two that ask for the same share it */
export function policyReadBackId({ policyNumber, termNumber }: TermName, opens: boolean): string {
  return `policy-${opens ? 'opening' : 'reading'}:${policyNumber}:${termNumber}`;
}

/** Looks in the policy system for the policies that have a transaction of a reference. */
export function policiesOfReferenceId({ system, id }: Reference): string {
  return `policies-of-reference:${system}:${id}`;
}

/** The lock of an insured: whoever runs under it may put the insured on file. @param key sealed, without personal data */
export function insuredLockId(key: string): string {
  return `insured:${key}`;
}

const RENEWAL_BATCH = 'renewal-batch:';

/** Many renewals that one request asks for. */
export function renewalBatchId(requestId: string): string {
  return `${RENEWAL_BATCH}${requestId}`;
}

/** How the ids of all groups begin. */
export const GROUP_PREFIX = 'quote-group:';

const TASK_BATCH = 'task-batch:';

/** Many tasks that one request has settled. */
export function taskBatchId(requestId: string): string {
  return `${TASK_BATCH}${requestId}`;
}

const RECONCILIATION = 'reconciliation:';

/** A comparison of all systems, by what its caller calls it; the schedule's own have the moment of their start in it. */
export function reconciliationId(requestId: string): string {
  return `${RECONCILIATION}${requestId}`;
}

/** What a comparison is called, by its workflow id. */
export function reconciliationOfId(workflowId: string): string {
  return workflowId.startsWith(RECONCILIATION)
    ? workflowId.slice(RECONCILIATION.length)
    : workflowId;
}

/** The quotes of one opportunity, by what its caller calls it. */
export function quoteGroupId({ system, id }: Reference): string {
  return `${GROUP_PREFIX}${system}:${id}`;
}

/** What new business is part of that makes the next term of a policy of another system: it is a transaction by itself. */
export const CONVERSION = 'conversion';

/** The group that a workflow id names; null when it names none. */
export function groupOfId(workflowId: string): Reference | null {
  const [, system, id] = QUOTE_GROUP.exec(workflowId) ?? [];
  return system === undefined || id === undefined ? null : { system, id };
}

/** The log of all events, of which there is one. */
export const EVENT_LOG_ID = 'event-log';

/** A part of the log that is full. @param number from 0 on */
export function eventSegmentId(number: number): string {
  return `event-segment:${number}`;
}

const WEBHOOK = 'webhook:';

/** Whoever is told of events, by what its caller calls it. */
export function webhookId(id: string): string {
  return `${WEBHOOK}${id}`;
}

/** What the caller calls the subscription that a workflow id names. */
export function webhookOfId(workflowId: string): string {
  return workflowId.startsWith(WEBHOOK) ? workflowId.slice(WEBHOOK.length) : workflowId;
}

/** What a workflow is that is no transaction and no term, and what its caller calls it. */
export interface NamedWork {
  readonly type: keyof typeof WORK;
  readonly name: string;
}

const WORK = {
  renewalBatch: RENEWAL_BATCH,
  taskBatch: TASK_BATCH,
  reconciliation: RECONCILIATION,
  webhook: WEBHOOK,
} as const;

/** What a workflow id names of these; null when it names none. */
export function workOfId(workflowId: string): NamedWork | null {
  const found = Object.entries(WORK).find(([, prefix]) => workflowId.startsWith(prefix));
  if (found === undefined) return null;
  const [type, prefix] = found;
  return { type: type as NamedWork['type'], name: workflowId.slice(prefix.length) };
}
