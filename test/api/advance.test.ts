import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewBusinessInput } from '../../src/workflows/new-business/messages.js';
import { updateRefused } from './fake-temporal.js';
import { aRequest, codeOf, errorsOf, KEYS, runApp, type RunningApp } from './running-app.js';

const ID = 'new-business:triton:TRITON-12345';
const SELF = `/api/transactions/${ID}`;

let app: RunningApp;
beforeEach(async () => {
  app = await runApp();
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
});

const post = (changes: object = {}) => app.post('/api/submissions', { ...aRequest(), ...changes });

function startedInput(): NewBusinessInput {
  const [input] = app.temporal.workflow(ID).options.args as readonly [NewBusinessInput];
  return input;
}

function hold(): void {
  app.temporal.advance(ID, { state: 'rated', quoteState: 'priced', heldAt: 'priced' });
  app.temporal.workflow(ID).attributes['HeldAt'] = 'priced';
}

describe('posting a submission that shall go only so far', () => {
  it('starts it with how far it shall go, and says so', async () => {
    const answer = await post({ advanceTo: 'priced' });
    expect(answer.json).toMatchObject({
      quoteState: 'draft',
      advanceTo: 'priced',
      heldAt: null,
      links: { advance: `${SELF}/advance`, accept: `${SELF}/accept` },
    });
    expect(startedInput().advanceTo).toBe('priced');
    expect(app.temporal.workflow(ID).memo).toMatchObject({ advanceTo: 'priced' });
  });

  it('goes straight through unless told otherwise', async () => {
    const answer = await post();
    expect(answer.json).toMatchObject({ advanceTo: 'issued' });
    expect(answer.json['links']).not.toHaveProperty('advance');
    expect(startedInput()).not.toHaveProperty('advanceTo');
  });

  it('refuses a state to which nothing can go, and names those to which it can', async () => {
    const answer = await post({ advanceTo: 'bound' });
    expect(answer.status).toBe(422);
    expect(errorsOf(answer)).toEqual([
      {
        field: 'advanceTo',
        code: 'unknown',
        reason: 'is none of the values possible here',
        remedy: 'Use one of draft, validated, priced, underwritten, accepted, issued.',
      },
    ]);
  });

  it('takes the same submission with another advanceTo for the same, and does not move it', async () => {
    await post({ advanceTo: 'priced' });
    hold();
    for (const changes of [{}, { advanceTo: 'issued' }, { advanceTo: 'validated' }]) {
      const again = await post(changes);
      expect([again.status, again.json['heldAt']]).toEqual([202, 'priced']);
    }
    expect(app.temporal.updates).toEqual([]);
  });

  it('answers as soon as it waits where it was asked to', async () => {
    app.temporal.onStart = hold;
    const answer = await app.post('/api/submissions?wait=20', {
      ...aRequest(),
      advanceTo: 'priced',
    });
    expect(answer.status).toBe(202);
    expect(answer.json).toMatchObject({
      quoteState: 'priced',
      heldAt: 'priced',
      needsAttention: false,
      links: { correct: `${SELF}/correct`, abandon: `${SELF}/abandon` },
    });
  });

  it('A92: goes no further, once it was ended in Temporal, than it was asked to before', async () => {
    await post({ advanceTo: 'priced' });
    app.temporal.advance(ID, {}, 'TERMINATED');
    const again = await post({ advanceTo: 'issued' });
    expect(again.json).toMatchObject({ advanceTo: 'priced' });
    expect(startedInput().advanceTo).toBe('priced');
    expect(app.temporal.workflow(ID).memo).toMatchObject({
      advanceTo: 'priced',
      takesUpRun: `run-of-${ID}`,
    });
  });

  it('A90: tells the run that takes it up that somebody had it go further', async () => {
    await post({ advanceTo: 'priced' });
    Object.assign(app.temporal.workflow(ID).memo, { advanceTo: 'issued', wasAdvanced: true });
    app.temporal.advance(ID, {}, 'TERMINATED');
    await post({ advanceTo: 'priced' });
    expect(startedInput().advanceTo).toBe('issued');
    expect(app.temporal.workflow(ID).memo).toMatchObject({ wasAdvanced: true });
  });

  it('A92: goes as far, once it was ended in Temporal, as it was asked to before', async () => {
    await post();
    app.temporal.advance(ID, {}, 'TERMINATED');
    await post({ advanceTo: 'priced' });
    expect(startedInput().advanceTo).toBe('issued');
  });
});

