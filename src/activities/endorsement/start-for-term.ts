import { isOfMonths } from '../../domain/calendar/term-days.js';
import { previewEndorsement } from '../../domain/endorsement/preview.js';
import type { EndorsementAsked } from '../../domain/endorsement/request.js';
import { carriedRequestId } from '../../domain/policy-term/starts.js';
import { fullTermChangedBy } from '../../domain/premium/full-term.js';
import type { Product } from '../../domain/product/product.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import { startForTerm } from '../mid-term/start-for-term.js';
import { termOfName } from '../mid-term/term-of-name.js';
import type { ChangeToCarry, NotStarted, TermChangeSteps } from '../term-change-steps.js';
import { translated } from '../translated.js';

/** The step by which a term has its next one changed as it was. */
export function createEndorsementStarts({
  products,
}: {
  readonly products: ReadonlyMap<string, Product>;
}): Pick<TermChangeSteps, 'carryToNextTerm'> {
  return translated({
    async carryToNextTerm({ from, to, transaction }: ChangeToCarry): Promise<NotStarted> {
      const [old, next] = [await termOfName(products, from), await termOfName(products, to)];
      if (typeof old === 'string') return old;
      if (typeof next === 'string') return next;
      return carry(products, transaction, old, next);
    },
  });
}

async function carry(
  products: ReadonlyMap<string, Product>,
  transaction: string,
  { charged, facts, record: from }: ChangeableTerm,
  { product, facts: nextFacts, record: to }: ChangeableTerm,
): Promise<NotStarted> {
  const { layers } = charged;
  const nth = layers.findIndex((layer) => layer.transaction === transaction);
  // What comes back after a cancellation changes nothing of what a whole term costs.
  if (layers[nth]?.kind !== 'endorsement') return null;
  if (!isOfMonths(facts.days, product.termMonths))
    return 'The term is of another length than those of its product: what it costs in full says nothing of the next one.';
  const asGiven = fullTermChangedBy(layers, transaction);
  if (asGiven.length === 0)
    return 'It changes nothing of what a whole term costs, and may be needed there all the same.';
  const { policyNumber, termNumber } = to;
  const wanted = {
    term: { policyNumber, termNumber },
    requestId: carriedRequestId(from.termNumber, nth),
    productKey: product.key,
    ...nextFacts.days,
  };
  return startForTerm(products, 'endorsement', wanted, (base, term) => {
    const request: EndorsementAsked = { ...base, figures: { fullTerm: null, asGiven } };
    const { effectiveDate, figures } = request;
    const { refusals } = previewEndorsement(
      term.facts,
      term.charged,
      effectiveDate,
      figures,
      product.midTerm,
    );
    // The insured agreed to the change of the term before, and not to this one.
    return { request, refusals, advanceTo: 'quoted' };
  });
}
