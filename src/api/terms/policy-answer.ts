import { z } from 'zod';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { formatCents, sumCents } from '../../domain/money/cents.js';
import { RENEWAL_DIRECTIONS } from '../../domain/policy-term/renewal-events.js';
import { type CoverPeriod, coverOf } from '../../domain/policy-term/cover.js';
import type { KnownRecord } from '../../temporal/visible-transactions.js';
import type { VisibleTerm } from '../../temporal/visible-terms.js';
import { isEnded } from '../../temporal/visible-transactions.js';
import type { TermRecord } from '../../workflows/policy-term/messages.js';
import { answerOf, type TemporalUi } from '../transactions/answer-of-record.js';
import { transactionAnswerSchema } from '../transactions/transaction-answer.js';
import { layerAnswer, layerSchema, returnAnswer, returnSchema } from './layer-answer.js';
import { termNameSchema, termSummary, termSummarySchema } from './term-answer.js';

const civilDay = () => z.string().meta({ format: 'date' });
const decimal = () => z.string().meta({ pattern: '^-?\\d+\\.\\d{2}$' });

const coverSchema = z
  .strictObject({
    termNumber: z.int(),
    from: civilDay(),
    to: civilDay().meta({ description: 'First day without it.' }),
  })
  .meta({ id: 'Cover' });

const termDetailsSchema = z
  .strictObject({
    product: z.string().nullable(),
    state: z.string().nullable(),
    isConfirmed: z.boolean(),
    effectiveDate: civilDay().nullable(),
    expirationDate: civilDay().nullable(),
    cancelledOn: civilDay().nullable(),
    replacedBy: z.string().nullable(),
    priorTerm: termNameSchema.nullable(),
    nextTerm: termNameSchema.nullable(),
    direction: z.enum(RENEWAL_DIRECTIONS).nullable(),
    currency: z.string().nullable(),
    charged: z
      .strictObject({ total: decimal(), premium: decimal(), taxes: decimal(), fees: decimal() })
      .meta({ description: 'All layers together, returns taken off.' }),
    layers: z.array(layerSchema),
    returns: z.array(returnSchema),
  })
  .meta({ id: 'PolicyTermDetails' });

/** A policy as a person thinks of it. */
export const policyAnswerSchema = z
  .strictObject({
    policyNumber: z.string(),
    isComplete: z.boolean().meta({
      description:
        'Whether a worker answered for everything; else `details` are missing, and what is open is from the search index alone.',
    }),
    isKnownHere: z.boolean().meta({
      description:
        'False of a policy that Bindery did not bind: it is as the policy system and billing have it now, and its term is opened by `sync` or by the first change.',
    }),
    inForce: coverSchema
      .nullable()
      .meta({ description: 'What covers today, in the zone of the product; null for nothing.' }),
    cover: z
      .array(coverSchema)
      .meta({ description: 'When the policy covers, as far as is known, in order.' }),
    pending: z
      .array(
        z
          .strictObject({
            termNumber: z.int().nullable(),
            transaction: z.string().nullable().meta({ description: 'Null of the term itself.' }),
            what: z.string().meta({ description: 'What is awaited, in a sentence.' }),
            until: z.string().nullable().meta({
              format: 'date-time',
              description: 'When it goes on by itself; null where it waits for somebody.',
            }),
          })
          .meta({ id: 'Pending' }),
      )
      .meta({ description: 'What the policy waits for.' }),
    terms: z.array(
      termSummarySchema
        .extend({
          details: termDetailsSchema
            .nullable()
            .meta({ description: 'Null where no worker answered for the term.' }),
        })
        .meta({ id: 'TermOfPolicy' }),
    ),
    transactions: z
      .strictObject({
        open: z.array(transactionAnswerSchema),
        closed: z.array(transactionAnswerSchema),
      })
      .meta({ description: 'Those that are closed are as in the list of transactions.' }),
  })
  .meta({ id: 'Policy' });

