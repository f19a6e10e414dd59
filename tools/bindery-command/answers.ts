import { z } from 'zod';

const amount = z.object({ amount: z.string(), currency: z.string().nullable() });

/** A task of the list, as far as it is shown; the rest of what the API says stays in it for machines. */
export const taskSchema = z.looseObject({
  of: z.string(),
  id: z.string(),
  policyNumber: z.string().nullable(),
  task: z.string(),
  cause: z.string(),
  what: z.string(),
  why: z.string(),
  since: z.string().nullable(),
  due: z.string().nullable(),
  money: amount.nullable(),
  links: z.looseObject({ self: z.string(), temporalUi: z.string().optional() }),
  request: z.looseObject({ method: z.string(), path: z.string() }),
});
export type Task = z.output<typeof taskSchema>;

export const taskListSchema = z.object({
  items: z.array(taskSchema),
  nextCursor: z.string().nullable(),
  isComplete: z.boolean(),
});

export const transactionSchema = z.looseObject({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  externalSystem: z.string(),
  externalId: z.string(),
  product: z.string(),
  policyNumber: z.string().nullable(),
  effectiveDate: z.string(),
  expirationDate: z.string(),
  total: z.string().nullable(),
  billing: z.looseObject({ currency: z.string() }).nullable(),
  waitingFor: z.string().nullable(),
  attention: z
    .looseObject({
      step: z.string(),
      cause: z.string(),
      field: z.string().nullable(),
      reason: z.string(),
      remedy: z.string(),
      since: z.string(),
      inDoubt: z.array(
        z.looseObject({
          write: z.string(),
          what: z.string(),
          where: z.string(),
          made: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  failure: z.looseObject({ code: z.string(), reason: z.string() }).nullable(),
  change: z.looseObject({ goesOnAt: z.string().nullable() }).nullable(),
  revision: z.number(),
  links: z.record(z.string(), z.string()),
});
export type Transaction = z.output<typeof transactionSchema>;

export const termSchema = z.looseObject({
  policyNumber: z.string(),
  termNumber: z.number(),
  status: z.string(),
  isBilled: z.boolean().nullable(),
  currency: z.string().nullable(),
  money: z.looseObject({ counted: z.string(), threshold: z.string().nullable() }),
  tasks: z.array(z.looseObject({ id: z.string(), text: z.string(), due: z.string().nullable() })),
  nextDeadline: z.looseObject({ what: z.string(), at: z.string() }).nullable(),
  waitingFor: z.string().nullable(),
  links: z.record(z.string(), z.string()),
});
export type Term = z.output<typeof termSchema>;

export const policySchema = z.looseObject({
  policyNumber: z.string(),
  pending: z.array(
    z.looseObject({
      termNumber: z.number().nullable(),
      transaction: z.string().nullable(),
      what: z.string(),
      until: z.string().nullable(),
    }),
  ),
  terms: z.array(z.looseObject({ termNumber: z.number() })),
  transactions: z.looseObject({ open: z.array(transactionSchema) }),
});

export const batchSchema = z.looseObject({
  requestId: z.string(),
  state: z.enum(['running', 'paused', 'cancelled', 'done', 'endedInTemporal']),
  tasks: z.number(),
  outcomes: z.object({
    settled: z.number(),
    notOpen: z.number(),
    refused: z.number(),
    failed: z.number(),
  }),
  toDo: z.number(),
});
export type Batch = z.output<typeof batchSchema>;

export const batchResultsSchema = z.object({
  items: z.array(
    z.looseObject({
      id: z.string(),
      task: z.string(),
      outcome: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export const eventsSchema = z.object({
  events: z.array(
    z.looseObject({
      type: z.string(),
      time: z.string(),
      subject: z.string().optional(),
      data: z.looseObject({ id: z.string() }),
    }),
  ),
  next: z.string(),
  hasMore: z.boolean(),
});
