import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import { previewCancellation } from '../../domain/cancellation/preview.js';
import type { CancellationAsked } from '../../domain/cancellation/request.js';
import type { NoticeLaw } from '../../domain/notice/moratorium.js';
import type { Product } from '../../domain/product/product.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import { startForTerm } from '../mid-term/start-for-term.js';
import type { CancellationWanted, TermChangeSteps } from '../term-change-steps.js';
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
}: Rules): Pick<TermChangeSteps, 'startCancellation'> {
  return translated({
    startCancellation: (wanted: CancellationWanted) =>
      startForTerm(products, 'cancellation', wanted, (base, term) => {
        const { product } = term;
        const today = civilDateIn(product.timeZone, now());
        const request = cancellationAsked(base, wanted, today);
        const preview = previewCancellation(term, request, product, noticeRules, today);
        return { request, refusals: preview.refusals };
      }),
  });
}

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
