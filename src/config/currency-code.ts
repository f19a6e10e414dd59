import { z } from 'zod';
import { hasCents } from '../domain/money/currency.js';

/** A currency whose amounts everything here can carry. */
export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be a currency of three capital letters such as USD')
  .refine(hasCents, 'must be a currency whose amounts have two decimals');
