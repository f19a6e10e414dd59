import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startDevServer, type DevServer } from '../../tools/temporal-server/dev-server.js';
import { findCli } from '../../tools/temporal-server/find-cli.js';
import { freePort } from '../../tools/processes/free-port.js';
import { onFileFor, oneOfEach } from './end-state.js';
import { EXAMPLES } from './example-submissions.js';
import { ownRequest, type Request } from './own-request.js';
import { isCompleted, wholeSystem } from './whole-system.js';

/** One after the other, so that the backup meets each somewhere else on its way. */
const BEGUN_APART_MS = 700;
const CALL_TAKES_MS = 250;
const LOOK_EVERY_MS = 20;
const TEST_LIMIT_MS = 240_000;

it(
  'A66: a restored backup, seconds or a whole transaction old, doubles nothing',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bindery-restore-'));
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const { path: cli } = await findCli(root, null, () => undefined);
    const port = await freePort();
    const databaseFile = join(folder, 'temporal.db');
    const backup = join(folder, 'backup.db');
    const startTemporal = (): Promise<DevServer> =>
      startDevServer({ cli, port, databaseFile, logFile: join(folder, 'temporal.log') });
    const copy = async (from: string, to: string): Promise<void> => {
      for (const suffix of ['', '-wal', '-shm']) {
        await rm(`${to}${suffix}`, { force: true });
        if (existsSync(`${from}${suffix}`)) await copyFile(`${from}${suffix}`, `${to}${suffix}`);
      }
    };

    let temporal = await startTemporal();
    const system = await wholeSystem({ address: temporal.address, namespace: 'default' });
    try {
      await system.startSandbox();
      await system.startBilling();
      await system.startApi();
      let worker = await system.startWorker();
      const { admin } = system;
      await admin.armRandom({ seed: 1, rate: 1, kinds: ['late'], delayMs: CALL_TAKES_MS });

      const requests = [...EXAMPLES, ...EXAMPLES].map((example) => ({
        example,
        body: ownRequest(example),
      }));
      const [unknownToTheBackup] = requests.splice(-1);
      if (!unknownToTheBackup) throw new Error('no request');
      const begin = async ({ body }: { body: Request }): Promise<string> =>
        (await system.post('/api/submissions', body)).body.id;
      const bookings = async () => {
        const { accounts, streams, periods, bookings } = await system.billing.state();
        return { accounts, streams, periods, bookings };
      };
      const ids: string[] = [];
      for (const request of requests) {
        ids.push(await begin(request));
        await pause(BEGUN_APART_MS);
      }
      while ((await admin.counts()).invoices === 0) await pause(LOOK_EVERY_MS);

      // The backup: some are done, some on their way.
      await worker.stop();
      await temporal.stop();
      await copy(databaseFile, backup);

      // The world goes on.
      temporal = await startTemporal();
      worker = await system.startWorker();
      ids.push(await begin(unknownToTheBackup));
      const before = await Promise.all(ids.map((id) => system.untilSo(id, isCompleted)));
      const books = await admin.counts();
      const billed = await bookings();
      await worker.stop();
      await temporal.stop();

      // And is forgotten.
      await copy(backup, databaseFile);
      temporal = await startTemporal();
      await admin.disarm();
      await system.startWorker({ LOOK_BEFORE_WRITES_BEGUN_BEFORE: '2999-01-01T00:00:00Z' });
      await begin(unknownToTheBackup);
      const after = await Promise.all(ids.map((id) => system.untilSo(id, isCompleted)));

      expect(await admin.counts()).toEqual(books);
      expect(await bookings()).toEqual(billed);
      const state = await admin.state();
      for (const { example, body } of [...requests, unknownToTheBackup]) {
        const reference = { system: 'triton', id: String(body['externalId']) };
        expect(onFileFor(state, reference)).toEqual(oneOfEach(example));
      }
      expect(after.map(({ policyNumber }) => policyNumber)).toEqual(
        before.map(({ policyNumber }) => policyNumber),
      );
    } finally {
      await system.close();
      await temporal.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
  TEST_LIMIT_MS,
);
