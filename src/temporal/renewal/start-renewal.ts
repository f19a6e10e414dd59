import type { RenewalAsked } from '../../domain/renewal/request.js';
import type { Milestone } from '../../domain/transaction/kinds.js';
import { renewalId } from '../../domain/workflow-ids.js';
import type { RenewalInput } from '../../workflows/renewal/messages.js';
import type { Temporal } from '../deadlines.js';
import { startTransaction, type Started, type TransactionStart } from '../start-transaction.js';

/** A renewal that is to be started, unless the term has one. */
export interface RenewalStart extends Pick<
  TransactionStart<RenewalInput>,
  'requestedAt' | 'mayFollow'
> {
  readonly request: RenewalAsked;
  /** Tells whether a renewal that is known was started by the same request. */
  readonly requestDigest: string;
  readonly advanceTo: Milestone;
  readonly requestedBy: string;
  /** Of the product. Milliseconds. */
  readonly outagePatienceMs: number;
}

/**
 * Starts the renewal of a term, or finds the one that there is: a term has one, whoever asks for it, and of several who do in the same
 * second one has begun it.
 *
 * @throws the errors of `startTransaction`
 */
export function startRenewal(
  temporal: Temporal,
  { request, requestedAt, mayFollow, ...how }: RenewalStart,
): Promise<Started> {
  const { policyNumber, termNumber, effectiveDate } = request;
  return startTransaction(temporal, {
    id: renewalId(request),
    kind: 'renewal',
    input: { request, ...how },
    facts: startFacts(request),
    requestDigest: how.requestDigest,
    ...(requestedAt === undefined ? {} : { requestedAt }),
    ...(mayFollow === undefined ? {} : { mayFollow }),
    summary: `Renewal of ${policyNumber}-${termNumber} from ${effectiveDate}`,
  });
}

/** What is said of a renewal outside of it from its start. */
export function startFacts({
  reference,
  policyNumber,
  termNumber,
  product,
  effectiveDate,
  expirationDate,
}: RenewalAsked): TransactionStart<RenewalInput>['facts'] {
  return {
    reference,
    product,
    effectiveDate,
    expirationDate,
    changes: { policyNumber, termNumber },
  };
}
