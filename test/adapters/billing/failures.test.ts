import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectBilling } from '../../../src/adapters/billing/http-billing.js';
import {
  SystemContractError,
  SystemRejection,
  SystemUnavailable,
} from '../../../src/ports/call-errors.js';
import { ACCOUNT, callOf, PERIOD, type KnownCall } from './all-calls.js';
import {
  problem,
  sendJson,
  startScriptedBilling,
  TOKEN,
  type Answer,
  type ScriptedBilling,
} from './scripted-billing.js';

let server: ScriptedBilling | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const LOOK_UP = callOf('getPeriodInfo');
const BOOKING = callOf('createPolicyPeriod');
const JSON_TYPE = { 'content-type': 'application/json' };

/** What the port throws when billing answers so. */
async function errorOf(
  answer: Answer,
  known: KnownCall = BOOKING,
  timeoutMs = 300,
): Promise<unknown> {
  server = await startScriptedBilling(answer, { timeoutMs });
  return known.make(server.billing).then(
    (value: unknown) => ({ noError: value }),
    (error: unknown) => error,
  );
}

const wholeAnswer = JSON.stringify({ ...LOOK_UP.answer, ...BOOKING.answer });

const OUTAGES: readonly [string, Answer][] = [
  ['the connection is dropped', (_, response) => response.destroy()],
  ['no answer comes', () => undefined],
  [
    'the answer stops half way and the rest never comes',
    (_, response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': wholeAnswer.length });
      response.write(wholeAnswer.slice(0, 20));
    },
  ],
  [
    'the connection breaks in the middle of the answer',
    (_, response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': wholeAnswer.length });
      response.write(wholeAnswer.slice(0, 20), () => response.destroy());
    },
  ],
  [
    'the JSON is cut off',
    (_, response) => response.writeHead(200, JSON_TYPE).end(wholeAnswer.slice(0, -1)),
  ],
  [
    'the JSON of a refusal is cut off',
    (_, response) =>
      response.writeHead(422, { 'content-type': 'application/problem+json' }).end('{"code":"pl'),
  ],
  [
    'the answer is not UTF-8',
    (_, response) => response.writeHead(200, JSON_TYPE).end(Buffer.from([0x22, 0xff, 0xfe, 0x22])),
  ],
  ['the answer is empty', (_, response) => response.writeHead(200).end()],
  [
    'a proxy answers with its own page',
    (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
  ],
  ...[408, 429, 500, 502, 503, 504].map((status): [string, Answer] => [
    `HTTP ${status} comes`,
    (_, response) => response.writeHead(status).end(),
  ]),
  [
    'billing says that it is not ready',
    (_, response) => {
      sendJson(response, 503, problem(503, 'unavailable'));
    },
  ],
  [
    'a server error is compressed',
    (_, response) => response.writeHead(500, { 'content-encoding': 'gzip' }).end('x'),
  ],
];

describe.each([LOOK_UP, BOOKING])('$method', (known) => {
  it.each(OUTAGES)('may be repeated when %s', async (_, answer) => {
    const error = await errorOf(answer, known);
    expect(error).toBeInstanceOf(SystemUnavailable);
    expect(error).toMatchObject({ operation: known.method });
    expect(server?.log).toEqual([expect.objectContaining({ outcome: 'unavailable' })]);
  });

  it.each<[string, Answer]>([
    ['a redirect', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
    ['success without an answer', (_, response) => response.writeHead(200, JSON_TYPE).end('null')],
    [
      'a page that there is nothing here',
      (_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<html>'),
    ],
    [
      'a refusal without a code',
      (_, response) => {
        sendJson(response, 422, { title: 'No' });
      },
    ],
    [
      'a compressed answer',
      (_, response) =>
        response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end('x'),
    ],
    [
      'an answer that announces itself too large',
      (_, response) => {
        response.writeHead(200, { ...JSON_TYPE, 'content-length': 1e9 });
        response.flushHeaders();
      },
    ],
    [
      'an answer that turns out too large',
      (_, response) => response.writeHead(200, JSON_TYPE).end(`"${'x'.repeat(5_000_000)}"`),
    ],
  ])('needs a person after %s', async (_, answer) => {
    // An answer does come, on a busy machine later.
    const error = await errorOf(answer, known, 10_000);
    expect(error).toBeInstanceOf(SystemContractError);
    expect(server?.log).toEqual([expect.objectContaining({ outcome: 'contractBroken' })]);
    expect(server?.received).toHaveLength(1);
  });
});

describe('billing', () => {
  it('is unavailable when nobody listens', async () => {
    const socket = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => socket.once('listening', resolve));
    const { port } = socket.address() as AddressInfo;
    await new Promise((resolve) => socket.close(resolve));
    const billing = connectBilling({
      baseUrl: `http://127.0.0.1:${port}`,
      auth: { kind: 'bearer', token: TOKEN },
      timeoutMs: 1_000,
      log: () => undefined,
    });
    await expect(billing.createPolicyPeriod(PERIOD)).rejects.toThrow(SystemUnavailable);
    await expect(billing.createPolicyPeriod(PERIOD)).rejects.toThrow('ECONNREFUSED');
    await billing.close();
  });

  it('refuses with its code, its words, the field and the remedy', async () => {
    const facts = { field: 'planCode', remedy: 'Choose one of the plans that billing offers.' };
    const error = await errorOf((_, response) => {
      sendJson(response, 422, problem(422, 'planUnknown', facts));
    });
    expect(error).toBeInstanceOf(SystemRejection);
    expect(error).toMatchObject({
      operation: 'createPolicyPeriod',
      code: 'planUnknown',
      reason: 'Refused with planUnknown.',
      ...facts,
    });
    expect(server?.log).toEqual([
      {
        operation: 'createPolicyPeriod',
        durationMs: expect.any(Number) as number,
        outcome: 'rejected',
        httpStatus: 422,
      },
    ]);
  });

  it('refuses with a remedy even when it names none', async () => {
    const error = await errorOf((_, response) => {
      sendJson(response, 409, problem(409, 'contentDiffers'));
    });
    expect(error).toMatchObject({ code: 'contentDiffers', field: null });
    expect((error as SystemRejection).remedy).not.toBe('');
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
  ])(
    'that turns the credentials away (%i) asks for a person, not for a repeat',
    async (status, code) => {
      const error = await errorOf((_, response) => response.writeHead(status).end());
      expect(error).toBeInstanceOf(SystemRejection);
      expect(error).toMatchObject({
        code,
        remedy: expect.stringContaining('credentials') as string,
      });
    },
  );

  it('may repeat what it was sent: neither errors nor the log do', async () => {
    const error = await errorOf(({ headers, body }, response) => {
      const said = { detail: `Got ${body} with ${String(headers.authorization)}\nand no more.` };
      sendJson(response, 422, problem(422, 'invalidRequest', { ...said, remedy: body }));
    }, callOf('createAccount'));
    expect(error).toBeInstanceOf(SystemRejection);
    const { reason, remedy, message, stack } = error as SystemRejection;
    const told = JSON.stringify([reason, remedy, message, stack, server?.log]);
    const { name, address, phone } = ACCOUNT.holder;
    const { email } = ACCOUNT.billingContact ?? {};
    for (const secret of [TOKEN, name, address.line1, address.postalCode, phone, email]) {
      expect(told).not.toContain(secret);
    }
    expect(reason).not.toContain('\n');
    expect(reason.length).toBeLessThanOrEqual(500);
  });

  it('may quote the JSON that it was sent: a name with quotes in it is not shown either', async () => {
    server = await startScriptedBilling(({ body }, response) => {
      sendJson(response, 422, problem(422, 'invalidRequest', { detail: body }));
    });
    const holder = { ...ACCOUNT.holder, name: 'Wilhelmina "Billie" Private' };
    const refused = server.billing.updateAccount({ ...ACCOUNT, holder });
    await expect(refused).rejects.toThrow(SystemRejection);
    await expect(refused).rejects.not.toThrow('Billie');
  });

  it.each([
    [
      "The payer 'Wilhelmina Private' of 12 Elm Road is not ours.",
      "The payer '…' of 12 Elm Road is not ours.",
    ],
    ['Ask wilhelmina@private.test.', 'Ask ….'],
    ['The tax id 12-3456789 has two accounts.', 'The tax id … has two accounts.'],
    ['The payer was born on 1970-01-02.', 'The payer was born on ….'],
    ['Card 4111 1111 1111 1111 is not valid.', 'Card … is not valid.'],
    ['Got {"name":"Wilhelmina","address":{"line1":"12 Elm Road"', 'Got {"…"'],
    ['The plan TEN is not offered; allowed: FULL, FOUR.', null],
  ])(
    'A61: may say what it was not sent in this call, and none of it is repeated: %s',
    async (said, shown) => {
      const error = await errorOf((_, response) => {
        sendJson(response, 422, problem(422, 'invalidRequest', { detail: said, remedy: said }));
      });
      const told = shown ?? said;
      expect(error).toMatchObject({ reason: told, remedy: told });
      expect(String(error)).not.toContain('ilhelmina');
    },
  );

  it('may answer nonsense: none of it is repeated', async () => {
    const error = await errorOf((_, response) => {
      sendJson(response, 200, { ...LOOK_UP.answer, status: 'Wilhelmina Private', cancelledOn: 7 });
    }, LOOK_UP);
    expect(String(error)).not.toContain('Wilhelmina');
  });
});
