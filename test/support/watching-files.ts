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

interface PanelQuery {
  readonly expr: string;
  /** Names each curve by its labels, such as `{{kind}}`. */
  readonly legendFormat: string;
}

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly targets?: readonly PanelQuery[];
}

/** The panels of `deploy/grafana/bindery.json` that show something. */
export function panels(): readonly Panel[] {
  const { panels: all } = JSON.parse(file('deploy/grafana/bindery.json')) as {
    readonly panels: readonly Panel[];
  };
  return all.filter(({ type }) => type !== 'row');
}

/** What the panels ask for. */
export function dashboardQueries(): readonly string[] {
  return panels().flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
}
