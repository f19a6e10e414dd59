import { afterEach, describe, expect, it } from 'vitest';
import { connectIms, type ImsConnection } from '../../../src/adapters/ims/ims-policy-system.js';
import { createSession } from '../../../src/adapters/ims/session.js';
import { SystemRejection, SystemUnavailable } from '../../../src/ports/call-errors.js';
import { products, sandboxInstallation } from './sandbox-set-up.js';
import {
  envelope,
  fault,
  loginAnswer,
  sendXml,
  startScriptedServer,
  type Answer,
  type ScriptedServer,
} from './scripted-server.js';

const QUOTE = 'a0000000-0000-4000-8000-000000000001';
const NS = 'http://tempuri.org/IMSWebServices/QuoteFunctions';
const WRONG = new SystemRejection(
  { system: 'policySystem', operation: 'LoginIMSUser' },
  { reason: 'no', remedy: 'x' },
);

function tokenNumber(number: number): string {
  return `11111111-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

describe('the session', () => {
  it('logs in once for all who ask at the same moment', async () => {
    let logins = 0;
    const session = createSession({
      tokenMaxAgeMs: 1_000,
      patienceMs: 60_000,
      logIn: async () => {
        logins += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        return 'token';
      },
    });
    const tokens = await Promise.all(Array.from({ length: 100 }, () => session.token()));
    expect(new Set(tokens)).toEqual(new Set(['token']));
    expect(logins).toBe(1);
  });

  it('replaces a token by its age since login, however often it is used', async () => {
    let [logins, clock] = [0, 0];
    const session = createSession({
      tokenMaxAgeMs: 100,
      patienceMs: 60_000,
      now: () => clock,
      logIn: () => Promise.resolve(`token-${++logins}`),
    });
    expect(await session.token()).toBe('token-1');
    clock = 99;
    expect(await session.token()).toBe('token-1');
    clock = 100;
    expect(await session.token()).toBe('token-2');
  });

  it('keeps the token that replaced the refused one', async () => {
    let logins = 0;
    const logIn = () => Promise.resolve(`token-${++logins}`);
    const session = createSession({ tokenMaxAgeMs: 1_000, patienceMs: 60_000, logIn });
    const refused = await session.token();
    session.drop(refused);
    await session.token();
    session.drop(refused);
    expect(await session.token()).toBe('token-2');
  });

  it('A33: tries wrong credentials again after growing pauses only, and says that it was the login', async () => {
    let [logins, clock] = [0, 0];
    const session = createSession({
      tokenMaxAgeMs: 1_000,
      patienceMs: 60_000,
      now: () => clock,
      logIn: () => {
        logins += 1;
        return Promise.reject(WRONG);
      },
    });
    await Promise.allSettled(Array.from({ length: 1_000 }, () => session.token()));
    await expect(session.token()).rejects.toMatchObject({
      name: 'SystemRejection',
      operation: 'LoginIMSUser',
      reason: expect.stringMatching(
        /login to the policy system was refused: no\. It is not tried again for 30 s/,
      ) as string,
      patienceMs: 60_000,
      mayHaveHappened: false,
    });
    const triedAt: number[] = [];
    for (clock = 0; clock <= 900_000; clock += 1_000) {
      const before = logins;
      await expect(session.token()).rejects.toThrow('refused');
      if (logins > before) triedAt.push(clock / 1_000);
    }
    expect(triedAt).toEqual([30, 90, 210, 450, 750]);
  });

  it('forgets a refused login with the first that succeeds', async () => {
    let [logins, clock] = [0, 0];
    const session = createSession({
      tokenMaxAgeMs: 1_000,
      patienceMs: 60_000,
      now: () => clock,
      logIn: () => (++logins % 2 === 1 ? Promise.reject(WRONG) : Promise.resolve('token')),
    });
    for (let round = 0; round < 3; round += 1) {
      await expect(session.token()).rejects.toThrow('30 s');
      clock += 30_000;
      expect(await session.token()).toBe('token');
      clock += 1_000;
    }
  });

  it('tries again at once after an outage', async () => {
    let logins = 0;
    const session = createSession({
      tokenMaxAgeMs: 1_000,
      patienceMs: 60_000,
      logIn: () =>
        logins++ === 0
          ? Promise.reject(
              new SystemUnavailable({ system: 'policySystem', operation: 'LoginIMSUser' }, 'down'),
            )
          : Promise.resolve('token'),
    });
    await expect(session.token()).rejects.toThrow('down');
    expect(await session.token()).toBe('token');
  });
});

describe('calls under the session', () => {
  let server: ScriptedServer;
  let ims: ImsConnection;

  afterEach(async () => {
    await ims.close();
    await server.close();
  });

  async function connect(answer: Answer, logIn: Answer): Promise<void> {
    server = await startScriptedServer(answer, logIn);
    ims = await connectIms({
      baseUrl: server.baseUrl,
      userName: 'user',
      encryptedPassword: 'c2VjcmV0',
      context: 'tests',
      maxConcurrentCalls: 8,
      installation: sandboxInstallation(),
      products: products(),
      log: () => undefined,
    });
  }

  const count = (operation: string): number =>
    server.received.filter((call) => call.operation === operation).length;

  const issued = envelope(
    `<IssuePolicyResponse xmlns="${NS}"><IssuePolicyResult>2027-01-15T00:00:00</IssuePolicyResult></IssuePolicyResponse>`,
  );

  const controlNumber = envelope(
    `<GetControlNumberResponse xmlns="${NS}"><GetControlNumberResult>4711</GetControlNumberResult></GetControlNumberResponse>`,
  );

  it('log in anew once, and repeat a refused call once, however many were refused', async () => {
    let logins = 0;
    await connect(
      (call, response) => {
        if (call.body.includes(tokenNumber(1))) sendXml(response, 500, fault('Token is not valid'));
        else sendXml(response, 200, issued);
      },
      (_, response) => {
        logins += 1;
        sendXml(response, 200, loginAnswer(tokenNumber(logins)));
      },
    );
    const answers = await Promise.all(Array.from({ length: 20 }, () => ims.issue(QUOTE)));
    expect(new Set(answers)).toEqual(new Set(['2027-01-15']));
    expect(logins).toBe(2);
    expect(count('IssuePolicy')).toBe(40);
  });

  it('give up for now when a fresh token is refused too', async () => {
    await connect(
      (_, response) => {
        sendXml(response, 500, fault('The IP address does not match the one that logged in'));
      },
      (_, response) => {
        sendXml(response, 200, loginAnswer(tokenNumber(1)));
      },
    );
    await expect(ims.readControlNumber(QUOTE)).rejects.toMatchObject({
      name: 'SystemUnavailable',
      message: expect.stringContaining('from one address') as string,
      patienceMs: 300_000,
    });
    expect(count('GetControlNumber')).toBe(2);
    expect(count('LoginIMSUser')).toBe(2);
  });

  const OTHER_WORDS = [
    'The token has expired.',
    'Your session has expired, please log in again.',
    'Invalid token.',
    'Token not found',
    'The security token is unknown.',
    'The IP address 10.0.0.2 does not match the address of the login.',
    'The IP address has changed since the login.',
    'This token was given to another address',
    'Login token is no longer valid for this address',
    'No such token',
    'User is not logged in',
    'TokenHeader is required: token missing',
  ];

  it.each(['Token is not valid', ...OTHER_WORDS])(
    'A33: are repeated under a new token, once, when it is refused in these words: %s',
    async (words) => {
      let logins = 0;
      await connect(
        (call, response) => {
          const isOld = call.body.includes(tokenNumber(1));
          sendXml(response, isOld ? 500 : 200, isOld ? fault(words) : controlNumber);
        },
        (_, response) => {
          sendXml(response, 200, loginAnswer(tokenNumber(++logins)));
        },
      );
      await expect(ims.readControlNumber(QUOTE)).resolves.toBe(4711);
      expect([count('LoginIMSUser'), count('GetControlNumber')]).toEqual([2, 2]);
    },
  );

  it.each([
    ...OTHER_WORDS,
    'The SMTP server requires login; authentication is required',
    'The session has expired on the report server',
    'Webhook failed: the remote server said: token is not valid',
  ])(
    'A33: leave a write in doubt that is refused in words which may be of a token: %s',
    async (words) => {
      let logins = 0;
      await connect(
        (call, response) => {
          const isOld = call.body.includes(tokenNumber(1));
          sendXml(response, isOld ? 500 : 200, isOld ? fault(words) : issued);
        },
        (_, response) => {
          sendXml(response, 200, loginAnswer(tokenNumber(++logins)));
        },
      );
      await expect(ims.issue(QUOTE)).rejects.toMatchObject({
        name: 'OutcomeUnknown',
        settleMs: sandboxInstallation().settleMs,
      });
      expect(count('IssuePolicy')).toBe(1);
      await expect(ims.issue(QUOTE)).resolves.toBe('2027-01-15');
      expect(count('LoginIMSUser')).toBe(2);
    },
  );

  it.each([
    "System.Data.SqlClient.SqlException: Incorrect syntax near the token 'x'; invalid.",
    'System.Xml.XmlException: Unexpected token. The expected token is missing.',
    'System.InvalidOperationException: Token StartElement in state EndRootElement would result in an invalid XML document.',
    'The policy has expired.',
    'The producer was not found.',
  ])('are not repeated when the words are about something else: %s', async (words) => {
    await connect(
      (_, response) => {
        sendXml(response, 500, fault(words));
      },
      (_, response) => {
        sendXml(response, 200, loginAnswer(tokenNumber(1)));
      },
    );
    await expect(ims.issue(QUOTE)).rejects.toMatchObject({ name: 'SystemRejection' });
    expect(count('IssuePolicy')).toBe(1);
  });

  it('fail as rejected when the credentials are wrong', async () => {
    await connect(
      () => undefined,
      (_, response) => {
        sendXml(response, 200, loginAnswer('00000000-0000-0000-0000-000000000000'));
      },
    );
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => ims.issue(QUOTE)));
    expect(all.map((one) => one.status === 'rejected' && (one.reason as Error).name)).toEqual(
      Array.from({ length: 50 }, () => 'SystemRejection'),
    );
    expect(count('LoginIMSUser')).toBe(1);
    expect(count('IssuePolicy')).toBe(0);
  });
});
