import { whole, type LogLevel } from '../../src/config/config.js';
import { readEnvironment } from '../../src/config/env.js';

export interface WebhookSandboxConfig {
  readonly logLevel: LogLevel;
  readonly host: string;
  readonly port: number;
  readonly adminPort: number;
}

/** @throws WrongSettings with everything that is wrong */
export function readWebhookSandboxConfig(read = readEnvironment()): WebhookSandboxConfig {
  return whole(read.problems, (problems) => {
    const { environment } = read;
    const config = {
      logLevel: environment.LOG_LEVEL ?? 'info',
      host: environment.WEBHOOK_SANDBOX_HOST ?? '127.0.0.1',
      port: environment.WEBHOOK_SANDBOX_PORT ?? 8040,
      adminPort: environment.WEBHOOK_SANDBOX_ADMIN_PORT ?? 8041,
    };
    if (config.port === config.adminPort) {
      problems.push('WEBHOOK_SANDBOX_PORT and WEBHOOK_SANDBOX_ADMIN_PORT must not be the same.');
    }
    return config;
  });
}
