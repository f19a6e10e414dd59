import { whole } from '../../src/config/config.js';
import { readEnvironment } from '../../src/config/env.js';
import { sandboxPlaces, type SandboxPlaces } from './places.js';

/** @throws WrongSettings with everything that is wrong */
export function readWebhookSandboxConfig(read = readEnvironment()): SandboxPlaces {
  return whole(read.problems, (problems) =>
    sandboxPlaces(read.environment, 'WEBHOOK_SANDBOX', problems),
  );
}
