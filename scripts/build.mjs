/** `npm run build`: everything that production needs, in dist, for plain Node; and the client in its own. */
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, installWhenNeeded, root } from './project.mjs';

checkNode();
installWhenNeeded();
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
run(join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json');

await import('./build-client.mjs');

// WSDL, JSON and the like; folders are walked, sources stay behind.
cpSync(join(root, 'src'), dist, {
  recursive: true,
  filter: (path) => extname(path) !== '.ts',
});

// Once, so that a worker does not when it starts.
const { bundleWorkflowCode } = await import('@temporalio/worker');
const { workflowCode } = await import(pathToFileURL(join(dist, 'main', 'workflow-code.js')).href);
const { code } = await bundleWorkflowCode(workflowCode());
writeFileSync(join(dist, 'workflow-bundle.js'), code);

// What is shipped, for whoever asks whether a weakness concerns it.
const bill = ['sbom', '--omit', 'dev', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
const npm = process.env.npm_execpath;
const { status, stdout } = npm
  ? spawnSync(process.execPath, [npm, ...bill], { cwd: root, encoding: 'utf8' })
  : spawnSync('npm', bill, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
if (status !== 0) process.exit(status ?? 1);
writeFileSync(join(dist, 'sbom.json'), stdout);

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
