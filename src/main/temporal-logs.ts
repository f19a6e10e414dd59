import {
  DefaultLogger,
  type LogLevel as TemporalLevel,
  type RuntimeOptions,
} from '@temporalio/worker';
import type { Logger } from 'pino';

const METHODS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<TemporalLevel, string>;

export interface TemporalRuntimeOptions {
  readonly log: Logger;
  /** `host:port` where Prometheus may ask; null for none. */
  readonly metricsAddress: string | null;
}

/** Temporal's own lines, the SDK's and its core's, as lines of ours; signals are left to us. */
export function temporalRuntime({ log, metricsAddress }: TemporalRuntimeOptions): RuntimeOptions {
  return {
    shutdownSignals: [],
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      log[METHODS[level]]({ ...meta }, message);
    }),
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      ...(metricsAddress === null
        ? {}
        : {
            metrics: { prometheus: { bindAddress: metricsAddress, countersTotalSuffix: true } },
          }),
    },
  };
}
