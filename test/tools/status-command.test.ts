import { describe, expect, it } from 'vitest';
import { readSamples } from '../../tools/status-command/samples.js';
import { summary } from '../../tools/status-command/summary.js';

const SCRAPED = `
# HELP bindery_transactions Transactions that have not ended, by kind and state.
# TYPE bindery_transactions gauge
bindery_transactions{kind="newBusiness",state="received"} 3
bindery_transactions{kind="renewal",state="quoted"} 0
bindery_open_terms 12
bindery_figures_up 1
bindery_tasks{of="policyTerm",cause="moneyParked"} 2
bindery_oldest_task_age_seconds{of="policyTerm",cause="moneyParked"} 259200
bindery_tasks_money{of="policyTerm",cause="moneyParked"} 1250
bindery_held_money{of="policyTerm",cause="moneyParked",currency="EUR"} 77
bindery_ims_call_duration_seconds_count{effect="read",operation="A",outcome="answered"} 4
bindery_ims_call_duration_seconds_count{effect="write",operation="B",outcome="answered"} 1
bindery_webhook_waiting_events{webhook="portal"} 4
bindery_webhook_failing_seconds{webhook="portal"} 7200
bindery_webhook_needs_person{webhook="portal"} 1
bindery_batch_policies{batch="say \\"due\\"",outcome="toDo"} 7
`;

describe('the status', () => {
  it('says in words what Prometheus is given in numbers', () => {
    const words = summary(readSamples(SCRAPED));
    expect(words).toContain('Transactions under way\n  newBusiness received  3\n');
    expect(words).toContain('policyTerm moneyParked  2, the oldest since 3 days, about 1250.00');
    expect(words).toContain('Money held\n  moneyParked EUR  77.00\n');
    expect(words).toContain(
      'portal  does not take something for 2 h; 4 events wait, and needs a person',
    );
    expect(words).toContain('Calls to IMS\n  answered  5\n');
    expect(words).toContain('Calls to billing\n  none\n');
  });

  it('says so when Temporal does not answer', () => {
    expect(summary(readSamples('bindery_figures_up 0\n'))).toMatch(
      /^Temporal does not answer for the figures\./,
    );
  });
});
