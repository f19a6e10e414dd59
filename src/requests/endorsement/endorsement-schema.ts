import { z } from 'zod';
import type { RatingWorkbook } from '../../domain/premium/rating-workbook.js';
import { changeFields, editFields } from '../mid-term/change-fields.js';
import { postedCharges, type PostedCharges } from '../mid-term/posted-charges.js';
import { addOnsSchema, riskSchema, workbookSchema } from '../new-business/submission-schema.js';
import type { Risk } from '../../domain/new-business/submission.js';
import { amount, civilDate, signedAmount } from '../text-fields.js';

const priceFields = {
  fullTerm: postedCharges(amount()).min(1).optional().meta({
    description:
      'All charges that the whole term would have, had it been so from the start; what is left of the difference is charged or given back.',
  }),
  asGiven: postedCharges(signedAmount()).optional().meta({
    description:
      'Instead: what is to be booked, as it is; empty for a change without premium. With fullTerm beside it the whole term has those figures from then on; else they move by what the amounts come to over the whole term.',
  }),
  workbook: workbookSchema.optional().meta({
    description:
      'For a product that is rated from one, which takes no figures: the policy as it shall be. The policy system rates it, and says what is left to charge.',
  }),
};

const riskFields = {
  risk: riskSchema().optional().meta({
    description:
      'For a product with a rate plan, which takes no figures of the whole term: the risk as it shall be. What is left of the difference is charged or given back, by the taxes of the first day of the term.',
  }),
  addOns: addOnsSchema().optional().meta({ description: 'Together with the risk.' }),
};

/** From what it is told what a change charges, as it is posted; one of them at the least. */
export interface PostedPrice {
  readonly fullTerm?: PostedCharges | undefined;
  readonly asGiven?: PostedCharges | undefined;
  readonly workbook?: RatingWorkbook | undefined;
  readonly risk?: Risk | undefined;
  readonly addOns?: readonly string[] | undefined;
}

/** From when a policy is changed, and what that charges: the same for the preview and for the endorsement itself. */
export const endorsementFields = {
  effectiveDate: civilDate().meta({ description: 'First day of the change.' }),
  ...priceFields,
  ...riskFields,
};

export function hasPrice({ fullTerm, asGiven, workbook, risk, addOns }: PostedPrice): boolean {
  return [fullTerm, asGiven, workbook, risk, addOns].some((one) => one !== undefined);
}

export const NO_PRICE = {
  path: ['fullTerm'],
  params: { code: 'missing' },
  error:
    ', asGiven, workbook and risk are all missing; give the figures of the whole term, or the amounts to book, which may be none, or for a product that is rated the workbook or the risk',
};

export const endorsementRequestSchema = z
  .strictObject({ ...changeFields, ...endorsementFields })
  .refine(hasPrice, NO_PRICE)
  .meta({ id: 'EndorsementRequest' });

/** Something else is asked for; what is not named stays. */
export const endorsementEditSchema = z
  .strictObject({
    ...editFields,
    effectiveDate: civilDate().optional().meta({ description: 'First day of the change.' }),
    ...priceFields,
    ...riskFields,
  })
  .refine((edit) => edit.effectiveDate !== undefined || hasPrice(edit), {
    path: ['effectiveDate'],
    params: { code: 'missing' },
    error: ', the figures, the workbook and the risk are all missing; give what shall be another',
  })
  .meta({ id: 'EndorsementEdit' });
