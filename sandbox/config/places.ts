import type { LogLevel } from '../../src/config/config.js';
import type { Environment } from '../../src/config/env.js';

/** Where a sandbox listens, and how much it logs. */
export interface SandboxPlaces {
  readonly logLevel: LogLevel;
  readonly host: string;
  readonly port: number;
  readonly adminPort: number;
}

/** The ports of a sandbox unless others are named: the admin endpoint is at the next one. */
const PORTS = { IMS_SANDBOX: 8010, BILLING_SANDBOX: 8020, WEBHOOK_SANDBOX: 8040 } as const;
type Sandbox = keyof typeof PORTS;

/** @param sandbox what its variables begin with @param problems takes what is wrong */
export function sandboxPlaces(
  environment: Environment,
  sandbox: Sandbox,
  problems: string[],
): SandboxPlaces {
  const port = environment[`${sandbox}_PORT`] ?? PORTS[sandbox];
  const adminPort = adminPortOf(environment, sandbox);
  if (port === adminPort) {
    problems.push(`${sandbox}_PORT and ${sandbox}_ADMIN_PORT must not be the same.`);
  }
  return {
    logLevel: environment.LOG_LEVEL ?? 'info',
    host: environment[`${sandbox}_HOST`] ?? '127.0.0.1',
    port,
    adminPort,
  };
}

export function adminPortOf(environment: Environment, sandbox: Sandbox): number {
  return environment[`${sandbox}_ADMIN_PORT`] ?? PORTS[sandbox] + 1;
}
