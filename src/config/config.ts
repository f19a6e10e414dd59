import type { Installation } from '../domain/product/installation.js';
import { readBilling, type BillingConfig } from './billing-config.js';
import {
  readApiEncryption,
  readEncryption,
  type ApiEncryptionConfig,
  type EncryptionConfig,
} from './encryption-config.js';
import { readEnvironment, type Environment } from './env.js';
import {
  readApiSecrets,
  readSystemSecrets,
  readTemporalSecrets,
  readWorkerSecrets,
  type ApiSecrets,
  type SystemSecrets,
  type TemporalSecrets,
  type WorkerSecrets,
} from './secrets.js';
import {
  readReconciliationSchedule,
  type ReconciliationScheduleConfig,
} from './reconciliation-schedule-config.js';
import { readRenewalSchedule, type RenewalScheduleConfig } from './renewal-schedule-config.js';
import { readTemporal, type TemporalConfig } from './temporal-config.js';
import { readTracing, type TracingConfig } from './tracing-config.js';
import { readWebhooks, type WebhooksConfig } from './webhooks-config.js';
import { WrongSettings } from './wrong-settings.js';

export type LogLevel = NonNullable<Environment['LOG_LEVEL']>;

/** Longer waits than this are slips of the pen, and the longest are more than Temporal's timers can hold. */
const LONGEST_PATIENCE_MS = 3_650 * 86_400_000;

/** Steps of an installation and with time-outs as they are by default. */
const STEP_LIMIT_MS = 70_000;
/** For what a step does beside its calls. */
const HEADROOM_MS = 5_000;

export interface ImsConfig {
  /** Under which the services lie: `<url>/logon.asmx` and so on. */
  readonly url: string;
  readonly user: string;
  /** Text that the policy system keeps beside every call. */
  readonly context: string;
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  /** After this a new login is made; the policy system ends one after an hour. */
  readonly tokenMaxAgeMs: number;
  /** How long an answer that may never get better is asked for again before a person is told. */
  readonly oddAnswerPatienceMs: number;
  readonly maxConcurrentCalls: number;
  /** Steps of all workers together, each of one to three calls; null is no limit. */
  readonly maxStepsPerSecond: number | null;
}

export interface FilesConfig {
  readonly installationFile: string;
  readonly productsDir: string;
  /** How long notices of cancellation and non-renewal must be. */
  readonly noticeFile: string;
  /** What states take from surplus lines, by the day on which a term begins. */
  readonly taxesFile: string;
  readonly ratePlansDir: string;
}

/** The systems that Bindery works with, and the files about them. */
export interface SystemsConfig {
  readonly ims: ImsConfig;
  /** Null where the policy system alone bills. */
  readonly billing: BillingConfig | null;
  readonly files: FilesConfig;
}

export interface WorkerConfig extends SystemsConfig {
  readonly logLevel: LogLevel;
  readonly temporal: TemporalConfig;
  readonly encryption: EncryptionConfig;
  readonly maxCachedWorkflows: number;
  readonly shutdownGraceMs: number;
  /** Built beforehand by `npm run build`; null bundles the source when the worker starts. */
  readonly workflowBundle: string | null;
  /** Where Prometheus finds the worker's numbers; null serves none. */
  readonly metricsAddress: string | null;
  /** Null where nothing is traced. */
  readonly tracing: TracingConfig | null;
  /** Transactions begun before this ISO instant look before every write; null when none must. */
  readonly lookBeforeWritesBegunBefore: string | null;
  /** Where an orchestrator asks whether the worker is well; null answers nobody. */
  readonly healthAddress: string | null;
  /** Where the worker keeps audits for ever, a folder that it shares with the API; null keeps none. */
  readonly archiveDir: string | null;
  readonly webhooks: WebhooksConfig;
  /** Which version of the workers this is; null where they are not told apart. */
  readonly version: WorkerVersion | null;
}

/** What Temporal tells workers of one version from those of another by, so that work stays with the code that began it. */
export interface WorkerVersion {
  readonly deploymentName: string;
  readonly buildId: string;
}

