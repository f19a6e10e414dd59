import { describe, expect, it, vi } from 'vitest';
import { Stopped } from '../../../src/workflows/transaction/stops.js';

const clock = vi.hoisted(() => ({ nowMs: 0, pauses: [] as number[] }));
vi.mock(import('@temporalio/workflow'), async (importOriginal) => ({
  ...(await importOriginal()),
  sleep: (ms) => {
    clock.pauses.push(Number(ms));
    clock.nowMs += Number(ms);
    return Promise.resolve();
  },
}));
const { untilAnswered } = await import('../../../src/workflows/transaction/until-answered.js');

const DAY_MS = 86_400_000;
/** Of the activity, its answer, the pause, and the workflow tasks between them. */
const EVENTS_OF_A_ROUND = 17;

/** Work that fails always. @returns the pauses until the failure came out */
async function pausesOf(patienceMs: number, ownPatienceMs?: number): Promise<readonly number[]> {
  clock.nowMs = 0;
  clock.pauses = [];
  vi.spyOn(Date, 'now').mockImplementation(() => clock.nowMs);
  const failure = new Stopped({
    kind: 'lostAnswer',
    field: null,
    reason: 'HTTP 503',
    remedy: 'Look.',
    mayHaveHappened: true,
    settleMs: 110_000,
    ...(ownPatienceMs === undefined ? {} : { patienceMs: ownPatienceMs }),
  });
  await expect(
    untilAnswered(
      () => Promise.reject(failure),
      patienceMs,
      () => undefined,
    ),
  ).rejects.toBe(failure);
  vi.restoreAllMocks();
  return clock.pauses;
}

describe('waiting for an answer that keeps getting lost', () => {
  it('A44: takes a small part of the history that a workflow may have, for a day of it', async () => {
    const pauses = await pausesOf(DAY_MS);
    expect(pauses.length * EVENTS_OF_A_ROUND).toBeLessThan(51_200 / 20);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(15 * 60_000);
  });

  it('never looks before the settle time is over, and asks a person about when patience ends', async () => {
    const pauses = await pausesOf(DAY_MS);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(110_000);
    const waitedMs = pauses.reduce((sum, pauseMs) => sum + pauseMs, 0);
    expect(waitedMs).toBeGreaterThanOrEqual(DAY_MS);
    expect(waitedMs).toBeLessThan(DAY_MS + 110_000);
  });

  it('asks a person sooner for a failure that says that waiting will not help', async () => {
    const pauses = await pausesOf(DAY_MS, 5 * 60_000);
    expect(pauses.reduce((sum, pauseMs) => sum + pauseMs, 0)).toBeLessThan(10 * 60_000);
  });
});
