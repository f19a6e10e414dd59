import { previewRenewal, type RenewalPreview } from '../../domain/renewal/preview.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import type { ChangeQuote } from '../changes/begin-change.js';
import type { ApiContext } from '../context.js';

/** What the next term would cost and when, the same for whoever looks and for whoever asks for it. */
export function quoteRenewal(
  term: ChangeableTerm,
  asked: Omit<RenewalAsked, keyof ChangeRequest>,
  { noticeRules }: Pick<ApiContext, 'noticeRules'>,
): RenewalPreview & ChangeQuote {
  const preview = previewRenewal(term, asked, noticeRules);
  return { ...preview, change: preview.quoted?.change ?? null };
}
