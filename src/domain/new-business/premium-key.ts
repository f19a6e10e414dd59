import type { PremiumCharge } from '../premium/premium-charge.js';

/** Names the booking of one charge among the writes: a different amount is a different write. */
export function premiumKey(charge: PremiumCharge): string {
  return `premium:${charge.line}:${charge.charge}:${charge.state}:${charge.amountCents}`;
}
