import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { heapLimitMib } from './heap-limit.js';

/** The processes of Bindery and of its sandboxes by name, and the modules that they run. */
export const ENTRY_POINTS = {
  sandbox: new URL('../../sandbox/main/ims.ts', import.meta.url),
  'billing-sandbox': new URL('../../sandbox/main/billing.ts', import.meta.url),
  'webhook-sandbox': new URL('../../sandbox/main/webhooks.ts', import.meta.url),
  worker: new URL('../../src/main/worker.ts', import.meta.url),
  api: new URL('../../src/main/api.ts', import.meta.url),
  'codec-server': new URL('../../src/main/codec-server.ts', import.meta.url),
} as const;

export type ProcessName = keyof typeof ENTRY_POINTS;

/** What Node needs to run a module from source. */
export const FROM_SOURCE: readonly string[] = [
  '--import',
  pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href,
];

/** What Node is called with to run a process of ours from source. @param environment as the process will have it */
export function nodeArguments(
  name: ProcessName,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const { MAX_CACHED_WORKFLOWS } = environment;
  const memory =
    name === 'worker' ? [`--max-old-space-size=${heapLimitMib(MAX_CACHED_WORKFLOWS)}`] : [];
  return [...memory, ...FROM_SOURCE, fileURLToPath(ENTRY_POINTS[name])];
}
