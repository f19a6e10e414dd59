import { setTimeout as pause } from 'node:timers/promises';
import { adminEndpoint } from './admin-endpoint.js';

/** What is to go wrong with a call; the fields are those of the sandbox's admin endpoint. */
export interface SandboxFault {
  readonly operation: string;
  readonly kind: string;
  readonly when?: 'before' | 'after';
  readonly count?: number;
  /** How many calls of the operation pass first. */
  readonly skip?: number;
  readonly delayMs?: number;
  readonly text?: string;
  readonly exceptionType?: string;
  /** Of a gateway. */
  readonly status?: number;
}

export interface SandboxCall {
  readonly n: number;
  readonly operation: string;
  /** When it arrived. */
  readonly at: string;
  /** Null until it is answered. */
  readonly outcome: string | null;
  readonly misbehaviour?: string;
  /** Where its caller said that it belongs in a trace. */
  readonly traceparent?: string;
}

export interface SandboxCounts {
  readonly insureds: number;
  readonly submissions: number;
  readonly quotes: number;
  readonly invoices: number;
  readonly documents: number;
  readonly links: number;
}

export interface SandboxQuote {
  readonly quoteGuid: string;
  readonly insuredGuid: string;
  readonly submissionGroupGuid: string;
  readonly policyNumber: string | null;
  readonly dateBound: string | null;
  readonly dateIssued: string | null;
  /** Empty for the original. */
  readonly transactionType: '' | 'E' | 'C' | 'R';
  /** Of a change. */
  readonly transactionEffective: string | null;
  readonly status: number;
  readonly reference: {
    readonly externalSystemId: string;
    readonly externalQuoteId: string;
  } | null;
  readonly options: readonly {
    readonly lineGuid: string;
    readonly premiums: readonly {
      readonly chargeCode: number;
      readonly amount: string;
      readonly isFee: boolean;
    }[];
  }[];
}

export interface SandboxState {
  readonly insureds: readonly { readonly insuredGuid: string }[];
  readonly submissions: readonly {
    readonly submissionGroupGuid: string;
    readonly insuredGuid: string;
  }[];
  readonly quotes: readonly SandboxQuote[];
  readonly invoices: readonly { readonly quoteGuid: string; readonly total: string }[];
  readonly documents: readonly { readonly quoteGuid: string; readonly kind: string }[];
  readonly links: readonly {
    readonly quoteGuid: string;
    readonly externalSystemId: string;
    readonly externalQuoteId: string;
  }[];
}

/** The admin endpoint of an IMS sandbox: what goes wrong, what is on file, what was called. */
export interface SandboxAdmin {
  arm(fault: SandboxFault): Promise<void>;
  armRandom(random: {
    readonly seed: number;
    readonly rate: number;
    readonly kinds: readonly string[];
    readonly delayMs?: number;
  }): Promise<void>;
  disarm(): Promise<void>;
  /** How many calls each armed fault has struck, in the order in which they were armed. */
  struck(): Promise<readonly number[]>;
  /** How many calls the random misbehaviour has struck. */
  struckAtRandom(): Promise<number>;
  counts(): Promise<SandboxCounts>;
  state(): Promise<SandboxState>;
  calls(after?: number): Promise<readonly SandboxCall[]>;
  /** Number of the last call so far. */
  lastCall(): Promise<number>;
  /** Waits for a call that came after number `after`. */
  untilCalled(
    after: number,
    isMeant: (call: SandboxCall) => boolean,
    withinMs?: number,
  ): Promise<SandboxCall>;
  /** Waits until every call has ended, late ones included. */
  untilQuiet(): Promise<void>;
  reset(): Promise<void>;
  change(settings: Readonly<Record<string, unknown>>): Promise<void>;
  settings(): Promise<Readonly<Record<string, unknown>>>;
  /** Changes the books behind everybody's back. */
  byHand(change: Readonly<Record<string, unknown>>): Promise<void>;
  expireTokens(): Promise<void>;
}

const LOOK_EVERY_MS = 20;

export function sandboxAdmin(adminUrl: string): SandboxAdmin {
  const ask = adminEndpoint(adminUrl);
  const faults = async () =>
    (await ask('GET', '/faults')) as {
      faults: readonly { used: number }[];
      random: { used: number } | null;
    };
  const calls = async (after = 0) =>
    (await ask('GET', `/calls?after=${after}`)) as readonly SandboxCall[];

  return {
    arm: async (fault) => {
      await ask('POST', '/faults', fault);
    },
    armRandom: async (random) => {
      await ask('POST', '/faults/random', random);
    },
    disarm: async () => {
      await ask('DELETE', '/faults');
    },
    struck: async () => (await faults()).faults.map(({ used }) => used),
    struckAtRandom: async () => (await faults()).random?.used ?? 0,
    counts: async () => (await ask('GET', '/counts')) as SandboxCounts,
    state: async () => (await ask('GET', '/state')) as SandboxState,
    calls,
    lastCall: async () => (await calls()).at(-1)?.n ?? 0,
    untilCalled: async (after, isMeant, withinMs = 20_000) => {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const found = (await calls(after)).find(isMeant);
        if (found) return found;
        if (Date.now() > deadline) throw new Error('the call that was waited for did not come');
        await pause(LOOK_EVERY_MS);
      }
    },
    untilQuiet: async () => {
      while ((await calls()).some(({ outcome }) => outcome === null)) await pause(LOOK_EVERY_MS);
    },
    reset: async () => {
      await ask('DELETE', '/state');
    },
    change: async (settings) => {
      await ask('POST', '/settings', settings);
    },
    settings: async () => (await ask('GET', '/settings')) as Readonly<Record<string, unknown>>,
    byHand: async (change) => {
      await ask('POST', '/by-hand/quotes', change);
    },
    expireTokens: async () => {
      await ask('POST', '/tokens/expire');
    },
  };
}
