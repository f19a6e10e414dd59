import type { PremiumCharge } from '../../domain/new-business/submission.js';

/** Names the booking of one charge in `Writes`: a different amount is a different write. */
export function premiumKey(charge: PremiumCharge): string {
  return `premium:${charge.line}:${charge.charge}:${charge.state}:${charge.amountCents}`;
}
