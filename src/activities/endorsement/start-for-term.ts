import { previewEndorsement } from '../../domain/endorsement/preview.js';
import type { EndorsementAsked } from '../../domain/endorsement/request.js';
import { carriedRequestId } from '../../domain/policy-term/starts.js';
import { fullTermChangedBy } from '../../domain/premium/full-term.js';
import type { Product } from '../../domain/product/product.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { changeableTerm, type ChangeableTerm } from '../../temporal/changeable-term.js';
import { startForTerm } from '../mid-term/start-for-term.js';
import type { ChangesToCarry, NotStarted, TermChangeSteps } from '../term-change-steps.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';
import { translated } from '../translated.js';

/** The step by which a term has its next one changed as it was. */
export function createEndorsementStarts({
  products,
}: {
  readonly products: ReadonlyMap<string, Product>;
}): Pick<TermChangeSteps, 'carryToNextTerm'> {
  const read = async (term: TermName): Promise<ChangeableTerm | string> => {
    const name = `${term.policyNumber}-${term.termNumber}`;
    const found = await told(name, () => changeableTerm(temporal(CALL_LIMIT_MS), products, term));
    return 'kind' in found
      ? `Term ${name} is not known, or its product has no file any more.`
      : found;
  };

  async function carry(
    transaction: string,
    from: ChangeableTerm,
    { record: to, product, facts }: ChangeableTerm,
  ): Promise<NotStarted> {
    const { layers } = from.charged;
    const asGiven = fullTermChangedBy(layers, transaction);
    if (asGiven.length === 0) return null;
    const { policyNumber, termNumber } = to;
    const nth = layers.findIndex((layer) => layer.transaction === transaction);
    const requestId = carriedRequestId(from.record.termNumber, nth);
    const wanted = {
      term: { policyNumber, termNumber },
      requestId,
      productKey: product.key,
      ...facts.days,
    };
    const refused = await startForTerm(products, 'endorsement', wanted, (base, term) => {
      const request: EndorsementAsked = { ...base, figures: { fullTerm: null, asGiven } };
      const { effectiveDate, figures } = request;
      const { midTerm } = product;
      const { refusals } = previewEndorsement(
        term.facts,
        term.charged,
        effectiveDate,
        figures,
        midTerm,
      );
      // The insured agreed to the change of the term before, and not to this one.
      return { request, refusals, advanceTo: 'quoted' };
    });
    return refused === null ? null : `${transaction}: ${refused}`;
  }

  return translated({
    async carryToNextTerm({ from, to, transactions }: ChangesToCarry): Promise<NotStarted> {
      const [old, next] = [await read(from), await read(to)];
      if (typeof old === 'string') return old;
      if (typeof next === 'string') return next;
      const refused: string[] = [];
      for (const transaction of transactions) {
        const whyNot = await carry(transaction, old, next);
        if (whyNot !== null) refused.push(whyNot);
      }
      return refused.length === 0 ? null : refused.join(' ');
    },
  });
}
