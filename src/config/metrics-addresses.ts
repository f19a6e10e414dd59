import { readEnvironment } from './env.js';

/** Where `npm start` has the worker's numbers and those of the API, unless told otherwise. `host:port` */
const METRICS_ADDRESSES = { worker: '127.0.0.1:9464', api: '127.0.0.1:9466' } as const;

/** Where the numbers of worker and API are. */
export function readMetricsAddresses({ environment } = readEnvironment()): {
  readonly worker: string;
  readonly api: string;
} {
  return {
    worker: environment.METRICS_ADDRESS ?? METRICS_ADDRESSES.worker,
    api: environment.API_METRICS_ADDRESS ?? METRICS_ADDRESSES.api,
  };
}
