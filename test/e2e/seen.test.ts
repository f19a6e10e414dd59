import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../tools/processes/free-port.js';
import { readSamples, type Sample } from '../../tools/status-command/samples.js';
import { askedBy } from '../support/promql.js';
import { temporalAddress, temporalEnvironment } from '../support/temporal.js';
import type { TestProcess } from '../support/test-process.js';
import {
  traceCollector,
  type CollectedSpan,
  type TraceCollector,
} from '../support/trace-collector.js';
import { alertRules, dashboardQueries } from '../support/watching-files.js';
import { ownRequest } from './own-request.js';
import { wholeSystem, type WholeSystem } from './whole-system.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const REQUEST_ID = 'portal-7f3a';
/** As IMS says that it takes no such submission. */
const REFUSAL =
  'The INSERT statement conflicted with the FOREIGN KEY constraint "FK_tblQuotes_tblUsers".';

/** Prometheus adds it to whatever it scrapes. */
const OF_PROMETHEUS = ['instance'];

describe('what is seen of a submission, from outside', () => {
  let env: TestWorkflowEnvironment;
  let system: WholeSystem;
  let collector: TraceCollector;
  let worker: TestProcess;
  let api: TestProcess;
  let answered: Response;
  const addresses = { worker: '', api: '' };

  beforeAll(async () => {
    env = await temporalEnvironment();
    collector = await traceCollector();
    addresses.worker = `127.0.0.1:${await freePort()}`;
    addresses.api = `127.0.0.1:${await freePort()}`;
    system = await wholeSystem({ address: temporalAddress(), namespace: env.namespace ?? '' });
    const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint };
    [worker, api] = await Promise.all([
      system.startWorker({ ...tracing, METRICS_ADDRESS: addresses.worker }),
      system.startApi({ ...tracing, API_METRICS_ADDRESS: addresses.api }),
      system.startSandbox(),
      system.startBilling(),
    ]);
    answered = await system.ask('/api/submissions?wait=60', {
      method: 'POST',
      headers: { traceparent: `00-${TRACE}-${CALLER}-01`, 'X-Request-Id': REQUEST_ID },
      body: JSON.stringify(ownRequest('general-liability')),
    });
  });
  afterAll(async () => {
    await system.close();
    await collector.close();
    await env.teardown();
  });

  /** The spans above one, itself first, as far as they were collected. */
  function pathOf(span: CollectedSpan | undefined): readonly CollectedSpan[] {
    if (!span) return [];
    const parent = collector.spans().find(({ spanId }) => spanId === span.parentSpanId);
    return [span, ...pathOf(parent)];
  }

  it('answers with the request id and the trace that it was asked with', () => {
    expect(answered.status).toBe(200);
    expect(answered.headers.get('X-Request-Id')).toBe(REQUEST_ID);
    expect(answered.headers.get('traceparent')).toMatch(`00-${TRACE}-`);
  });

  it('is one trace from the request through workflow and step to the SOAP call that IMS sees', async () => {
    await expect
      .poll(() => collector.spans().filter(({ name }) => name.startsWith('POST ')))
      .toHaveLength(1);
    await expect
      .poll(() => collector.spans().some(({ name }) => name.startsWith('IMS BindQuote')))
      .toBe(true);
    const call = collector.spans().find(({ name }) => name.startsWith('IMS BindQuote'));
    const path = pathOf(call);
    expect(path.map(({ name, service }) => `${service} ${name}`)).toEqual([
      expect.stringMatching(/^bindery-worker IMS BindQuote/) as string,
      'bindery-worker bind',
      'bindery-worker newBusiness',
      'bindery-api start newBusiness',
      'bindery-api POST /api/submissions',
    ]);
    expect(path.at(-1)?.parentSpanId).toBe(CALLER);
    expect(new Set(path.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    const seen = (await system.admin.calls()).map(({ traceparent }) => traceparent);
    expect(seen).toContain(`00-${TRACE}-${call?.spanId}-01`);
  });

  it('names the request in the lines of both processes', async () => {
    const linesOf = async (child: TestProcess) =>
      (await child.log())
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    const lines = await linesOf(worker);
    const binds = lines.filter(({ operation }) => String(operation).startsWith('BindQuote'));
    expect(binds[0]).toMatchObject({ requestId: REQUEST_ID, traceId: TRACE });
    expect(await linesOf(api)).toContainEqual(
      expect.objectContaining({ msg: 'request', requestId: REQUEST_ID, traceId: TRACE }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        msg: 'transaction ended',
        kind: 'newBusiness',
        state: 'completed',
        failureCode: 'none',
      }),
    );
  });

  it('tells a collector nothing about people', () => {
    const { insured } = ownRequest('general-liability') as unknown as {
      readonly insured: Readonly<Record<string, unknown>>;
    };
    const words = textsIn(insured).filter((text) => text.length > 4);
    expect(words).not.toEqual([]);
    expect(words.filter((text) => collector.text().includes(text))).toEqual([]);
  });

  it('gives Prometheus every number that the dashboard and the alarms ask for', async () => {
    // Nobody is there.
    await system.post('/api/webhooks', { id: 'away', url: 'http://127.0.0.1:1/' });
    await system.admin.arm({ operation: 'AddSubmission', kind: 'fault', text: REFUSAL });
    const stopped = await system.post('/api/submissions?wait=60', ownRequest());
    expect(stopped.body).toMatchObject({ needsAttention: true });
    // Nobody has bound it.
    for (const [paymentId, amount] of [
      ['P-1', '250.00'],
      ['P-2', '50.50'],
    ]) {
      await system.post('/api/policies/CGL-2026-900001/terms/1/payments', {
        paymentId,
        amount,
        currency: 'USD',
        receivedAt: '2026-01-15T12:00:00Z',
      });
    }
    const policyNumbers = ['NOT-1', 'NOT-2', 'NOT-3'];
    await system.post('/api/renewal-batches', {
      requestId: 'seen',
      policyNumbers,
      perMinute: 1,
    });
    await expect
      .poll(async () => (await system.get<{ items: unknown[] }>('/api/tasks')).body.items.length)
      .toBe(2);
    const scrape = async (address: string) => (await fetch(`http://${address}/metrics`)).text();
    // What the API knows of the business it keeps for half a minute.
    await expect.poll(() => scrape(addresses.api), { timeout: 80_000 }).toContain('batch="seen"');
    await expect
      .poll(() => scrape(addresses.worker))
      .toContain('bindery_webhook_call_duration_seconds_count{outcome="unanswered"');
    const [ofApi, ofWorker] = [await scrape(addresses.api), await scrape(addresses.worker)];
    const samples = readSamples(`${ofApi}\n${ofWorker}`);
    const queries = [...dashboardQueries(), ...alertRules().map(({ expr }) => expr)];
    expect(queries.flatMap((query) => missingOf(query, samples))).toEqual([]);
    expect(ofApi).toContain(
      'bindery_http_request_duration_seconds_count{method="POST",route="/api/submissions",status="200"} 1',
    );
    expect(ofApi).toMatch(/^bindery_tasks\{of="newBusiness",cause="rejected"\} 1$/m);
    expect(ofApi).toMatch(
      /^bindery_held_money\{of="policyTerm",cause="moneyBeforeBind",currency="USD"\} 300.5$/m,
    );
    expect(ofApi).toMatch(/^bindery_figures_up 1$/m);
    expect(ofWorker).toMatch(/^bindery_transaction_stops_total\{cause="rejected",/m);
    expect(ofWorker).toMatch(/^bindery_transactions_ended_total\{.*kind="newBusiness".*\} 1$/m);
    expect(await worker.log()).toMatch(
      /"policyNumber":"CGL-2026-900001","termNumber":1,"code":"moneyBeforeBind","msg":"term asks"/,
    );
  });
});

/** What a query asks for and nobody gives: metrics, and labels that one of its metrics does not have. */
function missingOf(query: string, samples: readonly Sample[]): readonly string[] {
  const { metrics, labels } = askedBy(query);
  return metrics.flatMap((metric) => {
    const [sample] = samples.filter(({ name }) => name === metric);
    if (!sample) return [metric];
    const given = [...Object.keys(sample.labels), ...OF_PROMETHEUS];
    return labels.filter((label) => !given.includes(label)).map((label) => `${metric} ${label}`);
  });
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