export interface ApiConfig {
  readonly logLevel: LogLevel;
  readonly temporal: TemporalConfig;
  readonly encryption: ApiEncryptionConfig;
  /** For links to Temporal's Web UI; null gives none. */
  readonly temporalUiUrl: string | null;
  readonly files: FilesConfig;
  readonly host: string;
  readonly port: number;
  readonly apiKeysFile: string;
  /** Where audits are kept that Temporal has forgotten; null looks nowhere. */
  readonly archiveDir: string | null;
  readonly webhooks: WebhooksConfig;
  /** Of each client whose key says nothing else, in each process. */
  readonly limits: { readonly requestsPerMinute: number; readonly concurrentRequests: number };
  /** How long a connection stays open without a request. */
  readonly keepAliveMs: number;
  /** How long it serves on after it was told to stop, and says that it is not ready. */
  readonly drainMs: number;
  /** Where Prometheus finds the numbers of the API and of the business; null serves none. */
  readonly metricsAddress: string | null;
  /** Null where nothing is traced. */
  readonly tracing: TracingConfig | null;
  /** Of the terms that money opens before they are bound. */
  readonly termPatience: {
    /** How long money for a term that nobody binds is kept before a person is asked to refund it. */
    readonly unboundPatienceMs: number;
    /** How long an outage of billing is waited out before a person is asked. */
    readonly outagePatienceMs: number;
  };
}

export interface SetUpConfig {
  readonly logLevel: LogLevel;
  readonly temporal: TemporalConfig;
  /** When renewals that are due and that nobody begins are begun; null where nobody asks for that. */
  readonly renewalSchedule: RenewalScheduleConfig | null;
  readonly reconciliationSchedule: ReconciliationScheduleConfig | null;
}

/** @throws WrongSettings with everything that is wrong */
export function readWorkerConfig(read = readEnvironment()): {
  readonly config: WorkerConfig;
  readonly secrets: WorkerSecrets;
} {
  return whole(read.problems, (problems) => {
    const { environment } = read;
    const systems = readSystems(environment, problems);
    const { ims } = systems;
    const shutdownGraceMs = environment.WORKER_SHUTDOWN_GRACE ?? ims.writeTimeoutMs + 10_000;
    if (shutdownGraceMs <= ims.writeTimeoutMs) {
      problems.push(
        'WORKER_SHUTDOWN_GRACE must be longer than IMS_WRITE_TIMEOUT, so that a stopping worker hears the answer of its last write.',
      );
    }
    const config: WorkerConfig = {
      logLevel: environment.LOG_LEVEL ?? 'info',
      temporal: readTemporal(environment, problems),
      encryption: readEncryption(environment, problems),
      ...systems,
      // A cached transaction takes well under a megabyte; 500 fit beside everything else in half a gigabyte.
      maxCachedWorkflows: environment.MAX_CACHED_WORKFLOWS ?? 500,
      shutdownGraceMs,
      workflowBundle: environment.WORKFLOW_BUNDLE ?? null,
      metricsAddress: environment.METRICS_ADDRESS ?? null,
      tracing: readTracing(environment),
      lookBeforeWritesBegunBefore: environment.LOOK_BEFORE_WRITES_BEGUN_BEFORE ?? null,
      healthAddress: environment.WORKER_HEALTH_ADDRESS ?? null,
      archiveDir: environment.ARCHIVE_DIR ?? null,
      webhooks: readWebhooks(environment, problems),
      version: readVersion(environment, problems),
    };
    return { config, secrets: readWorkerSecrets(environment, problems) };
  });
}

/**
 * Of a worker's settings those about the systems that it works with: for who only asks them.
 *
 * @throws WrongSettings with everything that is wrong
 */
export function readSystemsConfig(read = readEnvironment()): {
  readonly config: SystemsConfig;
  readonly secrets: SystemSecrets;
} {
  return whole(read.problems, (problems) => ({
    config: readSystems(read.environment, problems),
    secrets: readSystemSecrets(read.environment, problems),
  }));
}

