import { policyPath, termPath } from '../../domain/addresses.js';
import { z } from 'zod';
import { formatCents } from '../../domain/money/cents.js';
import { TERM_STATUSES } from '../../domain/policy-term/events.js';
import { RENEWAL_DIRECTIONS } from '../../domain/policy-term/renewal-events.js';
import type { TermRecord } from '../../workflows/policy-term/messages.js';
import { type TemporalUi, workflowUrl } from '../transactions/answer-of-record.js';
import type { FoundTerm } from '../../temporal/terms.js';
import type { VisibleTerm } from '../../temporal/visible-terms.js';
import { layerAnswer, layerSchema, returnAnswer, returnSchema } from './layer-answer.js';
import { arithmeticAnswer, arithmeticSchema } from './message-answer.js';
import { policyTermId } from '../../domain/workflow-ids.js';

const instant = () => z.string().meta({ format: 'date-time' });
const civilDay = () => z.string().meta({ format: 'date' });

const linksSchema = z.strictObject({
  self: z.string(),
  policy: z.string(),
  temporalUi: z.string().optional(),
});

const claimSchema = z
  .strictObject({
    transaction: z.string(),
    purpose: z.string(),
    effectiveDate: civilDay().nullable(),
  })
  .meta({ id: 'TurnClaim' });

const paymentSchema = z
  .strictObject({
    paymentId: z.string(),
    amount: z.string().meta({ pattern: '^\\d+\\.\\d{2}$' }),
    currency: z.string(),
    receivedAt: instant(),
    place: z.enum(['counted', 'held', 'parked', 'postdated']).meta({
      description:
        '`held`: kept until the term can take it. `parked`: not for this term or not in its currency; a person moves it.',
    }),
    isReversed: z.boolean(),
  })
  .meta({ id: 'TermPayment' });

const taskSchema = z
  .strictObject({
    id: z.string().meta({ description: 'By which it is settled.' }),
    code: z.string(),
    text: z.string(),
    since: instant(),
    due: civilDay().nullable(),
    more: z
      .strictObject({
        count: z
          .int()
          .meta({ description: 'How many there are of this kind beside those listed.' }),
        newest: z.array(z.string()).meta({
          description: 'Their ids, the newest first; at most a hundred.',
        }),
      })
      .nullable()
      .meta({
        description:
          'On the one task that stands for many of a kind: it is settled as a whole by its `id`, or one by one by `id`, a colon and the id of one that is named.',
      }),
  })
  .meta({ id: 'TermTask', description: 'Something for a person to do.' });

export const termNameSchema = z
  .strictObject({ policyNumber: z.string(), termNumber: z.int() })
  .meta({ id: 'TermName' });

const directionSchema = z
  .strictObject({
    direction: z.enum(RENEWAL_DIRECTIONS),
    by: z.string(),
    reason: z.string(),
    at: instant(),
  })
  .meta({ id: 'Direction' });

/** A policy term, for whoever asks. Unknown is null, never absent. */
export const termAnswerSchema = z
  .strictObject({
    policyNumber: z.string(),
    termNumber: z.int(),
    status: z.enum(TERM_STATUSES),
    endedBy: z.enum(['operator', 'fault']).nullable().meta({
      description:
        'Set when the workflow was ended in Temporal before the term was: `status` is the last one known.',
    }),
    isBilled: z.boolean().nullable().meta({
      description:
        'Whether a billing system bills the term; null until it is bound. One that none bills is confirmed by its bind.',
    }),
    isConfirmed: z.boolean(),
    isConfirmationAcknowledged: z.boolean().meta({
      description:
        'Whether billing has taken it that the term is confirmed; false where no billing system bills it.',
    }),
    product: z.string().nullable(),
    state: z.string().nullable().meta({ description: 'Whose law holds for it.' }),
    effectiveDate: civilDay().nullable(),
    expirationDate: civilDay().nullable(),
    cancelledOn: civilDay()
      .nullable()
      .meta({ description: 'First day without cover; null while it is not cancelled.' }),
    pendingCancellation: z
      .strictObject({ transaction: z.string(), effectiveDate: civilDay() })
      .nullable()
      .meta({ description: 'Announced and not booked.' }),
    replacedBy: z.string().nullable().meta({ description: 'The term of a rewrite in its place.' }),
    priorTerm: termNameSchema.nullable().meta({ description: 'The term that it follows.' }),
    nextTerm: termNameSchema.nullable().meta({
      description:
        'The term that follows it, once that is bound; the policy system may have given it another policy number.',
    }),
    movedTo: termNameSchema.nullable().meta({
      description:
        'Of a term that nobody bound under this name: the policy system gave it that one, and what was told of its money counts there.',
    }),
    direction: directionSchema
      .nullable()
      .meta({ description: 'What a person has said of its renewal; null while nothing holds.' }),
    isRenewalStarted: z
      .boolean()
      .meta({ description: 'Whether a renewal is under way, or has bound the next term.' }),
    renewalStart: z.strictObject({ at: instant().nullable(), why: z.string() }).nullable().meta({
      description:
        'When it starts its renewal by itself, as the product file and the notice table said when they were asked last; `at` is null where it does not, or where they do not say. Null until they were asked.',
    }),
    lastChange: z
      .string()
      .nullable()
      .meta({ description: 'The transaction that changed it last; the bind is the first.' }),
    latestChangeFrom: civilDay().nullable().meta({
      description: 'The latest day from which any change of it holds, the bind among them.',
    }),
    layers: z.array(layerSchema).meta({
      description:
        'What each transaction charged, the bind first; all that later changes are computed from.',
    }),
    returns: z.array(returnSchema).meta({
      description: 'What each cancellation gave back, also those that were undone.',
    }),
    currency: z.string().nullable(),
    money: arithmeticSchema.meta({ id: 'TermMoney', description: 'Why it is confirmed or not.' }),
    payments: z.array(paymentSchema).meta({ description: 'The newest thousand, oldest first.' }),
    paymentCount: z.int(),
    keptReversals: z.array(z.string()).meta({
      description: 'Payments that were taken back before they came; they will not count.',
    }),
    turn: z
      .strictObject({ holder: claimSchema.nullable(), queue: z.array(claimSchema) })
      .meta({ id: 'Turn', description: 'Who may change the term, and who waits for that.' }),
    tasks: z.array(taskSchema),
    nextDeadline: z.strictObject({ what: z.string(), at: instant() }).nullable(),
    waitingFor: z.string().nullable().meta({ description: 'What it waits for, in a sentence.' }),
    createdAt: instant().nullable().meta({ description: 'When something was said of it first.' }),
    updatedAt: instant().nullable().meta({
      description:
        'When something became of it last; null of one that an earlier version began, until something does.',
    }),
    links: linksSchema,
  })
  .meta({ id: 'Term' });

