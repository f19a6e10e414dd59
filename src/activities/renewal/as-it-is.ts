import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import {
  previewRenewal,
  type RenewableTerm,
  type RenewalPreview,
} from '../../domain/renewal/preview.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';

/** A renewal of which nobody has said more: by the rule of the product, at once, and billed as the old term is now. */
export const AS_IT_IS = {
  isScheduled: false,
  premium: null,
  workbook: null,
  billing: null,
  moved: {},
} as const satisfies Partial<RenewalAsked>;

/** What such a renewal comes to as the term stands. */
export function previewAsItIs(term: RenewableTerm, noticeRules: NoticeRules): RenewalPreview {
  return previewRenewal(term, AS_IT_IS, noticeRules);
}
