import { z } from 'zod';
import { changeFields } from '../mid-term/change-fields.js';
import { submissionRequestSchema } from '../new-business/submission-schema.js';
import { civilDate } from '../text-fields.js';

/** How a policy is rewritten: the same for the preview and for the rewrite itself. */
export const rewriteFields = {
  kind: z.enum(['fullTerm', 'remainder', 'newTerm']).meta({
    description:
      '`fullTerm`: in full from its start; `remainder`: for what remains of the term; `newTerm`: for a fresh term of its own.',
  }),
  cancelledOn: civilDate().optional().meta({
    description:
      'From when the old term ends; today in the zone of the product unless said. Not used for `fullTerm`, nor for a term that is cancelled already.',
  }),
  start: civilDate().optional().meta({
    description: 'First day of the new term; without a gap unless said.',
  }),
};

/** What takes the place of the term: what a submission says, but for what follows from the rewrite itself. */
const newTermSchema = submissionRequestSchema
  .omit({
    externalSystem: true,
    externalId: true,
    effectiveDate: true,
    expirationDate: true,
    workbook: true,
    advanceTo: true,
  })
  .meta({
    id: 'NewTerm',
    description:
      'The new term as a submission, its premium that of the whole old term, of `newTerm` its own. Products that are priced from a workbook cannot be rewritten.',
  });

export const rewriteRequestSchema = z
  .strictObject({ ...changeFields, ...rewriteFields, newTerm: newTermSchema })
  .meta({ id: 'RewriteRequest' });

export type PostedRewrite = z.output<typeof rewriteRequestSchema>;
