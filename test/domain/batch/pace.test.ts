import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  begunWith,
  mayBeginAt,
  nextTogether,
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

  /** Steps one after the other, as a batch makes them. @returns when each was begun */
  function paced(
    perMinute: number,
    taken: readonly { readonly lateMs: number; readonly tookMs: number }[],
  ): readonly number[] {
    const startedAt: number[] = [];
    let begun: readonly BegunTogether[] = [];
    let nowMs = 0;
    for (const { lateMs, tookMs } of taken) {
      const most = together(perMinute);
      const { atMs } = nextTogether(begun, { perMinute, most, nowMs });
      nowMs = Math.max(nowMs, atMs) + lateMs;
      const { count } = nextTogether(begun, { perMinute, most, nowMs });
      const eachAtMs = Array.from(
        { length: count },
        (_, at) => nowMs + (tookMs * (at + 1)) / count,
      );
      startedAt.push(...eachAtMs);
      begun = begunWith(begun, { askedAtMs: nowMs, doneAtMs: nowMs + tookMs, count, eachAtMs });
      nowMs += tookMs;
    }
    return startedAt;
  }

  it('lets no minute have more than it says where each says when it was begun', () => {
    const taken = fc.array(fc.record({ lateMs: fc.nat(90_000), tookMs: fc.nat(30_000) }), {
      minLength: 1,
      maxLength: 150,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), taken, (perMinute, steps) => {
        const startedAt = paced(perMinute, steps);
        for (const from of startedAt) {
          const within = startedAt.filter((at) => at >= from && at < from + MINUTE_MS);
          expect(within.length).toBeLessThanOrEqual(perMinute);
        }
      }),
    );
  });

  it.each([1, 12, 60, 90, 150])(
    'is used up at %i a minute, though every step is a second late, and four at once take half a second',
    (perMinute) => {
      const tookMs = 500 * Math.ceil(together(perMinute) / 4);
      const startedAt = paced(perMinute, Array(400).fill({ lateMs: 1_000, tookMs }));
      const minutes = ((startedAt.at(-1) ?? 0) - (startedAt[0] ?? 0)) / MINUTE_MS;
      expect((startedAt.length - 1) / minutes / perMinute).toBeGreaterThan(0.95);
    },
  );

  it('makes up for a step that was late at no more than twice its pace', () => {
    const one = { count: 5, doneAtMs: 20_100, eachAtMs: [20_100, 20_100, 20_100, 20_100, 20_100] };
    const begun = [
      { ...one, askedAtMs: 0, doneAtMs: 100, eachAtMs: [100, 100, 100, 100, 100] },
      { ...one, askedAtMs: 20_000 },
    ];
    expect(nextTogether(begun, { perMinute: 60, most: 5, nowMs: 20_200 }).atMs).toBe(22_500);
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
