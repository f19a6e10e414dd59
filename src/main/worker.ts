import { EventEmitter } from 'node:events';
import { Client } from '@temporalio/client';
import { Runtime, Worker } from '@temporalio/worker';
import { FolderArchive } from '../adapters/archive/folder-archive.js';
import { createArchiveActivities } from '../activities/archive/archive-activities.js';
import { createBillingActivities } from '../activities/billing-activities.js';
import { createConversionActivities } from '../activities/conversion/conversion-activities.js';
import { createByHandActivities } from '../activities/mid-term/by-hand-activities.js';
import { createChangeActivities } from '../activities/change-activities.js';
import { createCancellationStarts } from '../activities/cancellation/start-for-term.js';
import { createCorrectionActivities } from '../activities/new-business/correction-activities.js';
import { createCancellationActivities } from '../activities/cancellation/cancellation-activities.js';
import { createEndorsementStarts } from '../activities/endorsement/start-for-term.js';
import { createEndorsementActivities } from '../activities/endorsement/endorsement-activities.js';
import { createRatingActivities } from '../activities/endorsement/rating-activities.js';
import { createEventActivities } from '../activities/events/event-activities.js';
import { createGroupActivities } from '../activities/new-business/group-activities.js';
import { createQuoteActivities } from '../activities/new-business/quote-activities.js';
import { createPolicyActivities } from '../activities/policy-activities.js';
import { createReadBackActivities } from '../activities/read-back/read-back-activities.js';
import { createReinstatementActivities } from '../activities/reinstatement/reinstatement-activities.js';
import { createNewTermActivities } from '../activities/mid-term/new-term-activities.js';
import { createBillingBooksActivities } from '../activities/reconciliation/billing-books.js';
import { createKnownHereActivities } from '../activities/reconciliation/known-here.js';
import { createLostPolicyActivities } from '../activities/reconciliation/lost-policies.js';
import { createPolicyBooksActivities } from '../activities/reconciliation/policy-books.js';
import { createTermBooksActivities } from '../activities/reconciliation/term-books.js';
import { createExpiringActivities } from '../activities/renewal/expiring-activities.js';
import { createRenewalActivities } from '../activities/renewal/renewal-activities.js';
import { createBatchActivities } from '../activities/renewal-batch/batch-activities.js';
import { createRewriteActivities } from '../activities/rewrite/rewrite-activities.js';
import { createReinstatementStarts } from '../activities/reinstatement/start-for-term.js';
import { createRenewalStartSteps } from '../activities/renewal/renewal-start.js';
import { createPassOnSteps } from '../activities/policy-term/pass-on.js';
import { createRenewalStarts } from '../activities/renewal/start-for-term.js';
import { createTaskBatchActivities } from '../activities/task-batch/task-batch-activities.js';
import { createWebhookActivities } from '../activities/webhooks/webhook-activities.js';
import { createTermActivities } from '../activities/term-activities.js';
import { startArchive } from '../temporal/start-archive.js';
import { refuseUnbillable } from '../config/billing-config.js';
import { readBusinessFiles } from '../config/business-files.js';
import { readWorkerConfig, stepLimitMs } from '../config/config.js';
import { watchEncryptionKeys } from '../config/watched-encryption-keys.js';
import { workerConverter } from '../encryption/data-converter.js';
import { createLogger } from '../logger.js';
import { activityContext, billingActivityContext } from './activity-context.js';
import { CallMetrics } from './call-metrics.js';
import { billingConnection } from './billing-connection.js';
import { imsConnection } from './ims-connection.js';
import { PATIENT_ISOLATE } from './patient-isolate.js';
import { runProcess } from './run-process.js';
import { ReplaceableWorker, type Losses } from './replaceable-worker.js';
import { runWorkers } from './run-workers.js';
import { keepHeapSmall } from './sparing-heap.js';
import { tellOfProcedures } from './site-procedures.js';
import { connectionOptions, connectWhenThere } from './temporal-connection.js';
import { temporalRuntime } from './temporal-logs.js';
import { causeInterceptors } from './tracing/cause-of-calls.js';
import { startTracing } from './tracing/start-tracing.js';
import { causeSinks } from './tracing/workflow-spans.js';
import { readinessOf, serveHealth, type WhyNotReady } from './worker-health.js';
import { webhookMeans } from './webhooks.js';
import { versioning } from './worker-versioning.js';
import { workflowCode } from './workflow-code.js';
import {
  BILLING_TASK_QUEUE,
  POLICY_SYSTEM_TASK_QUEUE,
  WORKFLOW_TASK_QUEUE,
} from '../workflows/task-queues.js';

