import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiAt, NotAnswering } from '../../tools/api/api-client.js';
import { readCommand } from '../../tools/bindery-command/arguments.js';
import { carryOut } from '../../tools/bindery-command/carry-out.js';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

/** What is answered to the next request of a path: a body, or a status with one. */
type Answers = Readonly<Record<string, readonly unknown[]>>;

const KEY = 'a-secret-key';
const STOPPED = 'new-business:triton:T-1';

const task = (changes: object = {}) => ({
  of: 'newBusiness',
  id: STOPPED,
  policyNumber: null,
  task: 'bind',
  cause: 'outage',
  what: 'Once it is back, correct without changes to run the step again.',
  why: 'IMS is away.',
  since: '2027-01-01T10:00:00.000Z',
  due: '2027-02-01',
  money: { amount: '6146.16', currency: 'USD' },
  links: { self: '/api/transactions/x', settle: 's', temporalUi: 'http://ui/x' },
  request: { method: 'POST', path: '/api/transactions/x/correct', body: {} },
  ...changes,
});

const transaction = (changes: object = {}) => ({
  id: STOPPED,
  kind: 'newBusiness',
  state: 'rated',
  externalSystem: 'triton',
  externalId: 'T-1',
  product: 'general-liability',
  policyNumber: null,
  effectiveDate: '2027-02-01',
  expirationDate: '2028-02-01',
  total: '6146.16',
  billing: { currency: 'USD' },
  waitingFor: 'a person.',
  attention: {
    step: 'bind',
    cause: 'rejected',
    field: 'paymentPlan',
    reason: 'Plan 7 is not offered.',
    remedy: 'Choose another.',
    since: '2027-01-01T10:00:00.000Z',
    inDoubt: [],
  },
  failure: null,
  change: null,
  revision: 3,
  links: { self: 's', correct: 'c', abandon: 'a', temporalUi: 'http://ui/x' },
  ...changes,
});

const batch = (changes: object = {}) => ({
  requestId: 'R-1',
  state: 'running',
  tasks: 2,
  outcomes: { settled: 0, notOpen: 0, refused: 0, failed: 0 },
  toDo: 2,
  ...changes,
});

const page = (items: readonly object[], nextCursor: string | null = null) => ({
  items,
  nextCursor,
  isComplete: true,
});

