import type { Product } from '../../domain/product/product.js';
import { previewReinstatement } from '../../domain/reinstatement/preview.js';
import type { ReinstatementAsked } from '../../domain/reinstatement/request.js';
import { reinstatementRules } from '../../domain/reinstatement/rules.js';
import { startForTerm } from '../mid-term/start-for-term.js';
import type { TermChangeSteps, WantedByTerm } from '../term-change-steps.js';
import { translated } from '../translated.js';

/** The step by which a term starts its reinstatement, without a gap, for money that was received in time. */
export function createReinstatementStarts({
  products,
}: {
  readonly products: ReadonlyMap<string, Product>;
}): Pick<TermChangeSteps, 'startReinstatement'> {
  return translated({
    startReinstatement: (wanted: WantedByTerm) =>
      startForTerm(
        products,
        'reinstatement',
        wanted,
        (base, { facts, charged, product, state }) => {
          const request: ReinstatementAsked = { ...base, from: null, isAgreed: true };
          const rules = reinstatementRules(product, state);
          const { refusals } = previewReinstatement(facts, charged, request.from, rules);
          return { request, refusals };
        },
      ),
  });
}
