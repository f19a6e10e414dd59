import { z } from 'zod';
import { CANCELLATION_REASONS } from '../../domain/notice/cancellation-reason.js';
import { externalId } from '../../requests/mid-term/change-fields.js';
import { civilDate, instant, text } from '../../requests/text-fields.js';
import { inBodyToo, transactionId } from '../terms/message-schema.js';

/** Billing asks for a cancellation in the name of the insurer. */
export const beginCancellationSchema = z
  .object({
    ...inBodyToo(),
    transactionId: externalId().meta({
      description:
        "Billing's own id; the cancellation has it as its `requestId`, so that a repeat is the same cancellation.",
      examples: ['NONPAY-4711'],
    }),
    reason: z.enum(CANCELLATION_REASONS).default('nonPayment'),
    effectiveDate: civilDate().optional().meta({
      description: 'From which day it shall hold; as early as the law allows unless said.',
    }),
    recalculate: z.boolean().default(false).meta({
      description:
        'Whether a day that the law does not allow yet becomes the first one that it allows; else it is refused. Without a day there is nothing to refuse.',
    }),
    description: text(200).optional().meta({ description: 'Without personal data.' }),
  })
  .meta({ id: 'BeginCancellation' });

/** Which cancellation billing means. */
const meant = () => ({
  ...inBodyToo(),
  transactionId: transactionId(),
  requestId: externalId()
    .optional()
    .meta({
      description:
        'Of the cancellation, where it is known; else the one that is pending or under way on the term.',
      examples: ['NONPAY-4711'],
    }),
});

/** It shall hold from another day. */
export const rescheduleCancellationSchema = z
  .object({
    ...meant(),
    effectiveDate: civilDate()
      .optional()
      .meta({ description: 'The first day that the notice allows unless said.' }),
    reason: text(500).default('Rescheduled by billing'),
  })
  .meta({ id: 'RescheduleCancellation' });

/** It shall not happen. */
export const rescindCancellationSchema = z
  .object({
    ...meant(),
    receivedAt: instant().optional().meta({
      description: 'When the money was received, which decides; now unless said.',
    }),
    reason: text(500).default('Rescinded by billing'),
  })
  .meta({ id: 'RescindCancellation' });
