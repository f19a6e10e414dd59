/**
 * `npm run verify:alerts`: Prometheus takes the rules of the alarms, and each of them fires when it must and at no other time.
 *
 * Needs `promtool`: on the PATH, built earlier into `.cache`, or built now with Go.
 */
import { join } from 'node:path';
import { goTool, run } from './go-tools.mjs';
import { root } from './project.mjs';

const RULES = join(root, 'deploy', 'prometheus', 'alerts.yaml');
const CASES = join(root, 'test', 'deploy', 'alerts.promtool.yaml');

// Without what finds targets in clouds, which rules have no use for, it is built in half the time.
const promtool = goTool('promtool', 'github.com/prometheus/prometheus/cmd/promtool@v0.316.0', [
  '-tags',
  'remove_all_sd',
]);
console.log(run(promtool, ['check', 'rules', '--lint=all', '--lint-fatal', RULES]).trim());
console.log(run(promtool, ['test', 'rules', CASES]).trim());
