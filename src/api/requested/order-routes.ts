import type { Request } from 'express';
import type { UpdateDefinition } from '@temporalio/common';
import { z } from 'zod';
import type { BatchState } from '../../domain/batch/acts.js';
import { by, reason } from '../../requests/correction-schema.js';
import type { RequestedWorkflow } from '../../temporal/requested-workflow.js';
import { sendAct } from '../../temporal/send-act.js';
import type { Order } from '../../workflows/orders.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { json, type Route } from '../route.js';

type Common = Pick<Route<ApiContext>, 'path' | 'tag' | 'answers' | 'problems'>;

/** Work on many things that people may stop and have go on, as its routes have it. */
interface OrderedWork<Progress> extends Common {
  readonly params: z.ZodObject;
  /** Ids of its operations end with it. */
  readonly name: string;
  /** Id of the schema of an order. */
  readonly schema: string;
  readonly example: Order;
  /** In this order: pause, resume, cancel. */
  readonly acts: readonly (readonly [
    update: UpdateDefinition<Progress, [Order]>,
    summary: string,
  ])[];
  readonly named: (context: ApiContext, request: Request) => Promise<RequestedWorkflow>;
  readonly read: (context: ApiContext, found: RequestedWorkflow) => Promise<Progress>;
  readonly answer: (progress: Progress, found: RequestedWorkflow, context: ApiContext) => object;
}

/** POST …/pause, resume, cancel. Asked for again they change nothing. */
export function orderRoutes<Progress extends { readonly state: BatchState }>({
  path,
  tag,
  answers,
  problems,
  params,
  name,
  schema,
  example,
  acts,
  named,
  read,
  answer,
}: OrderedWork<Progress>): readonly Route<ApiContext>[] {
  const orderSchema = z.strictObject({ by: by(), reason: reason() }).meta({ id: schema });
  return acts.map(([update, summary]) => ({
    method: 'post',
    path: `${path}/${update.name}`,
    admits: { by: 'key', scope: 'transactions:operate' },
    operationId: `${update.name}${name}`,
    tag,
    summary,
    request: { params, body: json(orderSchema, { example }) },
    answers,
    problems: ['already-ended', 'refused', ...(problems ?? [])],
    handle: (context) => async (request, response) => {
      const order = readBody(request, orderSchema);
      const found = await named(context, request);
      const progress = found.isRunning
        ? await sendAct(context, found.workflowId, update, order)
        : await read(context, found);
      const isCancelledBefore = update.name === 'cancel' && progress.state === 'cancelled';
      if (!found.isRunning && !isCancelledBefore) throw new Problem('already-ended');
      response.json(answer(progress, found, context));
    },
  }));
}
