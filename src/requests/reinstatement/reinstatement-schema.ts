import { z } from 'zod';
import { changeFields } from '../mid-term/change-fields.js';
import { civilDate } from '../text-fields.js';

/** From when a term comes back: the same for the preview and for the reinstatement itself. */
export const reinstatementFields = {
  effectiveDate: civilDate().optional().meta({
    description:
      'First day of cover again; the day of the cancellation unless said, as if it had never been.',
  }),
};

export const reinstatementRequestSchema = z
  .strictObject({ ...changeFields, ...reinstatementFields })
  .meta({ id: 'ReinstatementRequest' });

export type PostedReinstatement = z.output<typeof reinstatementRequestSchema>;
