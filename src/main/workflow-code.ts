import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FAILURE_CONVERTER_PATH } from '../encryption/data-converter.js';

/** From source, or as built. */
const OURS = extname(import.meta.url);

/**
 * What the workflow code is bundled from. A workflow gets each module of its code anew, which is 0.4 MiB, unless it is
 * among those that all of a worker share: the domain, and the words for steps, which keep nothing from one call to the next.
 */
export function workflowCode(): {
  readonly workflowsPath: string;
  readonly workflowInterceptorModules: string[];
  readonly preloadModules: string[];
  readonly failureConverterPath: string;
} {
  const folder = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
  const domain = folder('domain');
  const modules = readdirSync(domain, { recursive: true, encoding: 'utf8' })
    .filter((path) => extname(path) === OURS)
    .sort();
  const workflowsPath = folder('workflows');
  const ours = (name: string) => join(workflowsPath, `${name}${OURS}`);
  return {
    workflowsPath,
    workflowInterceptorModules: [ours('cause'), ours('summaries')],
    failureConverterPath: FAILURE_CONVERTER_PATH,
    preloadModules: [
      ours('sharing-begins'),
      ...modules.map((path) => join(domain, path)),
      ours('step-summaries'),
      ours('sharing-ends'),
    ],
  };
}
