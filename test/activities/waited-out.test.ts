import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, it } from 'vitest';
import { translated } from '../../src/activities/translated.js';
import {
  OutcomeUnknown,
  SystemContractError,
  SystemRejection,
  SystemUnavailable,
} from '../../src/ports/call-errors.js';

const OPERATION = { system: 'policySystem', operation: 'GetControlNumber' } as const;
const MINUTES = { patienceMs: 60_000 };
const FIREWALL = new SystemContractError(OPERATION, 'Envelope', 'HTML', MINUTES);

describe('a step that is answered with what may never get better', () => {
  /** How an attempt ends, and what it leaves to the next one. */
  async function attempt(error: Error, remembered?: unknown) {
    const environment = new MockActivityEnvironment({ heartbeatDetails: remembered });
    let left: unknown = remembered;
    environment.on('heartbeat', (details: unknown) => {
      left = details;
    });
    const { read } = translated({ read: () => Promise.reject(error) });
    const failure: unknown = await environment.run(read).catch((caught: unknown) => caught);
    return { failure, left };
  }

  it('A34: is made again at least once, and by a person when its minutes are over', async () => {
    const first = await attempt(FIREWALL);
    expect(first.failure).toMatchObject({ type: 'SystemContractError', nonRetryable: false });
    const next = await attempt(FIREWALL, first.left);
    expect(next.failure).toMatchObject({ nonRetryable: false });
    const late = await attempt(FIREWALL, { oddSince: Date.now() - 60_001 });
    expect(late.failure).toMatchObject({
      type: 'SystemContractError',
      nonRetryable: true,
      details: [
        {
          reason: expect.stringContaining('Nothing was written by this call') as string,
          remedy: expect.stringContaining('run the step again') as string,
        },
      ],
    });
  });

  it('begins its minutes anew after an outage in between', async () => {
    const since = { oddSince: Date.now() - 60_001 };
    const outage = new SystemUnavailable(OPERATION, 'HTTP 503');
    const { failure, left } = await attempt(outage, since);
    expect(failure).toMatchObject({ type: 'SystemUnavailable', nonRetryable: false });
    expect((await attempt(FIREWALL, left)).failure).toMatchObject({ nonRetryable: false });
  });

  it('waits as long as the workflow lets it when it is an outage', async () => {
    const { failure, left } = await attempt(new SystemUnavailable(OPERATION, 'HTTP 503'));
    expect(failure).toMatchObject({ nonRetryable: false });
    expect(left).toBeUndefined();
  });

  it('says that it was the login, once that was waited out', async () => {
    const refused = new SystemRejection(
      { system: 'policySystem', operation: 'LoginIMSUser' },
      { reason: 'The login to the policy system was refused: no', remedy: 'verify the user name' },
      MINUTES,
    );
    expect((await attempt(refused)).failure).toMatchObject({ nonRetryable: false });
    const { failure } = await attempt(refused, { oddSince: 0 });
    expect(failure).toMatchObject({
      type: 'SystemRejection',
      nonRetryable: true,
      details: [{ reason: expect.stringContaining('login') as string, mayHaveHappened: false }],
    });
  });

  it('goes back to the workflow at once when it is a write in doubt, with how long that is waited out', async () => {
    const lost = new OutcomeUnknown(
      { system: 'policySystem', operation: 'BindQuote' },
      'HTTP 403',
      1_000,
      MINUTES,
    );
    expect((await attempt(lost)).failure).toMatchObject({
      type: 'OutcomeUnknown',
      nonRetryable: true,
      details: [{ settleMs: 1_000, patienceMs: 60_000 }],
    });
  });

  it('A32: leaves the write in doubt when it is refused in words that nobody knows', async () => {
    const refused = new SystemRejection(
      { system: 'policySystem', operation: 'BindQuote' },
      { reason: 'The flux is not in order', remedy: 'ask', mayHaveHappened: true },
    );
    expect((await attempt(refused)).failure).toMatchObject({
      type: 'SystemRejection',
      nonRetryable: true,
      details: [{ mayHaveHappened: true }],
    });
  });
});
