import { z } from 'zod';
import { by, reason } from '../correction-schema.js';
import { changeFields } from '../mid-term/change-fields.js';
import { postedCharges, type PostedCharges } from '../mid-term/posted-charges.js';
import { amount, civilDate, signedAmount } from '../text-fields.js';

const figureFields = {
  fullTerm: postedCharges(amount()).min(1).optional().meta({
    description:
      'All charges that the whole term would have, had it been so from the start; what is left of the difference is charged or given back.',
  }),
  asGiven: postedCharges(signedAmount()).optional().meta({
    description:
      'Instead: what is to be booked, as it is; empty for a change without premium. With fullTerm beside it the whole term has those figures from then on; else they move by what the amounts come to over the whole term.',
  }),
};

/** What a change charges, as it is posted; one of the two at the least. */
export interface PostedFigures {
  readonly fullTerm?: PostedCharges | undefined;
  readonly asGiven?: PostedCharges | undefined;
}

/** From when a policy is changed, and what that charges: the same for the preview and for the endorsement itself. */
export const endorsementFields = {
  effectiveDate: civilDate().meta({ description: 'First day of the change.' }),
  ...figureFields,
};

export function hasFigures({ fullTerm, asGiven }: PostedFigures): boolean {
  return fullTerm !== undefined || asGiven !== undefined;
}

export const NO_FIGURES = {
  path: ['fullTerm'],
  params: { code: 'missing' },
  error:
    'and asGiven are both missing; give the figures of the whole term, or the amounts to book, which may be none',
};

export const endorsementRequestSchema = z
  .strictObject({ ...changeFields, ...endorsementFields })
  .refine(hasFigures, NO_FIGURES)
  .meta({ id: 'EndorsementRequest' });

/** Something else is asked for; what is not named stays. */
export const endorsementEditSchema = z
  .strictObject({
    by: by()
      .optional()
      .meta({ description: 'Who acts; kept for the audit. The client of the API unless said.' }),
    reason: reason(),
    revision: z
      .int()
      .min(0)
      .optional()
      .meta({ description: '`revision` that was seen; refused where it is another by now.' }),
    effectiveDate: civilDate().optional().meta({ description: 'First day of the change.' }),
    ...figureFields,
  })
  .refine((edit) => edit.effectiveDate !== undefined || hasFigures(edit), {
    path: ['effectiveDate'],
    params: { code: 'missing' },
    error: 'and the figures are all missing; give what shall be another',
  })
  .meta({ id: 'EndorsementEdit' });
