import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src/logger.js';
import type { Losses } from '../../src/main/replaceable-worker.js';
import { temporalRuntime } from '../../src/main/temporal-logs.js';

describe('a line of the core of the SDK', () => {
  const losses = new EventEmitter<Losses>();
  let lost = 0;
  losses.on('lost', () => (lost += 1));
  const log = createLogger({ name: 'worker', level: 'info', destination: { write: () => true } });
  const { logger } = temporalRuntime({ log, losses, metricsAddress: null });

  it.each([
    ['temporalio_sdk_core::worker::workflow::workflow_stream', 'ERROR', 1],
    ['temporalio_sdk_core::worker::workflow::managed_run', 'ERROR', 1],
    ['temporalio_sdk_core::worker::workflow::workflow_stream', 'WARN', 0],
    // What a server could not deliver is asked for again, and nothing is lost.
    ['temporalio_sdk_core::worker::workflow::history_update', 'ERROR', 0],
    ['temporalio_sdk_core::worker::workflow', 'ERROR', 0],
    ['temporalio_sdk_core::worker::activities', 'ERROR', 0],
    ['temporalio_client::retry', 'ERROR', 0],
  ] as const)('of %s at %s says %i times that a workflow was lost', (target, level, times) => {
    const before = lost;
    logger?.log(level, 'Extra buffered run should not have produced an activation', {
      sdkComponent: 'core',
      target,
    });
    expect(lost - before).toBe(times);
  });
});
