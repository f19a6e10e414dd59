import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Stopped, type Stop } from '../../../src/workflows/transaction/stops.js';
import { Writes } from '../../../src/workflows/transaction/writes.js';

const RUN = { runId: 'run', firstRunId: 'run', begunAt: '2027-01-01T00:00:00.000Z' };

const lost = () =>
  new Stopped({
    kind: 'lostAnswer',
    field: null,
    reason: 'reset',
    remedy: 'Look.',
    mayHaveHappened: true,
    settleMs: 700,
    run: RUN.runId,
  });

/** Attempts a write whose answer is lost. @returns whether it was told that it may have been made before */
async function lose(writes: Writes, key: string): Promise<boolean> {
  let told = false;
  await writes
    .once(key, ({ again }) => {
      told = again;
      return Promise.reject(lost());
    })
    .catch(() => undefined);
  return told;
}

const REFUSED: Stop = {
  kind: 'rejected',
  field: null,
  reason: 'not now',
  remedy: 'Ask.',
  mayHaveHappened: false,
};

const nextWait = (settleTimeOverAtMs: number): Promise<void> => {
  vi.setSystemTime(settleTimeOverAtMs);
  return Promise.resolve();
};

describe('the writes of a transaction', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are told that they may have been made, after a lost answer', async () => {
    const writes = new Writes(RUN, nextWait);
    expect(await lose(writes, 'quote')).toBe(false);
    expect(await lose(writes, 'quote')).toBe(true);
    expect(writes.uncertain).toEqual(['quote']);
  });

  it('are not attempted again before the policy system has had its time for each of them', async () => {
    const waited: unknown[] = [];
    vi.setSystemTime(1_000);
    const writes = new Writes(RUN, (settleTimeOverAtMs, key) => {
      waited.push([key, settleTimeOverAtMs]);
      vi.setSystemTime(settleTimeOverAtMs);
      return Promise.resolve();
    });
    await lose(writes, 'quote');
    vi.setSystemTime(1_100);
    await lose(writes, 'bind');
    // The look is refused: it says nothing of how long the write may take.
    await writes.once('quote', () => Promise.reject(new Stopped(REFUSED))).catch(() => undefined);
    await lose(writes, 'bind');
    await lose(writes, 'quote');
    expect(waited).toEqual([
      ['quote', 1_700],
      ['bind', 1_800],
    ]);
    expect(writes.settleTimeOverAtMs('bind')).toBe(2_500);
    expect(writes.settleTimesOverAtMs).toBe(2_500);
  });

  it('are settled one at a time: what a person did not look at stays in doubt', async () => {
    const writes = new Writes(RUN, nextWait);
    writes.suspectEarlierRun();
    await lose(writes, 'premium:a');
    expect(writes.unsettled()).toBe('premium:a');
    writes.settleAsNotMade('premium:a');
    expect(writes.unsettled()).toBeNull();
    const told: Record<string, boolean> = {};
    for (const key of ['premium:a', 'bind']) {
      await writes.once(key, ({ again }) => Promise.resolve((told[key] = again)));
    }
    expect(told).toEqual({ 'premium:a': false, bind: true });
  });

  it('of a later run are looked for whatever was known of them in an earlier one', async () => {
    const later = { ...RUN, runId: 'later' };
    for (const [stoppedIn, isLookedFor] of [
      ['run', true],
      [undefined, true],
      ['later', false],
    ] as const) {
      const writes = new Writes(later, nextWait);
      writes.suspectEarlierRun();
      const unknown = new Stopped({
        ...REFUSED,
        ...{ kind: 'unknownOutcome', mayHaveHappened: true },
        ...(stoppedIn && { run: stoppedIn }),
      });
      await writes.once('quote', () => Promise.reject(unknown)).catch(() => undefined);
      writes.settleAsNotMade('quote');
      expect(writes.attempt('quote')).toMatchObject({
        again: isLookedFor,
        earlierRun: isLookedFor,
      });
    }
  });

  it('that were given up are looked for by a later run, and by no first one', async () => {
    for (const [run, isLookedFor] of [
      [{ ...RUN, runId: 'later' }, true],
      [RUN, false],
    ] as const) {
      const writes = new Writes(run, nextWait);
      if (isLookedFor) writes.suspectEarlierRun();
      await writes.once('premium:a', () => Promise.resolve('made'));
      await lose(writes, 'premium:b');
      writes.takeBack('premium');
      expect(writes.uncertain).toEqual([]);
      for (const key of ['premium:a', 'premium:b'])
        expect(writes.attempt(key)).toMatchObject({ again: isLookedFor, earlierRun: isLookedFor });
    }
  });

  it('are in doubt again when the repeat is lost too', async () => {
    const writes = new Writes(RUN, nextWait);
    await lose(writes, 'bind');
    writes.settleAsNotMade('bind');
    expect(await lose(writes, 'bind')).toBe(false);
    expect(await lose(writes, 'bind')).toBe(true);
  });

  it('are made once', async () => {
    const writes = new Writes(RUN, nextWait);
    await writes.once('bind', () => Promise.resolve('P-1'));
    expect(await writes.once('bind', () => Promise.reject(lost()))).toBe('P-1');
    expect(writes.uncertain).toEqual([]);
  });
});
