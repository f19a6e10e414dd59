import { z } from 'zod';
import { UsageError } from '../../src/main/usage-error.js';

const periodSchema = z.object({
  policyNumber: z.string(),
  termNumber: z.number(),
  currency: z.string(),
  planCode: z.string(),
  status: z.string(),
  isTermConfirmed: z.boolean(),
  isSufficient: z.boolean(),
  notification: z.string(),
  firstInvoice: z.string(),
  charged: z.string(),
  received: z.string(),
  unapplied: z.string(),
  pastDue: z.string(),
  invoices: z.array(
    z.object({ dueDate: z.string(), kind: z.string(), amount: z.string(), paid: z.string() }),
  ),
  payments: z.array(z.string()),
});
export type Period = z.output<typeof periodSchema>;

const paymentSchema = z.object({
  paymentId: z.string(),
  money: z.object({ amount: z.string(), currency: z.string() }),
  receivedAt: z.string(),
  target: z.object({
    kind: z.string(),
    policyNumber: z.string().optional(),
    termNumber: z.number().optional(),
  }),
  reversal: z.object({ reason: z.string() }).nullable(),
});
export type ReceivedPayment = z.output<typeof paymentSchema>;

export const callbackSchema = z.object({
  id: z.number(),
  status: z.string(),
  attempts: z.number(),
  lastAnswer: z.string().nullable(),
  content: z.object({
    kind: z.string(),
    policyNumber: z.string().optional(),
    termNumber: z.number().optional(),
  }),
});
export type Callback = z.output<typeof callbackSchema>;

export const paymentAnswerSchema = z.object({
  payment: paymentSchema,
  period: periodSchema.nullable(),
});
export const sentSchema = z.object({ ids: z.tuple([z.number()], z.number()) });
export const clockSchema = z.object({ now: z.string() });
export const stateSchema = z.object({
  periods: z.array(periodSchema),
  payments: z.array(paymentSchema),
  callbacks: z.array(callbackSchema),
});

/**
 * Asks the admin endpoint of the billing sandbox.
 *
 * @throws UsageError when it is not there or says no
 */
export async function askBilling<Answer>(
  port: number,
  schema: z.ZodType<Answer>,
  path: string,
  body?: object,
): Promise<Answer> {
  const url = `http://127.0.0.1:${String(port)}`;
  const response = await fetch(`${url}${path}`, {
    ...(body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
  }).catch((error: unknown) => {
    throw new UsageError(
      `No billing sandbox answers at ${url}. "npm start" starts one; BILLING_SANDBOX_ADMIN_PORT says where.`,
      { cause: error },
    );
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new UsageError(`Billing says no: ${reasonOf(answer, response.status)}`);
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  throw new UsageError(`What answers at ${url} is not this billing sandbox.`);
}

function reasonOf(answer: unknown, status: number): string {
  const read = z.object({ error: z.string() }).safeParse(answer);
  return read.success ? read.data.error : `HTTP ${String(status)}.`;
}
