import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { BillingCallLog } from '../../src/adapters/billing/http-billing.js';
import type { ImsCallLog } from '../../src/adapters/ims/ims-policy-system.js';
import { askedBy, metricsIn } from '../support/promql.js';
import { alertCases, alertRules, dashboardQueries, panels } from '../support/watching-files.js';

const operations = readFileSync(
  fileURLToPath(new URL('../../docs/operations.md', import.meta.url)),
  'utf8',
);

/** Of calls to IMS and to billing. */
const OUTCOMES: Readonly<Record<(ImsCallLog | BillingCallLog)['outcome'], true>> = {
  answered: true,
  rejected: true,
  unavailable: true,
  unknownOutcome: true,
  contractBroken: true,
  tokenRefused: true,
  failed: true,
};

describe('what is watched', () => {
  const rules = alertRules();

  it.each(rules)('$alert asks Prometheus something, and says what for', (rule) => {
    expect(metricsIn(rule.expr)).not.toEqual([]);
    expect(rule.for ?? '0m').toMatch(/^\d+m$/);
    expect(['page', 'ticket']).toContain(rule.labels.severity);
    expect(rule.annotations.summary).toMatch(/\.$/);
  });

  it.each(rules)('$alert has a case in which it fires, and one in which it does not', (rule) => {
    const fires = alertCases()
      .filter(({ alertname }) => alertname === rule.alert)
      .map(({ exp_alerts = [] }) => exp_alerts.length > 0);
    expect([...new Set(fires)].sort()).toEqual([false, true]);
  });

  it('has a row in the operations guide for every alarm, and no other', () => {
    const rows = [...operations.matchAll(/^\| `(Bindery\w+)`/gm)].map(([, name]) => name);
    expect(rows).toEqual(rules.map(({ alert }) => alert));
  });

  it('has a dashboard whose panels ask Prometheus something', () => {
    const queries = dashboardQueries();
    expect(queries).not.toEqual([]);
    expect(queries.filter((query) => metricsIn(query).length === 0)).toEqual([]);
  });

  it.each(panels())(
    'says of the panel $title what it is, in which unit, and of each curve which',
    (panel) => {
      expect(panel.description).toMatch(/\.$/);
      expect(panel.fieldConfig?.defaults.unit).toBeDefined();
      for (const { expr, legendFormat } of panel.targets ?? []) {
        const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
        const labels = askedBy(expr).labels.filter((label) => label !== 'le');
        expect(labels).toEqual(expect.arrayContaining(named));
      }
    },
  );

  it('tells the calls apart by outcomes that there are', () => {
    const queries = [...rules.map(({ expr }) => expr), ...dashboardQueries()];
    const chosen = queries
      .flatMap((query) => askedBy(query).values)
      .flatMap(([label, value]) => (label === 'outcome' ? [value] : []));
    expect(chosen).not.toEqual([]);
    expect(chosen.filter((outcome) => !(outcome in OUTCOMES))).toEqual([]);
  });

  it('refuses what is no query', () => {
    expect(() => metricsIn('sum by (kind (bindery_tasks)')).toThrow(/no query/);
  });

  it('says of every number of ours what it means', () => {
    const used = new Set(
      [...rules.map(({ expr }) => expr), ...dashboardQueries()].flatMap(metricsIn),
    );
    const named = [...used]
      .filter((name) => name.startsWith('bindery_'))
      .map((name) => name.replace(/_(?:bucket|count|sum)$/, ''));
    expect(named.filter((name) => !operations.includes(`\`${name}\``))).toEqual([]);
  });
});
