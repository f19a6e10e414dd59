import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import type { CancellationAsked } from '../../domain/cancellation/request.js';
import { contentDigest } from '../../domain/machine/content-digest.js';
import type { Product } from '../../domain/product/product.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import { changeId, policyTermId } from '../../domain/workflow-ids.js';
import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import { previewCancellation } from '../../domain/cancellation/preview.js';
import { changeableTerm } from '../../temporal/changeable-term.js';
import { findTransaction } from '../../temporal/transactions.js';
import { startChange } from '../../temporal/start-change.js';
import type { Started } from '../../temporal/start-transaction.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';
import { translated } from '../translated.js';
import type { NotStarted, TermChangeSteps, WantedByTerm } from '../term-change-steps.js';

/** The system under whose name a term asks: no source system asked. */
const SYSTEM = 'bindery';

/** What a worker with the business files knows. */
interface Rules {
  readonly products: ReadonlyMap<string, Product>;
  readonly noticeRules: NoticeRules;
  readonly now: () => Date;
}

/** The step by which a term starts its cancellation. */
export function createCancellationStarts(rules: Rules): Pick<TermChangeSteps, 'startCancellation'> {
  return translated({
    async startCancellation(wanted: WantedByTerm): Promise<NotStarted> {
      const { policyNumber, termNumber } = wanted.term;
      return told(`${policyNumber}-${termNumber}`, () => startCancellation(rules, wanted));
    },
  });
}

async function startCancellation(rules: Rules, wanted: WantedByTerm): Promise<NotStarted> {
  const { term, requestId, reason } = wanted;
  const workflows = temporal(CALL_LIMIT_MS);
  const known = await changeableTerm(workflows, rules.products, term);
  if ('kind' in known) return 'The product of the term has no file any more.';
  const { timeZone, outagePatienceMs } = known.product;
  const request = cancellationAsked(wanted, civilDateIn(timeZone, rules.now()));
  const id = changeId('cancellation', term.policyNumber, requestId);
  // What was started before stands, whatever has become of the term since, perhaps by that.
  if ((await findTransaction(workflows, id)) === null) {
    const { refusals } = previewCancellation(
      { ...known, isRenewal: term.termNumber > 1 },
      request,
      known.product,
      rules.noticeRules,
    );
    if (refusals.length > 0) return refusals.map(({ text }) => text).join(' ');
  }
  const started = await startChange<CancellationAsked>(workflows, {
    kind: 'cancellation',
    request,
    // What is wanted, and not the day on which it could be asked for.
    requestDigest: contentDigest({ term, requestId, reason }),
    advanceTo: 'completed',
    requestedBy: policyTermId(term.policyNumber, term.termNumber),
    outagePatienceMs,
  });
  return whyNotStarted(started, id);
}

function cancellationAsked(wanted: WantedByTerm, today: CivilDate): CancellationAsked {
  const { reason, undoneBy } = wanted;
  return {
    ...changeRequest(wanted),
    source: 'insurer',
    reason,
    receivedOn: today,
    requestedOn: null,
    // One that was not taken is ended at once, also before its first day.
    processOn: reason === 'notTaken' ? today : null,
    isFlatAsked: reason === 'notTaken',
    undoneBy,
    leniency: null,
  };
}

function changeRequest(wanted: WantedByTerm): ChangeRequest {
  const { term, requestId, productKey, effectiveDate, expirationDate } = wanted;
  return {
    reference: { system: SYSTEM, id: requestId },
    ...term,
    product: productKey,
    effectiveDate,
    expirationDate,
  };
}

function whyNotStarted({ kind }: Started, id: string): NotStarted {
  return kind === 'begun' || kind === 'known' ? null : `Somebody else has begun ${id}.`;
}
