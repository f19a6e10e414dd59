import { whole } from '../../src/config/config.js';
import { readEnvironment } from '../../src/config/env.js';
import { readTemporalSecrets, type TemporalSecrets } from '../../src/config/secrets.js';
import { readMetricsAddresses } from '../../src/config/metrics-addresses.js';
import { readTemporal, type TemporalConfig } from '../../src/config/temporal-config.js';

/** What `npm start` takes from the environment; everything else it chooses itself. */
export interface StartConfig {
  /** A server that runs already; null to start one. */
  readonly existingTemporal: TemporalConfig | null;
  readonly temporalCliPath: string | null;
  readonly temporalNamespace: string;
  readonly temporalUiUrl: string | null;
  readonly temporalPort: number;
  readonly temporalUiPort: number;
  readonly apiPort: number;
  readonly codecServerPort: number;
  readonly sandboxPort: number;
  readonly sandboxAdminPort: number;
  readonly billingSandboxPort: number;
  readonly billingSandboxAdminPort: number;
  readonly webhookSandboxPort: number;
  readonly webhookSandboxAdminPort: number;
  /** Where worker and API give their numbers. `host:port` */
  readonly metrics: { readonly worker: string; readonly api: string };
}

/** @throws WrongSettings with everything that is wrong */
export function readStartConfig(read = readEnvironment()): {
  readonly config: StartConfig;
  readonly secrets: TemporalSecrets;
} {
  return whole(read.problems, (problems) => {
    const { environment } = read;
    const metrics = readMetricsAddresses(read);
    const ports = {
      TEMPORAL_PORT: environment.TEMPORAL_PORT ?? 7233,
      TEMPORAL_UI_PORT: environment.TEMPORAL_UI_PORT ?? 8233,
      API_PORT: environment.API_PORT ?? 8000,
      CODEC_SERVER_PORT: environment.CODEC_SERVER_PORT ?? 8030,
      IMS_SANDBOX_PORT: environment.IMS_SANDBOX_PORT ?? 8010,
      IMS_SANDBOX_ADMIN_PORT: environment.IMS_SANDBOX_ADMIN_PORT ?? 8011,
      BILLING_SANDBOX_PORT: environment.BILLING_SANDBOX_PORT ?? 8020,
      BILLING_SANDBOX_ADMIN_PORT: environment.BILLING_SANDBOX_ADMIN_PORT ?? 8021,
      WEBHOOK_SANDBOX_PORT: environment.WEBHOOK_SANDBOX_PORT ?? 8040,
      WEBHOOK_SANDBOX_ADMIN_PORT: environment.WEBHOOK_SANDBOX_ADMIN_PORT ?? 8041,
      METRICS_ADDRESS: portOf(metrics.worker),
      API_METRICS_ADDRESS: portOf(metrics.api),
    };
    problems.push(...sharedPorts(ports));
    const temporal = readTemporal(environment, problems);
    if (environment.TEMPORAL_ADDRESS === undefined && temporal.tls !== null) {
      problems.push(
        'TEMPORAL_ADDRESS is not set, but TLS or a key is; the server that is started here has neither.',
      );
    }
    const config: StartConfig = {
      existingTemporal: environment.TEMPORAL_ADDRESS === undefined ? null : temporal,
      temporalUiUrl: environment.TEMPORAL_UI_URL ?? null,
      temporalCliPath: environment.TEMPORAL_CLI_PATH ?? null,
      temporalNamespace: temporal.namespace,
      temporalPort: ports.TEMPORAL_PORT,
      temporalUiPort: ports.TEMPORAL_UI_PORT,
      apiPort: ports.API_PORT,
      codecServerPort: ports.CODEC_SERVER_PORT,
      sandboxPort: ports.IMS_SANDBOX_PORT,
      sandboxAdminPort: ports.IMS_SANDBOX_ADMIN_PORT,
      billingSandboxPort: ports.BILLING_SANDBOX_PORT,
      billingSandboxAdminPort: ports.BILLING_SANDBOX_ADMIN_PORT,
      webhookSandboxPort: ports.WEBHOOK_SANDBOX_PORT,
      webhookSandboxAdminPort: ports.WEBHOOK_SANDBOX_ADMIN_PORT,
      metrics,
    };
    return { config, secrets: readTemporalSecrets(environment) };
  });
}

function sharedPorts(ports: Readonly<Record<string, number>>): readonly string[] {
  const byPort = new Map<number, string[]>();
  for (const [name, port] of Object.entries(ports)) {
    byPort.set(port, [...(byPort.get(port) ?? []), name]);
  }
  return [...byPort]
    .filter(([, names]) => names.length > 1)
    .map(([port, names]) => `${names.join(' and ')} are all ${String(port)}; each needs its own.`);
}

/** The port of `host:port`. */
export function portOf(address: string): number {
  return Number(address.slice(address.lastIndexOf(':') + 1));
}
