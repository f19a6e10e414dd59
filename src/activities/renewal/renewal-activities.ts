import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { civilDateIn, endOfDay, instantIn } from '../../domain/calendar/time-zone.js';
import type { Refusal } from '../../domain/machine/refusals.js';
import { isRefusal } from '../../domain/machine/refusals.js';
import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import type { PremiumCharge } from '../../domain/premium/premium-charge.js';
import type { Product } from '../../domain/product/product.js';
import type { RenewalFlow } from '../../domain/product/renewal.js';
import type { RenewalPreview } from '../../domain/renewal/preview.js';
import { previewRenewal } from '../../domain/renewal/preview.js';
import type { ExpiringFacts } from '../../domain/renewal/guards.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import type { RenewalTimeline } from '../../domain/renewal/timeline.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import type {
  NonRenewalWindow,
  RenewalDirection,
  RenewalMoments,
} from '../../domain/transaction/renewal-record.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { termToChange, type RefusedQuote, type TermToChange } from '../mid-term/term-to-change.js';
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
  readonly paymentPlan: number;
  /** The term that this very renewal has bound, as the expiring term knows it; null while it does not. */
  readonly bound: TermName | null;
}

export type RenewalActivities = ReturnType<typeof createRenewalActivities>;

/** What only a worker with the product files can say of a renewal. */
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
    }): Promise<RenewalQuoted | RefusedQuote> {
      const { transaction, asked } = request;
      const { term, told } = await termToChange(rules.products, { ...asked, transaction });
      const { record, product } = term;
      const { timeZone } = product;
      const preview = previewRenewal(term, asked, rules.noticeRules);
      if (preview.quoted === null) return { ...told, change: null, refusals: preview.refusals };
      return {
        ...told,
        ...quotedAs(preview.quoted, product),
        direction: record.direction?.direction ?? null,
        today: civilDateIn(timeZone, rules.now()),
        bound: record.nextTerm,
      };
    },
  });
}
