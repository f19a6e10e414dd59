import { z } from 'zod';
import { formatCents } from '../../domain/money/cents.js';
import type { TermReturn } from '../../domain/policy-term/state.js';
import type { ChargedLayer } from '../../domain/premium/charged-term.js';
import type { MinimumEarned } from '../../domain/premium/minimum-earned.js';
import { CANCELLATION_METHODS } from '../../domain/premium/short-rate.js';
import { chargeAnswer, chargeSchema } from './charge-answer.js';

const civilDay = () => z.string().meta({ format: 'date' });

const minimumSchema = z
  .union([
    z.strictObject({ share: z.string().meta({ pattern: '^\\d+\\.\\d{2}%$' }) }),
    z.strictObject({ amount: z.string().meta({ pattern: '^\\d+\\.\\d{2}$' }) }),
  ])
  .nullable()
  .meta({ description: 'The least that was kept of the premium, as product files have it.' });

/** What one transaction charged. */
export const layerSchema = z
  .strictObject({
    transaction: z.string(),
    kind: z.enum(['bind', 'endorsement', 'reinstatement']),
    effectiveDate: civilDay().meta({ description: 'From here to the end of the term.' }),
    charges: z.array(chargeSchema),
  })
  .meta({ id: 'TermLayer' });

/** What one cancellation gave back. */
export const returnSchema = z
  .strictObject({
    transaction: z.string(),
    effectiveDate: civilDay(),
    method: z.enum(CANCELLATION_METHODS),
    minimumEarned: minimumSchema,
    charges: z.array(chargeSchema),
  })
  .meta({ id: 'TermReturn' });

export function layerAnswer({
  transaction,
  kind,
  effectiveDate,
  booked,
}: ChargedLayer): z.infer<typeof layerSchema> {
  return { transaction, kind, effectiveDate, charges: booked.map(chargeAnswer) };
}

export function returnAnswer({
  transaction,
  effectiveDate,
  terms,
  booked,
}: TermReturn): z.infer<typeof returnSchema> {
  return {
    transaction,
    effectiveDate,
    method: terms.method,
    minimumEarned: minimumAnswer(terms.minimum),
    charges: booked.map(chargeAnswer),
  };
}

function minimumAnswer(minimum: MinimumEarned | null): z.infer<typeof minimumSchema> {
  if (minimum === null) return null;
  return minimum.kind === 'share'
    ? { share: `${formatCents(minimum.basisPoints)}%` }
    : { amount: formatCents(minimum.amountCents) };
}
