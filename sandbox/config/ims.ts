import { whole } from '../../src/config/config.js';
import { readEnvironment } from '../../src/config/env.js';
import { sandboxPlaces, type SandboxPlaces } from './places.js';

export interface ImsSandboxConfig extends SandboxPlaces {
  readonly dataPath: string;
}

/** @throws WrongSettings with everything that is wrong */
export function readImsSandboxConfig(read = readEnvironment()): ImsSandboxConfig {
  return whole(read.problems, (problems) => {
    const { environment } = read;
    return {
      ...sandboxPlaces(environment, 'IMS_SANDBOX', problems),
      dataPath: environment.IMS_SANDBOX_DATA ?? '.bindery/ims-sandbox',
    };
  });
}
