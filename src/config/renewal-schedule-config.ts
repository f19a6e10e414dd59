import {
  MOST_OPEN,
  MOST_PER_MINUTE,
  USUAL_PER_MINUTE,
  USUALLY_OPEN,
} from '../domain/renewal-batch/limits.js';
import type { Environment } from './env.js';

/** When the renewals that are due are begun, and how fast. */
export interface RenewalScheduleConfig {
  /** Five fields, as cron has them. */
  readonly cron: string;
  /** In which `cron` is read. */
  readonly timeZone: string;
  readonly perMinute: number;
  readonly mostOpen: number;
}

/** @param problems takes what is beyond its limits, or says something of a schedule that nobody asks for */
export function readRenewalSchedule(
  environment: Environment,
  problems: string[],
): RenewalScheduleConfig | null {
  const {
    RENEWAL_SCHEDULE: cron,
    RENEWAL_SCHEDULE_TIME_ZONE: timeZone = 'UTC',
    RENEWAL_SCHEDULE_PER_MINUTE: perMinute = USUAL_PER_MINUTE,
    RENEWAL_SCHEDULE_MOST_OPEN: mostOpen = USUALLY_OPEN,
  } = environment;
  if (perMinute > MOST_PER_MINUTE)
    problems.push(`RENEWAL_SCHEDULE_PER_MINUTE must be ${MOST_PER_MINUTE} or less.`);
  if (mostOpen > MOST_OPEN)
    problems.push(`RENEWAL_SCHEDULE_MOST_OPEN must be ${MOST_OPEN} or less.`);
  return cron === undefined ? null : { cron, timeZone, perMinute, mostOpen };
}
