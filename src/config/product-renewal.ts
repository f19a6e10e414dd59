import { z } from 'zod';
import type { RenewalRules } from '../domain/product/renewal.js';

const FLOWS = ['bindAndCancel', 'offer', 'confirmed'] as const;
const MOST_DAYS = 400;

const days = (least = 0) =>
  z.int().min(least, `must be at least ${least}`).max(MOST_DAYS, `must be at most ${MOST_DAYS}`);

/** The block `renewal` of a product file. */
export const productRenewal = z
  .strictObject({
    flow: z
      .enum(FLOWS, { error: 'must be bindAndCancel, offer or confirmed' })
      .default('bindAndCancel'),
    startsByItself: z.boolean().default(true),
    practiceDays: days().default(10),
    concurrencyDays: days().default(5),
    recheckDaysBefore: z
      .array(days(1))
      .max(10, 'must have at most 10 entries')
      .refine(isFalling, 'must name each day once, the earliest first, such as [80, 75]')
      .default([80, 75]),
    issueDaysBefore: days().default(30),
    offerDaysBefore: days().default(45),
    offerPayableDays: days(-MOST_DAYS).default(0),
    premium: z
      .enum(['expiring', 'given'], { error: 'must be expiring or given' })
      .default('expiring'),
    lateDays: days(1).nullable().default(null),
  })
  .refine(
    ({ flow, offerDaysBefore, offerPayableDays }) =>
      flow !== 'offer' || -offerPayableDays < offerDaysBefore,
    {
      path: ['offerPayableDays'],
      error: 'must lie after the day of the offer: an offer is paid after it is sent',
    },
  )
  .transform((read): RenewalRules => read);

function isFalling(list: readonly number[]): boolean {
  return list.every((day, at) => at === 0 || day < (list[at - 1] ?? 0));
}
