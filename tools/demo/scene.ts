import { z } from 'zod';
import { UsageError } from '../../src/main/usage-error.js';
import { askAt, until } from './ask.js';
import {
  billingSchema,
  imsSchema,
  termSchema,
  type ImsBooks,
  type Period,
  type Term,
} from './books.js';
import { createCallReader } from './calls.js';
import type { Calls } from './report.js';
import type { Systems } from './systems.js';

const workedSchema = z.object({
  name: z.string(),
  state: z.string().nullable(),
  amount: z.string(),
  because: z.object({
    rule: z.string(),
    of: z.string(),
    factor: z.string(),
    gives: z.string(),
  }),
});
const amountsSchema = z.object({ total: z.string(), rows: z.array(workedSchema) });

/** What a renewal is beside that. */
const renewalSchema = z.object({
  newPolicyNumber: z.string().nullable(),
  newTermNumber: z.number(),
  madeBy: z.string().nullable(),
  moments: z.object({ boundAt: z.string().nullable() }).nullable(),
  offers: z.array(
    z.object({
      offerId: z.string(),
      total: z.string(),
      plans: z.array(z.object({ planCode: z.string(), firstInvoice: z.string() })),
      payableUntil: z.string(),
    }),
  ),
  tasks: z.array(z.object({ key: z.string() })),
});

export type Renewal = z.output<typeof renewalSchema>;

/** A transaction as the API answers it, as far as the story looks. */
const transactionSchema = z.object({
  id: z.string(),
  state: z.string(),
  heldAt: z.string().nullable(),
  policyNumber: z.string().nullable(),
  waitingFor: z.string().nullable(),
  attention: z.object({ reason: z.string() }).nullable(),
  billing: z
    .object({ firstInvoice: z.string(), schedule: z.array(z.object({ amount: z.string() })) })
    .nullable(),
  change: z
    .object({
      effectiveDate: z.string().nullable(),
      amounts: amountsSchema.nullable(),
      notice: z.object({ row: z.string(), earliestDate: z.string() }).nullable(),
      renewal: renewalSchema.nullable(),
    })
    .nullable(),
});
export type Transaction = z.output<typeof transactionSchema>;

/** A preview of any kind of change. */
const previewSchema = z.object({
  digest: z.string().nullable(),
  effectiveDate: z.string().nullable(),
  elapsedDays: z.number().nullable().default(null),
  termDays: z.number().nullable().default(null),
  notice: z.object({ days: z.number(), row: z.string() }).nullable().default(null),
  amounts: amountsSchema.nullable(),
  refusals: z.array(z.object({ text: z.string() })),
});
type Amounts = z.output<typeof amountsSchema>;
export type Preview = z.output<typeof previewSchema> & {
  readonly digest: string;
  readonly amounts: Amounts;
};

/** One term of one policy. */
export interface TermName {
  readonly policyNumber: string;
  readonly termNumber: number;
}

/** Everybody in the story, and what can be asked of them. */
export interface Scene {
  post(path: string, body: object): Promise<Transaction>;
  /** As billing posts, with a key of its own. */
  postAsBilling(path: string, body: object): Promise<Transaction>;
  preview(kind: string, body: object): Promise<Preview>;
  /** As soon as it is in that state. @throws UsageError when it waits for a person instead */
  untilState(id: string, state: string): Promise<Transaction>;
  untilRenewal(id: string, what: string, isSo: (renewal: Renewal) => boolean): Promise<Transaction>;
  untilTerm(term: TermName, what: string, isSo: (term: Term) => boolean): Promise<Term>;
  pay(term: TermName, amount: string): Promise<void>;
  payOffer(offerId: string, amount: string): Promise<void>;
  period(term: TermName): Promise<Period>;
  imsBooks(): Promise<ImsBooks>;
  /** What was called and told since the last time, once everything that was told has been taken. */
  callsSince(): Promise<Calls>;
}

export function sceneOf(systems: Systems): Scene {
  const api = askAt(systems.apiUrl, systems.apiKey);
  const asBilling = askAt(systems.apiUrl, systems.billingKey);
  const ims = askAt(systems.imsAdminUrl);
  const billing = askAt(systems.billingAdminUrl);
  const readCalls = createCallReader(systems.workerLog);
  let told = 0;
  const look = async (id: string): Promise<Transaction> => {
    const transaction = await api(transactionSchema, transactionPath(id));
    if (transaction.attention === null) return transaction;
    throw new UsageError(`${id} waits for a person: ${transaction.attention.reason}`);
  };
  const pay = async (payment: object): Promise<void> => {
    await billing(z.unknown(), '/payments', payment);
  };
  return {
    postAsBilling: (path, body) => asBilling(transactionSchema, path, body),
    post: (path, body) => api(transactionSchema, path, body),
    preview: async (kind, body) => {
      const preview = await api(previewSchema, `/api/previews/${kind}`, body);
      const { digest, amounts, refusals } = preview;
      if (digest !== null && amounts !== null && refusals.length === 0)
        return { ...preview, digest, amounts };
      throw new UsageError(
        `The ${kind} was refused: ${refusals.map(({ text }) => text).join('; ')}.`,
      );
    },
    untilState: (id, state) =>
      until(
        `${id} is ${state}`,
        () => look(id),
        (transaction) => transaction.state === state,
      ),
    untilRenewal: (id, what, isSo) =>
      until(
        what,
        () => look(id),
        ({ change }) => (change?.renewal ? isSo(change.renewal) : false),
      ),
    untilTerm: (term, what, isSo) => until(what, () => api(termSchema, termPath(term)), isSo),
    pay: (term, amount) => pay({ ...term, amount }),
    payOffer: (offerId, amount) => pay({ offerId, amount }),
    period: async ({ policyNumber, termNumber }) => {
      const { periods } = await billing(billingSchema, '/state');
      const period = periods.find(
        (one) => one.policyNumber === policyNumber && one.termNumber === termNumber,
      );
      if (period) return period;
      throw new UsageError(`Billing has no term ${policyNumber}-${String(termNumber)}.`);
    },
    imsBooks: () => ims(imsSchema, '/state'),
    callsSince: async () => {
      const { callbacks } = await until(
        'what billing told is taken',
        () => billing(billingSchema, '/state'),
        // What is refused is taken, too: a person sees to it.
        (seen) => seen.callbacks.every(({ status }) => ['delivered', 'refused'].includes(status)),
      );
      const fromBilling = callbacks.slice(told).map(({ content }) => content.kind);
      told = callbacks.length;
      return { ...(await readCalls()), fromBilling };
    },
  };
}

export function termPath({ policyNumber, termNumber }: TermName): string {
  return `/api/policies/${encodeURIComponent(policyNumber)}/terms/${String(termNumber)}`;
}

export function transactionPath(id: string): string {
  return `/api/transactions/${encodeURIComponent(id)}`;
}
