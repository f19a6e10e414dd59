/** Renewals that were begun together. */
export interface BegunTogether {
  /** When they were asked for, and by when all of them had been begun. Milliseconds since 1970. */
  readonly askedAtMs: number;
  readonly doneAtMs: number;
  readonly count: number;
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
 * When so many more may be begun. In no minute, wherever it starts, are more begun than the throttle says: when those of a step were
 * begun is not known exactly, only that they were by its end, so they count from there.
 *
 * @param begun the earliest first
 * @returns milliseconds since 1970, perhaps long ago
 */
export function mayBeginAt(
  begun: readonly BegunTogether[],
  { perMinute, count }: { readonly perMinute: number; readonly count: number },
): number {
  const last = begun.at(-1);
  if (last === undefined) return 0;
  const evenly = last.askedAtMs + (last.count * MINUTE_MS) / perMinute;
  let room = perMinute - count;
  for (const { doneAtMs, count: before } of [...begun].reverse()) {
    room -= before;
    if (room < 0) return Math.max(evenly, doneAtMs + MINUTE_MS);
  }
  return evenly;
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
