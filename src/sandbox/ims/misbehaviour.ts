import { z } from 'zod';

/** Ways in which a real server fails, by what the caller sees. */
export const MISBEHAVIOURS = [
  /** The connection is destroyed without an answer. */
  'drop',
  /** The answer comes after `delayMs`. */
  'late',
  /** HTTP 503 without a body. */
  'unavailable',
  /** HTTP 500 with a page of the web server. */
  'html',
  /** The answer ends in the middle. */
  'truncated',
  /** SQL Server chose the call as deadlock victim; nothing is written. */
  'deadlock',
  /** A fault with a given text. */
  'fault',
  /** All tokens are forgotten just before the call. */
  'expireTokens',
  /** No answer ever; the connection stays open until the caller closes it. */
  'hold',
] as const;
const kindSchema = z.enum(MISBEHAVIOURS);

/** Refusals that were seen from real installations, by a short name that may be given as `text`. */
const OBSERVED_TEXTS: Readonly<Record<string, string>> = {
  backdate:
    'Effective date exceeds the maximum backdate allowance (30 days) for this company/line setup.',
  producerLine:
    'No producer line setup could be found for this producer location or it is outside of the Effective Period.',
  issueUnbound: 'Can not issue an unbound policy',
  installment: 'Installment billing information not found for quote ID 1',
  option: 'Invalid OptionID specified',
  nullReference: 'Object reference not set to an instance of an object.',
  boundPremium: "Can't modify premiums on a bound policy",
  token: 'Token is not valid',
  noLinkProcedure: "Could not find stored procedure 'dbo.spAddExternalQuoteLink'.",
};

interface TechnicalFault {
  readonly exceptionType: string;
  readonly text: string;
}

const SQL = 'System.Data.SqlClient.SqlException';

/** What .NET and SQL Server say when it was not the business that refused; by a short name, likewise. */
const TECHNICAL_FAULTS: Readonly<Record<string, TechnicalFault>> = {
  sqlUnreachable: {
    exceptionType: SQL,
    text:
      'A network-related or instance-specific error occurred while establishing a connection to SQL Server. ' +
      'The server was not found or was not accessible.',
  },
  sqlTimeOut: {
    exceptionType: SQL,
    text:
      'Execution Timeout Expired.  The timeout period elapsed prior to completion of the operation ' +
      'or the server is not responding.',
  },
  sqlConnectionLost: {
    exceptionType: SQL,
    text: 'A transport-level error has occurred when receiving results from the server.',
  },
  truncatedValue: {
    exceptionType: SQL,
    text:
      "String or binary data would be truncated in table 'IMS.dbo.tblInsureds', column 'LastName'. " +
      "Truncated value: 'O'Brien (Junior)'.",
  },
  requestTimedOut: { exceptionType: 'System.Web.HttpException', text: 'Request timed out.' },
  threadAborted: {
    exceptionType: 'System.Threading.ThreadAbortException',
    text: 'Thread was being aborted.',
  },
};

const fields = {
  /** How long `late` waits. */
  delayMs: z.int().min(0).max(600_000).default(1000),
  /** Of `fault`: its text, or the name of one above. */
  text: z.string().min(1).default('The operation failed.'),
  /** The one of the named text unless given. */
  exceptionType: z.string().min(1).optional(),
};

export const faultSchema = z
  .strictObject({
    /** Name of an operation, or `*` for any. */
    operation: z.string().min(1),
    kind: kindSchema,
    /** Whether the call is carried out before it goes wrong. */
    when: z.enum(['before', 'after']).optional(),
    /** How many calls it strikes. */
    count: z.int().positive().default(1),
    /** How many calls it lets pass first. */
    skip: z.int().min(0).default(0),
    ...fields,
  })
  .refine((fault) => !(fault.kind === 'deadlock' && fault.when === 'after'), {
    error: 'a deadlock victim has written nothing, so "when" cannot be "after"',
    path: ['when'],
  });

export const randomSchema = z.strictObject({
  /** The same seed gives the same misfortunes for the same sequence of calls. */
  seed: z.int(),
  /** Share of calls that it strikes, 0 to 1. */
  rate: z.number().min(0).max(1),
  kinds: z.array(kindSchema).min(1),
  operations: z.array(z.string().min(1)).optional(),
  ...fields,
});

/** What goes wrong with one call. */
export interface Misfortune {
  readonly kind: (typeof MISBEHAVIOURS)[number];
  readonly isAfter: boolean;
  readonly delayMs: number;
  readonly text: string;
  readonly exceptionType: string;
}

interface Armed extends z.infer<typeof faultSchema> {
  readonly id: number;
  passed: number;
  used: number;
}

/** What is to go wrong, on demand or by chance. */
export interface Misbehaviour {
  arm(fault: z.infer<typeof faultSchema>): number;
  /** Replaces the chance that was set before. */
  armRandom(random: z.infer<typeof randomSchema>): void;
  disarm(): void;
  list(): { faults: readonly Armed[]; random: unknown };
  /** What goes wrong with the next call of an operation; null when nothing does. */
  strike(operation: string): Misfortune | null;
}

export function createMisbehaviour(): Misbehaviour {
  let armed: Armed[] = [];
  let random: (z.infer<typeof randomSchema> & { used: number }) | null = null;
  let chance: () => number = () => 1;
  let nextId = 1;

  return {
    arm: (fault) => {
      const id = nextId++;
      armed.push({ ...fault, id, passed: 0, used: 0 });
      return id;
    },
    armRandom: (chosen) => {
      random = { ...chosen, used: 0 };
      chance = randomNumbers(chosen.seed);
    },
    disarm: () => {
      armed = [];
      random = null;
    },
    list: () => ({ faults: armed, random }),
    strike: (operation) => {
      for (const fault of armed) {
        const isMeant = fault.operation === '*' || fault.operation === operation;
        if (!isMeant || fault.used >= fault.count) continue;
        if (fault.passed < fault.skip) {
          fault.passed += 1;
          continue;
        }
        fault.used += 1;
        return misfortune(fault, (fault.when ?? usualMoment(fault.kind)) === 'after');
      }
      if (!random || !(random.operations?.includes(operation) ?? true)) return null;
      // Always three draws, so that what one call meets does not depend on the one before.
      const [isStruck, which, moment] = [chance() < random.rate, chance(), chance()];
      const kind = random.kinds[Math.floor(which * random.kinds.length)];
      if (!isStruck || !kind) return null;
      random.used += 1;
      return misfortune({ ...random, kind }, kind !== 'deadlock' && moment < 0.5);
    },
  };
}

function usualMoment(kind: Misfortune['kind']): 'before' | 'after' {
  return kind === 'truncated' ? 'after' : 'before';
}

function misfortune(
  {
    kind,
    delayMs,
    text,
    exceptionType,
  }: Pick<z.infer<typeof faultSchema>, 'kind' | 'delayMs' | 'text' | 'exceptionType'>,
  isAfter: boolean,
): Misfortune {
  const technical = TECHNICAL_FAULTS[text];
  return {
    kind,
    isAfter,
    delayMs,
    text: technical?.text ?? OBSERVED_TEXTS[text] ?? text,
    exceptionType: exceptionType ?? technical?.exceptionType ?? 'System.InvalidOperationException',
  };
}

/** Numbers from 0 to below 1 that a seed determines (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
