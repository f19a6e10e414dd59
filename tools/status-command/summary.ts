import { sumBy, type Sample } from './samples.js';

/** How the business stands, for people: what the dashboard shows, without its curves. */
export function summary(samples: readonly Sample[]): string {
  const has = (name: string) => samples.some((one) => one.name === name);
  const isUp = samples.some(({ name, value }) => name === 'bindery_figures_up' && value === 1);
  const parts = [
    ...(has('bindery_figures_up') && !isUp ? ['Temporal does not answer for the figures.\n'] : []),
    table('Transactions under way', counts(samples, 'bindery_transactions', ['kind', 'state'])),
    table('Open terms', counts(samples, 'bindery_open_terms', [])),
    table('What waits for a person', tasks(samples)),
    table('Money held', heldMoney(samples)),
    table('Batches of renewals', counts(samples, 'bindery_batch_policies', ['batch', 'outcome'])),
    table('Webhooks', webhooks(samples)),
    table(
      'Ended since the worker started',
      counts(samples, 'bindery_transactions_ended_total', ['kind', 'state']),
    ),
    table(
      'Stopped since the worker started',
      counts(samples, 'bindery_transaction_stops_total', ['cause', 'step']),
    ),
    table('Calls to IMS', counts(samples, 'bindery_ims_call_duration_seconds_count', ['outcome'])),
    table(
      'Calls to billing',
      counts(samples, 'bindery_billing_call_duration_seconds_count', ['outcome']),
    ),
    table(
      'Requests to the API',
      counts(samples, 'bindery_http_request_duration_seconds_count', ['status']),
    ),
  ];
  return parts.join('\n');
}

type Line = readonly [string, string];

function counts(samples: readonly Sample[], name: string, labels: readonly string[]): Line[] {
  return [...sumBy(samples, name, labels)]
    .filter(([, count]) => count > 0)
    .map(([what, count]) => [what === '' ? 'all' : what, String(count)]);
}

function tasks(samples: readonly Sample[]): Line[] {
  const by = ['of', 'cause'];
  const ages = sumBy(samples, 'bindery_oldest_task_age_seconds', by);
  const money = sumBy(samples, 'bindery_tasks_money', by);
  return [...sumBy(samples, 'bindery_tasks', by)].map(([what, count]) => {
    const about = money.get(what) ?? 0;
    const sum = about === 0 ? '' : `, about ${about.toFixed(2)}`;
    return [what, `${String(count)}, the oldest since ${ageInWords(ages.get(what) ?? 0)}${sum}`];
  });
}

function heldMoney(samples: readonly Sample[]): Line[] {
  const sums = sumBy(samples, 'bindery_held_money', ['cause', 'currency']);
  return [...sums].map(([what, sum]) => [what, sum.toFixed(2)]);
}

function webhooks(samples: readonly Sample[]): Line[] {
  const waiting = sumBy(samples, 'bindery_webhook_waiting_events', ['webhook']);
  const needs = sumBy(samples, 'bindery_webhook_needs_person', ['webhook']);
  return [...sumBy(samples, 'bindery_webhook_failing_seconds', ['webhook'])].map(
    ([id, failing]) => {
      const since =
        failing === 0 ? 'takes all' : `does not take something for ${ageInWords(failing)}`;
      const person = needs.get(id) === 1 ? ', and needs a person' : '';
      return [id, `${since}; ${String(waiting.get(id) ?? 0)} events wait${person}`];
    },
  );
}

function ageInWords(seconds: number): string {
  if (seconds < 120) return `${String(Math.round(seconds))} s`;
  if (seconds < 7_200) return `${String(Math.round(seconds / 60))} min`;
  if (seconds < 172_800) return `${String(Math.round(seconds / 3_600))} h`;
  return `${String(Math.round(seconds / 86_400))} days`;
}

function table(title: string, lines: readonly Line[]): string {
  const width = Math.max(0, ...lines.map(([what]) => what.length));
  const rows = lines.map(([what, value]) => `  ${what.padEnd(width)}  ${value}`);
  return [title, ...(rows.length > 0 ? rows : ['  none']), ''].join('\n');
}
