import { whole } from './config.js';
import { readEnvironment } from './env.js';

/** Where the command that starts renewals finds the API unless it is told. */
export interface RenewDefaults {
  readonly url: string;
}

/** @throws WrongSettings with everything that is wrong */
export function readRenewDefaults(read = readEnvironment()): RenewDefaults {
  return whole(read.problems, () => {
    const { API_HOST: host = '127.0.0.1', API_PORT: port = 8000 } = read.environment;
    return { url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${String(port)}` };
  });
}
