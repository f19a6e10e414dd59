import type { EventEmitter } from 'node:events';
import {
  DefaultLogger,
  type LogLevel as TemporalLevel,
  type RuntimeOptions,
} from '@temporalio/worker';
import type { Logger } from 'pino';
import { errorFacts, isError } from '../activities/error-facts.js';
import { CALL_BUCKETS } from './call-metrics.js';
import type { Losses } from './replaceable-worker.js';

const METHODS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<TemporalLevel, string>;

/**
 * Lines of the SDK and of its core when the code of a workflow fails. Temporal tries again for ever, and they warn; but
 * the workflow stands still until somebody mends the code.
 */
const FAILURES_OF_CODE: ReadonlySet<string> = new Set(['Workflow failed', 'Failing workflow task']);

/** The task of a step that could not be read is written out by the SDK, with all that the step was given. */
const TASKS: ReadonlySet<string> = new Set(['task', 'taskEncoded']);

/** What a line says beside its message: of errors their facts alone, for their words may hold what a policy holds. */
function withoutWords(meta: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(meta).map(([name, value]) => {
      if (isError(value)) return [name, errorFacts(value)];
      if (TASKS.has(name)) return [name, '[not shown]'];
      return name === 'failure' ? [name, factsOfFailure(String(value))] : [name, value];
    }),
  );
}

/** The core writes a failure out, words and all. Its cause, and the number of a rule that was broken, are Temporal's own. */
function factsOfFailure(written: string): object {
  const cause = /\bforce_cause: (\w+)/.exec(written)?.[1];
  const rule = /\[(TMPRL\d+)\]/.exec(written)?.[1];
  return { ...(cause === undefined ? {} : { cause }), ...(rule === undefined ? {} : { rule }) };
}

/** Where the core says at level ERROR that it has lost its place in a workflow. */
const PLACE_IN_WORKFLOWS =
  /^temporalio_sdk_core::worker::workflow::(?:workflow_stream|managed_run)$/;

export interface TemporalRuntimeOptions {
  readonly log: Logger;
  /** Is told when the core loses a workflow. */
  readonly losses: EventEmitter<Losses>;
  /** `host:port` where Prometheus may ask; null for none. */
  readonly metricsAddress: string | null;
}

/** Temporal's own lines, the SDK's and its core's, as lines of ours; signals are left to us. */
export function temporalRuntime({
  log,
  losses,
  metricsAddress,
}: TemporalRuntimeOptions): RuntimeOptions {
  return {
    shutdownSignals: [],
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      const method = FAILURES_OF_CODE.has(message) ? 'error' : METHODS[level];
      log[method](withoutWords(meta ?? {}), message);
      if (level === 'ERROR' && PLACE_IN_WORKFLOWS.test(String(meta?.['target'])))
        losses.emit('lost');
    }),
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      ...(metricsAddress === null
        ? {}
        : {
            metrics: {
              prometheus: {
                bindAddress: metricsAddress,
                countersTotalSuffix: true,
                histogramBucketOverrides: CALL_BUCKETS,
              },
            },
          }),
    },
  };
}