describe('npm run bindery', () => {
  let server: Server;
  let folder: string;
  let answers: Record<string, unknown[]> = {};
  let asked: Asked[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bindery-command-'));
    server = createServer((request, response) => {
      void answer(request).then(([status, body]) => {
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function answer(request: IncomingMessage): Promise<readonly [number, unknown]> {
    const { method = '', url: path = '', headers } = request;
    const sent = await text(request);
    const key = headers['x-api-key'];
    asked.push({
      method,
      path,
      key: typeof key === 'string' ? key : undefined,
      body: sent === '' ? null : JSON.parse(sent),
    });
    const [name = ''] = path.split('?');
    const next = answers[name]?.shift();
    if (next === undefined) return [404, { title: 'There is nothing here' }];
    return Array.isArray(next) ? (next as [number, unknown]) : [200, next];
  }

  async function run(args: readonly string[], given: Answers, stop = new AbortController()) {
    answers = Object.fromEntries(Object.entries(given).map(([path, all]) => [path, [...all]]));
    const [results, progress]: [string[], string[]] = [[], []];
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const exitCode = await carryOut(apiAt({ url, key: KEY }), readCommand(args, 'olga'), {
      result: (line) => results.push(line),
      progress: (line) => progress.push(line),
      width: null,
      stop: stop.signal,
      lookEveryMs: 5,
    });
    return { exitCode, out: results.join(''), progress: progress.join('') };
  }

  it('lists every page of what waits for a person, with what is to be typed', async () => {
    const proof = task({
      cause: 'notice',
      request: { method: 'POST', path: '/api/transactions/c/record-notice' },
    });
    const stuck = task({
      cause: 'quoteEnded',
      request: { method: 'POST', path: '/api/quote-groups/g/free' },
    });
    const odd = task({
      id: "policy-term:CGL 'X':1",
      task: 'moneyParked:P-1',
      request: { method: 'POST', path: '/api/policies/x/terms/1/settle' },
    });
    const { out, exitCode } = await run(['list', '--policy', 'CGL-1', '--due-by', '2027-02-01'], {
      '/api/tasks': [page([task(), proof, stuck], 'next'), page([odd])],
    });
    expect(exitCode).toBe(0);
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/tasks?policyNumber=CGL-1&dueBy=2027-02-01&pageSize=200',
      '/api/tasks?policyNumber=CGL-1&dueBy=2027-02-01&pageSize=200&cursor=next',
    ]);
    expect(asked[0]?.key).toBe(KEY);
    expect(out).toContain('4 tasks wait for a person, the most urgent first.');
    expect(out).toContain('due 2027-02-01, 6146.16 USD, since 2027-01-01 10:00 UTC');
    expect(out).toContain(`npm run bindery -- retry ${STOPPED} --reason "…"`);
    expect(out).toContain('POST /api/transactions/c/record-notice with its proof');
    expect(out).toContain('POST /api/quote-groups/g/free once you have looked up');
    expect(out).toContain(
      String.raw`settle 'policy-term:CGL '\''X'\'':1' moneyParked:P-1 --reason`,
    );
    const machine = await run(['list', '--json'], { '/api/tasks': [page([task()])] });
    expect(JSON.parse(machine.out)).toEqual({ items: [task()], isComplete: true });
    expect((await run(['list'], { '/api/tasks': [page([])] })).out).toContain('Nothing waits');
  });

  it('says of a transaction in sentences where it stands, why, and what settles it', async () => {
    const { out } = await run(['why', STOPPED], {
      [`/api/transactions/${STOPPED}`]: [transaction()],
      '/api/tasks': [page([task({ cause: 'rejected' })])],
    });
    expect(asked[1]?.path).toContain(`id=${encodeURIComponent(STOPPED)}`);
    expect(out.split('\n')).toEqual([
      'The newBusiness triton T-1 (general-liability), for 2027-02-01 to 2028-02-01, is in the state rated. It comes to 6146.16 USD. It waits for a person since 2027-01-01 10:00 UTC, because step bind stopped (rejected).',
      'Task bind is open (rejected). IMS is away. Once it is back, correct without changes to run the step again. It is about 6146.16 USD. It is due on 2027-02-01.',
      `  npm run bindery -- retry ${STOPPED} --reason "…"`,
      `What is at fault is paymentPlan: npm run bindery -- correct ${STOPPED} --set paymentPlan=… --reason "…"`,
      'It takes correct, abandon now.',
      'Web UI: http://ui/x',
      '',
    ]);
  });

  it('says of a term what money is missing, until when and what comes next', async () => {
    const term = {
      policyNumber: 'CGL-1',
      termNumber: 1,
      status: 'unconfirmed',
      isBilled: true,
      currency: 'USD',
      money: { counted: '10.00', threshold: '20.00' },
      tasks: [],
      nextDeadline: { what: 'paymentDeadline', at: '2027-03-03T06:01:00.000Z' },
      waitingFor: '10.00 USD that are missing.',
      links: { self: 's', temporalUi: 'http://ui/t' },
    };
    const { out } = await run(['why', 'policy-term:CGL-1:1'], {
      '/api/policies/CGL-1/terms/1': [term],
    });
    expect(out).toBe(
      'Term 1 of policy CGL-1 is unconfirmed. Of 20.00 USD, 10.00 USD have been received. It waits for 10.00 USD that are missing. What comes next by itself is the payment deadline, at 2027-03-03 06:01 UTC.\nWeb UI: http://ui/t\n',
    );
  });

  it('corrects what was seen, by fields or by a patch, and tells the outcome of a write', async () => {
    const path = `/api/transactions/${STOPPED}`;
    const args = ['correct', STOPPED, '--reason', 'Other plan'];
    const sets = ['--set', 'paymentPlan=2', '--set', 'insured.location.zip=75202'];
    const given = {
      [path]: [transaction()],
      [`${path}/correct`]: [transaction({ attention: null })],
    };
    const { out } = await run([...args, ...sets], given);
    expect(out).toContain('It goes on.');
    expect(asked.at(-1)?.body).toEqual({
      by: 'olga',
      reason: 'Other plan',
      changes: { paymentPlan: '2', insured: { location: { zip: '75202' } } },
      revision: 3,
    });
    const file = join(folder, 'patch.json');
    await writeFile(file, '{"paymentPlan": 2}');
    const word = ['--written', '--made', 'CGL-1', '--write', 'bind', '--revision', '7'];
    await run([...args, '--by', 'uwe', '--file', file, ...word], given);
    expect(asked.at(-1)?.body).toEqual({
      by: 'uwe',
      reason: 'Other plan',
      changes: { paymentPlan: 2 },
      revision: 7,
      outcome: { written: true, write: 'bind', made: 'CGL-1' },
    });
  });

  it('has stopped steps run again as a batch, and shows what was not', async () => {
    const over = batch({
      state: 'done',
      toDo: 0,
      outcomes: { settled: 1, notOpen: 0, refused: 1, failed: 0 },
    });
    const refused = { id: STOPPED, task: 'bind', outcome: 'refused', reason: 'It needs a word.' };
    const { out, progress, exitCode } = await run(
      ['retry', STOPPED, '--reason', 'IMS is back', '--request-id', 'R-1'],
      {
        [`/api/transactions/${STOPPED}`]: [transaction()],
        '/api/tasks:settle': [[503, { title: 'Temporal is away' }], batch()],
        '/api/task-batches/R-1': [batch({ toDo: 1 }), over],
        '/api/task-batches/R-1/results': [{ items: [refused], next: null }],
      },
    );
    expect(exitCode).toBe(2);
    expect(asked[1]?.body).toEqual({
      requestId: 'R-1',
      by: 'olga',
      reason: 'IMS is back',
      tasks: [{ id: STOPPED, task: 'bind' }],
    });
    expect(asked[2]?.body).toEqual(asked[1]?.body);
    expect(progress).toContain('do not answer; asked again');
    expect(progress).toContain('100 %  2/2  1 settled, 1 refused  done');
    expect(out).toBe(
      `Batch R-1 is over: of 2 tasks 1 settled, 1 refused.\n${STOPPED}\tbind\trefused\tIt needs a word.\n`,
    );
  });

  it('has all that stopped for one cause run again, and leaves a batch running', async () => {
    const stop = new AbortController();
    stop.abort();
    const left = await run(['retry', '--cause', 'outage', '--reason', 'IMS is back'], {}, stop);
    expect(left).toMatchObject({ exitCode: 0, out: 'It was left before the API had answered.\n' });
    const done = batch({ state: 'done', toDo: 0, outcomes: { ...batch().outcomes, settled: 2 } });
    const all = await run(['retry', '--cause', 'outage', '--step', 'bind', '--reason', 'back'], {
      '/api/transactions:retry': [done],
    });
    expect(all.exitCode).toBe(0);
    expect(asked.at(-1)?.body).toMatchObject({
      requestId: expect.stringMatching(/^retry-\d{8}T\d{6}Z-[0-9a-f]{6}$/) as string,
      filter: { cause: 'outage', step: 'bind' },
    });
  });

  it('settles what a list named, one task, or what a filter means', async () => {
    const done = batch({ state: 'done', toDo: 0, outcomes: { ...batch().outcomes, settled: 2 } });
    const reason = ['--reason', 'Sent back'];
    const settle = async (args: readonly string[]) => {
      const { exitCode } = await run(['settle', ...args, ...reason], {
        '/api/tasks:settle': [done],
      });
      expect(exitCode).toBe(0);
      return asked.at(-1)?.body;
    };
    const named = [{ id: 'policy-term:CGL 1:1', task: 'refund' }];
    const json = join(folder, 'list.json');
    await writeFile(
      json,
      JSON.stringify({ items: named.map((one) => task(one)), isComplete: true }),
    );
    expect(await settle(['--file', json])).toMatchObject({ tasks: named });
    const lines = join(folder, 'lines.txt');
    await writeFile(lines, '# of today\npolicy-term:CGL 1:1\trefund\n\n');
    expect(await settle(['--file', lines, '--per-minute', '60'])).toMatchObject({
      tasks: named,
      perMinute: 60,
    });
    expect(await settle(['policy-term:CGL 1:1', 'refund'])).toMatchObject({ tasks: named });
    expect(await settle(['--cause', 'referral', '--decision', 'approve'])).toMatchObject({
      filter: { cause: 'referral' },
      decision: 'approve',
    });
    const nothing = join(folder, 'nothing');
    await expect(run(['settle', '--file', nothing, ...reason], {})).rejects.toThrow(
      'The file cannot be read',
    );
    await writeFile(lines, 'no task here\n');
    await expect(run(['settle', '--file', lines, ...reason], {})).rejects.toThrow('names no task');
  });

  it('writes what happened, and follows it until somebody stops it', async () => {
    const event = (nth: number) => ({
      type: 'bindery.transaction.stopped',
      time: '2027-01-01T10:00:00.000Z',
      subject: `CGL-${String(nth)}`,
      data: { id: STOPPED },
    });
    const once = await run(['events', '--policy', 'CGL-1'], {
      '/api/events': [
        { events: [event(1)], next: 'c1', hasMore: true },
        { events: [event(2)], next: 'c2', hasMore: false },
      ],
    });
    expect(once.out.split('\n')[0]).toBe(
      `2027-01-01 10:00 UTC\tbindery.transaction.stopped\tCGL-1\t${STOPPED}`,
    );
    expect(once.progress).toBe('Read on with --after c2\n');
    expect(asked[1]?.path).toBe('/api/events?policyNumber=CGL-1&limit=500&after=c1');
    const stop = new AbortController();
    const followed = run(
      ['events', '--follow', '--json', '--after', 'c2'],
      {
        '/api/events': [
          [503, { title: 'Temporal is away' }],
          { events: [event(3)], next: 'c3', hasMore: false },
          ...Array.from({ length: 200 }, () => ({ events: [], next: 'c3', hasMore: false })),
        ],
      },
      stop,
    );
    await expect.poll(() => asked.length).toBeGreaterThan(5);
    stop.abort();
    expect(JSON.parse((await followed).out)).toEqual(event(3));
  });

  it('says what the API refuses, and that nobody answers, without the key', async () => {
    const errors = [{ field: 'cause', reason: 'is not a text', remedy: 'Leave it out.' }];
    const no = run(['list'], {
      '/api/tasks': [[422, { title: 'No', detail: 'It cannot be read.', errors }]],
    });
    await expect(no).rejects.toThrow(
      'The API says no: It cannot be read.\n  cause is not a text; Leave it out.',
    );
    await expect(no).rejects.not.toThrow(KEY);
    const away = run(['list'], { '/api/tasks': [[503, { title: 'Away', detail: 'It is away.' }]] });
    await expect(away).rejects.toThrow(NotAnswering);
    await expect(run(['list'], { '/api/tasks': [{ odd: true }] })).rejects.toThrow(
      'is not the API of Bindery',
    );
    const goneOn = { [`/api/transactions/${STOPPED}`]: [transaction({ attention: null })] };
    await expect(run(['retry', STOPPED, '--reason', 'x'], goneOn)).rejects.toThrow(
      'has not stopped: it is in the state rated',
    );
  });

  it.each([
    [['lst'], 'There is no command "lst"'],
    [['list', 'x'], 'Nothing is to be named here'],
    [['why'], 'Name the transaction, term or policy'],
    [['why', 'a', 'b'], 'Name one'],
    [['correct', 'a'], '--reason is missing'],
    [['correct', 'a', '--reason', 'x', '--set', 'zip'], '--set is zip'],
    [['correct', 'a', '--reason', 'x', '--written', '--not-written'], 'not both'],
    [['correct', 'a', '--reason', 'x', '--made', '1'], 'go with --written'],
    [['correct', 'a', '--reason', 'x', '--revision', 'new'], '--revision is new'],
    [['retry', '--reason', 'x'], 'Name transactions, or say'],
    [['retry', 'a', '--cause', 'outage', '--reason', 'x'], 'Name transactions, or say'],
    [['settle', 'a', '--reason', 'x'], 'and the task'],
    [['settle', '--reason', 'x'], 'Name one task'],
    [['settle', 'a', 'b', '--decision', 'maybe', '--reason', 'x'], '--decision is maybe'],
    [['events', '--slowly'], "Unknown option '--slowly'"],
    [['list', '--key', 'secret'], "Unknown option '--key'"],
  ])('refuses %j in words', (args, words) => {
    expect(() => readCommand(args, 'olga')).toThrow(words);
  });

  it('explains itself', async () => {
    for (const args of [[], ['help'], ['--help'], ['settle', '-h']])
      expect((await run(args, {})).out).toContain('Exit code: 0 done');
  });
});
