import { addDays, type CivilDate } from '../../domain/calendar/civil-date.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { civilDateIn, endOfDay } from '../../domain/calendar/time-zone.js';
import type { Cents } from '../../domain/money/cents.js';
import { quotedChange } from '../../domain/mid-term/quote-digest.js';
import type { Product } from '../../domain/product/product.js';
import type { ReinstatementLimits } from '../../domain/reinstatement/limits.js';
import { previewReinstatement } from '../../domain/reinstatement/preview.js';
import type { ReinstatementAsked } from '../../domain/reinstatement/request.js';
import { reinstatementRules } from '../../domain/reinstatement/rules.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import { termToChange, type RefusedQuote, type TermToChange } from '../mid-term/term-to-change.js';
import { translated } from '../translated.js';

/** What the return of a term comes to now, for its workflow. */
export interface ReinstatementQuoted extends TermToChange {
  readonly change: QuotedChange;
  readonly isGapAllowed: boolean;
  /** From when the term is cancelled. */
  readonly cancelledOn: CivilDate;
  /** Today, in the zone of the policy. */
  readonly today: CivilDate;
  /** What is missing of the money that confirms the term; 0 once it is confirmed, or where nobody bills it. */
  readonly unconfirmedCents: Cents;
  readonly limits: ReinstatementLimits;
  /** Until when a term that was never confirmed may be paid, counted from today. */
  readonly paymentDeadline: Instant;
}

export type ReinstatementActivities = ReturnType<typeof createReinstatementActivities>;

/** What only a worker with the product files can say of a reinstatement. */
export function createReinstatementActivities(rules: {
  readonly products: ReadonlyMap<string, Product>;
}) {
  return translated({
    /**
     * What the return would charge as the term stands, by the very rules of its preview. Repeatable.
     *
     * @param request.transaction workflow id of the reinstatement: what it has booked before is told
     */
    async quoteReinstatement(request: {
      readonly transaction: string;
      readonly asked: ReinstatementAsked;
    }): Promise<ReinstatementQuoted | RefusedQuote> {
      const { asked, transaction } = request;
      const { term, told } = await termToChange(rules.products, { ...asked, transaction });
      const { product, record, facts, charged, state } = term;
      const { timeZone, midTerm, billing } = product;
      const returning = reinstatementRules(product, state);
      const today = civilDateIn(timeZone, new Date());
      const quotedOn = (change: QuotedChange, cancelledOn: CivilDate): ReinstatementQuoted => ({
        ...told,
        change,
        isGapAllowed: returning.isGapAllowed,
        cancelledOn,
        today,
        unconfirmedCents: record.isConfirmed ? 0 : record.arithmetic.shortfall,
        limits: {
          withinDays: midTerm.reinstatement.withinDays,
          toleranceCents: told.toleranceCents,
        },
        paymentDeadline: endOfDay(timeZone, addDays(today, billing?.paymentDeadlineDays ?? 0)),
      });
      if (told.booked) return quotedOn(told.booked, told.booked.effectiveDate);
      const { charges, refusals } = previewReinstatement(facts, charged, asked.from, returning);
      if (charges === null) return { ...told, change: null, refusals };
      return quotedOn(quotedChange(charges.effectiveDate, charges.rows), charges.cancelledOn);
    },
  });
}
