import {
  previewReinstatement,
  type ReinstatementPreview,
} from '../../domain/reinstatement/preview.js';
import type { ReinstatementAsked } from '../../domain/reinstatement/request.js';
import { reinstatementRules } from '../../domain/reinstatement/rules.js';
import { quotedChange } from '../../domain/mid-term/quote-digest.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import type { ChangeQuote } from '../changes/begin-change.js';

/** What the return of a term would charge: the same for whoever looks and for whoever asks for it. */
export function quoteReinstatement(
  { product, state, facts, charged }: ChangeableTerm,
  { from }: Omit<ReinstatementAsked, keyof ChangeRequest>,
): ReinstatementPreview & ChangeQuote {
  const preview = previewReinstatement(facts, charged, from, reinstatementRules(product, state));
  const { charges } = preview;
  return { ...preview, change: charges && quotedChange(charges.effectiveDate, charges.rows) };
}