/** After the grace time a call gets its cancellation; this much later the worker gives up on it. Milliseconds. */
const FORCE_AFTER_GRACE_MS = 10_000;

keepHeapSmall();
await runProcess(async (stop) => {
  const { config, secrets } = readWorkerConfig();
  const files = readBusinessFiles(config.files);
  const { products, installation, noticeRules, rating } = files;
  refuseUnbillable(products, config.billing);
  const log = createLogger({ name: 'worker', level: config.logLevel });
  const { isOn, keysFile } = config.encryption;
  const encryption =
    keysFile === null ? null : watchEncryptionKeys({ isOn, keysFile }, { stop, log });
  const tracing = startTracing(config.tracing, secrets.tracingHeaders, {
    serviceName: 'bindery-worker',
    log,
  });
  const calls = new CallMetrics();
  const webhooks = webhookMeans(config.webhooks, (call) => {
    log.info(call, 'webhook call');
    calls.ofWebhooks(call);
  });
  const billing = config.billing && {
    system: billingConnection(config.billing, secrets.billingToken, (call) => {
      log.info(call, 'billing call');
      calls.ofBilling(call);
    }),
    maxConcurrentCalls: config.billing.maxConcurrentCalls,
  };
  log.info({ config, products: [...products.keys()] }, 'starting');

  const { temporal, ims, lookBeforeWritesBegunBefore } = config;
  const policySystem = await imsConnection(ims, secrets.imsEncryptedPassword, files, (call) => {
    log.info(call, 'policy system call');
    calls.ofIms(call);
  });
  const options = connectionOptions(temporal, secrets.temporal);
  // From here on the process ends only when its connection is closed; what can go wrong before it goes first.
  const losses = new EventEmitter<Losses>();
  Runtime.install(temporalRuntime({ log, losses, metricsAddress: config.metricsAddress }));
  const procedures = tellOfProcedures(() => policySystem.askProcedures(), log, stop);
  let whyNotReady: WhyNotReady = () => Promise.resolve('Temporal has not answered yet.');
  const health =
    config.healthAddress === null
      ? null
      : await serveHealth(
          config.healthAddress,
          () => whyNotReady(),
          () => [...procedures.warnings(), ...(encryption?.warnings() ?? [])],
        );
  const connection = await connectWhenThere(options, temporal.namespace, log, stop);
  const disconnect = async (): Promise<void> => {
    await health?.close();
    await connection?.close();
    await policySystem.close();
    await billing?.system.close();
    await webhooks.receivers.close();
    await tracing.close();
  };
  if (connection === null) return disconnect();

  const shared = {
    connection,
    namespace: temporal.namespace,
    dataConverter: workerConverter(encryption?.keys ?? null),
    shutdownGraceTime: config.shutdownGraceMs,
    shutdownForceTime: config.shutdownGraceMs + FORCE_AFTER_GRACE_MS,
    ...versioning(config.version),
  };
  const policySteps = {
    policySystem,
    identityKey: secrets.identityKey,
    stepLimitMs: stepLimitMs(config, installation),
    lookBeforeWritesBegunBefore,
    spelling: installation.spelling,
  };
  const rules = { products, charges: installation.charges, rating, today: () => new Date() };
  const billingSteps =
    billing && createBillingActivities({ billing: billing.system, lookBeforeWritesBegunBefore });
  const archive = config.archiveDir === null ? null : new FolderArchive(config.archiveDir);
  try {
    const { namespace, dataConverter } = shared;
    if (archive !== null) await startArchive(new Client({ connection, namespace, dataConverter }));
    const { workflowsPath, workflowInterceptorModules, preloadModules } = workflowCode();
    const makeWorkflows = () =>
      Worker.create({
        ...shared,
        ...PATIENT_ISOLATE,
        taskQueue: WORKFLOW_TASK_QUEUE,
        activities: {
          ...createCorrectionActivities(rules, {
            policySystem,
            billing: billing?.system ?? null,
          }),
          ...createQuoteActivities(rules),
          ...createGroupActivities(),
          ...createEventActivities(),
          ...createWebhookActivities(webhooks),
          ...createCancellationActivities({ products, noticeRules, now: () => new Date() }),
          ...createCancellationStarts({ products, noticeRules, now: () => new Date() }),
          ...createEndorsementActivities({ products, installation }),
          ...createReinstatementActivities({ products }),
          ...createEndorsementStarts({ products }),
          ...createReinstatementStarts({ products }),
          ...createPassOnSteps(),
          ...createRenewalStartSteps({ products, noticeRules }),
          ...createRenewalStarts({ products, noticeRules }),
          ...createRenewalActivities({ products, noticeRules, now: () => new Date() }),
          ...createBatchActivities({ products, noticeRules, now: () => new Date() }),
          ...createArchiveActivities(archive),
          ...createTaskBatchActivities(),
          ...createRewriteActivities({ products }),
          ...createNewTermActivities({ products }),
          // Every worker has terms to hand over and to search, also one without a billing system.
          ...createTermActivities(),
          ...createTermBooksActivities(),
          ...createKnownHereActivities(),
          ...createLostPolicyActivities(),
        },
        interceptors: {
          activity: [activityContext],
          client: causeInterceptors(),
          ...(config.workflowBundle === null
            ? { workflowModules: workflowInterceptorModules }
            : {}),
        },
        sinks: causeSinks(),
        maxCachedWorkflows: config.maxCachedWorkflows,
        workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, initial: 5, maximum: 20 },
        ...(config.workflowBundle === null
          ? { workflowsPath, bundlerOptions: { preloadModules } }
          : { workflowBundle: { codePath: config.workflowBundle } }),
      });
    const workflows = await ReplaceableWorker.create({ make: makeWorkflows, losses, log });
    const policyCalls = await Worker.create({
      ...shared,
      taskQueue: POLICY_SYSTEM_TASK_QUEUE,
      activities: {
        ...createPolicyActivities(policySteps),
        ...createChangeActivities({ ...policySteps, products, installation }),
        ...createRatingActivities(policySteps),
        ...createConversionActivities({ policySystem }),
        ...createExpiringActivities({ policySystem }),
        ...createByHandActivities({ policySystem, products, installation }),
        ...createReadBackActivities({ policySystem, products, installation }),
        ...createPolicyBooksActivities({ policySystem, products, installation }),
      },
      interceptors: { activity: [activityContext], client: causeInterceptors() },
      maxConcurrentActivityTaskExecutions: ims.maxConcurrentCalls,
      ...(ims.maxStepsPerSecond === null
        ? {}
        : { maxTaskQueueActivitiesPerSecond: ims.maxStepsPerSecond }),
    });
    const billingCalls =
      billing &&
      billingSteps &&
      (await Worker.create({
        ...shared,
        taskQueue: BILLING_TASK_QUEUE,
        activities: {
          ...billingSteps,
          ...createBillingBooksActivities({ billing: billing.system }),
        },
        interceptors: { activity: [billingActivityContext], client: causeInterceptors() },
        maxConcurrentActivityTaskExecutions: billing.maxConcurrentCalls,
      }));
    const workers = [workflows, policyCalls, ...(billingCalls ? [billingCalls] : [])];
    whyNotReady = readinessOf(workers, connection, temporal.namespace);
    log.info({}, 'ready');
    await runWorkers(workers, stop);
    log.info({}, 'stopped');
  } finally {
    await disconnect();
  }
});
