import { z } from 'zod';
import { EVENT_TYPES, type EventType } from '../../domain/events/event.js';

export const EVENT_TYPE_NAMES = Object.keys(EVENT_TYPES) as [EventType, ...EventType[]];

const instant = () => z.string().meta({ format: 'date-time' });
const day = () => z.string().meta({ format: 'date' });

const amountSchema = z
  .strictObject({
    amount: z.string().meta({ pattern: '^-?\\d+\\.\\d{2}$', examples: ['1250.00'] }),
    currency: z
      .string()
      .nullable()
      .meta({ description: 'ISO 4217; null where no billing system bills.' }),
  })
  .meta({ id: 'EventAmount' });

const of = {
  id: z.string().meta({ description: 'Of the transaction or term: its workflow id.' }),
  policyNumber: z.string().nullable(),
  termNumber: z.int().nullable().meta({ description: 'Of a new policy null.' }),
  product: z.string().nullable(),
  links: z.strictObject({ self: z.string() }),
};

const transactionDataSchema = z
  .strictObject({
    ...of,
    kind: z.string(),
    externalSystem: z.string(),
    externalId: z.string(),
    effectiveDate: day(),
    state: z.string(),
    quoteState: z.string().nullable(),
    heldAt: z.string().nullable(),
    goesOnAt: instant().nullable().meta({
      format: 'date-time',
      description: 'When it goes on by itself; null where that is for somebody to say.',
    }),
    total: amountSchema.nullable(),
    stopped: z
      .strictObject({
        step: z.string(),
        cause: z.string(),
        field: z.string().nullable(),
        since: instant(),
      })
      .nullable()
      .meta({ description: 'The step that was stopped; its reason is at `links.self`.' }),
    failure: z.string().nullable().meta({ description: 'Why it came to nothing, as a code.' }),
    offer: z
      .strictObject({
        offerId: z.string(),
        payableUntil: instant().nullable(),
        paymentId: z.string().nullable(),
        paid: amountSchema.nullable(),
      })
      .nullable()
      .meta({ description: 'Of `renewal.offered` and `renewal.paid`.' }),
  })
  .meta({ id: 'TransactionEventData' });

const termDataSchema = z
  .strictObject({
    ...of,
    policyNumber: z.string(),
    termNumber: z.int(),
    status: z.string(),
    isConfirmed: z.boolean(),
    transaction: z.string().nullable().meta({ description: 'Id of what changed the term.' }),
    effectiveDate: day().nullable().meta({
      format: 'date',
      description: 'From which day the change holds.',
    }),
    payment: z
      .strictObject({ paymentId: z.string(), ...amountSchema.shape, result: z.string() })
      .nullable(),
    missing: amountSchema
      .nullable()
      .meta({ description: 'Until the term is confirmed; null where nothing is billed.' }),
  })
  .meta({ id: 'TermEventData' });

const taskDataSchema = z
  .strictObject({
    ...of,
    task: z.string().meta({ description: 'Its key. What it says is at `links.self`.' }),
    code: z.string().nullable(),
    since: instant().nullable(),
    due: day().nullable(),
  })
  .meta({ id: 'TaskEventData' });

/** An event, as the feed answers it. */
export const cloudEventSchema = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z.string().meta({
      description: 'The same whenever and however often the event comes.',
      examples: ['evt_0bQx3nS2yq1VfK7mWc8ZtA'],
    }),
    source: z.string().meta({ description: 'Address of the transaction or term.' }),
    type: z.enum(EVENT_TYPE_NAMES).meta({
      description: Object.entries(EVENT_TYPES)
        .map(([type, when]) => `\`${type}\`: ${when}`)
        .join(' '),
    }),
    subject: z
      .string()
      .optional()
      .meta({ description: 'Policy number; absent while there is none.' }),
    time: instant(),
    datacontenttype: z.literal('application/json'),
    sequence: z.string().meta({
      pattern: '^\\d{12,}$',
      description: 'Place in the order of all events.',
    }),
    data: z.union([transactionDataSchema, termDataSchema, taskDataSchema]),
  })
  .meta({ id: 'CloudEvent' });
