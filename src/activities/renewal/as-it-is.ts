import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import {
  previewRenewal,
  type RenewableTerm,
  type RenewalPreview,
} from '../../domain/renewal/preview.js';
import type { TermDays } from '../../domain/calendar/term-days.js';
import { AS_IT_IS, type RenewalAsked } from '../../domain/renewal/request.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import { OWN_SYSTEM } from '../../domain/transaction/external-reference.js';

/** A renewal of which nobody has said more. @param name by which whoever asks calls it */
export function renewalAsItIs(
  { record, product }: ChangeableTerm,
  { effectiveDate, expirationDate }: TermDays,
  name: string,
): RenewalAsked {
  return {
    reference: { system: OWN_SYSTEM, id: name },
    policyNumber: record.policyNumber,
    termNumber: record.termNumber,
    product: product.key,
    effectiveDate,
    expirationDate,
    ...AS_IT_IS,
  };
}

/** What such a renewal comes to as the term stands. */
export function previewAsItIs(term: RenewableTerm, noticeRules: NoticeRules): RenewalPreview {
  return previewRenewal(term, AS_IT_IS, noticeRules);
}
