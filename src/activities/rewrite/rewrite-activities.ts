import type { Charge } from '../../domain/money/charges.js';
import type { Submission } from '../../domain/new-business/submission.js';
import { chargeRow, PLAIN } from '../../domain/premium/charge-row.js';
import type { CancellationCharges } from '../../domain/premium/cancellation.js';
import { addDays, addMonths, type CivilDate } from '../../domain/calendar/civil-date.js';
import type { Product } from '../../domain/product/product.js';
import type { RewriteDaysAsked } from '../../domain/rewrite/dates.js';
import { previewRewrite, quotedRewrite } from '../../domain/rewrite/preview.js';
import type { RewriteAsked } from '../../domain/rewrite/request.js';
import { quotedChange } from '../../domain/mid-term/quote-digest.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import { termToChange, type RefusedQuote, type TermToChange } from '../mid-term/term-to-change.js';
import { translated } from '../translated.js';

/** What a rewrite comes to now, for its workflow. */
export interface RewriteQuoted extends TermToChange {
  /** The return of the old term and the charges of the new one. */
  readonly change: QuotedChange;
  /** What the cancellation of the old term books; null where it is cancelled already. */
  readonly returned: (QuotedChange & { readonly method: CancellationCharges['method'] }) | null;
  readonly days: RewriteDaysAsked;
  /** The new term as a submission of its own. */
  readonly submission: Submission;
  /** Day by which a person decides about money that comes for the old term. */
  readonly lateMoneyDue: CivilDate;
}

export type RewriteActivities = ReturnType<typeof createRewriteActivities>;

/** What only a worker with the product files can say of a rewrite. */
export function createRewriteActivities(rules: {
  readonly products: ReadonlyMap<string, Product>;
}) {
  return translated({
    /** What the rewrite would give back and charge as the term stands, by the very rules of its preview. Repeatable. */
    async quoteRewrite(request: {
      readonly transaction: string;
      readonly asked: RewriteAsked;
    }): Promise<RewriteQuoted | RefusedQuote> {
      const { asked, transaction } = request;
      const { term, told } = await termToChange(rules.products, { ...asked, transaction });
      const { product, facts, charged } = term;
      const { kind, start, submission } = asked;
      const fullTerm = fullTermOf(submission, product);
      // Of what this very rewrite has cancelled and replaced, the quote is as it was before.
      const preview = previewRewrite(
        told.booked === null ? facts : { ...facts, replacedBy: null },
        charged,
        { kind, start, cancelledOn: asked.cancelledOn, fullTerm },
        product,
      );
      const { days, returned, charges, refusals } = preview;
      // What it has booked on the old term is the return alone.
      const change = quotedRewrite({ days, charges, returned: told.booked ?? returned });
      if (change === null || days === null || charges === null || refusals.length > 0) {
        return { ...told, change: null, refusals };
      }
      const wanted = kind === 'fullTerm' ? charged.effectiveDate : asked.cancelledOn;
      const cancelledOn = facts.cancelledOn ?? wanted;
      const { effectiveDate, expirationDate } = days;
      return {
        ...told,
        change,
        returned: returned && {
          ...quotedChange(returned.effectiveDate, returned.rows),
          method: returned.method,
        },
        days: {
          kind,
          replaced: { ...facts.days },
          cancelledOn,
          start,
          newExpiration: addMonths(start ?? cancelledOn, product.termMonths),
        },
        submission: {
          ...submission,
          effectiveDate,
          expirationDate,
          premium: submission.premium.map((premium, index) => ({
            ...premium,
            amountCents: charges.rows[index]?.charge.amountCents ?? premium.amountCents,
          })),
        },
        lateMoneyDue: addDays(cancelledOn, product.midTerm.lateMoneyDays),
      };
    },
  });
}

function fullTermOf({ premium }: Submission, { billing }: Product): readonly Charge[] {
  return premium.map((charge) => chargeRow(charge, billing ?? PLAIN));
}
