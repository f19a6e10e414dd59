import { z } from 'zod';
import { REFUSALS, type Refusal, type RefusalCode } from '../../domain/machine/refusals.js';

const codes = Object.keys(REFUSALS) as RefusalCode[];

/** One reason why the business refuses something. */
export const refusalSchema = z
  .strictObject({
    code: z.enum(codes),
    field: z.string(),
    found: z.string(),
    allowed: z.string(),
    text: z.string(),
  })
  .meta({ id: 'Refusal' });

/** Of a preview. */
export const refusalsSchema = z.array(refusalSchema).meta({
  description:
    'Everything that stands against the change as it is now, all at once; empty: it could be begun.',
});

export function refusalsAnswer(refusals: readonly Refusal[]): z.infer<typeof refusalsSchema> {
  return refusals.map(({ code, field, found, allowed, text }) => ({
    code,
    field,
    found,
    allowed,
    text,
  }));
}
