import { z } from 'zod';
import { CANCELLATION_REASONS } from '../../domain/notice/cancellation-reason.js';
import { by, reason } from '../correction-schema.js';
import { changeFields } from '../mid-term/change-fields.js';
import { civilDate } from '../text-fields.js';

/** Who cancels, why and from when: the same for the preview and for the cancellation itself. */
export const cancellationFields = {
  source: z.enum(['insured', 'insurer']).meta({
    description: 'Who ends the policy; billing asks in the name of the insurer.',
  }),
  reason: z.enum(CANCELLATION_REASONS),
  receivedOn: civilDate().optional().meta({
    description:
      'Day on which the request came in, or on which the notice goes out; today in the zone of the product unless said.',
  }),
  requestedOn: civilDate().optional().meta({
    description: 'From which day it shall hold; as early as the law allows unless said.',
  }),
  processOn: z
    .union([z.literal('now'), civilDate()])
    .optional()
    .meta({
      description:
        'When it is booked, whichever day it holds from: `now`, or a day. Unless said on the day from which it holds, and as many days later as the product holds cancellations back. Nothing is booked before a notice that is needed.',
    }),
  flat: z.boolean().default(false).meta({
    description: 'Everything shall be given back; only the first day of the term allows that.',
  }),
  leniency: z
    .strictObject({
      proRata: z.boolean().default(false),
      withoutMinimum: z.boolean().default(false),
      by: by(),
      reason: reason(),
    })
    .optional()
    .meta({
      id: 'Leniency',
      description:
        'A person gives back more than the rules do: by days alone, or without the minimum.',
    }),
};

export const cancellationRequestSchema = z
  .strictObject({ ...changeFields, ...cancellationFields })
  .meta({ id: 'CancellationRequest' });

export type PostedCancellation = z.output<typeof cancellationRequestSchema>;