/**
 * How long a step may take before its worker is taken for dead: long enough for a read, a write and the time that the
 * policy system may go on with it, so that a look after that proves something. Milliseconds.
 *
 * @param settleMs of the installation: how long the policy system may work on after a lost answer
 */
export function stepLimitMs(
  { ims, billing }: Pick<WorkerConfig, 'ims' | 'billing'>,
  { settleMs }: Pick<Installation, 'settleMs'>,
): number {
  const policyMs = ims.readTimeoutMs + ims.writeTimeoutMs + settleMs;
  // A step of billing may need two calls.
  const billingMs = 2 * (billing?.timeoutMs ?? 0);
  return Math.max(policyMs, billingMs) + HEADROOM_MS;
}

/** @throws WrongSettings with everything that is wrong */
export function readApiConfig(read = readEnvironment()): {
  readonly config: ApiConfig;
  readonly secrets: ApiSecrets;
} {
  return whole(read.problems, (problems) => {
    const { environment } = read;
    if (environment.API_KEYS_FILE === undefined) {
      problems.push(
        'API_KEYS_FILE is missing: the file of those who may call the API; "npm run api-key" makes an entry.',
      );
    }
    const config: ApiConfig = {
      logLevel: environment.LOG_LEVEL ?? 'info',
      temporal: readTemporal(environment, problems),
      encryption: readApiEncryption(environment, problems),
      temporalUiUrl: environment.TEMPORAL_UI_URL ?? null,
      files: readFiles(environment),
      host: environment.API_HOST ?? '127.0.0.1',
      port: environment.API_PORT ?? 8000,
      apiKeysFile: environment.API_KEYS_FILE ?? '',
      archiveDir: environment.ARCHIVE_DIR ?? null,
      webhooks: readWebhooks(environment, problems),
      limits: {
        requestsPerMinute: environment.API_REQUESTS_PER_MINUTE ?? 6_000,
        concurrentRequests: environment.API_CONCURRENT_REQUESTS ?? 200,
      },
      // Load balancers keep connections for a minute, and must be the ones who close them.
      keepAliveMs: environment.API_KEEP_ALIVE ?? 75_000,
      // A load balancer that asks every two seconds has heard it twice by then.
      drainMs: environment.API_DRAIN ?? 5_000,
      metricsAddress: environment.API_METRICS_ADDRESS ?? null,
      tracing: readTracing(environment),
      termPatience: readTermPatience(environment, problems),
    };
    return { config, secrets: readApiSecrets(environment) };
  });
}

/** @throws WrongSettings with everything that is wrong */
export function readSetUpConfig(read = readEnvironment()): {
  readonly config: SetUpConfig;
  readonly secrets: TemporalSecrets;
} {
  return whole(read.problems, (problems) => ({
    config: {
      logLevel: read.environment.LOG_LEVEL ?? 'info',
      temporal: readTemporal(read.environment, problems),
      renewalSchedule: readRenewalSchedule(read.environment, problems),
      reconciliationSchedule: readReconciliationSchedule(read.environment, problems),
    },
    secrets: readTemporalSecrets(read.environment),
  }));
}

/**
 * Only where Temporal is: for who neither reads nor writes what is in it.
 *
 * @throws WrongSettings with everything that is wrong
 */
export function readEraseConfig(read = readEnvironment()): {
  readonly temporal: TemporalConfig;
  readonly secrets: TemporalSecrets;
} {
  return whole(read.problems, (problems) => ({
    temporal: readTemporal(read.environment, problems),
    secrets: readTemporalSecrets(read.environment),
  }));
}

/** Builds first and complains after, so that all problems are told at once. */
export function whole<T>(found: readonly string[], build: (problems: string[]) => T): T {
  const more: string[] = [];
  const built = build(more);
  // What could not be read looks as if it were missing; once is enough.
  const unreadable = new Set(found.map(variableOf));
  const problems = [...found, ...more.filter((problem) => !unreadable.has(variableOf(problem)))];
  if (problems.length > 0) throw new WrongSettings(problems);
  return built;
}

function variableOf(problem: string): string {
  return problem.split(' ', 1)[0] ?? '';
}

