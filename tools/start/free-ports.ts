import { portOf, type StartConfig } from './start-config.js';
import { WrongSettings } from '../../src/config/wrong-settings.js';
import { isFree } from '../processes/is-free.js';

/**
 * Looks before anything is started.
 *
 * @throws WrongSettings that names each taken port and the variable that moves it
 */
export async function checkPorts(config: StartConfig): Promise<void> {
  const wanted = {
    API_PORT: config.apiPort,
    CODEC_SERVER_PORT: config.codecServerPort,
    IMS_SANDBOX_PORT: config.sandboxPort,
    IMS_SANDBOX_ADMIN_PORT: config.sandboxAdminPort,
    BILLING_SANDBOX_PORT: config.billingSandboxPort,
    BILLING_SANDBOX_ADMIN_PORT: config.billingSandboxAdminPort,
    WEBHOOK_SANDBOX_PORT: config.webhookSandboxPort,
    WEBHOOK_SANDBOX_ADMIN_PORT: config.webhookSandboxAdminPort,
    METRICS_ADDRESS: portOf(config.metrics.worker),
    API_METRICS_ADDRESS: portOf(config.metrics.api),
    ...(config.existingTemporal === null
      ? { TEMPORAL_PORT: config.temporalPort, TEMPORAL_UI_PORT: config.temporalUiPort }
      : {}),
  };
  const problems: string[] = [];
  for (const [name, port] of Object.entries(wanted)) {
    if (await isFree(port)) continue;
    problems.push(`Port ${String(port)} is taken; set ${name} to another one.`);
  }
  if (problems.length > 0) throw new WrongSettings(problems);
}
