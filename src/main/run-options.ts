import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface RunOptions {
  /** How sibling modules end on disk: `.ts` from source, `.js` from the build. */
  readonly extension: '.ts' | '.js';
  /** What Node needs to run them. */
  readonly execArgv: readonly string[];
}

/** How to run another entry point of this folder in the same way as this one runs: from source or built. */
export function runOptions(): RunOptions {
  if (!fileURLToPath(import.meta.url).endsWith('.ts')) return { extension: '.js', execArgv: [] };
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return { extension: '.ts', execArgv: ['--import', tsx] };
}
