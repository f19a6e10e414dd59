import { describe, expect, it } from 'vitest';
import { toProblem } from '../../src/api/problem.js';
import { whoIsSilent } from '../../src/api/who-is-silent.js';
import { NoWorkerAnswered } from '../../src/temporal/errors.js';
import { FakeTemporal } from './fake-temporal.js';

async function problemWhere(isDown: boolean, error: Error) {
  const temporal = new FakeTemporal();
  temporal.isDown = isDown;
  const deadlines = { serverMs: 200, workerMs: 200, readyMs: 200 };
  const handler = whoIsSilent({ client: temporal.client, deadlines });
  const thrown = await new Promise((resolve) => {
    void handler(error, {} as never, {} as never, resolve);
  });
  const { code, message } = toProblem(thrown);
  return [code, message];
}

describe('where no worker answered', () => {
  it('blames Temporal when that is away, and says the same of what was sent', async () => {
    const [code, message] = await problemWhere(true, new NoWorkerAnswered('takenPerhapsNotOnce'));
    expect(code).toBe('temporal-unavailable');
    expect(message).toMatch(/did not answer in time\. The change may still be made/);
  });

  it('blames the workers when Temporal is there', async () => {
    const [code] = await problemWhere(false, new NoWorkerAnswered('question'));
    expect(code).toBe('worker-unavailable');
  });

  it('leaves every other error as it is', async () => {
    expect((await problemWhere(true, new TypeError('x')))[0]).toBe('internal');
  });
});
