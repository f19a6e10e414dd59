import { z } from 'zod';
import { billingSchema } from '../billing-schema.js';
import { changeFields, editFields } from '../mid-term/change-fields.js';
import { postedCharges } from '../mid-term/posted-charges.js';
import { addOnsSchema, riskSchema, workbookSchema } from '../new-business/submission-schema.js';
import { amount, civilDate } from '../text-fields.js';

/** Days of a renewal that somebody may move; the others follow from the product. */
export const movedDays = {
  startOn: civilDate().optional().meta({ description: 'On which day a renewal is quoted.' }),
  offerOn: civilDate().optional().meta({ description: 'On which day its offer goes out.' }),
  issueOn: civilDate().optional().meta({ description: 'On which day its term is bound.' }),
  payableUntil: civilDate()
    .optional()
    .meta({ description: 'The last day on which its offer can be paid.' }),
};

/** How the next term is made: the same for the preview and for the renewal itself. */
export const renewalFields = {
  premium: postedCharges(amount()).min(1).optional().meta({
    description:
      'What the new term costs, charge by charge; by the rule of the product unless said. Never what billing booked before.',
  }),
};

/** How it is made beside its charges; a preview needs neither. */
const othersFields = {
  workbook: workbookSchema
    .optional()
    .meta({ description: 'For a product that is rated from a workbook.' }),
  billing: billingSchema
    .omit({ upFrontPayments: true })
    .optional()
    .meta({ description: 'As billing bills the old term now, unless said.' }),
};

/** By what the rate plan of a product rates the next term, where that is asked for. */
export const renewalRiskFields = {
  risk: riskSchema().optional().meta({
    description:
      'For a product with a rate plan, instead: the risk of the new term. The plan, and the taxes of its first day, come to what it costs.',
  }),
  addOns: addOnsSchema().optional().meta({ description: 'Together with the risk.' }),
};

export const renewalRequestSchema = z
  .strictObject({
    ...changeFields,
    ...renewalFields,
    ...renewalRiskFields,
    advanceTo: changeFields.advanceTo.default('completed').meta({
      description:
        '`completed`, the default, goes on by its days; `quoted` waits to be accepted before it is offered or bound.',
    }),
    ...othersFields,
    start: z.enum(['now', 'leadTime']).default('now').meta({
      description: '`now` quotes at once; `leadTime` waits for the day that the product says.',
    }),
    days: z
      .strictObject(movedDays)
      .optional()
      .meta({ description: 'Days that are not those of the product.' }),
  })
  .meta({ id: 'RenewalRequest' });

export type PostedRenewal = z.output<typeof renewalRequestSchema>;

/** Something else is asked for; what is not named stays. */
export const renewalEditSchema = z
  .strictObject({
    ...editFields,
    ...renewalFields,
    ...renewalRiskFields,
    ...othersFields,
  })
  .refine(
    ({ premium, workbook, risk, addOns, billing }) =>
      [premium, workbook, risk, addOns, billing].some((one) => one !== undefined),
    {
      path: ['premium'],
      params: { code: 'missing' },
      error: ', workbook, risk and billing are all missing; give what shall be another',
    },
  )
  .meta({ id: 'RenewalEdit' });
