import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freePort } from '../../../tools/processes/free-port.js';
import { startTestProcess } from '../../support/test-process.js';
import { deskOf, openDesk, termPayment, POLICY } from './desk.js';
import { openPolicySide, WAITS_FOR_CALLBACKS } from './policy-side.js';

it(
  'a killed billing sandbox has all that it answered, and sends what was still to be told',
  WAITS_FOR_CALLBACKS,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'billing-restart-'));
    const dataPath = join(folder, 'books');
    const [port, adminPort] = [await freePort(), await freePort()];
    const side = await openPolicySide();
    const running = await startTestProcess(
      'billing-sandbox',
      {
        BILLING_SANDBOX_PORT: String(port),
        BILLING_SANDBOX_ADMIN_PORT: String(adminPort),
        BILLING_SANDBOX_DATA: dataPath,
        BILLING_CALLBACK_URL: `http://127.0.0.1:${await freePort()}`,
        BILLING_CALLBACK_KEY: 'key-of-billing',
      },
      folder,
    );
    try {
      const first = deskOf({
        url: `http://127.0.0.1:${port}`,
        adminUrl: `http://127.0.0.1:${adminPort}`,
        close: () => Promise.resolve(),
      });
      const booked = await first.openTerm();
      await first.pay(termPayment('1494.50', 'P-1'));
      await first.admin('POST', '/clock', { now: '2031-05-01T12:00:00Z' });
      const log = await running.log();
      await running.kill();
      expect(log).not.toContain('key-of-billing');

      const second = await openDesk({ dataPath, policySide: { url: side.url, apiKey: 'key' } });
      try {
        expect(await second.term()).toMatchObject({ isSufficient: true, payments: ['P-1'] });
        expect(JSON.stringify((await second.admin('GET', '/clock')).body)).toContain(
          '2031-05-01T12:',
        );
        expect(await second.openTerm()).toMatchObject({
          status: 200,
          body: { ...(booked.body as object), outcome: 'alreadyExecuted' },
        });
        const received = await side.untilReceived(2);
        // In no promised order: one that was tried before the kill waits for its next attempt, the other does not.
        expect(received.map(({ path }) => path.replace(/^.*\//, '')).sort()).toEqual([
          'confirm',
          'payments',
        ]);
        for (const { path } of received) expect(path).toContain(POLICY);
      } finally {
        await second.close();
      }
    } finally {
      await running.kill().catch(() => undefined);
      await side.close();
      await rm(folder, { recursive: true });
    }
  },
);
