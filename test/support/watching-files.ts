import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const file = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

interface AlertCase {
  readonly alertname: string;
  readonly exp_alerts?: readonly unknown[];
}

/** The rules of `deploy/prometheus/alerts.yaml`. */
export function alertRules(): readonly AlertRule[] {
  const { groups } = parse(file('deploy/prometheus/alerts.yaml')) as {
    readonly groups: readonly { readonly rules: readonly AlertRule[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

/** What is put to the rules by `npm run verify:alerts`: a moment, and the alarms that fire in it. */
export function alertCases(): readonly AlertCase[] {
  const { tests } = parse(file('test/deploy/alerts.promtool.yaml')) as {
    readonly tests: readonly { readonly alert_rule_test: readonly AlertCase[] }[];
  };
  return tests.flatMap(({ alert_rule_test }) => alert_rule_test);
}

/** What the panels of `deploy/grafana/bindery.json` ask for. */
export function dashboardQueries(): readonly string[] {
  const { panels } = JSON.parse(file('deploy/grafana/bindery.json')) as {
    readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[];
  };
  return panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
}
