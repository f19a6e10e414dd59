import { z } from 'zod';
import { sequenceText } from '../../domain/events/cloud-event.js';
import { EVENT_TYPES, type EventType } from '../../domain/events/event.js';
import { webhookId } from '../../domain/workflow-ids.js';
import { WEBHOOK_STATES, type WebhookStatus } from '../../domain/webhooks/status.js';
import type { RequestedWorkflow } from '../../temporal/requested-workflow.js';
import type { ApiContext } from '../context.js';
import { EVENT_TYPE_NAMES } from '../events/event-schema.js';
import { count, moment } from '../requested/work-fields.js';
import { answer } from '../route.js';
import { inPath, workflowUrl } from '../transactions/answer-of-record.js';

const sequence = (description: string) =>
  z.string().meta({ pattern: '^\\d{12,}$', description, examples: ['000000000042'] });

const failureSchema = z
  .strictObject({
    at: moment(),
    reason: z.string(),
    status: z.int().nullable().meta({ description: 'Of HTTP; null where none came.' }),
  })
  .meta({ id: 'WebhookFailure' });

/** A subscription, as JSON for clients. */
export const webhookSchema = z
  .strictObject({
    id: z.string().meta({ description: 'As it was posted.' }),
    url: z.string(),
    description: z.string().nullable(),
    types: z.array(z.enum(EVENT_TYPE_NAMES)).nullable(),
    products: z.array(z.string()).nullable(),
    state: z.enum([...WEBHOOK_STATES, 'removed', 'endedInTemporal']).meta({
      description:
        '`delivering`: all goes well. `retrying`: something was not taken, and is sent again. `parked`: some of it was not taken for days, and waits for `resume` or `skip`. `stopped`: nothing is sent until `resume`; `stop` says why. `paused`: by a person. `endedInTemporal`: terminated there; post the same webhook again, and it goes on.',
    }),
    secret: z
      .string()
      .optional()
      .meta({
        description:
          'What messages are signed with, as Standard Webhooks writes it. Shown in the answer to its creation and to `rotate-secret`, and nowhere else.',
        examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
      }),
    signing: z.strictObject({
      generation: count('Of the secret; one more with each rotation.'),
      keyId: z.string().meta({ description: 'Key of the installation that it is made of.' }),
      previousUntil: moment().nullable().meta({
        format: 'date-time',
        description: 'Until when messages are signed with the secret before, too.',
      }),
    }),
    failingSince: moment().nullable().meta({
      format: 'date-time',
      description: 'Since when something that waits is not taken; null where nothing is.',
    }),
    lastDeliveredAt: moment().nullable(),
    delivered: count('Messages that were taken, repeats included.'),
    lastFailure: failureSchema.nullable(),
    after: sequence('All events up to this one were delivered, are not wanted, or wait.'),
    waiting: count('Events that wait, in all.'),
    isFull: z.boolean().meta({
      description: 'So many wait that no more are read until some are taken, or skipped.',
    }),
    held: z
      .array(
        z
          .strictObject({
            of: z.string().meta({
              description:
                'The policy whose events wait; of what has none yet, the transaction; of one event that was sent again, that.',
            }),
            sequence: sequence(
              'The event that is not taken; the others of the policy come after it.',
            ),
            waiting: count('Events of the policy that wait.'),
            attempts: z.int(),
            since: moment(),
            nextAttemptAt: moment().nullable(),
            parkedAt: moment().nullable(),
            last: failureSchema,
          })
          .meta({ id: 'HeldEvents' }),
      )
      .meta({ description: 'What is not taken, policy by policy.' }),
    stop: z
      .strictObject({
        kind: z.enum(['gone', 'eventsGone']).meta({
          description:
            '`gone`: the receiver answered 410. `eventsGone`: events that were to be delivered are not kept any more.',
        }),
        at: moment(),
        until: sequence('Of `eventsGone`: the last that is not kept.').nullable(),
      })
      .nullable(),
    gaps: z
      .array(
        z.strictObject({
          at: moment(),
          from: sequence('The first.'),
          until: sequence('The last.'),
        }),
      )
      .meta({ description: 'Events of which some were never delivered, for they are not kept.' }),
    createdAt: moment(),
    createdBy: z.string(),
    updatedAt: moment(),
    acts: z.array(
      z.strictObject({
        at: moment(),
        act: z.enum(['change', 'rotateSecret', 'pause', 'resume', 'resend', 'skip', 'remove']),
        by: z.string(),
        reason: z.string().nullable(),
      }),
    ),
    links: z.strictObject({ self: z.string(), temporalUi: z.string().optional() }),
  })
  .meta({ id: 'Webhook' });

export const webhookResponse = (description: string) => answer(description, webhookSchema);

/** @param found null: it was begun just now */
export function webhookAnswer(
  status: WebhookStatus,
  found: RequestedWorkflow | null,
  { temporalUi: ui }: Pick<ApiContext, 'temporalUi'>,
  secret?: string | null,
): z.infer<typeof webhookSchema> {
  const { id, url, description, types, products, secrets, stop, gaps } = status;
  const self = webhookPath(id);
  return {
    id,
    url,
    description,
    types: types?.filter(isKnown) ?? null,
    products: products && [...products],
    state: stateIn(status, found),
    ...(secret == null ? {} : { secret }),
    signing: {
      generation: secrets.current.number,
      keyId: secrets.current.keyId,
      previousUntil: secrets.before?.until ?? null,
    },
    failingSince: status.failingSince,
    lastDeliveredAt: status.lastTakenAt,
    delivered: status.taken,
    lastFailure: status.lastFailure && { ...status.lastFailure },
    after: sequenceText(status.cursor),
    waiting: status.waiting,
    isFull: status.isFull,
    held: status.held.map(({ sequence, last, ...held }) => ({
      ...held,
      sequence: sequenceText(sequence),
      last: { ...last },
    })),
    stop: stop && {
      kind: stop.kind,
      at: stop.at,
      until: stop.kind === 'eventsGone' ? sequenceText(stop.until) : null,
    },
    gaps: gaps.map(({ at, from, until }) => ({
      at,
      from: sequenceText(from),
      until: sequenceText(until),
    })),
    createdAt: status.createdAt,
    createdBy: status.createdBy,
    updatedAt: status.updatedAt,
    acts: status.acts.map((act) => ({ ...act })),
    links: { self, ...(ui ? { temporalUi: workflowUrl(ui, webhookId(id)) } : {}) },
  };
}

function stateIn(
  { state }: WebhookStatus,
  found: RequestedWorkflow | null,
): z.infer<typeof webhookSchema>['state'] {
  if (found === null || found.isRunning) return state;
  return found.isOver ? 'removed' : 'endedInTemporal';
}

/** One that a newer version began may want what this one does not know. */
function isKnown(type: EventType): boolean {
  return Object.hasOwn(EVENT_TYPES, type);
}

/** Address of a subscription. */
export function webhookPath(id: string): string {
  return `/api/webhooks/${inPath(id)}`;
}
