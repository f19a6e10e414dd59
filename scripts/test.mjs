/** `npm test`: everything, on a real Temporal server. Arguments go to vitest: `npm test -- test/domain`. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, installWhenNeeded, root } from './project.mjs';

checkNode();
installWhenNeeded();
process.chdir(root);

// In this process, so that exit code and signals are vitest's own.
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
process.argv = [process.execPath, vitest, 'run', ...process.argv.slice(2)];
await import(pathToFileURL(vitest).href);
