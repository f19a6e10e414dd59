import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import { readEnvironment } from '../../src/config/env.js';
import { runErase } from '../../src/main/erase/command.js';
import type { ErasureReport } from '../../src/main/erase/report.js';
import { prepareNamespace } from '../../src/main/namespace.js';
import { paymentReceivedSignal, termQuery } from '../../src/workflows/policy-term/messages.js';
import { freePort } from '../../tools/processes/free-port.js';
import { startDevServer, type DevServer } from '../../tools/temporal-server/dev-server.js';
import { readStartConfig } from '../../tools/start/start-config.js';
import { findCli } from '../../tools/temporal-server/find-cli.js';
import { keptPayloads, type KeptPayload } from '../support/kept-payloads.js';
import { dashed, filesIn, findIn } from '../support/text-in-files.js';
import { ownRequest } from './own-request.js';
import {
  isCompleted,
  needsAttention,
  wholeSystem,
  type Answer,
  type WholeSystem,
} from './whole-system.js';

const LIMIT_MS = 240_000;
/** Long enough for a machine that is busy with other tests. */
const PATIENT = { timeout: 100_000 };

/** Of nobody; unlike anything else in a file. */
const WRONG_SSN = '918273645';
const SSN = '987123654';
const PERSON = {
  businessType: 'individual',
  firstName: 'Zebulonius',
  lastName: 'Quackenbushel',
  nameOnPolicy: 'Zebulonius Quackenbushel',
  ssn: WRONG_SSN,
  dateOfBirth: '1951-10-23',
  location: {
    name: 'Home',
    address1: '4711 Wisteriagate Lane',
    city: 'Dallas',
    state: 'TX',
    zip: '75201',
    email: 'zebulonius@quackenbushel.example',
  },
};
const SECRETS = [
  ...[WRONG_SSN, SSN].flatMap((ssn) => [ssn, dashed(ssn)]),
  ...['Zebulonius', 'Quackenbushel', 'Wisteriagate', '1951-10-23'],
];

