import { MOST_TERMS_PER_MINUTE, USUAL_TERMS_PER_MINUTE } from '../domain/reconciliation/limits.js';
import type { Environment } from './env.js';

/** When all systems are compared, and how fast. */
export interface ReconciliationScheduleConfig {
  /** Five fields, as cron has them. */
  readonly cron: string;
  /** In which `cron` is read. */
  readonly timeZone: string;
  /** Terms that are looked at in a minute, at most. */
  readonly perMinute: number;
}

/** @param problems takes what is beyond its limits */
export function readReconciliationSchedule(
  environment: Environment,
  problems: string[],
): ReconciliationScheduleConfig | null {
  const {
    RECONCILIATION_SCHEDULE: cron,
    RECONCILIATION_TIME_ZONE: timeZone = 'UTC',
    RECONCILIATION_PER_MINUTE: perMinute = USUAL_TERMS_PER_MINUTE,
  } = environment;
  if (perMinute > MOST_TERMS_PER_MINUTE)
    problems.push(`RECONCILIATION_PER_MINUTE must be ${MOST_TERMS_PER_MINUTE} or less.`);
  return cron === undefined ? null : { cron, timeZone, perMinute };
}
