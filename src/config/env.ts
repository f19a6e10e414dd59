import { isIP } from 'node:net';
import { z } from 'zod';
import { isSigningSecret, SIGNING_SECRET_FORM } from './signing-secret.js';
import { isInstant } from '../domain/calendar/instant.js';
import { isTimeZone } from './time-zone-name.js';

const text = z.string().trim().min(1, 'must not be empty');

/** Temporal puts a dot between the two, and shows both. */
const label = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be 1 to 100 letters, digits, dashes and underscores');

const count = z
  .string()
  .regex(/^\d{1,6}$/, 'must be a whole number')
  .transform(Number)
  .refine((value) => value >= 1, 'must be 1 or more');

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port, a whole number from 1 to 65535')
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535, 'must be a port from 1 to 65535');

const url = z
  .string()
  .refine(isHttpUrl, 'must be a URL that begins with http:// or https://')
  .transform((value) => value.replace(/\/+$/, ''));

const address = z
  .string()
  .regex(/^[^\s/]+:\d{1,5}$/, 'must be host:port, for example 127.0.0.1:7233');

const flag = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((value) => value === 'true');

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A length of time as people write it (`500ms`, `20s`, `50m`, `24h`, `90d`), as milliseconds. */
export const duration = z
  .string()
  .regex(/^\d{1,7}(ms|s|m|h|d)$/, 'must be a length of time such as 500ms, 20s, 50m, 24h or 90d')
  .transform((value) => {
    const unit = value.replace(/\d+/, '') as keyof typeof MILLISECONDS;
    return Number.parseInt(value, 10) * MILLISECONDS[unit];
  });

/** Five fields, as cron has them; Temporal itself reads what they say. */
const cron = z
  .string()
  .regex(
    /^(?:[\d*/,A-Za-z-]+ +){4}[\d*/,A-Za-z-]+$/,
    'must be five fields as cron has them, such as 0 1 * * *',
  );

const timeZone = z.string().refine(isTimeZone, 'must be a time zone such as America/Chicago');

/** Such as `10.0.0.0/8,fd00::/8`. */
const networkList = z
  .string()
  .transform((value) => value.split(',').map((network) => network.trim()))
  .refine((networks) => networks.every(isNetwork), 'must be networks such as 10.0.0.0/8,fd00::/8');

const signingSecret = z.string().refine(isSigningSecret, `must be ${SIGNING_SECRET_FORM}`);

/** A moment, ISO 8601 with `Z` or an offset. */
const instant = z
  .string()
  .refine(isInstant, 'must be a moment such as 2027-01-31T12:00:00Z, with Z or an offset');

const protocol = z.enum(['rest', 'soap'], { error: 'must be rest or soap' });

const onOrOff = z.enum(['on', 'off'], { error: 'must be on or off' });

const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], {
  error: 'must be trace, debug, info, warn, error or fatal',
});

/** Such as `api-key=secret,tenant=insurance`, values percent-encoded where they must be. */
const headerList = z
  .string()
  .regex(
    /^[\w-]+=[^,=\s]+(?:,[\w-]+=[^,=\s]+)*$/,
    'must be names and values such as api-key=secret,tenant=insurance',
  )
  .refine(isDecodable, 'must have its values percent-encoded')
  .transform((value) =>
    Object.fromEntries(
      value.split(',').map((pair): [string, string] => {
        const [name = '', text = ''] = pair.split('=');
        return [name, decodeURIComponent(text)];
      }),
    ),
  );

const ratio = z
  .string()
  .regex(/^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/, 'must be a number from 0 to 1 such as 0.1')
  .transform(Number);

