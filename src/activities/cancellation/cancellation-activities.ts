import { addDays, type CivilDate } from '../../domain/calendar/civil-date.js';
import { civilDateIn, endOfDay } from '../../domain/calendar/time-zone.js';
import { previewCancellation } from '../../domain/cancellation/preview.js';
import type { CancellationAsked } from '../../domain/cancellation/request.js';
import {
  cancellationMoments,
  type CancellationMoments,
} from '../../domain/notice/cancellation-moments.js';
import type { CancellationDay } from '../../domain/notice/cancellation-date.js';
import {
  lastDayOfLateMoney,
  type LateMoneyRule,
  type LateMoneyTerms,
} from '../../domain/notice/late-money.js';
import {
  moratoriumOn,
  type CoveredCancellation,
  type Moratorium,
  type NoticeLaw,
} from '../../domain/notice/moratorium.js';
import { quotedChange } from '../../domain/mid-term/quote-digest.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import type { CancellationTerms } from '../../domain/premium/refund-terms.js';
import type { Product } from '../../domain/product/product.js';
import { termToChange, type RefusedQuote, type TermToChange } from '../mid-term/term-to-change.js';
import { translated } from '../translated.js';

/** What a cancellation comes to now, for its workflow. */
export interface CancellationQuoted extends TermToChange {
  readonly change: QuotedChange;
  readonly day: CancellationDay;
  /** When it takes effect by the clock, and until when it can be stopped. */
  readonly moments: CancellationMoments;
  readonly terms: CancellationTerms;
  /** Day by which a person decides about money that came too late. */
  readonly lateMoneyDue: CivilDate;
  /** What the product says of such money; absent where it says nothing. */
  readonly lateMoney?: LateMoneyTerms;
}

/** Which cancellation asks whether a moratorium holds it back. */
export interface AskedMoratorium extends Omit<CoveredCancellation, 'lines'> {
  readonly product: string;
  /** The day on which its notice went out; null where none did. */
  readonly noticeOn: CivilDate | null;
}

/** A moratorium that holds a cancellation back. */
export interface FoundMoratorium extends Pick<CoveredCancellation, 'lines'> {
  readonly moratorium: Moratorium;
  /** Today, or the day of the notice, in the zone of the policy. */
  readonly on: CivilDate;
}

export type CancellationActivities = ReturnType<typeof createCancellationActivities>;

/** What only a worker with the product files can say of a cancellation. */
export function createCancellationActivities(rules: {
  readonly products: ReadonlyMap<string, Product>;
  readonly noticeRules: NoticeLaw;
  readonly now: () => Date;
}) {
  return translated({
    /**
     * What the cancellation would do to the term as it stands, by the very rules of its preview. Repeatable.
     *
     * @param request.transaction workflow id of the cancellation: what it has booked before is told
     */
    async quoteCancellation(request: {
      readonly transaction: string;
      readonly asked: CancellationAsked;
    }): Promise<CancellationQuoted | RefusedQuote> {
      const { asked, transaction } = request;
      const { term, told } = await termToChange(rules.products, {
        ...asked,
        transaction,
      });
      const { product, record, facts } = term;
      const { timeZone, termTime, midTerm } = product;
      const clock = { timeZone, termTime, processingDelayDays: midTerm.processingDelayDays };
      const quotedOn = (
        change: QuotedChange,
        day: CancellationDay,
        terms: CancellationTerms,
      ): CancellationQuoted => ({
        ...told,
        change,
        day,
        terms,
        moments: cancellationMoments(day.date, clock, processedOn(day, asked.processOn)),
        lateMoneyDue: addDays(day.date, midTerm.lateMoneyDays),
        ...(asked.reason === 'nonPayment' &&
          midTerm.lateMoney && {
            lateMoney: lateMoneyTerms(day.date, midTerm.lateMoney, timeZone),
          }),
      });
      const own = record.returns.find((one) => one.transaction === transaction);
      if (told.booked && own) {
        const { effectiveDate: date } = own;
        const isFlat = date === facts.days.effectiveDate;
        return quotedOn(told.booked, { date, earliest: date, isFlat, lead: null }, own.terms);
      }
      // Its own announcement does not stand against it.
      const isOwn = facts.pendingCancellation === transaction;
      const { day, charges, refusals, terms } = previewCancellation(
        isOwn ? { ...term, facts: { ...facts, pendingCancellation: null } } : term,
        asked,
        product,
        rules.noticeRules,
        null,
      );
      if (refusals.length > 0 || day === null || charges === null) {
        return { ...told, change: null, refusals };
      }
      return quotedOn(quotedChange(day.date, charges.rows), day, terms);
    },

    /** The moratorium that forbids the cancellation today, or forbade its notice; null where none does. Repeatable. */
    findMoratorium({
      product: key,
      noticeOn,
      ...asked
    }: AskedMoratorium): Promise<FoundMoratorium | null> {
      const product = rules.products.get(key);
      // Without its product file it is quoted no more, and stops by that.
      if (!product) return Promise.resolve(null);
      const { lines } = product.notice;
      const today = civilDateIn(product.timeZone, rules.now());
      for (const on of [today, ...(noticeOn === null ? [] : [noticeOn])]) {
        const moratorium = moratoriumOn(rules.noticeRules, { ...asked, lines }, on);
        if (moratorium) return Promise.resolve({ moratorium, on, lines });
      }
      return Promise.resolve(null);
    },
  });
}

/** As the term keeps it, which knows no zones. */
function lateMoneyTerms(
  cancelledOn: CivilDate,
  rule: LateMoneyRule,
  timeZone: string,
): LateMoneyTerms {
  const lastDay = lastDayOfLateMoney(cancelledOn, rule);
  return { lastDay, until: endOfDay(timeZone, lastDay), isAutomatic: rule.automatic };
}

/** What needs a notice is booked on no day before the one from which it holds: until then money stops it. */
function processedOn(
  { date, lead }: CancellationDay,
  processOn: CivilDate | null,
): CivilDate | null {
  return lead !== null && processOn !== null && processOn <= date ? null : processOn;
}
