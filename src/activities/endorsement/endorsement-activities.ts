import { previewEndorsement } from '../../domain/endorsement/preview.js';
import { ratedCharges } from '../../domain/endorsement/rated.js';
import { NO_FIGURES, type EndorsementAsked } from '../../domain/endorsement/request.js';
import { isUnderstood, type HeldAmount } from '../../domain/mid-term/attributed.js';
import { quotedChange } from '../../domain/mid-term/quote-digest.js';
import type { Charge } from '../../domain/money/charges.js';
import { PLAIN } from '../../domain/premium/charge-row.js';
import type { EndorsedFigures } from '../../domain/premium/endorsement.js';
import type { Installation } from '../../domain/product/installation.js';
import type { Product } from '../../domain/product/product.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import { SystemRejection } from '../../ports/call-errors.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
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
  readonly installation: Pick<Installation, 'name' | 'charges'>;
}) {
  return translated({
    /**
     * What the endorsement would charge on the term as it stands, by the very rules of its preview. Repeatable.
     *
     * @param request.transaction workflow id of the endorsement: what it has booked before is told
     * @param request.rated what the policy system has rated its workbook at; absent where it has none, or is not rated yet. Then it
     *   comes to nothing, and only what stands against it is told
     */
    async quoteEndorsement(request: {
      readonly transaction: string;
      readonly asked: Omit<EndorsementAsked, 'workbook'>;
      readonly rated?: readonly HeldAmount[];
    }): Promise<EndorsementQuoted | RefusedQuote> {
      const { asked, transaction, rated } = request;
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
      const { effectiveDate } = asked;
      const figures = rated ? ratedFigures(rated, term, rules.installation) : asked.figures;
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

/** @throws SystemRejection for an amount of which nobody knows what it is for */
function ratedFigures(
  rated: readonly HeldAmount[],
  { product: { lines, billing }, charged, state }: ChangeableTerm,
  { name, charges }: Pick<Installation, 'name' | 'charges'>,
): EndorsedFigures {
  const names = { lines, charges, rules: billing ?? PLAIN, state };
  const asGiven = ratedCharges(rated, names, charged);
  if (isUnderstood(asGiven)) return { ...NO_FIGURES, asGiven, isRated: true };
  throw new SystemRejection(
    { system: 'policySystem', operation: 'The rated workbook' },
    {
      reason: `what it was rated at cannot be told: ${asGiven.why}`,
      field: 'charges',
      remedy: `have charges of the installation file of ${name} completed and the workers started anew, then run the step again`,
    },
  );
}
