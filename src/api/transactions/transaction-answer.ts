import type { ResponseConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { QUOTE_STATES } from '../../domain/quote/quote.js';
import { CHANGE_ACTS, type ChangeAct } from '../../domain/transaction/change-acts.js';
import {
  MILESTONES,
  STEPS,
  TRANSACTION_KINDS,
  TRANSACTION_STATES,
} from '../../domain/transaction/kinds.js';
import { answer } from '../route.js';
import { changeAnswerSchema } from './change-answer.js';
import { quoteAnswerSchema } from './quote-answer.js';

/** Codes of `failure`: the domain's own, and those of a workflow that was ended in Temporal rather than by Bindery. */
const FAILURE_CODES = [
  'abandoned',
  'conflict',
  'discarded',
  'expired',
  'refused',
  'terminated',
  'cancelled',
  'timedOut',
  'crashed',
] as const;

const instant = () => z.string().meta({ format: 'date-time' });
const civilDay = () => z.string().meta({ format: 'date' });
const amount = () =>
  z
    .string()
    .nullable()
    .meta({ pattern: '^-?\\d+\\.\\d{2}$', examples: ['5000.00'] });

const writeInDoubtSchema = z
  .strictObject({
    write: z.string().meta({ description: 'Names it in `outcome.write` of a correction.' }),
    what: z.string().meta({ description: 'What it is, a charge with line, state and amount.' }),
    where: z.string().meta({ description: 'Where to look for it: system, and GUID or number.' }),
    made: z
      .string()
      .nullable()
      .meta({ description: 'What `outcome.made` must name when it is there; null for nothing.' }),
  })
  .meta({ id: 'WriteInDoubt', description: 'A write that may have happened.' });

const attentionSchema = z
  .strictObject({
    step: z.enum(STEPS),
    cause: z.enum(['rejected', 'contractBroken', 'outage', 'unknownOutcome']),
    field: z
      .string()
      .nullable()
      .meta({ description: 'Part of the submission at fault, such as `producer.contactGuid`.' }),
    reason: z.string(),
    remedy: z.string(),
    inDoubt: z.array(writeInDoubtSchema).readonly().meta({
      description: 'Every write that may have happened and is not settled; empty when none is.',
    }),
    since: instant(),
  })
  .meta({
    id: 'Attention',
    description: 'Why the transaction waits for a person, and what helps.',
  });

const failureSchema = z
  .strictObject({ code: z.enum(FAILURE_CODES), reason: z.string() })
  .meta({ id: 'Failure' });

const idsSchema = z
  .strictObject({
    insuredGuid: z.string().nullable(),
    producerContactGuid: z.string().nullable(),
    underwriterGuid: z.string().nullable(),
    submissionGroupGuid: z.string().nullable(),
    quoteGuid: z.string().nullable(),
    quoteOptionGuids: z.array(z.string()),
    controlNumber: z.int().nullable(),
    invoiceNumbers: z.array(z.int()),
  })
  .meta({
    id: 'PolicySystemIds',
    description: "The policy system's identifiers, as far as known.",
  });

const stepSchema = z
  .strictObject({
    name: z.enum(STEPS),
    startedAt: instant(),
    finishedAt: instant(),
    outcome: z.string(),
  })
  .meta({ id: 'Step' });

const correctionSchema = z
  .strictObject({
    at: instant(),
    by: z.string(),
    reason: z.string(),
    fields: z.array(z.string()),
    word: z.string().nullable().meta({
      description:
        'What was said of a write in doubt, and whether the policy system or billing could confirm it.',
    }),
  })
  .meta({ id: 'Correction' });

const advanceSchema = z
  .strictObject({ at: instant(), by: z.string(), advanceTo: z.enum(MILESTONES) })
  .meta({ id: 'Advance', description: 'Somebody had it go further, or accepted what it quoted.' });

const money = () => z.string().meta({ pattern: '^-?\\d+\\.\\d{2}$', examples: ['1494.50'] });

const billingSchema = z
  .strictObject({
    accountNumber: z.string(),
    currency: z.string(),
    method: z.enum(['directBill', 'agencyBill']),
    paymentPlan: z.string().meta({ description: "Billing's code of the payment plan." }),
    invoicingPlan: z.string().meta({ description: "Billing's code of the rhythm of invoices." }),
    firstInvoice: money().meta({ description: 'Due first, one-time charges included.' }),
    schedule: z
      .array(
        z.strictObject({
          dueDate: civilDay(),
          kind: z.enum(['downPayment', 'installment']),
          amount: money(),
        }),
      )
      .meta({ description: 'The invoices to come; known before the bind.' }),
    bookingId: z
      .string()
      .nullable()
      .meta({ description: "Billing's number of the booking; null until the term is booked." }),
  })
  .meta({
    id: 'TransactionBilling',
    description:
      'How a billing system bills the term, as agreed with it once the premium is known.',
  });

/** Of changes of a bound term. */
function actLinks() {
  const link = z.string().optional().meta({ description: 'Present while it can be done.' });
  return Object.fromEntries(CHANGE_ACTS.map((act) => [act, link])) as Record<
    ChangeAct,
    typeof link
  >;
}

const linksSchema = z
  .strictObject({
    self: z.string(),
    correct: z
      .string()
      .optional()
      .meta({ description: 'Present while a correction is awaited or possible.' }),
    advance: z
      .string()
      .optional()
      .meta({ description: 'Present while it can be asked to go further.' }),
    accept: z.string().optional().meta({ description: 'Present together with `advance`.' }),
    abandon: z.string().optional().meta({ description: 'Present until the policy is bound.' }),
    ...actLinks(),
    temporalUi: z.string().optional(),
  })
  .meta({ id: 'TransactionLinks' });

/** A transaction as every route answers it. Unknown is null, never absent. */
export const transactionAnswerSchema = z
  .strictObject({
    id: z.string(),
    kind: z.enum(TRANSACTION_KINDS),
    state: z.enum(TRANSACTION_STATES).meta({ description: 'How far the work on it is.' }),
    quoteState: z.enum(QUOTE_STATES).nullable().meta({
      description:
        'How far its quote has come: nothing is bound before `accepted`, and at `issued` everything is done. Null in a list, of what is under way.',
    }),
    advanceTo: z.enum(MILESTONES).meta({ description: 'How far it was asked to go.' }),
    heldAt: z.enum(MILESTONES).nullable().meta({
      description: 'Where it waits to be asked to go further; null while it goes on.',
    }),
    policyNumber: z.string().nullable(),
    waitingFor: z.string().nullable().meta({ description: 'What it waits for, in a sentence.' }),
    needsAttention: z.boolean(),
    attention: attentionSchema.nullable(),
    failure: failureSchema.nullable(),
    externalSystem: z.string(),
    externalId: z.string(),
    product: z.string(),
    effectiveDate: civilDay(),
    expirationDate: civilDay(),
    total: amount().meta({
      description:
        'What the policy costs once rated, premium and fees; of a change what it charges, below zero what it gives back.',
    }),
    premium: amount().meta({ description: 'Without fees that the policy system added.' }),
    fees: amount().meta({ description: 'What the policy system added by itself.' }),
    issuedOn: civilDay().nullable(),
    ids: idsSchema,
    billing: billingSchema
      .nullable()
      .meta({ description: 'Null where the policy system alone bills, and until it is agreed.' }),
    quote: quoteAnswerSchema
      .nullable()
      .meta({ description: 'Of a quote that was steered or underwritten; null of all others.' }),
    change: changeAnswerSchema
      .nullable()
      .meta({ description: 'Of a change of a bound term; null of what makes one.' }),
    steps: z.array(stepSchema),
    corrections: z.array(correctionSchema),
    advances: z.array(advanceSchema),
    revision: z.int(),
    createdAt: instant().nullable().meta({
      description:
        'When it was begun; one that was taken up after its end in Temporal, when that was. Null in the answer that begins it.',
    }),
    updatedAt: instant().nullable().meta({
      description: 'When something became of it last. Null in lists of what is not over.',
    }),
    links: linksSchema,
  })
  .meta({ id: 'Transaction' });

export const transactionListSchema = z
  .strictObject({
    items: z.array(transactionAnswerSchema).meta({
      description:
        'From the search index alone: `attention`, `premium`, `steps` and the like are empty; follow `links.self` for them.',
    }),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Give it as `cursor` to get the next page; null at the end.' }),
  })
  .meta({ id: 'TransactionList' });

export type TransactionAnswer = z.infer<typeof transactionAnswerSchema>;
export type TransactionList = z.infer<typeof transactionListSchema>;

/** An answer that is a transaction. */
export function transactionResponse(description: string): ResponseConfig {
  return answer(description, transactionAnswerSchema);
}