function readSystems(environment: Environment, problems: string[]): SystemsConfig {
  return {
    ims: readIms(environment, problems),
    billing: readBilling(environment, STEP_LIMIT_MS - HEADROOM_MS, problems),
    files: readFiles(environment),
  };
}

function readIms(environment: Environment, problems: string[]): ImsConfig {
  for (const name of ['IMS_URL', 'IMS_USER'] as const) {
    if (environment[name] === undefined) {
      problems.push(
        name === 'IMS_URL'
          ? 'IMS_URL is missing: the URL under which logon.asmx lies.'
          : 'IMS_USER is missing: the user that logs in to IMS.',
      );
    }
  }
  const ims: ImsConfig = {
    url: environment.IMS_URL ?? '',
    user: environment.IMS_USER ?? '',
    context: environment.IMS_CONTEXT ?? 'Bindery',
    readTimeoutMs: environment.IMS_READ_TIMEOUT ?? 20_000,
    // Binding makes the invoice in the same call and is the slowest of all.
    writeTimeoutMs: environment.IMS_WRITE_TIMEOUT ?? 40_000,
    tokenMaxAgeMs: environment.IMS_TOKEN_MAX_AGE ?? 50 * 60_000,
    // A deployment takes less, and after it a person is needed.
    oddAnswerPatienceMs: environment.IMS_ODD_ANSWER_PATIENCE ?? 5 * 60_000,
    // IMS is one ASP.NET site before one SQL Server, and people use it at the same time.
    maxConcurrentCalls: environment.IMS_MAX_CONCURRENT_CALLS ?? 8,
    maxStepsPerSecond: environment.IMS_MAX_STEPS_PER_SECOND ?? null,
  };
  if (ims.readTimeoutMs > STEP_LIMIT_MS - HEADROOM_MS) {
    problems.push(
      `IMS_READ_TIMEOUT must not be longer than ${String((STEP_LIMIT_MS - HEADROOM_MS) / 1000)}s.`,
    );
  }
  if (ims.writeTimeoutMs < ims.readTimeoutMs) {
    problems.push(
      'IMS_WRITE_TIMEOUT must not be shorter than IMS_READ_TIMEOUT: a write given up early has to be looked up.',
    );
  }
  return ims;
}

function readTermPatience(environment: Environment, problems: string[]): ApiConfig['termPatience'] {
  for (const name of ['TERM_UNBOUND_PATIENCE', 'TERM_OUTAGE_PATIENCE'] as const) {
    const patienceMs = environment[name] ?? 1;
    if (patienceMs < 1 || patienceMs > LONGEST_PATIENCE_MS) {
      problems.push(`${name} must be from 1ms to 3650d.`);
    }
  }
  return {
    // A bind that comes later than a quarter after its money is not coming.
    unboundPatienceMs: environment.TERM_UNBOUND_PATIENCE ?? 90 * 86_400_000,
    outagePatienceMs: environment.TERM_OUTAGE_PATIENCE ?? 24 * 3_600_000,
  };
}

function readVersion(environment: Environment, problems: string[]): WorkerVersion | null {
  const { WORKER_DEPLOYMENT_NAME: deploymentName, WORKER_BUILD_ID: buildId } = environment;
  if ((deploymentName === undefined) !== (buildId === undefined)) {
    problems.push(
      'WORKER_DEPLOYMENT_NAME and WORKER_BUILD_ID belong together: set both or neither.',
    );
  }
  return deploymentName !== undefined && buildId !== undefined ? { deploymentName, buildId } : null;
}

function readFiles(environment: Environment): FilesConfig {
  return {
    installationFile: environment.INSTALLATION_FILE ?? 'config/installations/sandbox.json',
    productsDir: environment.PRODUCTS_DIR ?? 'config/products',
    noticeFile: environment.NOTICE_FILE ?? 'config/notice.json',
    taxesFile: environment.TAXES_FILE ?? 'config/taxes.json',
    ratePlansDir: environment.RATE_PLANS_DIR ?? 'config/rate-plans',
  };
}
