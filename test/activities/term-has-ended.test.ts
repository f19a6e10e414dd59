import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTermActivities } from '../../src/activities/term-activities.js';

const TERM = { expirationDate: '2028-02-01', timeZone: 'America/Chicago', termTime: '00:01' };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it.each([
  { now: '2028-02-01T02:00:00Z', hasEnded: false, when: 'on its last evening in Chicago' },
  { now: '2028-02-01T06:00:59.999Z', hasEnded: false, when: 'in its last minute' },
  { now: '2028-02-01T06:01:00Z', hasEnded: true, when: 'a minute past midnight there' },
])(
  'a term of Chicago is over ($hasEnded) by the clock of Chicago, $when',
  async ({ now, hasEnded }) => {
    vi.setSystemTime(now);
    expect(await createTermActivities().hasEnded(TERM)).toBe(hasEnded);
  },
);
