import { z } from 'zod';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { equityOfTerm } from '../../domain/premium/equity.js';
import { CANCELLATION_METHODS } from '../../domain/premium/short-rate.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import { askedCancellation } from '../../requests/cancellation/asked-cancellation.js';
import { cancellationFields } from '../../requests/cancellation/cancellation-schema.js';
import { previewRoute } from '../changes/preview-route.js';
import { previewedTermFields } from '../changes/named-term.js';
import { refusalsAnswer, refusalsSchema } from '../changes/refusals-answer.js';
import { amountsAnswer, amountsSchema } from '../changes/worked-answer.js';
import { quoteCancellation } from './quote.js';

const cancellationPreviewSchema = z
  .strictObject({
    ...previewedTermFields,
    ...cancellationFields,
  })
  .meta({ id: 'CancellationPreviewRequest' });

/** What a cancellation would do, and from when. */
export const previewCancellationRoute = previewRoute({
  kind: 'cancellation',
  summary:
    'What a cancellation would give back, from which day at the earliest, and what stands against it',
  body: cancellationPreviewSchema,
  example: {
    policyNumber: 'CGL-2027-000001',
    source: 'insurer',
    reason: 'nonPayment',
    receivedOn: '2027-06-01',
  },
  shape: {
    effectiveDate: z
      .string()
      .nullable()
      .meta({ format: 'date', description: 'First day without cover; null where it is refused.' }),
    earliestDate: z
      .string()
      .nullable()
      .meta({ format: 'date', description: 'It can be moved, but to no day before this one.' }),
    notice: z
      .strictObject({
        days: z.int().meta({ description: 'Least days from the notice to the cancellation.' }),
        mailingDays: z.int().meta({ description: 'Added where it is mailed.' }),
        row: z.string().meta({ description: 'Row of the notice file that decided.' }),
      })
      .nullable()
      .meta({ description: 'Null where nobody has to be told first.' }),
    method: z.enum(CANCELLATION_METHODS).nullable(),
    elapsedDays: z.int().nullable().meta({ description: 'Days in force before it.' }),
    termDays: z.int().nullable(),
    amounts: amountsSchema.nullable(),
    paidTo: z.string().nullable().meta({
      format: 'date',
      description:
        'First day that the money received does not pay for, taxes and fees paid first; null of a term that no billing system bills, or that is cancelled already.',
    }),
    refusals: refusalsSchema,
  },
  preview: (term, asked, context) => {
    const wanted = askedCancellation(asked, term.product.timeZone, context.today());
    const { day, charges, change, refusals } = quoteCancellation(term, wanted, context);
    const lead = day?.lead ?? null;
    return {
      digest: change?.digest ?? null,
      effectiveDate: day?.date ?? null,
      earliestDate: day?.earliest ?? null,
      notice: lead && { days: lead.minDays, mailingDays: lead.mailingDays, row: lead.row },
      method: charges?.method ?? null,
      elapsedDays: charges?.elapsedDays ?? null,
      termDays: charges?.termDays ?? null,
      amounts: charges && amountsAnswer(charges.rows),
      paidTo: paidTo(term),
      refusals: refusalsAnswer(refusals),
    };
  },
});

function paidTo({ record, charged }: ChangeableTerm): CivilDate | null {
  if (record.isBilled !== true || charged.cancelledOn !== null) return null;
  return equityOfTerm(charged, record.arithmetic.counted).paidTo;
}
