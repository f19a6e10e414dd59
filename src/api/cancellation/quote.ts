import { civilDateIn } from '../../domain/calendar/time-zone.js';
import {
  previewCancellation,
  type CancellationPreview,
} from '../../domain/cancellation/preview.js';
import type { CancellationAsked } from '../../domain/cancellation/request.js';
import { quotedChange } from '../../domain/mid-term/quote-digest.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import type { ChangeQuote } from '../changes/begin-change.js';
import type { ApiContext } from '../context.js';

/** What a cancellation would do to a term as it stands: the same for whoever looks and for whoever asks for it. */
export function quoteCancellation(
  term: ChangeableTerm,
  asked: Omit<CancellationAsked, keyof ChangeRequest>,
  { noticeRules, today }: Pick<ApiContext, 'noticeRules' | 'today'>,
): CancellationPreview & ChangeQuote {
  const preview = previewCancellation(
    term,
    asked,
    term.product,
    noticeRules,
    civilDateIn(term.product.timeZone, today()),
  );
  const { day, charges } = preview;
  return { ...preview, change: day && charges && quotedChange(day.date, charges.rows) };
}
