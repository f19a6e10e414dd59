import { previewEndorsement, type EndorsementPreview } from '../../domain/endorsement/preview.js';
import type { EndorsementAsked } from '../../domain/endorsement/request.js';
import { quotedChange } from '../../domain/mid-term/quote-digest.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import type { ChangeQuote } from '../changes/begin-change.js';

/** What an endorsement would charge on a term as it stands: the same for whoever looks and for whoever asks for it. */
export function quoteEndorsement(
  { product, facts, charged }: ChangeableTerm,
  { effectiveDate, figures }: Pick<EndorsementAsked, 'effectiveDate' | 'figures'>,
): EndorsementPreview & ChangeQuote {
  const { midTerm } = product;
  const preview = previewEndorsement(facts, charged, effectiveDate, figures, midTerm);
  const { charges } = preview;
  return { ...preview, change: charges && quotedChange(effectiveDate, charges.rows) };
}
