/** Renewals that were begun together. */
export interface BegunTogether {
  /** When they were asked for, and by when all of them had been begun. Milliseconds since 1970. */
  readonly askedAtMs: number;
  readonly doneAtMs: number;
  readonly count: number;
  /** By when each had been begun. Absent where that is not known: then all count from the end. */
  readonly eachAtMs?: readonly number[];
}

/** How much of a batch had been seen to at a moment. */
export interface SeenBy {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly seen: number;
}

const MINUTE_MS = 60_000;

/** More at once would keep one step busy for long. */
const MOST_TOGETHER = 50;

/** How many policies are seen to together: five seconds of work, so that the policy system is asked evenly. */
export function together(perMinute: number): number {
  return Math.min(MOST_TOGETHER, Math.max(1, Math.floor(perMinute / 12)));
}

/**
 * When so many more may be begun. In no minute, wherever it starts, are more begun than the throttle says: of each it is known by when it
 * had been begun, and it counts from there.
 *
 * @param begun the earliest first
 * @returns milliseconds since 1970, perhaps long ago
 */
export function mayBeginAt(
  begun: readonly BegunTogether[],
  { perMinute, count }: { readonly perMinute: number; readonly count: number },
): number {
  const blocking = latestFirst(begun)[perMinute - count];
  const roomMs = blocking === undefined ? 0 : blocking + MINUTE_MS;
  return Math.max(evenlyAt(begun, perMinute), roomMs);
}

/**
 * The next step of a batch that says of each when it was begun: so many as there is room for, but no step for a few.
 *
 * @param most how many may be begun together
 * @returns when it may begin, in milliseconds since 1970, and how many if that is now
 */
export function nextTogether(
  begun: readonly BegunTogether[],
  {
    perMinute,
    most,
    nowMs,
  }: { readonly perMinute: number; readonly most: number; readonly nowMs: number },
): { readonly atMs: number; readonly count: number } {
  // Older code did not say it, and waited until all of a step fitted in.
  const count = isExact(begun) ? Math.ceil(most / 2) : most;
  const atMs = mayBeginAt(begun, { perMinute, count });
  const inThisMinute = latestFirst(begun).filter((beganMs) => beganMs > nowMs - MINUTE_MS);
  return { atMs, count: Math.min(most, perMinute - inThisMinute.length) };
}

/**
 * Evenly over the minute. Where each is known, a step that was late is made up for, at no more than twice the pace: one after the
 * other they would all be a little late.
 */
function evenlyAt(begun: readonly BegunTogether[], perMinute: number): number {
  const [first, last] = [begun[0], begun.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const eachMs = MINUTE_MS / perMinute;
  if (!isExact(begun)) return last.askedAtMs + last.count * eachMs;
  const onPaceMs = first.askedAtMs + begun.reduce((sum, { count }) => sum + count, 0) * eachMs;
  return Math.max(onPaceMs, last.askedAtMs + (last.count * eachMs) / 2);
}

function isExact(begun: readonly BegunTogether[]): boolean {
  return begun.every(({ eachAtMs }) => eachAtMs !== undefined);
}

/** By when each had been begun. */
function latestFirst(begun: readonly BegunTogether[]): readonly number[] {
  const each = begun.flatMap(
    ({ count, doneAtMs, eachAtMs }) => eachAtMs ?? Array.from({ length: count }, () => doneAtMs),
  );
  return each.sort((one, other) => other - one);
}

/** With one step more, and without those that no minute from now on has a part in. */
export function begunWith(
  begun: readonly BegunTogether[],
  step: BegunTogether,
): readonly BegunTogether[] {
  const kept = begun.filter(({ doneAtMs }) => doneAtMs > step.doneAtMs - MINUTE_MS);
  return step.count === 0 ? kept : [...kept, step];
}

const SAMPLE_EVERY_MS = 10_000;
const SAMPLED_MS = 5 * MINUTE_MS;

/** With how much had been seen to just now; one for every ten seconds of the last five minutes is kept. */
export function seenWith(samples: readonly SeenBy[], now: SeenBy): readonly SeenBy[] {
  const kept = samples.filter(({ atMs }) => atMs > now.atMs - SAMPLED_MS);
  const last = kept.at(-1);
  return last && now.atMs < last.atMs + SAMPLE_EVERY_MS ? kept : [...kept, now];
}

/** How many policies a batch sees to in a minute, as it did in the last five; null as long as there is nothing to go by. */
export function ratePerMinute(samples: readonly SeenBy[], now: SeenBy): number | null {
  const [first] = samples;
  if (first === undefined || now.atMs <= first.atMs || now.seen <= first.seen) return null;
  return ((now.seen - first.seen) * MINUTE_MS) / (now.atMs - first.atMs);
}
