import { z } from 'zod';
import { billingSchema } from '../billing-schema.js';
import { changeFields } from '../mid-term/change-fields.js';
import { postedCharges } from '../mid-term/posted-charges.js';
import { workbookSchema } from '../new-business/submission-schema.js';
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

export const renewalRequestSchema = z
  .strictObject({
    ...changeFields,
    ...renewalFields,
    advanceTo: changeFields.advanceTo.default('completed').meta({
      description:
        '`completed`, the default, goes on by its days; `quoted` waits to be accepted before it is offered or bound.',
    }),
    workbook: workbookSchema
      .optional()
      .meta({ description: 'For a product that is rated from a workbook.' }),
    billing: billingSchema
      .omit({ upFrontPayments: true })
      .optional()
      .meta({ description: 'As billing bills the old term now, unless said.' }),
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
