import { Gauge, type Registry } from 'prom-client';
import { needsPerson } from '../domain/webhooks/status.js';
import type { BusinessFigures } from '../temporal/business-figures.js';

/** Whoever scrapes more often gets the same figures again: they cost Temporal some forty questions. */
const ASKED_ANEW_AFTER_MS = 30_000;
/** Prometheus gives up after ten seconds, and with the figures misses all else that the process counts. */
const AWAITED_MS = 2_000;
/** Where workers do not answer, it takes long to know. Until then what was known before is shown, but no older. */
const SHOWN_FOR_MS = 120_000;

type Labels = Readonly<Record<string, string>>;
type Row = readonly [Labels, number];

interface BusinessGauge {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly rows: (figures: BusinessFigures, nowMs: number) => readonly Row[];
}

const GAUGES: readonly BusinessGauge[] = [
  {
    name: 'bindery_transactions',
    help: 'Transactions that have not ended, by kind and state.',
    labelNames: ['kind', 'state'],
    rows: ({ transactions }) => transactions.map(({ count, ...labels }) => [labels, count]),
  },
  {
    name: 'bindery_open_terms',
    help: 'Terms that are not over.',
    labelNames: [],
    rows: ({ openTerms }) => [[{}, openTerms]],
  },
  {
    name: 'bindery_tasks',
    help: 'What waits for a person, by kind of workflow and cause.',
    labelNames: ['of', 'cause'],
    rows: ({ tasks }) => tasks.map(({ of, cause, count }) => [{ of, cause }, count]),
  },
  {
    name: 'bindery_oldest_task_age_seconds',
    help: 'How long the oldest task waits, by kind of workflow and cause.',
    labelNames: ['of', 'cause'],
    rows: ({ tasks }, nowMs) =>
      tasks.map(({ of, cause, oldestSince }) => [
        { of, cause },
        Math.max(0, (nowMs - Date.parse(oldestSince)) / 1000),
      ]),
  },
  {
    name: 'bindery_tasks_money',
    help: 'Money that open tasks are about, by kind of workflow and cause, in units of its currency.',
    labelNames: ['of', 'cause'],
    rows: ({ tasks }) => tasks.map(({ of, cause, cents }) => [{ of, cause }, cents / 100]),
  },
  {
    name: 'bindery_held_money',
    help: 'Money that came and counts for nothing until a person has seen to it, by kind of workflow, cause and currency, in units of the currency.',
    labelNames: ['of', 'cause', 'currency'],
    rows: ({ heldMoney }) =>
      heldMoney.map(({ of, cause, currency, cents }) => [
        { of, cause, currency: currency ?? 'unknown' },
        cents / 100,
      ]),
  },
  {
    name: 'bindery_failing_workflows',
    help: 'Workflows whose code fails in the workers.',
    labelNames: [],
    rows: ({ failing }) => [[{}, failing]],
  },
  {
    name: 'bindery_batch_policies',
    help: 'Policies of the batches of renewals that run, by what became of them.',
    labelNames: ['batch', 'outcome'],
    rows: ({ batches }) =>
      batches.flatMap(({ requestId: batch, started, known, refused, unknown, failed, toDo }) =>
        Object.entries({ started, known, refused, unknown, failed, toDo }).map(
          ([outcome, count]): Row => [{ batch, outcome }, count],
        ),
      ),
  },
  {
    name: 'bindery_webhook_waiting_events',
    help: 'Events that wait at a webhook for what is not taken.',
    labelNames: ['webhook'],
    rows: ({ webhooks }) => webhooks.map(({ id: webhook, waiting }) => [{ webhook }, waiting]),
  },
  {
    name: 'bindery_webhook_failing_seconds',
    help: 'How long the receiver of a webhook does not take something; 0 where it takes all.',
    labelNames: ['webhook'],
    rows: ({ webhooks }, nowMs) =>
      webhooks.map(({ id: webhook, failingSince }) => [
        { webhook },
        failingSince === null ? 0 : Math.max(0, (nowMs - Date.parse(failingSince)) / 1000),
      ]),
  },
  {
    name: 'bindery_webhook_needs_person',
    help: 'Whether a webhook is parked or stopped, and goes on only when somebody resumes it.',
    labelNames: ['webhook'],
    rows: ({ webhooks }) =>
      webhooks.map(({ id: webhook, state }) => [{ webhook }, needsPerson(state) ? 1 : 0]),
  },
];

/** Has `registry` show how the business stands. While Temporal does not answer, the figures are away and `bindery_figures_up` is 0. */
export function showBusiness(registry: Registry, ask: () => Promise<BusinessFigures>): void {
  const figures = keptFresh(ask);
  for (const { name, help, labelNames, rows } of GAUGES) {
    const gauge = new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        const known = await figures();
        gauge.reset();
        // Without labels a reset leaves a zero, which nobody has counted.
        if (known === null) gauge.remove({});
        else for (const [labels, value] of rows(known, Date.now())) gauge.set(labels, value);
      },
    });
  }
  const up = new Gauge({
    name: 'bindery_figures_up',
    help: 'Whether Temporal answered for the figures of the business.',
    registers: [registry],
    async collect() {
      up.set((await figures()) === null ? 0 : 1);
    },
  });
}

/** Asks for all who want to know, at most once at a time. @returns null while nobody answers */
function keptFresh<T>(ask: () => Promise<T>): () => Promise<T | null> {
  let known: { readonly answer: T; readonly atMs: number } | null = null;
  let asking: Promise<void> | null = null;
  const isOlderThan = (ms: number): boolean => known === null || Date.now() - known.atMs >= ms;
  const askAnew = async (): Promise<void> => {
    try {
      known = { answer: await ask(), atMs: Date.now() };
    } catch {
      known = null;
    }
    asking = null;
  };
  return async () => {
    if (isOlderThan(ASKED_ANEW_AFTER_MS)) asking ??= askAnew();
    if (asking !== null) await orAfter(AWAITED_MS, asking);
    return isOlderThan(SHOWN_FOR_MS) ? null : (known?.answer ?? null);
  };
}

async function orAfter(ms: number, ended: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