/** A term as the search index has it. */
export const termSummarySchema = z
  .strictObject({
    termNumber: z.int(),
    status: z.enum(TERM_STATUSES).nullable(),
    needsAttention: z.boolean(),
    links: z.strictObject({ self: z.string(), temporalUi: z.string().optional() }),
  })
  .meta({ id: 'TermSummary' });

/** A page of terms of any policies, from the search index alone. */
export const termListSchema = z
  .strictObject({
    items: z.array(
      termSummarySchema.extend({ policyNumber: z.string() }).meta({ id: 'ListedTerm' }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'TermList' });

export { policyPath, termPath };

export function termAnswer(
  record: TermRecord,
  found: FoundTerm,
  ui: TemporalUi | undefined,
): z.infer<typeof termAnswerSchema> {
  const { policyNumber, termNumber, arithmetic, payments, turn, tasks, ...rest } = record;
  return {
    policyNumber,
    termNumber,
    status: rest.status,
    endedBy: endedBy(found),
    isBilled: rest.isBilled,
    isConfirmed: rest.isConfirmed,
    isConfirmationAcknowledged: rest.isConfirmationAcknowledged,
    product: rest.productKey,
    state: rest.state,
    effectiveDate: rest.effectiveDate,
    expirationDate: rest.expirationDate,
    cancelledOn: rest.cancelledOn,
    pendingCancellation: rest.pendingCancellation,
    replacedBy: rest.replacedBy,
    priorTerm: rest.priorTerm,
    nextTerm: rest.nextTerm,
    movedTo: rest.movedTo,
    direction: rest.direction,
    isRenewalStarted: rest.isRenewalStarted,
    renewalStart: rest.renewalStart && startAnswer(rest.renewalStart),
    lastChange: rest.lastChange,
    latestChangeFrom: rest.latestChangeFrom,
    layers: rest.layers.map(layerAnswer),
    returns: rest.returns.map(returnAnswer),
    currency: rest.currency,
    money: arithmeticAnswer(arithmetic),
    payments: payments.map(({ amountCents, ...payment }) => ({
      ...payment,
      amount: formatCents(amountCents),
    })),
    paymentCount: rest.paymentCount,
    keptReversals: [...rest.keptReversals],
    turn: { holder: turn.holder, queue: [...turn.queue] },
    tasks: tasks.map(({ key, more, ...task }) => ({
      id: key,
      ...task,
      more: more ? { count: more.count, newest: [...more.newest] } : null,
    })),
    nextDeadline: found.isRunning ? rest.nextDeadline : null,
    waitingFor: found.isRunning ? rest.waitingFor : null,
    createdAt: rest.createdAt ?? null,
    updatedAt: rest.updatedAt ?? null,
    links: {
      self: termPath(policyNumber, termNumber),
      policy: policyPath(policyNumber),
      ...(ui ? { temporalUi: workflowUrl(ui, policyTermId(policyNumber, termNumber)) } : {}),
    },
  };
}

function startAnswer(
  start: NonNullable<TermRecord['renewalStart']>,
): z.infer<typeof termAnswerSchema>['renewalStart'] {
  if ('startsAt' in start) return { at: start.startsAt, why: `It starts ${start.why}.` };
  return { at: null, why: 'never' in start ? start.never : start.unclear };
}

function endedBy({ isRunning, status }: FoundTerm): 'operator' | 'fault' | null {
  if (isRunning || status === 'COMPLETED') return null;
  return status === 'TERMINATED' || status === 'CANCELLED' ? 'operator' : 'fault';
}

export function listedTerm(
  term: VisibleTerm,
  ui: TemporalUi | undefined,
): z.infer<typeof termListSchema>['items'][number] {
  return { policyNumber: term.policyNumber, ...termSummary(term, ui) };
}

export function termSummary(
  term: VisibleTerm,
  ui: TemporalUi | undefined,
): z.infer<typeof termSummarySchema> {
  return {
    termNumber: term.termNumber,
    status: TERM_STATUSES.find((status) => status === term.status) ?? null,
    needsAttention: term.needsAttention,
    links: {
      self: termPath(term.policyNumber, term.termNumber),
      ...(ui ? { temporalUi: workflowUrl(ui, term.workflowId) } : {}),
    },
  };
}