describe('what a submission tells of a person', { timeout: LIMIT_MS }, () => {
  let folder: string;
  let temporal: DevServer;
  let connection: Connection;
  let client: Client;
  let system: WholeSystem;
  let bound: Answer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bindery-personal-'));
    const { path: cli } = await findCli(
      fileURLToPath(new URL('../..', import.meta.url)),
      readStartConfig().config.temporalCliPath,
      () => undefined,
    );
    temporal = await startDevServer({
      cli,
      port: await freePort(),
      databaseFile: join(folder, 'temporal.db'),
      logFile: join(folder, 'temporal.log'),
      dynamicConfig: [
        'history.transferProcessorUpdateAckInterval="1s"',
        'history.visibilityProcessorUpdateAckInterval="1s"',
        // A term goes on in a new run with the next thing that happens to it.
        'limit.historyCount.suggestContinueAsNew=10',
      ],
    });
    connection = await Connection.connect({ address: temporal.address });
    await prepareNamespace(connection, 'default', 86_400_000);
    system = await wholeSystem({ address: temporal.address, namespace: 'default' });
    client = new Client({ connection, dataConverter: system.dataConverter });
    await Promise.all([
      system.startSandbox(),
      system.startBilling(),
      system.startWorker({ LOG_LEVEL: 'debug' }),
      system.startApi(),
    ]);
  }, LIMIT_MS);
  afterAll(async () => {
    await system.close();
    await connection.close();
    await temporal.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('goes through a refusal that names it, a correction, the issue and the term', async () => {
    // As SQL Server puts it, with what was to be inserted.
    const text = `Conflict with the FOREIGN KEY constraint "FK_Insureds_BusinessTypes": (${PERSON.nameOnPolicy}, ${dashed(WRONG_SSN)}, ${PERSON.location.address1}, ${PERSON.dateOfBirth})`;
    await system.admin.arm({
      operation: 'AddInsuredWithLocation',
      kind: 'fault',
      when: 'before',
      text,
    });
    const posted = await system.post(
      '/api/submissions',
      ownRequest('general-liability', { insured: PERSON }),
    );
    expect(posted.status).toBe(202);
    const stopped = await system.untilSo(posted.body.id, needsAttention);
    const path = `/api/transactions/${encodeURIComponent(stopped.id)}/correct`;
    const corrected = await system.post(path, {
      by: 'olga',
      reason: 'the number was mistyped',
      changes: { insured: { ...PERSON, ssn: SSN } },
    });
    expect(corrected.status).toBe(200);
    bound = await system.untilSo(posted.body.id, isCompleted);

    const term = client.workflow.getHandle(policyTermId(bound.policyNumber ?? '', 1));
    await expect.poll(async () => (await term.query(termQuery)).layers.length, PATIENT).toBe(1);
    await term.signal(paymentReceivedSignal, {
      paymentId: 'PAY-PERSON-1',
      policyNumber: bound.policyNumber ?? '',
      termNumber: 1,
      currency: 'USD',
      amountCents: 100,
      receivedAt: new Date().toISOString(),
    });
    const kinds = async () => (await keptPayloads(connection, 'default')).map(({ kind }) => kind);
    await expect.poll(kinds, PATIENT).toContain('workflowExecutionContinuedAsNew');
  });

  it('is encrypted wherever Temporal has a payload, and nothing of it is where there is none', async () => {
    const all = await keptPayloads(connection, 'default');
    // A marker has the name of a change of the code, a header which request something was caused by.
    const isSecret = ({ encoding, kind }: KeptPayload): boolean =>
      encoding !== null && !['header', 'markerRecorded', 'searchAttributes'].includes(kind);
    expect(all.filter((one) => isSecret(one) && one.encoding !== 'binary/encrypted')).toEqual([]);
    // That it has got there in each of the ways in which something does.
    expect([...new Set(all.filter(isSecret).map(({ kind }) => kind))]).toEqual(
      expect.arrayContaining([
        'workflowExecutionStarted',
        'workflowExecutionSignaled',
        'workflowExecutionUpdateAccepted',
        'workflowExecutionUpdateCompleted',
        'workflowExecutionContinuedAsNew',
        'workflowExecutionCompleted',
        'activityTaskScheduled',
        'activityTaskCompleted',
        'activityTaskFailed',
        'startChildWorkflowExecutionInitiated',
        'childWorkflowExecutionCompleted',
        'userMetadata',
        'memo',
      ]),
    );
    const messages = all.flatMap(({ message }) => (message === null ? [] : [message]));
    expect(new Set(messages)).toEqual(new Set(['Encoded failure']));
  });

  it('is answered encrypted to a question, and read by whoever has the key', async () => {
    const { workflowService } = client;
    const { queryResult } = await workflowService.queryWorkflow({
      namespace: 'default',
      execution: { workflowId: bound.id },
      query: { queryType: '__temporal_workflow_metadata' },
    });
    const [answer] = queryResult?.payloads ?? [];
    expect(Buffer.from(answer?.metadata?.['encoding'] ?? []).toString()).toBe('binary/encrypted');
    const { body } = await system.get(`/api/transactions/${encodeURIComponent(bound.id)}`);
    expect(body).toMatchObject({ state: 'completed', policyNumber: bound.policyNumber });
  });

  it("stands in no file of Temporal, no log and no dump; in the policy system's book it does", async () => {
    const files = [
      ...(await filesIn(folder)),
      // The sandbox stands for the policy system, and its log tells what it was armed with.
      ...(await filesIn(system.folder, ['books', 'billing', 'sandbox'])),
    ];
    expect(files.map((file) => file.replace(/^.*\//, ''))).toEqual(
      expect.arrayContaining(['temporal.db', 'temporal.db-wal', 'temporal.log']),
    );
    expect(await findIn(files, SECRETS)).toEqual([]);
    // The search finds what is there.
    const databases = files.filter((file) => file.includes('temporal.db'));
    expect(await findIn(databases, [bound.externalId])).not.toEqual([]);
    expect(await findIn(await filesIn(join(system.folder, 'books')), [SSN])).not.toEqual([]);
  });

  it('is deleted when it is asked for by its reference, as far as it has ended', async () => {
    const settings = { TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: 'default' };
    const erased = async (...more: readonly string[]) => {
      const reference = `triton:${bound.externalId}`;
      let printed = '';
      const exitCode = await runErase(
        ['--reference', reference, '--json', ...more],
        { out: (words) => (printed += words), err: (words) => (printed += words) },
        readEnvironment(settings),
      );
      return { exitCode, report: JSON.parse(printed) as ErasureReport };
    };
    const term = policyTermId(bound.policyNumber ?? '', 1);

    const before = await erased('--dry-run');
    expect(before.exitCode).toBe(0);
    const wouldBe = before.report.deleted.map(({ workflowId }) => workflowId);
    expect(wouldBe).toEqual(expect.arrayContaining([bound.id, term]));
    expect(before.report.running.map(({ workflowId }) => workflowId)).toEqual([term]);
    expect(before.report.policyNumbers).toEqual([bound.policyNumber]);
    expect((await system.get(`/api/transactions/${encodeURIComponent(bound.id)}`)).status).toBe(
      200,
    );

    const { exitCode, report } = await erased();
    expect([exitCode, report.beingDeleted]).toEqual([0, []]);
    expect(report.deleted.map(({ runId }) => runId).sort()).toEqual(
      before.report.deleted.map(({ runId }) => runId).sort(),
    );
    expect(report.left.map(({ where }) => where)).toEqual(expect.arrayContaining(['IMS']));
    const left = new Set((await keptPayloads(connection, 'default')).map(({ runId }) => runId));
    expect(report.deleted.filter(({ runId }) => left.has(runId))).toEqual([]);
    expect(report.running.filter(({ runId }) => !left.has(runId))).toEqual([]);
    expect((await system.get(`/api/transactions/${encodeURIComponent(bound.id)}`)).status).toBe(
      404,
    );

    expect((await erased()).report.deleted).toEqual([]);
  });
});
