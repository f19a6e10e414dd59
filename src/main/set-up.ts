import { Client, Connection } from '@temporalio/client';
import { readSetUpConfig } from '../config/config.js';
import { createLogger } from '../logger.js';
import { runProcess } from './run-process.js';
import { connectionOptions } from './temporal-connection.js';
import { prepareNamespace } from './namespace.js';
import { prepareReconciliationSchedule } from './reconciliation-schedule.js';
import { prepareRenewalSchedule } from './renewal-schedule.js';

const RETENTION_MS = 30 * 86_400_000;
const TRY_EVERY_MS = 2000;
const GIVE_UP_AFTER_MS = 5 * 60_000;

/** Makes the namespace, registers the search attributes and sees to the schedules, once Temporal is there; may be run again at any time. */
await runProcess(async (stop) => {
  const { config, secrets } = readSetUpConfig();
  const log = createLogger({ name: 'set-up', level: config.logLevel });
  const { namespace } = config.temporal;
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  while (!stop.aborted) {
    try {
      const connection = await Connection.connect({
        ...connectionOptions(config.temporal, secrets),
        connectTimeout: '5s',
      });
      try {
        await prepareNamespace(connection, namespace, RETENTION_MS);
        log.info({ namespace }, 'the namespace is ready');
        const client = new Client({ connection, namespace });
        const schedule = await prepareRenewalSchedule(client, config.renewalSchedule);
        log.info({ schedule }, 'the schedule of renewals is as it was asked for');
        const proof = await prepareReconciliationSchedule(client, config.reconciliationSchedule);
        log.info({ schedule: proof }, 'the schedule of comparisons is as it was asked for');
        return;
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (Date.now() > deadline) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ reason }, 'Temporal is not ready yet; trying again');
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
    }
  }
});
