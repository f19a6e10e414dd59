import { describe, expect, it } from 'vitest';
import { Stopped } from '../../src/workflows/stops.js';
import { Writes } from '../../src/workflows/writes.js';

const lost = () =>
  new Stopped({
    kind: 'lostAnswer',
    field: null,
    reason: 'reset',
    remedy: 'Look.',
    mayHaveHappened: true,
    settleMs: 700,
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

describe('the writes of a transaction', () => {
  it('are told that they may have been made, after a lost answer', async () => {
    const writes = new Writes({ runId: 'run', begunAt: '2027-01-01T00:00:00.000Z' });
    expect(await lose(writes, 'quote')).toBe(false);
    expect(await lose(writes, 'quote')).toBe(true);
    expect(writes.uncertain).toEqual(['quote']);
    expect(writes.settleMs).toBe(700);
  });

  it('are settled one at a time: what a person did not look at stays in doubt', async () => {
    const writes = new Writes({ runId: 'run', begunAt: '2027-01-01T00:00:00.000Z' });
    writes.suspectEarlierRun();
    await lose(writes, 'premium:a');
    expect(writes.settleable()).toBe('premium:a');
    writes.settleAsNotMade('premium:a');
    expect(writes.settleable()).toBeNull();
    const told: Record<string, boolean> = {};
    for (const key of ['premium:a', 'bind']) {
      await writes.once(key, ({ again }) => Promise.resolve((told[key] = again)));
    }
    expect(told).toEqual({ 'premium:a': false, bind: true });
  });

  it('are in doubt again when the repeat is lost too', async () => {
    const writes = new Writes({ runId: 'run', begunAt: '2027-01-01T00:00:00.000Z' });
    await lose(writes, 'bind');
    writes.settleAsNotMade('bind');
    expect(await lose(writes, 'bind')).toBe(false);
    expect(await lose(writes, 'bind')).toBe(true);
  });

  it('are made once', async () => {
    const writes = new Writes({ runId: 'run', begunAt: '2027-01-01T00:00:00.000Z' });
    await writes.once('bind', () => Promise.resolve('P-1'));
    expect(await writes.once('bind', () => Promise.reject(lost()))).toBe('P-1');
    expect(writes.uncertain).toEqual([]);
  });
});
