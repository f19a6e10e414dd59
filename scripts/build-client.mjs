/** Builds packages/client into its dist, as it is published; `npm run build` and `npm pack` do. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

const client = join(root, 'packages', 'client');
rmSync(join(client, 'dist'), { recursive: true, force: true });
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', client], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
