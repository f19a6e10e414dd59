import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { CURSOR, signedCursors } from '../../src/api/cursors.js';
import { cursorKeys } from '../../src/encryption/cursor-keys.js';
import { aRequest, errorsOf, type RunningApp, runApp } from './running-app.js';

const keyOf = (text: string) => Buffer.alloc(32, text);
const LIST = ['transactions', "WorkflowType = 'newBusiness'"];

describe('a cursor', () => {
  const { of, placeIn } = signedCursors(() => [keyOf('now'), keyOf('before')]);

  it('is read as it was made, by every process with the keys', () => {
    const other = signedCursors(() => [keyOf('now')]);
    for (const place of ['0', 'x'.repeat(2_000), '\0']) {
      expect(of(place, LIST)).toMatch(CURSOR);
      expect(other.placeIn(of(place, LIST), LIST)?.toString()).toBe(place);
    }
  });

  it('is good for its list and its filters alone', () => {
    const cursor = of('7', LIST);
    for (const other of [['quotes', LIST[1]], [...LIST, 'more'], [LIST.join()], []])
      expect(placeIn(cursor, other)).toBeNull();
  });

  it('is refused when anything of it was changed or made up', () => {
    const cursor = of('7', LIST);
    const bytes = Buffer.from(cursor, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(placeIn(changed.toString('base64url'), LIST)).toBeNull();
    }
    const others = ['', 'A', `${cursor}A`, `${cursor}==`, cursor.slice(0, -1), cursor.slice(0, 20)];
    for (const other of others) expect(placeIn(other, LIST)).toBeNull();
    // As cursors were made before, by a hash without a key.
    expect(placeIn(Buffer.from('after 7').toString('base64url'), LIST)).toBeNull();
  });

  it('is good while the key that signed it is kept, and no longer', () => {
    const before = signedCursors(() => [keyOf('before')]).of('7', LIST);
    expect(placeIn(before, LIST)?.toString()).toBe('7');
    expect(signedCursors(() => [keyOf('now')]).placeIn(before, LIST)).toBeNull();
  });
});

describe('the keys of cursors', () => {
  it('are made of the keys that encrypt, that of now first, and are none of them', () => {
    const keys = new Map([
      ['old', keyOf('old')],
      ['new', keyOf('new')],
    ]);
    const made = cursorKeys({ current: 'new', keys });
    expect(made).toEqual([...cursorKeys({ current: 'old', keys })].reverse());
    expect(
      new Set([...made, ...keys.values()].map((key) => Buffer.from(key).toString('hex'))).size,
    ).toBe(4);
  });
});

describe('a list', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await runApp();
    for (const id of ['C-1', 'C-2'])
      await app.post('/api/submissions', aRequest({ externalId: id }));
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const after = async (cursor: string, list = 'transactions') =>
    app.send(`/api/${list}?pageSize=1&cursor=${cursor}`);

  it('reads on after its keys were changed, until the key that signed is taken away', async () => {
    const cursor = String((await app.send('/api/transactions?pageSize=1')).json['nextCursor']);
    app.signCursorsAnew();
    expect((await after(cursor)).status).toBe(200);
    app.signCursorsAnew('and take the key before away');
    const refused = await after(cursor);
    expect([refused.status, errorsOf(refused)]).toMatchObject([
      400,
      [{ field: 'cursor', code: 'malformed', reason: 'is not a cursor of this search' }],
    ]);
  });

  it.each(['terms', 'tasks', 'reconciliations', 'quotes'])(
    'refuses at %s a cursor of another',
    async (list) => {
      const cursor = String((await app.send('/api/transactions?pageSize=1')).json['nextCursor']);
      const refused = await after(cursor, list);
      expect([refused.status, errorsOf(refused)[0]?.field]).toEqual([400, 'cursor']);
    },
  );

  it.each([
    'events',
    'renewal-batches/B-1/results',
    'task-batches/B-1/results',
    'reconciliations/R-1/differences',
  ])('refuses a number in the place of a cursor of %s', async (list) => {
    const refused = await app.send(`/api/${list}?after=20`);
    expect([400, 404]).toContain(refused.status);
    if (refused.status === 400) expect(errorsOf(refused)[0]?.field).toBe('after');
  });
});
