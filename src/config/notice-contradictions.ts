import { civilDateIn } from '../domain/calendar/time-zone.js';
import { isRefusal } from '../domain/machine/refusals.js';
import { leadTime, type NoticeQuestion } from '../domain/notice/lead-time.js';
import { NOTICE_CATEGORIES, type NoticeRules } from '../domain/notice/notice-rows.js';
import type { Product } from '../domain/product/product.js';

/** Every notice that may have to be given of a policy. */
const NOTICES: readonly Pick<NoticeQuestion, 'action' | 'category'>[] = [
  ...NOTICE_CATEGORIES.map((category) => ({ action: 'cancel', category }) as const),
  { action: 'nonRenew', category: null },
];

/**
 * The notices of a product, sold now, for which there is no row: a policy that nobody could ever end as the law wants it.
 *
 * @returns a sentence each
 */
export function noticeContradictions(
  { states, notice, timeZone }: Product,
  rules: NoticeRules,
): readonly string[] {
  const termEffective = civilDateIn(timeZone, new Date());
  const problems = states.flatMap((jurisdiction) =>
    NOTICES.flatMap((asked) =>
      // As new business on its first day, and as a renewal.
      [0, null].flatMap((daysInForce) => {
        const found = leadTime(rules, {
          ...asked,
          ...notice,
          jurisdiction,
          termEffective,
          daysInForce,
        });
        return isRefusal(found) ? [`states: ${jurisdiction}: ${found.text}`] : [];
      }),
    ),
  );
  return [...new Set(problems)];
}
