import { describe, expect, it } from 'vitest';
import { readSetUpConfig } from '../../src/config/config.js';
import { readEnvironment } from '../../src/config/env.js';
import { WrongSettings } from '../../src/config/wrong-settings.js';

const read = (settings: Record<string, string>) =>
  readSetUpConfig(readEnvironment(settings)).config.renewalSchedule;

function problemsOf(settings: Record<string, string>): readonly string[] {
  try {
    read(settings);
    return [];
  } catch (error) {
    if (error instanceof WrongSettings) return error.problems;
    throw error;
  }
}

describe('the schedule of renewals', () => {
  it('is none unless it is asked for', () => {
    expect(read({})).toBeNull();
    expect(read({ RENEWAL_SCHEDULE_TIME_ZONE: 'America/Chicago' })).toBeNull();
  });

  it('begins as many as a batch does unless said, by UTC', () => {
    expect(read({ RENEWAL_SCHEDULE: '0 1 * * *' })).toEqual({
      cron: '0 1 * * *',
      timeZone: 'UTC',
      perMinute: 60,
      mostOpen: 20,
    });
  });

  it('is refused where it cannot be read', () => {
    expect(
      problemsOf({
        RENEWAL_SCHEDULE: 'every day',
        RENEWAL_SCHEDULE_TIME_ZONE: 'Mars/Olympus',
        RENEWAL_SCHEDULE_PER_MINUTE: '7000',
        RENEWAL_SCHEDULE_MOST_OPEN: '600',
      }),
    ).toEqual([
      'RENEWAL_SCHEDULE must be five fields as cron has them, such as 0 1 * * *.',
      'RENEWAL_SCHEDULE_TIME_ZONE must be a time zone such as America/Chicago.',
      'RENEWAL_SCHEDULE_PER_MINUTE must be 6000 or less.',
      'RENEWAL_SCHEDULE_MOST_OPEN must be 500 or less.',
    ]);
  });
});
