import { whole, type LogLevel } from '../../src/config/config.js';
import { readEnvironment } from '../../src/config/env.js';

export interface ImsSandboxConfig {
  readonly logLevel: LogLevel;
  readonly host: string;
  readonly port: number;
  readonly adminPort: number;
  readonly dataPath: string;
}

/** @throws WrongSettings with everything that is wrong */
export function readImsSandboxConfig(read = readEnvironment()): ImsSandboxConfig {
  return whole(read.problems, (problems) => {
    const { environment } = read;
    const config: ImsSandboxConfig = {
      logLevel: environment.LOG_LEVEL ?? 'info',
      host: environment.IMS_SANDBOX_HOST ?? '127.0.0.1',
      port: environment.IMS_SANDBOX_PORT ?? 8010,
      adminPort: environment.IMS_SANDBOX_ADMIN_PORT ?? 8011,
      dataPath: environment.IMS_SANDBOX_DATA ?? '.bindery/ims-sandbox',
    };
    if (config.port === config.adminPort) {
      problems.push('IMS_SANDBOX_PORT and IMS_SANDBOX_ADMIN_PORT must not be the same.');
    }
    return config;
  });
}
