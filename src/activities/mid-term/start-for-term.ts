import { contentDigest } from '../../domain/machine/content-digest.js';
import type { Refusal } from '../../domain/machine/refusals.js';
import type { Product } from '../../domain/product/product.js';
import type { Milestone } from '../../domain/transaction/kinds.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import { changeId, policyTermId } from '../../domain/workflow-ids.js';
import { changeableTerm, type ChangeableTerm } from '../../temporal/changeable-term.js';
import { type ChangeKind, startChange } from '../../temporal/start-change.js';
import { findTransaction } from '../../temporal/transactions.js';
import type { NotStarted, WantedByTerm } from '../term-change-steps.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';
import { OWN_SYSTEM } from '../../domain/transaction/external-reference.js';

/** What is asked for, and everything that stands against it as the term stands. */
interface Asked<Request extends ChangeRequest> {
  readonly request: Request;
  readonly refusals: readonly Refusal[];
  /** To its end unless said. */
  readonly advanceTo?: Milestone;
}

/**
 * Starts a change that a term asks for. Repeatable: the same request is one change, however often it is asked for.
 *
 * @param ask the request as its kind has it, with what its preview refuses
 */
export async function startForTerm<Request extends ChangeRequest>(
  products: ReadonlyMap<string, Product>,
  kind: ChangeKind,
  wanted: WantedByTerm,
  ask: (base: ChangeRequest, term: ChangeableTerm) => Asked<Request>,
): Promise<NotStarted> {
  const { policyNumber, termNumber } = wanted.term;
  return told(`${policyNumber}-${termNumber}`, async () => {
    const workflows = temporal(CALL_LIMIT_MS);
    const term = await changeableTerm(workflows, products, wanted.term);
    if ('kind' in term) return 'The product of the term has no file any more.';
    const { request, refusals, advanceTo = 'completed' } = ask(baseOf(wanted), term);
    const id = changeId(kind, policyNumber, wanted.requestId);
    // What was started before stands, whatever has become of the term since, perhaps by that.
    if (refusals.length > 0 && (await findTransaction(workflows, id)) === null) {
      return refusals.map(({ text }) => text).join(' ');
    }
    const started = await startChange(workflows, {
      kind,
      request,
      // What is wanted, and not the day on which it could be asked for.
      requestDigest: contentDigest(wanted),
      advanceTo,
      requestedBy: policyTermId(policyNumber, termNumber),
      outagePatienceMs: term.product.outagePatienceMs,
    });
    const isStarted = started.kind === 'begun' || started.kind === 'known';
    return isStarted ? null : `Somebody else has begun ${id}.`;
  });
}

function baseOf(wanted: WantedByTerm): ChangeRequest {
  const { term, requestId, productKey, effectiveDate, expirationDate } = wanted;
  return {
    reference: { system: OWN_SYSTEM, id: requestId },
    ...term,
    product: productKey,
    effectiveDate,
    expirationDate,
  };
}
