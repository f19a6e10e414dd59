import { whole } from './config.js';
import { readEnvironment } from './env.js';

/** Where commands for people find the API, and by what it knows them, unless they are told. */
export interface ApiAccessDefaults {
  readonly url: string;
  /** Null where no key is in the environment. A secret. */
  readonly apiKey: string | null;
}

/** @throws WrongSettings with everything that is wrong */
export function readApiAccess(read = readEnvironment()): ApiAccessDefaults {
  return whole(read.problems, () => {
    const { API_HOST: host = '127.0.0.1', API_PORT: port = 8000 } = read.environment;
    const here = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${String(port)}`;
    return { url: read.environment.API_URL ?? here, apiKey: read.environment.API_KEY ?? null };
  });
}
