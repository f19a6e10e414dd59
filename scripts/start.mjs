/** `npm start`: Temporal, the IMS sandbox, the billing sandbox, a worker and the API, on this machine. */
import { checkNode, installWhenNeeded, root } from './project.mjs';

checkNode();
installWhenNeeded();
process.chdir(root);

// In this process, so that exit code and signals are the starter's own.
const { register } = await import('tsx/esm/api');
register();
await import('../tools/start.ts');
