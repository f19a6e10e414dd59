import { changeId } from '../domain/workflow-ids.js';
import type { ChangeRequest } from '../domain/transaction/change-request.js';
import type { Milestone } from '../domain/transaction/kinds.js';
import { KINDS } from '../domain/transaction/kinds.js';
import type { ChangeInput } from '../workflows/mid-term/messages.js';
import type { Temporal } from './deadlines.js';
import { startTransaction, type Started } from './start-transaction.js';

/** The kinds that change a bound term. */
export type ChangeKind = Parameters<typeof changeId>[0];

/** A change that is to be started, unless it was before. */
export interface ChangeStart<Request extends ChangeRequest> {
  readonly kind: ChangeKind;
  readonly request: Request;
  /** Tells whether a change that is known was started by the same request. */
  readonly requestDigest: string;
  readonly advanceTo: Milestone;
  readonly requestedBy: string;
  /** Of the product. Milliseconds. */
  readonly outagePatienceMs: number;
  /** When it was asked for, where days that were not said follow from that. ISO instant. */
  readonly requestedAt?: string;
}

/** Starts a change, or finds the one that the same request started. @throws the errors of `startTransaction` */
export function startChange<Request extends ChangeRequest>(
  temporal: Temporal,
  { kind, request, requestDigest, requestedAt, ...how }: ChangeStart<Request>,
): Promise<Started> {
  const { reference, policyNumber, termNumber, product, effectiveDate, expirationDate } = request;
  const input: ChangeInput<Request> = { request, requestDigest, ...how };
  return startTransaction(temporal, {
    id: changeId(kind, policyNumber, reference.id),
    kind: kind,
    input,
    facts: {
      reference,
      product,
      effectiveDate,
      expirationDate,
      changes: { policyNumber, termNumber },
    },
    requestDigest,
    ...(requestedAt === undefined ? {} : { requestedAt }),
    summary: `${KINDS[kind].title} ${reference.system} ${reference.id}, policy ${policyNumber}, ${effectiveDate}`,
  });
}
