/**
 * `npm run verify:chart`: the Helm chart renders with the least and with the most that it can be told, and Kubernetes would take each.
 *
 * Needs `helm` and `kubeconform`: on the PATH, built earlier into `.cache`, or built now with Go.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

const CHART = join(root, 'deploy', 'helm', 'bindery');
const SCHEMAS = join(root, 'test', 'deploy', 'kubernetes-schemas');
/** The oldest that the chart is made for is in Chart.yaml; the schemas are of this one. */
const KUBERNETES = '1.33.0';
const TOOLS = {
  helm: 'helm.sh/helm/v3/cmd/helm@v3.19.0',
  kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0',
};
/** Kinds of operators that a cluster may have; their schemas come with these. */
const OF_OPERATORS = 'ScaledObject,PodMonitor';

const helm = tool('helm');
const kubeconform = tool('kubeconform');
for (const values of ['least', 'most']) {
  const file = join(root, 'test', 'deploy', 'chart-values', `${values}.yaml`);
  run(helm, ['lint', CHART, '--strict', '--quiet', '--kube-version', KUBERNETES, '-f', file]);
  const manifests = run(helm, [
    'template',
    'bindery',
    CHART,
    '--kube-version',
    KUBERNETES,
    '-f',
    file,
  ]);
  const schemas = `${SCHEMAS}/{{.ResourceKind}}{{.KindSuffix}}.json`;
  const told = run(
    kubeconform,
    ['-strict', '-summary', '-skip', OF_OPERATORS, '-schema-location', schemas, '-'],
    manifests,
  );
  console.log(`With ${values}: ${told.trim()}`);
}

/** A tool's path, wherever it comes from. */
function tool(name) {
  if (spawnSync(name, ['--help'], { stdio: 'ignore' }).status === 0) return name;
  const built = join(root, '.cache', name);
  if (existsSync(built)) return built;
  console.log(`Building ${name} with Go into .cache; minutes, the first time only.`);
  const env = { ...process.env, GOBIN: join(root, '.cache') };
  const { status, error } = spawnSync('go', ['install', TOOLS[name]], { env, stdio: 'inherit' });
  if (status === 0) return built;
  console.error(
    `${name} is not on the PATH and could not be built (${error?.message ?? `go ended with ${status}`}). Install it, or Go 1.26 or newer.`,
  );
  process.exit(1);
}

/** @returns what the command printed; ends the process with it where it failed */
function run(command, args, input) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8' });
  if (status === 0) return stdout;
  console.error(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`);
  process.exit(1);
}