/** All that is known of a policy. */
export interface KnownPolicy {
  readonly policyNumber: string;
  /** In the zone of its product. */
  readonly today: CivilDate;
  readonly isComplete: boolean;
  /** Otherwise it was read from the policy system, and no term of it is open. */
  readonly isKnownHere: boolean;
  readonly terms: readonly { readonly visible: VisibleTerm; readonly record: TermRecord | null }[];
  readonly transactions: readonly {
    readonly record: KnownRecord;
    readonly needsAttention: boolean;
  }[];
}

export function policyAnswer(
  { policyNumber, today, isComplete, isKnownHere, terms, transactions }: KnownPolicy,
  ui: TemporalUi | undefined,
): z.infer<typeof policyAnswerSchema> {
  const cover = terms.flatMap(({ record }) => (record ? coverOfTerm(record) : []));
  const answers = (isOver: boolean) =>
    transactions
      .filter(({ record }) => isEnded(record) === isOver)
      .map(({ record, needsAttention }) => answerOf(record, ui, needsAttention));
  return {
    policyNumber,
    isComplete,
    isKnownHere,
    inForce: cover.find(({ from, to }) => from <= today && today < to) ?? null,
    cover,
    pending: [
      ...transactions.flatMap(({ record }) => pendingOf(record)),
      ...terms.flatMap(({ record }) => (record ? pendingOfTerm(record) : [])),
    ],
    terms: terms.map(({ visible, record }) => ({
      ...termSummary(visible, isKnownHere ? ui : undefined),
      details: record && detailsOf(record),
    })),
    transactions: { open: answers(false), closed: answers(true) },
  };
}

type Cover = CoverPeriod & { readonly termNumber: number };

function coverOfTerm(record: TermRecord): readonly Cover[] {
  const { termNumber, effectiveDate, expirationDate, cancelledOn, layers } = record;
  if (effectiveDate === null || expirationDate === null) return [];
  const periods = coverOf({ effectiveDate, expirationDate, cancelledOn, layers });
  return periods.map((period) => ({ termNumber, ...period }));
}

type Pending = z.infer<typeof policyAnswerSchema>['pending'][number];

function pendingOf(record: KnownRecord): readonly Pending[] {
  const { id, waitingFor, change } = record;
  if (waitingFor === null || isEnded(record)) return [];
  const termNumber = change?.termNumber ?? null;
  return [{ termNumber, transaction: id, what: waitingFor, until: change?.goesOnAt ?? null }];
}

function pendingOfTerm({ termNumber, nextDeadline, waitingFor }: TermRecord): readonly Pending[] {
  if (waitingFor === null) return [];
  return [{ termNumber, transaction: null, what: waitingFor, until: nextDeadline?.at ?? null }];
}

function detailsOf(record: TermRecord): z.infer<typeof termDetailsSchema> {
  const { layers, returns } = record;
  const rows = [...layers, ...returns].flatMap(({ booked }) => booked);
  const sum = (kinds: readonly string[]) =>
    formatCents(
      sumCents(
        rows.filter(({ kind }) => kinds.includes(kind)).map(({ amountCents }) => amountCents),
      ),
    );
  return {
    product: record.productKey,
    state: record.state,
    isConfirmed: record.isConfirmed,
    effectiveDate: record.effectiveDate,
    expirationDate: record.expirationDate,
    cancelledOn: record.cancelledOn,
    replacedBy: record.replacedBy,
    priorTerm: record.priorTerm,
    nextTerm: record.nextTerm,
    direction: record.direction?.direction ?? null,
    currency: record.currency,
    charged: {
      total: sum(['premium', 'tax', 'fee']),
      premium: sum(['premium']),
      taxes: sum(['tax']),
      fees: sum(['fee']),
    },
    layers: layers.map(layerAnswer),
    returns: returns.map(returnAnswer),
  };
}
