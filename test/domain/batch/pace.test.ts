import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  begunWith,
  mayBeginAt,
  ratePerMinute,
  seenWith,
  together,
  type BegunTogether,
  type SeenBy,
} from '../../../src/domain/batch/pace.js';

const MINUTE_MS = 60_000;

describe('the throttle of a batch', () => {
  it('lets no minute, wherever it starts, have more than it says, however long steps take', () => {
    const steps = fc.array(
      fc.record({ tookMs: fc.nat(30_000), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 150,
      },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), steps, (perMinute, taken) => {
        const startedAt: number[] = [];
        let begun: readonly BegunTogether[] = [];
        let nowMs = 0;
        for (const { tookMs, share } of taken) {
          const count = together(perMinute);
          nowMs = Math.max(nowMs, mayBeginAt(begun, { perMinute, count }));
          const step = { askedAtMs: nowMs, doneAtMs: nowMs + tookMs, count };
          // At some moment of the step, nobody knows which.
          startedAt.push(
            ...Array.from({ length: count }, () => nowMs + Math.floor(share * tookMs)),
          );
          nowMs = step.doneAtMs;
          begun = begunWith(begun, step);
        }
        for (const from of startedAt) {
          const within = startedAt.filter((at) => at >= from && at < from + MINUTE_MS);
          expect(within.length).toBeLessThanOrEqual(perMinute);
        }
      }),
    );
  });

  it('lets the next be begun when what was begun has been spread evenly', () => {
    const begun = [{ askedAtMs: 1_000, doneAtMs: 1_200, count: 5 }];
    expect(mayBeginAt(begun, { perMinute: 60, count: 5 })).toBe(6_000);
    expect(mayBeginAt([], { perMinute: 60, count: 5 })).toBe(0);
  });

  it('takes no account of steps that began nothing', () => {
    expect(begunWith([], { askedAtMs: 0, doneAtMs: 10, count: 0 })).toEqual([]);
  });
});

describe('the rate of a batch', () => {
  it('is that of the last five minutes', () => {
    let samples: readonly SeenBy[] = [];
    for (let at = 0; at <= 600; at += 5)
      samples = seenWith(samples, { atMs: at * 1_000, seen: at });
    expect(samples.length).toBeLessThanOrEqual(31);
    expect(ratePerMinute(samples, { atMs: 600_000, seen: 600 })).toBe(60);
  });

  it('is not known while nothing was seen to', () => {
    expect(ratePerMinute([], { atMs: 5, seen: 1 })).toBeNull();
    expect(ratePerMinute([{ atMs: 0, seen: 3 }], { atMs: 5_000, seen: 3 })).toBeNull();
  });
});
