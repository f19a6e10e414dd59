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
        .array(letter())
        .min(1, 'is empty; give each letter that went out')
        .max(MOST_LETTERS, `has too many entries; use at most ${MOST_LETTERS}`)
        // As its length says.
        .transform((letters) => letters as [Letter, ...Letter[]])
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
      on: civilDate().meta({
        description:
          'Day of mailing, in the zone of the policy; of a notice of non-renewal one that has come.',
      }),
      reference: text(200).meta({
        description: 'Of the proof of mailing, where the letters are kept; no names.',
        examples: ['USPS-9407-1000'],
      }),
    })
    .meta({ id: 'NoticeLetter' });
}

type Letter = z.output<ReturnType<typeof letter>>;

const DAYS = [
  'effectiveDate',
  'processOn',
  'startOn',
  'offerOn',
  'issueOn',
  'payableUntil',
] as const;

/** It shall hold from another day, be booked on another, or go on on another. */
export const reschedulingSchema = z
  .strictObject({
    by: who(),
    reason: reason(),
    effectiveDate: civilDate().optional().meta({ description: 'From which day it shall hold.' }),
    processOn: civilDate()
      .optional()
      .meta({ description: 'On which day it is booked, whichever day it holds from.' }),
    startOn: civilDate()
      .optional()
      .meta({ description: 'Of a renewal: on which day it is quoted.' }),
    offerOn: civilDate()
      .optional()
      .meta({ description: 'Of a renewal: on which day its offer goes out.' }),
    issueOn: civilDate()
      .optional()
      .meta({ description: 'Of a renewal: on which day its term is bound.' }),
    payableUntil: civilDate()
      .optional()
      .meta({ description: 'Of a renewal: the last day on which its offer can be paid.' }),
  })
  .refine((sent) => DAYS.some((day) => sent[day] !== undefined), {
    path: ['effectiveDate'],
    params: { code: 'missing' },
    error: `and all other days are missing; give one of ${DAYS.join(', ')}`,
  })
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

/** What a task asked for is done. */
export const settlingSchema = z
  .strictObject({
    by: who(),
    reason: reason(),
    task: text(100).meta({ description: '`key` of the task.', examples: ['lateMoney'] }),
  })
  .meta({ id: 'SettledChangeTask' });

/** A person decides what was referred. */
export const decisionSchema = z
  .strictObject({
    by: who(),
    reason: reason(),
    decision: z.enum(['approve', 'decline']),
  })
  .meta({ id: 'Decision' });