/** Every variable that Bindery reads. What each means is told in docs/operations.md. */
export const variables = {
  TEMPORAL_ADDRESS: address,
  TEMPORAL_NAMESPACE: text,
  TEMPORAL_API_KEY: text,
  TEMPORAL_TLS: flag,
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: text,
  TEMPORAL_TLS_CLIENT_CERT_PATH: text,
  TEMPORAL_TLS_CLIENT_KEY_PATH: text,
  TEMPORAL_TLS_SERVER_NAME: text,
  TEMPORAL_UI_URL: url,
  TEMPORAL_CLI_PATH: text,
  TEMPORAL_PORT: port,
  TEMPORAL_UI_PORT: port,
  IMS_URL: url,
  IMS_USER: text,
  IMS_ENCRYPTED_PASSWORD: text,
  IMS_CONTEXT: text,
  IMS_READ_TIMEOUT: duration,
  IMS_WRITE_TIMEOUT: duration,
  IMS_TOKEN_MAX_AGE: duration,
  IMS_ODD_ANSWER_PATIENCE: duration,
  IMS_MAX_CONCURRENT_CALLS: count,
  IMS_MAX_STEPS_PER_SECOND: count,
  BILLING_URL: url,
  BILLING_TOKEN: text,
  BILLING_CLIENT_CERT_FILE: text,
  BILLING_CLIENT_KEY_FILE: text,
  BILLING_CA_FILE: text,
  BILLING_TIMEOUT: duration,
  BILLING_MAX_CONCURRENT_CALLS: count,
  IMS_SANDBOX_HOST: text,
  IMS_SANDBOX_PORT: port,
  IMS_SANDBOX_ADMIN_PORT: port,
  IMS_SANDBOX_DATA: text,
  BILLING_SANDBOX_HOST: text,
  BILLING_SANDBOX_PORT: port,
  BILLING_SANDBOX_ADMIN_PORT: port,
  BILLING_SANDBOX_DATA: text,
  BILLING_SANDBOX_TOKEN: text,
  BILLING_CALLBACK_URL: url,
  BILLING_CALLBACK_KEY: text,
  BILLING_CALLBACK_PROTOCOL: protocol,
  BILLING_CALLBACK_SIGNING_SECRET: signingSecret,
  WEBHOOK_SANDBOX_HOST: text,
  WEBHOOK_SANDBOX_PORT: port,
  WEBHOOK_SANDBOX_ADMIN_PORT: port,
  INSTALLATION_FILE: text,
  PRODUCTS_DIR: text,
  NOTICE_FILE: text,
  TAXES_FILE: text,
  ARCHIVE_DIR: text,
  RATE_PLANS_DIR: text,
  API_HOST: text,
  API_PORT: port,
  API_URL: url,
  API_KEY: text,
  API_KEYS_FILE: text,
  API_REQUESTS_PER_MINUTE: count,
  API_CONCURRENT_REQUESTS: count,
  API_KEEP_ALIVE: duration,
  API_DRAIN: duration,
  CODEC_SERVER_HOST: text,
  CODEC_SERVER_PORT: port,
  ENCRYPTION: onOrOff,
  ENCRYPTION_KEYS_FILE: text,
  WEBHOOK_KEYS_FILE: text,
  WEBHOOK_TIMEOUT: duration,
  WEBHOOK_ALLOWED_NETWORKS: networkList,
  WEBHOOK_ALLOW_HTTP: flag,
  WEBHOOK_ROTATION_OVERLAP: duration,
  TERM_UNBOUND_PATIENCE: duration,
  TERM_OUTAGE_PATIENCE: duration,
  IDENTITY_KEY: text,
  LOOK_BEFORE_WRITES_BEGUN_BEFORE: instant,
  RECONCILIATION_SCHEDULE: cron,
  RECONCILIATION_TIME_ZONE: timeZone,
  RECONCILIATION_PER_MINUTE: count,
  RENEWAL_SCHEDULE: cron,
  RENEWAL_SCHEDULE_TIME_ZONE: timeZone,
  RENEWAL_SCHEDULE_PER_MINUTE: count,
  RENEWAL_SCHEDULE_MOST_OPEN: count,
  LOG_LEVEL: logLevel,
  METRICS_ADDRESS: address,
  API_METRICS_ADDRESS: address,
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_HEADERS: headerList,
  OTEL_TRACES_SAMPLER_ARG: ratio,
  MAX_CACHED_WORKFLOWS: count,
  WORKER_SHUTDOWN_GRACE: duration,
  WORKER_HEALTH_ADDRESS: address,
  WORKER_DEPLOYMENT_NAME: label,
  WORKER_BUILD_ID: label,
  WORKFLOW_BUNDLE: text,
} as const;

type VariableName = keyof typeof variables;

/** The variables that are set, coerced. An empty text counts as not set, as compose files write it. */
export type Environment = {
  readonly [Name in VariableName]?: z.output<(typeof variables)[Name]>;
};

export interface ReadEnvironment {
  readonly environment: Environment;
  /** One sentence per variable that could not be read. */
  readonly problems: readonly string[];
}

type Source = Readonly<Record<string, string | undefined>>;

/** Reads and coerces; the only place, with the two functions below, that touches `process.env`. */
export function readEnvironment(source: Source = process.env): ReadEnvironment {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, schema] of Object.entries(variables)) {
    const written = source[name]?.trim();
    if (!written) continue;
    const read = schema.safeParse(written);
    if (read.success) values[name] = read.data;
    else problems.push(`${name} ${read.error.issues.map(({ message }) => message).join(', ')}.`);
  }
  return { environment: values, problems };
}

/** All settings, each not set: for a child process that shall not inherit any of them. */
export function noSettings(): Record<string, string> {
  return Object.fromEntries(Object.keys(variables).map((name) => [name, '']));
}

/** The environment for a child process: this one's, with `extra` on top. */
export function environmentWith(extra: Record<string, string>): Record<string, string | undefined> {
  return { ...process.env, ...extra };
}

/** The folders in which the system looks for programs. */
export function programFolders(): readonly string[] {
  const separator = process.platform === 'win32' ? ';' : ':';
  return (process.env['PATH'] ?? '').split(separator).filter((folder) => folder !== '');
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function isNetwork(text: string): boolean {
  const [, address = '', prefix = ''] = /^([0-9A-Fa-f.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(prefix) <= (version === 4 ? 32 : 128);
}

function isDecodable(value: string): boolean {
  try {
    decodeURIComponent(value);
    return true;
  } catch {
    return false;
  }
}
