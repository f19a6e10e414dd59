/** `npm run bench`: the performance goals, as ratios. `npm run bench -- --only latency,soap` runs some parts alone. */
import { checkNode, installWhenNeeded, root } from './project.mjs';

checkNode();
installWhenNeeded();
process.chdir(root);

const { register } = await import('tsx/esm/api');
register();
await import('../bench/main.ts');