describe('having a transaction go further', () => {
  beforeEach(async () => {
    await post({ advanceTo: 'priced' });
    hold();
  });

  it('sends how far, with who asks: the client, unless it says for whom', async () => {
    const answer = await app.post(`${SELF}/advance`, { advanceTo: 'underwritten' });
    expect(answer.status).toBe(202);
    await app.post(`${SELF}/advance`, { advanceTo: 'accepted', by: 'Pat Doe', revision: 0 });
    expect(app.temporal.updates).toEqual([
      { name: 'advance', argument: { by: 'portal', advanceTo: 'underwritten' } },
      { name: 'advance', argument: { by: 'Pat Doe', advanceTo: 'accepted', revision: 0 } },
    ]);
  });

  it('accepts by going to the end', async () => {
    const answer = await app.post(`${SELF}/accept`, { by: 'Pat Doe' });
    expect(answer.status).toBe(202);
    expect(app.temporal.updates).toEqual([{ name: 'advance', argument: { by: 'Pat Doe' } }]);
  });

  it('waits for what comes of it', async () => {
    setTimeout(() => {
      app.temporal.advance(ID, { state: 'completed', heldAt: null }, 'COMPLETED');
    }, 300);
    app.temporal.advance(ID, { heldAt: null });
    const answer = await app.post(`${SELF}/accept?wait=20`, {});
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ state: 'completed' });
  });

  it('answers one that is completed, which has passed whatever it is asked for', async () => {
    const done = { state: 'completed', quoteState: 'issued', heldAt: null } as const;
    app.temporal.advance(ID, done, 'COMPLETED');
    for (const [path, body] of [
      ['advance', { advanceTo: 'priced' }],
      ['accept', {}],
    ] as const) {
      const answer = await app.post(`${SELF}/${path}`, body);
      expect([answer.status, answer.json['quoteState']]).toEqual([200, 'issued']);
    }
    expect(app.temporal.updates).toEqual([]);
  });

  it('refuses one that has failed', async () => {
    const failure = { code: 'abandoned', reason: 'It was abandoned by olga. Test.' } as const;
    app.temporal.advance(ID, { state: 'failed', failure, heldAt: null }, 'COMPLETED');
    const answer = await app.post(`${SELF}/accept`, {});
    expect([answer.status, codeOf(answer)]).toEqual([409, 'already-ended']);
  });

  it('refuses what was seen before a correction', async () => {
    app.temporal.refusal = updateRefused('staleRevision', 'It was asked for from revision 0.');
    const answer = await app.post(`${SELF}/accept`, { revision: 0 });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'stale-revision']);
  });

  it('refuses what it cannot read, by its field', async () => {
    const answer = await app.post(`${SELF}/advance`, { advanceTo: 'bound', upTo: 1 });
    expect(answer.status).toBe(422);
    expect(errorsOf(answer).map(({ field }) => field)).toEqual(['advanceTo', 'upTo']);
  });

  it('needs a key that may post submissions', async () => {
    const answer = await app.send(`${SELF}/accept`, {
      body: {},
      key: KEYS.reader,
    });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'missing-scope']);
  });

  it('is found by where it waits', async () => {
    const answer = await app.send('/api/transactions?heldAt=priced');
    // Also quotes that underwriting holds there.
    expect(app.temporal.listRequests[0]?.query).toMatch(
      /\(HeldAt = 'priced' OR HeldAt = 'underwritingBlocked' OR .*\) AND ExecutionStatus = 'Running'/,
    );
    expect(answer.json['items']).toMatchObject([
      { heldAt: 'priced', quoteState: 'priced', advanceTo: 'priced', needsAttention: false },
    ]);
  });
});
