import { z } from 'zod';
import { centsOf } from './book/money.js';
import seed from './seed.json' with { type: 'json' };

const paymentPlanSchema = z
  .strictObject({
    planCode: z.string().min(1).max(20),
    name: z.string().min(1),
    downPaymentBasisPoints: z.int().min(0).max(10_000),
    installmentCount: z.int().min(0).max(60),
    intervalMonths: z.int().min(1).max(12),
  })
  .refine((plan) => plan.installmentCount > 0 || plan.downPaymentBasisPoints === 10_000, {
    error: 'a plan without instalments must ask for everything down',
  });

/** What an installation sets up, and how patient this one is. All can be changed while it runs. */
export const settingsSchema = z.strictObject({
  /** Added before every call is carried out, like a slow server. Milliseconds. */
  latencyMs: z.int().min(0).max(600_000).default(0),
  paymentPlans: z
    .array(paymentPlanSchema)
    .min(1)
    .refine((plans) => isDistinct(plans.map((plan) => plan.downPaymentBasisPoints)), {
      error: 'equalFirstInvoices: two plans with the same down payment cannot be told apart',
    })
    .refine((plans) => isDistinct(plans.map((plan) => plan.planCode)), {
      error: 'two plans have the same code',
    })
    .default(seed.paymentPlans),
  /** How long an invoice may be overdue before it counts as past due. Days. */
  graceDays: z.int().min(0).max(365).default(10),
  /** Whether the policy side is asked to cancel a term whose first invoice is past due. */
  asksForCancellation: z.boolean().default(false),
  /** How much less than the first invoice is still sufficient. */
  tolerance: z
    .string()
    .refine((text) => (centsOf(text) ?? -1) >= 0, 'must be an amount such as 1.00')
    .default('0.00'),
  /** How long a callback waits for its answer. Milliseconds. */
  callbackTimeoutMs: z.int().min(1).max(600_000).default(10_000),
  /** Pause before the first repeat of a callback; each later one is twice as long. Milliseconds. */
  callbackRetryMs: z.int().min(1).max(3_600_000).default(1000),
  /** The longest pause. Milliseconds. */
  callbackRetryMaxMs: z.int().min(1).max(86_400_000).default(60_000),
  /** After so many attempts a callback is left to a person; null: never. */
  callbackMaxAttempts: z.int().positive().nullable().default(null),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Where callbacks go, and how they prove who sends them. */
export const policySideSchema = z.strictObject({
  /** Root of the policy side's API, without a path. */
  url: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  /** Of `confirmTerm` and the payment of an offer; reports of payments are always REST. */
  protocol: z.enum(['rest', 'soap']).default('rest'),
  apiKey: z.string().min(1),
  /** As Standard Webhooks writes it; callbacks are signed when it is given. */
  signingSecret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'must be whsec_ and Base64')
    .nullable()
    .default(null),
  /** Whether each payment and each reversal is told as it comes. */
  reportPayments: z.boolean().default(true),
});
export type PolicySide = z.infer<typeof policySideSchema>;
export type PolicySideInput = z.input<typeof policySideSchema>;

function isDistinct(values: readonly (string | number)[]): boolean {
  return new Set(values).size === values.length;
}
