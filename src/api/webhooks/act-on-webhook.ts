import type { Request } from 'express';
import type { UpdateDefinition } from '@temporalio/common';
import { z } from 'zod';
import { sequenceText } from '../../domain/events/cloud-event.js';
import { by, reason } from '../../requests/correction-schema.js';
import { externalId } from '../../requests/mid-term/change-fields.js';
import { pattern } from '../../requests/text-fields.js';
import { EventsGone, readEvents } from '../../temporal/event-log.js';
import { sendAct } from '../../temporal/send-act.js';
import { readWebhook } from '../../temporal/webhooks.js';
import {
  changeUpdate,
  pauseUpdate,
  removeUpdate,
  resendUpdate,
  resumeUpdate,
  rotateUpdate,
  skipUpdate,
  testUpdate,
} from '../../workflows/webhook/messages.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import { answer, json, type Route } from '../route.js';
import { namedWebhook, ONE_WEBHOOK, webhookPathSchema } from './named-webhook.js';
import { webhookAnswer, webhookResponse } from './webhook-answer.js';
import { refuseAddress, webhookFields, webhooksOf } from './webhook-fields.js';

const common = {
  method: 'post',
  admits: { by: 'key', scope: 'webhooks:manage' },
  tag: 'events',
  answers: { 200: webhookResponse('As it is now.') },
} as const satisfies Partial<Route<ApiContext>>;
const ACT_PROBLEMS = ['already-ended', 'refused', ...ONE_WEBHOOK] as const;

/** Has the webhook that the path names do something. @throws Problem `already-ended` once it is removed */
async function act<Answer, Argument>(
  context: ApiContext,
  request: Request,
  update: UpdateDefinition<Answer, [Argument]>,
  argument: Argument,
): Promise<{
  readonly answered: Answer;
  readonly found: Awaited<ReturnType<typeof namedWebhook>>;
}> {
  const found = await namedWebhook(context, request);
  if (!found.isRunning) throw new Problem('already-ended');
  return { found, answered: await sendAct(context, found.workflowId, update, argument) };
}

const clientOf = (request: Request): string => factsOf(request).clientName ?? '';

const changeSchema = z
  .strictObject({
    url: webhookFields.url.optional(),
    description: webhookFields.description.optional(),
    types: webhookFields.types.optional(),
    products: webhookFields.products.optional(),
  })
  .meta({ id: 'ChangeWebhook', description: 'What is left out stays as it is.' });

const patchRoute: Route<ApiContext> = {
  ...common,
  method: 'patch',
  path: '/api/webhooks/{id}',
  operationId: 'changeWebhook',
  summary: 'Change where a webhook goes, or what it wants',
  description: 'From what is read next on; what waits is sent to the new address, wanted or not.',
  request: {
    params: webhookPathSchema,
    body: json(changeSchema, { example: { products: ['general-liability'] } }),
  },
  problems: ['webhooks-off', ...ACT_PROBLEMS],
  handle: (context) => async (request, response) => {
    const webhooks = webhooksOf(context);
    const change = readBody(request, changeSchema);
    if (change.url !== undefined) refuseAddress(webhooks, change.url);
    const said = Object.fromEntries(
      Object.entries(change).filter(([, value]) => value !== undefined),
    );
    const argument = { by: clientOf(request), ...said };
    const { answered, found } = await act(context, request, changeUpdate, argument);
    response.json(webhookAnswer(answered, found, context));
  },
};

const removeRoute: Route<ApiContext> = {
  ...common,
  method: 'delete',
  path: '/api/webhooks/{id}',
  operationId: 'removeWebhook',
  summary: 'End a webhook',
  description: 'What waits is never delivered. Once more, it answers as it was left.',
  request: { params: webhookPathSchema },
  answers: { 200: webhookResponse('As it was left.') },
  problems: ACT_PROBLEMS,
  handle: (context) => async (request, response) => {
    const before = await namedWebhook(context, request);
    const status = before.isRunning
      ? await sendAct(context, before.workflowId, removeUpdate, { by: clientOf(request) })
      : await readWebhook(context, before);
    const found = { ...before, isRunning: false, isOver: before.isRunning || before.isOver };
    response.json(webhookAnswer(status, found, context));
  },
};

const orderSchema = z.strictObject({ by: by(), reason: reason() }).meta({ id: 'WebhookOrder' });
const example = { by: 'ops@example.test', reason: 'The portal is being moved' };

const ORDERS = [
  [pauseUpdate, 'pauseWebhook', 'Deliver nothing until it is resumed', 'Nothing is lost.'],
  [
    resumeUpdate,
    'resumeWebhook',
    'Go on, also with what is parked or stopped',
    'Whatever waits is tried at once, with all its attempts before it.',
  ],
] as const;

const orderRoutes = ORDERS.map(
  ([update, operationId, summary, description]): Route<ApiContext> => ({
    ...common,
    path: `/api/webhooks/{id}/${update.name}`,
    operationId,
    summary,
    description,
    request: { params: webhookPathSchema, body: json(orderSchema, { example }) },
    problems: ACT_PROBLEMS,
    handle: (context) => async (request, response) => {
      const order = readBody(request, orderSchema);
      const { answered, found } = await act(context, request, update, order);
      response.json(webhookAnswer(answered, found, context));
    },
  }),
);

const rotationSchema = z
  .strictObject({
    requestId: externalId().meta({
      description:
        "The caller's own id of this rotation: however often it is posted, it is one, as long as no other came after it.",
      examples: ['ROTATE-2027-02'],
    }),
  })
  .meta({ id: 'RotateWebhookSecret' });

