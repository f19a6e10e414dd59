/** `npm run soak`: transactions of all kinds while processes are killed, and the proof that nothing is lost. */
import { checkNode, installWhenNeeded, root } from './project.mjs';

checkNode();
installWhenNeeded();
process.chdir(root);

const { register } = await import('tsx/esm/api');
register();
await import('../bench/soak/main.ts');
