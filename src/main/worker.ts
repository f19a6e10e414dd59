import { fileURLToPath } from 'node:url';
import { Runtime, Worker } from '@temporalio/worker';
import { createPolicyActivities } from '../activities/policy-activities.js';
import { connectIms } from '../adapters/ims/ims-policy-system.js';
import { readBusinessFiles } from '../config/business-files.js';
import { checkStepTime, readWorkerConfig } from '../config/config.js';
import { createLogger } from '../logger.js';
import { POLICY_SYSTEM_TASK_QUEUE, WORKFLOW_TASK_QUEUE } from '../workflows/messages.js';
import { activityContext } from './activity-context.js';
import { runProcess } from './run-process.js';
import { runWorkers } from './run-workers.js';
import { connectionOptions, connectWhenThere } from './temporal-connection.js';
import { temporalRuntime } from './temporal-logs.js';

/** After the grace time a call gets its cancellation; this much later the worker gives up on it. Milliseconds. */
const FORCE_AFTER_GRACE_MS = 10_000;

await runProcess(async (stop) => {
  const { config, secrets } = readWorkerConfig();
  const { products, installation } = readBusinessFiles(config.files);
  checkStepTime(config.ims, installation);
  const log = createLogger({ name: 'worker', level: config.logLevel });
  Runtime.install(temporalRuntime({ log, metricsAddress: config.metricsAddress }));
  log.info({ config, products: [...products.keys()] }, 'starting');

  const { temporal, ims } = config;
  const policySystem = await connectIms({
    baseUrl: ims.url,
    userName: ims.user,
    encryptedPassword: secrets.imsEncryptedPassword,
    context: ims.context,
    installation,
    products,
    readTimeoutMs: ims.readTimeoutMs,
    writeTimeoutMs: ims.writeTimeoutMs,
    tokenMaxAgeMs: ims.tokenMaxAgeMs,
    maxConcurrentCalls: ims.maxConcurrentCalls,
    log: (call) => {
      log.info(call, 'policy system call');
    },
  });
  const connection = await connectWhenThere(
    connectionOptions(temporal, secrets.temporal),
    temporal.namespace,
    log,
    stop,
  );
  if (connection === null) return policySystem.close();

  const shared = {
    connection,
    namespace: temporal.namespace,
    shutdownGraceTime: config.shutdownGraceMs,
    shutdownForceTime: config.shutdownGraceMs + FORCE_AFTER_GRACE_MS,
  };
  try {
    const workflows = await Worker.create({
      ...shared,
      taskQueue: WORKFLOW_TASK_QUEUE,
      maxCachedWorkflows: config.maxCachedWorkflows,
      workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, initial: 5, maximum: 20 },
      ...(config.workflowBundle === null
        ? { workflowsPath: fileURLToPath(new URL('../workflows', import.meta.url)) }
        : { workflowBundle: { codePath: config.workflowBundle } }),
    });
    const policyCalls = await Worker.create({
      ...shared,
      taskQueue: POLICY_SYSTEM_TASK_QUEUE,
      activities: createPolicyActivities({ policySystem, identityKey: secrets.identityKey }),
      interceptors: { activity: [activityContext] },
      maxConcurrentActivityTaskExecutions: ims.maxConcurrentCalls,
      ...(ims.maxStepsPerSecond === null
        ? {}
        : { maxTaskQueueActivitiesPerSecond: ims.maxStepsPerSecond }),
    });
    log.info({}, 'ready');
    await runWorkers([workflows, policyCalls], stop);
    log.info({}, 'stopped');
  } finally {
    await connection.close();
    await policySystem.close();
  }
});
