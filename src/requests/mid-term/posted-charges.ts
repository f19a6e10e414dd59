import { z } from 'zod';
import { text, usState } from '../text-fields.js';

const MOST_CHARGES = 200;
const named = { line: text(100), charge: text(100), state: usState() };

/** Charges as somebody posts them who wants a policy changed. @param ofAmount which amounts are taken */
export function postedCharges<Amount extends z.ZodType<string>>(ofAmount: Amount) {
  return z.array(z.strictObject({ ...named, amount: ofAmount })).max(MOST_CHARGES);
}

export type PostedCharges = z.output<ReturnType<typeof postedCharges>>;
