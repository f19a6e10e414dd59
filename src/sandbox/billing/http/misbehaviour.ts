import { z } from 'zod';

/** Ways in which a real server fails, by what the caller sees. */
const kindSchema = z.enum([
  /** The connection is destroyed without an answer. */
  'drop',
  /** The answer comes after `delayMs`. */
  'late',
  /** HTTP 503 without a body. */
  'unavailable',
  /** HTTP 502 with a page of a proxy. */
  'html',
  /** The answer ends in the middle. */
  'truncated',
  /** HTTP 200 with JSON that the contract does not allow. */
  'garbage',
  /** HTTP 401, as if the token had been taken back. */
  'unauthorized',
  /** HTTP 422 with `code` and `text`. */
  'refuse',
  /** No answer ever; the connection stays open until the caller closes it. */
  'hold',
]);
type Kind = z.output<typeof kindSchema>;

/** They are said instead of carrying the call out. */
const NOTHING_DONE: ReadonlySet<Kind> = new Set(['refuse', 'unauthorized']);

const fields = {
  /** How long `late` waits. */
  delayMs: z.int().min(0).max(600_000).default(1000),
  /** Of `refuse`. */
  code: z.string().min(1).default('refusedOnDemand'),
  text: z.string().min(1).default('Refused on demand.'),
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
  .refine((fault) => !(NOTHING_DONE.has(fault.kind) && fault.when === 'after'), {
    error: 'nothing is booked by a call that is refused, so "when" cannot be "after"',
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
  readonly kind: Kind;
  readonly isAfter: boolean;
  readonly delayMs: number;
  readonly code: string;
  readonly text: string;
}

interface Armed extends z.output<typeof faultSchema> {
  readonly id: number;
  passed: number;
  used: number;
}
type Random = z.output<typeof randomSchema>;

/** What is to go wrong, on demand or by chance. */
export interface Misbehaviour {
  arm(fault: z.output<typeof faultSchema>): number;
  /** Replaces the chance that was set before. */
  armRandom(random: Random): void;
  disarm(): void;
  list(): { faults: readonly Armed[]; random: unknown };
  /** What goes wrong with the next call of an operation; null when nothing does. */
  strike(operation: string): Misfortune | null;
}

export function createMisbehaviour(): Misbehaviour {
  let armed: Armed[] = [];
  let random: (Random & { used: number }) | null = null;
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
        return { ...fault, isAfter: (fault.when ?? usualMoment(fault.kind)) === 'after' };
      }
      if (!random || !(random.operations?.includes(operation) ?? true)) return null;
      // Always three draws, so that what one call meets does not depend on the one before.
      const [isStruck, which, moment] = [chance() < random.rate, chance(), chance()];
      const kind = random.kinds[Math.floor(which * random.kinds.length)];
      if (!isStruck || !kind) return null;
      random.used += 1;
      return { ...random, kind, isAfter: !NOTHING_DONE.has(kind) && moment < 0.5 };
    },
  };
}

function usualMoment(kind: Kind): 'before' | 'after' {
  return kind === 'truncated' || kind === 'garbage' ? 'after' : 'before';
}

/** Numbers from 0 to below 1 that a seed determines (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
