import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTaskBatchActivities } from '../../src/activities/task-batch/task-batch-activities.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import { recordPaymentUpdate } from '../../src/workflows/policy-term/messages.js';
import { apiAt } from '../../tools/api/api-client.js';
import { readCommand } from '../../tools/bindery-command/arguments.js';
import { carryOut } from '../../tools/bindery-command/carry-out.js';
import { KEYS } from '../api/running-app.js';
import { runChanges, type RunningChanges } from '../api/running-changes.js';

describe('npm run bindery, over the API as it is', () => {
  let running: RunningChanges;
  beforeAll(async () => {
    running = await runChanges('BC', undefined, { steps: createTaskBatchActivities() });
  });
  afterAll(() => running[Symbol.asyncDispose]());

  async function bindery(...args: readonly string[]) {
    const [results, progress]: [string[], string[]] = [[], []];
    const api = apiAt({ url: running.app.url, key: KEYS.everything });
    const exitCode = await carryOut(api, readCommand(args, 'olga'), {
      result: (line) => results.push(line),
      progress: (line) => progress.push(line),
      width: null,
      stop: new AbortController().signal,
      lookEveryMs: 50,
    });
    return { exitCode, out: results.join(''), progress: progress.join('') };
  }

  it('leads from the list by the reason to a task that is settled, as the list says', async () => {
    const policyNumber = await running.bind('BC-1');
    const id = policyTermId(policyNumber, 1);
    const paid = {
      policyNumber,
      termNumber: 1,
      paymentId: 'BC-1-EUR',
      amountCents: 1_000,
      currency: 'EUR',
      receivedAt: '2026-11-01T12:00:00Z',
    };
    const term = running.env.client.workflow.getHandle(id);
    await term.executeUpdate(recordPaymentUpdate, { args: [paid] });
    const list = async () => (await bindery('list', '--cause', 'moneyParked')).out;
    await expect.poll(list).toContain(`settle ${id} moneyParked:BC-1-EUR --reason`);

    const why = await bindery('why', id);
    expect(why.out).toContain(`Term 1 of policy ${policyNumber} is `);
    expect(why.out).toContain('Task moneyParked:BC-1-EUR is open (moneyParked).');
    expect(why.out).toContain('It is about 10.00 EUR.');
    expect((await bindery('why', policyNumber)).out).toContain('moneyParked:BC-1-EUR is open');

    const settled = await bindery('settle', id, 'moneyParked:BC-1-EUR', '--reason', 'Sent back');
    expect(settled.out).toContain('is over: of 1 tasks 1 settled.');
    expect(settled.exitCode).toBe(0);
    expect((await bindery('why', id)).out).not.toContain('moneyParked');
    await expect.poll(list).toContain('Nothing waits for a person.');

    const again = await bindery('settle', id, 'moneyParked:BC-1-EUR', '--reason', 'Sent back');
    expect(again.out).toContain('1 notOpen');
  });

  it('says why a transaction has stopped, and has it run again', async () => {
    const id = await running.stopAtBind('BC-STOP');
    await expect.poll(async () => (await bindery('list')).out).toContain(`retry ${id} --reason`);
    const why = await bindery('why', id);
    expect(why.out).toContain('because step bind stopped (rejected).');
    expect(why.out).toContain('The producer has no licence. Choose another.');
    expect(why.out).toMatch(/^It takes correct, .*abandon now\.$/m);
    const retried = await bindery('retry', id, '--reason', 'Licensed now');
    expect(retried.out).toContain('of 1 tasks 1 settled.');
    const { client } = running.env;
    expect(await client.workflow.getHandle(id).result()).toMatchObject({ state: 'completed' });
  });

  it('says what the API refuses', async () => {
    await expect(bindery('why', 'new-business:nobody:knows')).rejects.toThrow('The API says no');
    await expect(bindery('list', '--due-by', 'soon')).rejects.toThrow('dueBy');
    await expect(bindery('retry', '--step', 'jump', '--reason', 'x')).rejects.toThrow(
      'filter.step',
    );
  });
});
