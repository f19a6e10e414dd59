/** Why billing has no say, and where the mistake may lie. */
export const NEVER_CONFIRMED_BY_BILLING = {
  offer:
    "of the offer flow, which is confirmed by paying the offer. Check the product's flow in billing.",
  notBilled:
    'that no billing system bills, and which its bind confirmed. Find out which term was meant.',
} as const;
