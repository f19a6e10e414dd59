/**
 * `npm run verify:chart`: the Helm chart renders with the least and with the most that it can be told, and Kubernetes would take each.
 *
 * Needs `helm` and `kubeconform`: on the PATH, built earlier into `.cache`, or built now with Go.
 */
import { join } from 'node:path';
import { goTool, run } from './go-tools.mjs';
import { root } from './project.mjs';

const CHART = join(root, 'deploy', 'helm', 'bindery');
const SCHEMAS = join(root, 'test', 'deploy', 'kubernetes-schemas');
/** The oldest that the chart is made for is in Chart.yaml; the schemas are of this one. */
const KUBERNETES = '1.33.0';
/** Kinds of operators that a cluster may have; their schemas come with these. */
const OF_OPERATORS = 'ScaledObject,PodMonitor';

const helm = goTool('helm', 'helm.sh/helm/v3/cmd/helm@v3.19.0');
const kubeconform = goTool('kubeconform', 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0');
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
