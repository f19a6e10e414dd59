import { z } from 'zod';
import { NOTICE_RECIPIENTS } from '../../domain/notice/notice-days.js';
import { by, reason } from '../../requests/correction-schema.js';
import { civilDate, instant, text } from '../../requests/text-fields.js';

const who = () =>
  by()
    .optional()
    .meta({ description: 'Who acts; kept for the audit. The client of the API unless said.' });

const MOST_LETTERS = 100;

/** It shall not happen. */
export const withdrawalSchema = z
  .strictObject({ by: who(), reason: reason() })
  .meta({ id: 'Withdrawal' });

/** The notice is out. */
export const recordedNoticeSchema = z
  .strictObject({
    by: who(),
    proof: z.strictObject({
      sent: z
        .tuple([letter()], letter())
        .refine(
          (letters) => letters.length <= MOST_LETTERS,
          `has too many entries; use at most ${MOST_LETTERS}`,
        )
        .meta({
          description: 'Each letter that went out; the notice counts from the last of them.',
        }),
    }),
  })
  .meta({ id: 'RecordedNotice' });

function letter() {
  return z
    .strictObject({
      to: z.enum(NOTICE_RECIPIENTS),
      on: civilDate().meta({ description: 'Day of mailing, in the zone of the policy.' }),
      reference: text(200).meta({
        description: 'Of the proof of mailing, where the letters are kept; no names.',
        examples: ['USPS-9407-1000'],
      }),
    })
    .meta({ id: 'NoticeLetter' });
}

/** It shall hold from another day, or be booked on another. */
export const reschedulingSchema = z
  .strictObject({
    by: who(),
    reason: reason(),
    effectiveDate: civilDate().optional().meta({ description: 'From which day it shall hold.' }),
    processOn: civilDate()
      .optional()
      .meta({ description: 'On which day it is booked, whichever day it holds from.' }),
  })
  .refine(
    ({ effectiveDate, processOn }) => effectiveDate !== undefined || processOn !== undefined,
    { path: ['effectiveDate'], error: 'and processOn are both missing; give one of them or both' },
  )
  .meta({ id: 'Rescheduling' });

/** What was past due is paid, or forgiven. */
export const rescindingSchema = z
  .strictObject({
    by: who(),
    reason: reason(),
    receivedAt: instant().optional().meta({
      description: 'When the money was received, which decides; now unless said.',
    }),
  })
  .meta({ id: 'Rescinding' });

/** A person decides what was referred. */
export const decisionSchema = z
  .strictObject({
    by: who(),
    reason: reason(),
    decision: z.enum(['approve', 'decline']),
  })
  .meta({ id: 'Decision' });
