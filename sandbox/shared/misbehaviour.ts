import { z } from 'zod';
import { armingShape, createArmedFaults, type Armed } from './armed-faults.js';

/** How long `late` waits. */
const delayMs = z.int().min(0).max(600_000).default(1000);

/** What is said of every fault, beside its `kind` and what that kind needs. */
export const faultShape = {
  /** Name of an operation or of a site procedure that one calls, or `*` for any. */
  operation: z.string().min(1),
  /** Whether the call is carried out before it goes wrong. */
  when: z.enum(['before', 'after']).optional(),
  ...armingShape,
  delayMs,
};

/** What is said of misbehaviour by chance, beside its `kinds` and what they need. */
export const chanceShape = {
  /** The same seed gives the same misfortunes for the same sequence of calls. */
  seed: z.int(),
  /** Share of calls that it strikes, 0 to 1. */
  rate: z.number().min(0).max(1),
  operations: z.array(z.string().min(1)).optional(),
  delayMs,
};

type Shaped<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;
export type Fault<Kind, Details> = Shaped<typeof faultShape> & { readonly kind: Kind } & Details;
export type Chance<Kind, Details> = Shaped<typeof chanceShape> & {
  readonly kinds: readonly Kind[];
} & Details;

/** What goes wrong with one call. */
export type Misfortune<Kind, Details> = Details & {
  readonly kind: Kind;
  readonly isAfter: boolean;
  readonly delayMs: number;
};

/** What is to go wrong, on demand or by chance. */
export interface Misbehaviour<Kind, Details> {
  arm(fault: Fault<Kind, Details>): number;
  /** Replaces the chance that was set before. */
  armRandom(chance: Chance<Kind, Details>): void;
  disarm(): void;
  list(): { readonly faults: readonly Armed<Fault<Kind, Details>>[]; readonly random: unknown };
  /**
   * What goes wrong with the next call of an operation; null when nothing does.
   *
   * @param inner what the operation calls in turn, such as a site procedure
   */
  strike(operation: string, inner?: string): Misfortune<Kind, Details> | null;
}

export interface KindRules<Kind> {
  /** They come instead of carrying the call out, so nothing can be written before them. */
  readonly neverAfter: ReadonlySet<Kind>;
  /** The call is carried out before them, unless told otherwise. */
  readonly usuallyAfter: ReadonlySet<Kind>;
}

export function createMisbehaviour<Kind extends string, Details extends object>({
  neverAfter,
  usuallyAfter,
}: KindRules<Kind>): Misbehaviour<Kind, Details> {
  const armed = createArmedFaults<Fault<Kind, Details>>();
  let random: (Chance<Kind, Details> & { used: number }) | null = null;
  let chance: () => number = () => 1;

  return {
    arm: (fault) => armed.arm(fault),
    armRandom: (chosen) => {
      random = { ...chosen, used: 0 };
      chance = randomNumbers(chosen.seed);
    },
    disarm: () => {
      armed.disarm();
      random = null;
    },
    list: () => ({ faults: armed.list(), random }),
    strike: (operation, inner) => {
      const fault = armed.strike((one) => ['*', operation, inner].includes(one.operation));
      if (fault) {
        const usual = usuallyAfter.has(fault.kind) ? 'after' : 'before';
        return { ...fault, isAfter: (fault.when ?? usual) === 'after' };
      }
      if (!random || !(random.operations?.includes(operation) ?? true)) return null;
      // Always three draws, so that what one call meets does not depend on the one before.
      const [isStruck, which, moment] = [chance() < random.rate, chance(), chance()];
      const kind = random.kinds[Math.floor(which * random.kinds.length)];
      if (!isStruck || !kind) return null;
      random.used += 1;
      return { ...random, kind, isAfter: !neverAfter.has(kind) && moment < 0.5 };
    },
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
