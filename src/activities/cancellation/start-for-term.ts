import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import { previewCancellation } from '../../domain/cancellation/preview.js';
import type { CancellationAsked } from '../../domain/cancellation/request.js';
import type { NoticeLaw } from '../../domain/notice/moratorium.js';
import type { Product } from '../../domain/product/product.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import { startForTerm } from '../mid-term/start-for-term.js';
import { termOfName } from '../mid-term/term-of-name.js';
import type {
  CancellationWanted,
  NextTermUnwanted,
  NotStarted,
  TermChangeSteps,
} from '../term-change-steps.js';
import { translated } from '../translated.js';

/** What a worker with the business files knows. */
interface Rules {
  readonly products: ReadonlyMap<string, Product>;
  readonly noticeRules: NoticeLaw;
  readonly now: () => Date;
}

/** The step by which a term starts its cancellation. */
export function createCancellationStarts({
  products,
  noticeRules,
  now,
}: Rules): Pick<TermChangeSteps, 'startCancellation' | 'cancelNextTerm'> {
  const start = (wanted: CancellationWanted, isPaidFor = false): Promise<NotStarted> =>
    startForTerm(products, 'cancellation', wanted, (base, term) => {
      const { product } = term;
      const today = civilDateIn(product.timeZone, now());
      const asked = cancellationAsked(base, wanted, today);
      const request = isPaidFor
        ? { ...asked, ...ALL_GIVEN_BACK, requestedOn: base.effectiveDate }
        : asked;
      const preview = previewCancellation(term, request, product, noticeRules, today);
      return { request, refusals: preview.refusals };
    });
  return translated({
    startCancellation: (wanted: CancellationWanted) => start(wanted),

    async cancelNextTerm({ term, requestId }: NextTermUnwanted): Promise<NotStarted> {
      const found = await termOfName(products, term);
      if (typeof found === 'string') return found;
      const { product, facts, isTaken } = found;
      const { effectiveDate, expirationDate } = facts.days;
      if (facts.cancelledOn === effectiveDate) return null;
      const wanted = { term, requestId, productKey: product.key, effectiveDate, expirationDate };
      return start({ ...wanted, reason: 'notTaken', undoneBy: null }, isTaken);
    },
  });
}

/** Of a term that was paid for nobody can say that it was not taken: it ends as if the insured had asked before it began. */
const ALL_GIVEN_BACK = { source: 'insured', reason: 'other', isFlatAsked: true } as const;

function cancellationAsked(
  base: ChangeRequest,
  { reason, undoneBy }: CancellationWanted,
  today: CivilDate,
): CancellationAsked {
  return {
    ...base,
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
