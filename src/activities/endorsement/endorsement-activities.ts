import { previewEndorsement } from '../../domain/endorsement/preview.js';
import type { EndorsementAsked } from '../../domain/endorsement/request.js';
import { quotedChange } from '../../domain/mid-term/quote-digest.js';
import type { Charge } from '../../domain/money/charges.js';
import type { Product } from '../../domain/product/product.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import { termToChange, type RefusedQuote, type TermToChange } from '../mid-term/term-to-change.js';
import { translated } from '../translated.js';

/** What an endorsement comes to now, for its workflow. */
export interface EndorsementQuoted extends TermToChange {
  readonly change: QuotedChange;
  /** What the whole term is charged once it is booked, had it been so from the start. */
  readonly fullTerm: readonly Charge[];
  /** Days for which it can be accepted. */
  readonly quoteDays: number;
}

export type EndorsementActivities = ReturnType<typeof createEndorsementActivities>;

/** What only a worker with the product files can say of an endorsement. */
export function createEndorsementActivities(rules: {
  readonly products: ReadonlyMap<string, Product>;
}) {
  return translated({
    /**
     * What the endorsement would charge on the term as it stands, by the very rules of its preview. Repeatable.
     *
     * @param request.transaction workflow id of the endorsement: what it has booked before is told
     */
    async quoteEndorsement(request: {
      readonly transaction: string;
      readonly asked: EndorsementAsked;
    }): Promise<EndorsementQuoted | RefusedQuote> {
      const { asked, transaction } = request;
      const { term, told } = await termToChange(rules.products, {
        ...asked,
        transaction,
      });
      const { product, record, facts, charged } = term;
      const { midTerm } = product;
      const { quoteDays } = midTerm.endorsement;
      const own = record.layers.find((one) => one.transaction === transaction);
      if (told.booked && own) {
        return { ...told, change: told.booked, fullTerm: own.fullTerm, quoteDays };
      }
      const { effectiveDate, figures } = asked;
      const { charges, refusals } = previewEndorsement(
        facts,
        charged,
        effectiveDate,
        figures,
        midTerm,
      );
      if (refusals.length > 0 || charges === null) return { ...told, change: null, refusals };
      const { rows, fullTerm } = charges;
      return { ...told, change: quotedChange(effectiveDate, rows), fullTerm, quoteDays };
    },
  });
}
