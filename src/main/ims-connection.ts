import {
  connectIms,
  type ImsCallLog,
  type ImsConnection,
} from '../adapters/ims/ims-policy-system.js';
import type { BusinessFiles } from '../config/business-files.js';
import type { ImsConfig } from '../config/config.js';

/** The policy system as the settings and the files say. Nothing is sent yet. */
export function imsConnection(
  ims: ImsConfig,
  encryptedPassword: string,
  { products, installation }: BusinessFiles,
  log: (call: ImsCallLog) => void,
): Promise<ImsConnection> {
  return connectIms({
    baseUrl: ims.url,
    userName: ims.user,
    encryptedPassword,
    context: ims.context,
    installation,
    products,
    readTimeoutMs: ims.readTimeoutMs,
    writeTimeoutMs: ims.writeTimeoutMs,
    tokenMaxAgeMs: ims.tokenMaxAgeMs,
    oddAnswerPatienceMs: ims.oddAnswerPatienceMs,
    maxConcurrentCalls: ims.maxConcurrentCalls,
    log,
  });
}