const rotateRoute: Route<ApiContext> = {
  ...common,
  path: '/api/webhooks/{id}/rotate-secret',
  operationId: 'rotateWebhookSecret',
  summary: 'Give a webhook a new secret',
  description:
    'Messages are signed with both, the new one and the one before, until `signing.previousUntil`: have the receiver take the new one until then.',
  request: {
    params: webhookPathSchema,
    body: json(rotationSchema, { example: { requestId: 'ROTATE-2027-02' } }),
  },
  answers: { 200: webhookResponse('As it is now, with the new secret.') },
  problems: ['webhooks-off', ...ACT_PROBLEMS],
  handle: (context) => async (request, response) => {
    const { secrets, rotationOverlapMs: overlapMs } = webhooksOf(context);
    const { requestId } = readBody(request, rotationSchema);
    const rotation = { by: clientOf(request), requestId, keyId: secrets.currentKeyId, overlapMs };
    const { answered, found } = await act(context, request, rotateUpdate, rotation);
    const secret = secrets.secretOf(answered.id, answered.secrets.current);
    response.json(webhookAnswer(answered, found, context, secret));
  },
};

const NOT_A_SEQUENCE = 'is not the sequence of an event; use it as the event has it';
const sequenceField = () =>
  pattern(/^(?!0+$)\d{1,15}$/, NOT_A_SEQUENCE).meta({ examples: ['000000000042'] });

const resendSchema = z
  .strictObject({
    by: by(),
    reason: reason(),
    from: sequenceField().optional().meta({ description: 'This event, and all that came after.' }),
    sequence: sequenceField().optional().meta({ description: 'This event alone.' }),
  })
  .refine(({ from, sequence }) => (from === undefined) !== (sequence === undefined), {
    path: ['from'],
    error: 'and sequence are both given, or both missing; give one of them',
    params: { code: 'missing' },
  })
  .meta({ id: 'ResendEvents' });

const resendRoute: Route<ApiContext> = {
  ...common,
  path: '/api/webhooks/{id}/resend',
  operationId: 'resendEvents',
  summary: 'Send events again',
  description:
    'Under the ids that they had. `from`: whatever the webhook wants from there on, in order for each policy. `sequence`: one event, wanted or not, beside everything else.',
  request: {
    params: webhookPathSchema,
    body: json(resendSchema, {
      example: { by: 'ops@example.test', reason: 'The portal lost a day', from: '000000000042' },
    }),
  },
  problems: ['no-such-event', 'events-gone', ...ACT_PROBLEMS],
  handle: (context) => async (request, response) => {
    const { from, sequence, ...order } = readBody(request, resendSchema);
    const isAlone = sequence !== undefined;
    const resend = { ...order, sequence: Number(from ?? sequence), isAlone };
    await refuseGone(context, resend.sequence);
    const { answered, found } = await act(context, request, resendUpdate, resend);
    response.json(webhookAnswer(answered, found, context));
  },
};

/** What is not kept cannot be sent again. @throws Problem `events-gone` */
async function refuseGone(context: ApiContext, sequence: number): Promise<void> {
  try {
    await readEvents(context, { after: sequence - 1, limit: 1 });
  } catch (error) {
    if (!(error instanceof EventsGone)) throw error;
    throw new Problem('events-gone', {
      detail: `Temporal does not keep that event any more. The oldest that it keeps is ${sequenceText(error.goneUntil + 1)}.`,
      cause: error,
    });
  }
}

const skipSchema = z
  .strictObject({ by: by(), reason: reason(), sequence: sequenceField() })
  .meta({ id: 'SkipEvent' });

const skipRoute: Route<ApiContext> = {
  ...common,
  path: '/api/webhooks/{id}/skip',
  operationId: 'skipEvent',
  summary: 'Leave an event out that a receiver never takes',
  description: 'Those of its policy that wait behind it go on at once.',
  request: {
    params: webhookPathSchema,
    body: json(skipSchema, {
      example: { by: 'ops@example.test', reason: 'Entered by hand', sequence: '000000000042' },
    }),
  },
  problems: ['no-such-event', ...ACT_PROBLEMS],
  handle: (context) => async (request, response) => {
    const { sequence, ...order } = readBody(request, skipSchema);
    const skip = { ...order, sequence: Number(sequence) };
    const { answered, found } = await act(context, request, skipUpdate, skip);
    response.json(webhookAnswer(answered, found, context));
  },
};

const testedSchema = z
  .strictObject({
    isTaken: z.boolean(),
    status: z.int().nullable().meta({ description: 'Of HTTP; null where none came.' }),
    reason: z.string().nullable().meta({ description: 'Null where it was taken.' }),
    tookMs: z.int(),
  })
  .meta({ id: 'TestedWebhook' });

/** A receiver may take as long as it is given, and the step a while beside that. */
const TEST_MS = 28_000;

const testRoute: Route<ApiContext> = {
  ...common,
  path: '/api/webhooks/{id}/test',
  operationId: 'testWebhook',
  summary: 'Send an event of type bindery.webhook.test, once',
  description: 'Also while the webhook is paused or stopped. It is in no order, and in no log.',
  request: { params: webhookPathSchema },
  answers: { 200: answer('What came of it.', testedSchema) },
  problems: ACT_PROBLEMS,
  handle: (context) => async (request, response) => {
    const patient = { ...context, deadlines: { ...context.deadlines, workerMs: TEST_MS } };
    const { answered } = await act(patient, request, testUpdate, { by: clientOf(request) });
    response.json({ ...answered } satisfies z.infer<typeof testedSchema>);
  },
};

/** What is done to a webhook once it is there. */
export const webhookActRoutes: readonly Route<ApiContext>[] = [
  patchRoute,
  removeRoute,
  ...orderRoutes,
  rotateRoute,
  resendRoute,
  skipRoute,
  testRoute,
];
