/** `npm run demo`: a policy's life on servers of its own, step by step, and what it came to. */
import { checkNode, installWhenNeeded, root } from './project.mjs';

checkNode();
installWhenNeeded();
process.chdir(root);

// In this process, so that exit code and signals are the demo's own.
const { register } = await import('tsx/esm/api');
register();
await import('../tools/demo.ts');
