import type { Charge } from '../../domain/money/charges.js';
import { chargeRow, PLAIN } from '../../domain/premium/charge-row.js';
import {
  previewRewrite,
  quotedRewrite,
  type RewritePreview,
  type RewriteRequest,
} from '../../domain/rewrite/preview.js';
import type { RewriteAsked } from '../../domain/rewrite/request.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import type { ChangeQuote } from '../changes/begin-change.js';

/** What a rewrite would give back and charge: the same for whoever looks and for whoever asks for it. */
export function quoteRewrite(
  { product, facts, charged }: ChangeableTerm,
  asked: RewriteRequest,
): RewritePreview & ChangeQuote {
  const preview = previewRewrite(facts, charged, asked, product);
  return { ...preview, change: quotedRewrite(preview) };
}

/** The same of one that is asked for. */
export function quoteAskedRewrite(
  term: ChangeableTerm,
  { submission, ...asked }: Omit<RewriteAsked, keyof ChangeRequest>,
): ChangeQuote {
  const rules = term.product.billing ?? PLAIN;
  const fullTerm = submission.premium.map((charge): Charge => chargeRow(charge, rules));
  return quoteRewrite(term, { ...asked, fullTerm });
}
