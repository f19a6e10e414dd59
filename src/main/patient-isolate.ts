/**
 * For workers that run workflows. The SDK stops workflow code that ran for five seconds by the clock, which on a busy machine is
 * a replay that only waits for the processor; the stop then may end the whole process ("async hook stack has become
 * corrupted"). The option is not among the SDK's documented ones; a version without it goes back to five seconds.
 */
export const PATIENT_ISOLATE = { isolateExecutionTimeout: '60s' } as const;
