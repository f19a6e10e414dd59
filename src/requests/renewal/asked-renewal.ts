import { parseCents } from '../../domain/money/cents.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import type { PostedCharges } from '../mid-term/posted-charges.js';
import type { PostedRenewal } from './renewal-schema.js';

/** A renewal as it was posted, as the workflow and its preview take it. */
export function askedRenewal(
  posted: Partial<Pick<PostedRenewal, 'premium' | 'workbook' | 'billing' | 'start' | 'days'>>,
): Omit<RenewalAsked, keyof ChangeRequest> {
  const { premium, workbook = null, billing, start = 'now', days = {} } = posted;
  return {
    isScheduled: start === 'leadTime',
    premium: premium ? premiumOf(premium) : null,
    workbook,
    billing: billing ? choicesOf(billing) : null,
    moved: withoutUndefined(days),
  };
}

function premiumOf(posted: PostedCharges): RenewalAsked['premium'] {
  return posted.map(({ amount, ...charge }) => ({
    ...charge,
    amountCents: parseCents(amount) ?? 0,
  }));
}

function choicesOf({
  addedFees,
  ...codes
}: NonNullable<PostedRenewal['billing']>): NonNullable<RenewalAsked['billing']> {
  return {
    ...withoutUndefined(codes),
    ...(addedFees === undefined ? {} : { addedFeesCents: parseCents(addedFees) ?? 0 }),
  };
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== undefined),
  ) as Defined<T>;
}
