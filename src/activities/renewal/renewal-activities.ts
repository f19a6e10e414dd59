import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { asShownIn, civilDateIn, endOfDay, instantIn } from '../../domain/calendar/time-zone.js';
import type { BillingMethod, PaymentPlan } from '../../domain/billing/choices.js';
import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import type { PremiumCharge } from '../../domain/premium/premium-charge.js';
import type { RenewalDirection } from '../../domain/policy-term/renewal-events.js';
import type { Product } from '../../domain/product/product.js';
import type { RenewalFlow } from '../../domain/product/renewal.js';
import type { ExpiringFacts } from '../../domain/renewal/guards.js';
import { lateOfferAdvice } from '../../domain/renewal/late-offer-money.js';
import { previewRenewal, type QuotedRenewal } from '../../domain/renewal/preview.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import type { NonRenewalWindow, RenewalMoments } from '../../domain/transaction/renewal-record.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { SystemRejection } from '../../ports/call-errors.js';
import { tellTerm } from '../../temporal/tell-term.js';
import { payment, reversal, type TermMessage } from '../../temporal/term-messages.js';
import type { PaymentReceived, PaymentReversed } from '../../workflows/policy-term/messages.js';
import { termToChange, type RefusedQuote, type TermToChange } from '../mid-term/term-to-change.js';
import { GOING_ON } from '../term-activities.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';
import { translated } from '../translated.js';

/** What a renewal comes to now, for its workflow. */
export interface RenewalQuoted extends TermToChange {
  /** The charges of the new term. */
  readonly change: QuotedChange;
  readonly flow: RenewalFlow;
  /** What decides whether the term can be renewed. */
  readonly expiring: ExpiringFacts;
  readonly direction: RenewalDirection | null;
  readonly moments: RenewalMoments;
  readonly nonRenewal: NonRenewalWindow;
  /** Of the new term. */
  readonly expirationDate: CivilDate;
  readonly premium: readonly PremiumCharge[];
  /** Why an underwriter has to look at it; null where nobody has. */
  readonly referral: string | null;
  /** Today in the zone of the policy. */
  readonly today: CivilDate;
  /** The policy system's own plan by which the new term is paid there. */
  readonly paymentPlan: PaymentPlan;
  /** How it is billed unless somebody chooses. */
  readonly billingMethod: BillingMethod;
  /** The term that this very renewal has bound, as the expiring term knows it; null while it does not. */
  readonly bound: TermName | null;
}

export type RenewalActivities = ReturnType<typeof createRenewalActivities>;

/** What only a worker with the product files can say of a renewal, and what it tells terms. */
export function createRenewalActivities(rules: {
  readonly products: ReadonlyMap<string, Product>;
  readonly noticeRules: NoticeRules;
  readonly now: () => Date;
}) {
  return translated({
    /** What the renewal comes to as the expiring term stands, by the product and notice files as they are now. Repeatable. */
    async quoteRenewal(request: {
      readonly transaction: string;
      readonly asked: RenewalAsked;
      /** Whether it was begun already; absent from workflows of an earlier version. */
      readonly isUnderWay?: boolean;
    }): Promise<RenewalQuoted | RefusedQuote> {
      const { transaction, asked, isUnderWay = false } = request;
      const { term, told } = await termToChange(rules.products, { ...asked, transaction });
      const { record, product } = term;
      // A term has one renewal: what was bound after it was bound by this one.
      const { nextTerm: bound } = record;
      const { quoted, refusals } = previewRenewal(term, asked, rules.noticeRules, {
        own: true,
        isUnderWay,
      });
      if (quoted === null) return { ...told, change: null, refusals };
      const { change, flow, expiring, premium, referral, days, timeline, noticeRow } = quoted;
      return {
        ...told,
        booked: bound === null ? null : change,
        change,
        flow,
        expiring,
        premium,
        referral,
        expirationDate: days.expirationDate,
        direction: record.direction?.direction ?? null,
        moments: momentsOf(quoted, product),
        nonRenewal: { ...timeline.nonRenewal, row: noticeRow },
        today: civilDateIn(product.timeZone, rules.now()),
        paymentPlan: product.paymentPlans[0],
        billingMethod: asked.billing?.method ?? product.billing?.method ?? 'directBill',
        bound,
      };
    },

    /** What the product says of money that came after the offer could be paid, in a sentence for the person who decides. */
    adviseLateMoney(request: {
      readonly product: string;
      /** Last day of the expiring term, which is not in it. */
      readonly expirationDate: CivilDate;
      readonly receivedAt: Instant;
    }): Promise<string> {
      const product = rules.products.get(request.product);
      const { renewal, timeZone } = product ?? { renewal: null, timeZone: 'UTC' };
      const paidOn = civilDateIn(timeZone, new Date(request.receivedAt));
      const late = renewal && lateOfferAdvice(renewal, request.expirationDate, paidOn);
      return Promise.resolve(
        late === null
          ? 'Return it.'
          : `Return it, or have the policy renewed from ${late.coverFrom} with ${late.uncoveredDays} days without cover.`,
      );
    },

    /** Money that came for an offer after its term was bound: the term counts it as any other. Repeatable by its payment id. */
    async passMoneyOn({
      term,
      ...money
    }: Omit<PaymentReceived, keyof TermName> & { readonly term: TermName }): Promise<void> {
      await tellNewTerm(term, payment({ ...term, ...money }), `payment ${money.paymentId}`);
    },

    /** Money for an offer was taken back after its term was bound with it. Repeatable by its transaction id. */
    async passReversalOn({
      term,
      ...taken
    }: Omit<PaymentReversed, keyof TermName> & { readonly term: TermName }): Promise<void> {
      const what = `the reversal of payment ${taken.paymentId}`;
      await tellNewTerm(term, reversal({ ...term, ...taken }), what);
    },
  });
}

/** @throws SystemRejection where the term does not take it */
async function tellNewTerm<Content>(
  { policyNumber, termNumber }: TermName,
  message: TermMessage<Content>,
  what: string,
): Promise<void> {
  const opening = { ...temporal(CALL_LIMIT_MS), ...GOING_ON, openedBy: 'opened by a renewal' };
  const name = `${policyNumber}-${termNumber}`;
  const outcome = await told(name, () => tellTerm(opening, message));
  if (outcome.kind === 'answered' || outcome.refusal.code === 'contentDiffers') return;
  throw new SystemRejection(
    { system: 'policySystem', operation: 'The new term' },
    {
      reason: `Term ${name} does not take ${what}. ${outcome.refusal.text}`,
      remedy: 'Have the money booked by hand, then run the step again.',
    },
  );
}

/** The days of a renewal as moments on the clock of its product, and written so: whoever reads one sees the day of the policy. */
function momentsOf(
  { timeline, days }: QuotedRenewal,
  { timeZone, termTime }: Product,
): RenewalMoments {
  const at = (day: CivilDate) => asShownIn(timeZone, instantIn(timeZone, day, termTime));
  const { startOn, recheckOn, offerOn, issueOn, payableUntil } = timeline;
  return {
    startsAt: at(startOn),
    recheckedAt: recheckOn.map(at),
    offeredAt: offerOn && at(offerOn),
    boundAt: issueOn && at(issueOn),
    payableUntil: payableUntil && asShownIn(timeZone, endOfDay(timeZone, payableUntil)),
    expiresAt: at(days.effectiveDate),
  };
}
