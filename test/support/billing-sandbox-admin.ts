import { setTimeout as pause } from 'node:timers/promises';
import { adminEndpoint } from './admin-endpoint.js';

/** A term as billing has it, as far as the tests look. */
export interface BillingPeriod {
  readonly policyNumber: string;
  readonly termNumber: number;
  readonly accountNumber: string;
  readonly boundAt: string;
  readonly jobNumber: string;
  readonly billingMethod: string;
  readonly planCode: string;
  readonly streamId: string;
  readonly status: 'open' | 'cancelled' | 'replaced';
  /** Half-open. */
  readonly term: { readonly effectiveDate: string; readonly expirationDate: string };
  readonly cancelledOn: string | null;
  /** Row by row, in the order of the bookings. */
  readonly charges: readonly {
    readonly transactionId: string;
    readonly operation: string;
    readonly effectiveDate: string;
    readonly line: string | null;
    readonly name: string;
    readonly state: string | null;
    readonly amount: string;
  }[];
  readonly isTermConfirmed: boolean;
  /** `waiting`: enough money will be told to the policy side; `told`: it was. */
  readonly notification: 'none' | 'waiting' | 'told';
  readonly isSufficient: boolean;
  readonly firstInvoice: string;
  readonly charged: string;
  readonly received: string;
  readonly unapplied: string;
  readonly pastDue: string;
  /** Returns that no invoice has taken up. */
  readonly credit: string;
  readonly invoices: readonly { readonly dueDate: string; readonly amount: string }[];
}

export interface BillingCallback {
  readonly id: number;
  readonly transactionId: string;
  readonly status: string;
  readonly attempts: number;
  readonly lastAnswer: string | null;
  readonly createdAt: string;
  readonly content: { readonly kind: string; readonly policyNumber: string };
}

export interface BillingState {
  readonly accounts: readonly { readonly accountNumber: string }[];
  readonly streams: readonly {
    readonly streamId: string;
    readonly accountNumber: string;
    readonly plan: { readonly invoicingPlanCode: string };
  }[];
  readonly periods: readonly BillingPeriod[];
  readonly payments: readonly { readonly paymentId: string }[];
  readonly bookings: readonly { readonly transactionId: string; readonly operation: string }[];
  readonly callbacks: readonly BillingCallback[];
}

export interface BillingCall {
  readonly n: number;
  readonly operation: string;
  /** When it arrived. */
  readonly at: string;
  /** Null until it is answered. */
  readonly outcome: string | null;
  readonly misbehaviour?: string;
}

export interface Money {
  readonly policyNumber?: string;
  readonly termNumber?: number;
  readonly jobNumber?: string;
  readonly offerId?: string;
  readonly planCode?: string;
  readonly paymentId?: string;
  readonly amount: string;
  readonly currency?: string;
  readonly receivedAt?: string;
}

/** The admin endpoint of a billing sandbox. Bodies are those of docs/billing-sandbox.md. */
export interface BillingAdmin {
  pay(money: Money): Promise<void>;
  reverse(paymentId: string, reason: string): Promise<void>;
  arm(fault: Readonly<Record<string, unknown>>): Promise<void>;
  armRandom(random: Readonly<Record<string, unknown>>): Promise<void>;
  armCallbacks(fault: Readonly<Record<string, unknown>>): Promise<void>;
  disarm(): Promise<void>;
  /** How many calls each armed fault has struck, in the order in which they were armed. */
  struck(): Promise<readonly number[]>;
  /** Where callbacks go and how. */
  changePolicySide(settings: Readonly<Record<string, unknown>>): Promise<void>;
  change(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Changes the books behind everybody's back. */
  byHand(change: Readonly<Record<string, unknown>>): Promise<void>;
  removeByHand(policyNumber: string, termNumber: number): Promise<void>;
  /** Sends a callback that the books know nothing of. */
  callBack(callback: Readonly<Record<string, unknown>>): Promise<void>;
  sendNow(callbackId: number): Promise<void>;
  state(): Promise<BillingState>;
  calls(after?: number): Promise<readonly BillingCall[]>;
  /** Number of the last call so far. */
  lastCall(): Promise<number>;
  callbacks(status: string): Promise<readonly BillingCallback[]>;
  /** Waits until every call has ended, late ones included. */
  untilQuiet(): Promise<void>;
  untilSo(isSo: (state: BillingState) => boolean): Promise<BillingState>;
  reset(): Promise<void>;
}

const LOOK_EVERY_MS = 50;

export function billingAdmin(adminUrl: string): BillingAdmin {
  const ask = adminEndpoint(adminUrl);
  const tell = async (method: string, path: string, body?: unknown): Promise<void> => {
    await ask(method, path, body);
  };
  const calls = async (after = 0) =>
    (await ask('GET', `/calls?after=${after}`)) as readonly BillingCall[];
  const state = async () => (await ask('GET', '/state')) as BillingState;

  return {
    pay: (money) => tell('POST', '/payments', money),
    reverse: (paymentId, reason) =>
      tell('POST', `/payments/${encodeURIComponent(paymentId)}/reverse`, { reason }),
    arm: (fault) => tell('POST', '/faults', fault),
    armRandom: (random) => tell('POST', '/faults/random', random),
    armCallbacks: (fault) => tell('POST', '/callback-faults', fault),
    disarm: async () => {
      await tell('DELETE', '/faults');
      await tell('DELETE', '/callback-faults');
    },
    struck: async () => {
      const { faults } = (await ask('GET', '/faults')) as { faults: readonly { used: number }[] };
      return faults.map(({ used }) => used);
    },
    changePolicySide: (settings) => tell('POST', '/policy-side', settings),
    change: (settings) => tell('POST', '/settings', settings),
    byHand: (change) => tell('POST', '/by-hand/periods', change),
    removeByHand: (policyNumber, termNumber) =>
      tell('POST', '/by-hand/periods/remove', { policyNumber, termNumber }),
    callBack: (callback) => tell('POST', '/callbacks', callback),
    sendNow: (callbackId) => tell('POST', `/callbacks/${callbackId}/send`),
    state,
    calls,
    lastCall: async () => (await calls()).at(-1)?.n ?? 0,
    callbacks: async (status) =>
      (await ask('GET', `/callbacks?status=${status}`)) as readonly BillingCallback[],
    untilQuiet: async () => {
      while ((await calls()).some(({ outcome }) => outcome === null)) await pause(LOOK_EVERY_MS);
    },
    untilSo: async (isSo) => {
      for (;;) {
        const found = await state();
        if (isSo(found)) return found;
        await pause(LOOK_EVERY_MS);
      }
    },
    reset: () => tell('DELETE', '/state'),
  };
}
