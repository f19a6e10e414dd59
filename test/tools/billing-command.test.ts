import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommand } from '../../tools/billing-command/arguments.js';
import { carryOut } from '../../tools/billing-command/carry-out.js';
import { freePort } from '../../tools/processes/free-port.js';
import { UsageError } from '../../src/main/usage-error.js';
import { openPolicySide } from '../sandbox/billing/policy-side.js';
import { openDesk, type Desk } from '../sandbox/billing/desk.js';

describe('npm run billing', () => {
  let desk: Desk;
  let port: number;
  beforeAll(async () => {
    desk = await openDesk();
    port = Number(new URL(desk.sandbox.adminUrl).port);
  });
  afterAll(() => desk.close());

  const run = (line: string) => carryOut(readCommand(line.split(' ')), port);

  it('pays before the bind, up front and after it, shows and takes back', async () => {
    const early = await run('pay --policy CGL-2027-000001 --term 1 --amount 800.00 --id P-1');
    expect(early).toContain('Payment P-1 of 800.00 USD is received.');
    expect(early).toContain('no term for it yet');
    expect(await run('show --policy CGL-2027-000001')).toContain('payment P-1: 800.00 USD');

    await run('up-front --job job:CGL-2027-000001 --amount 94.50 --id UP-1');
    await desk.openTerm();
    const paid = await run(
      'pay --policy CGL-2027-000001 --term 1 --amount 600.00 --id P-2 --received-at 2027-01-20T08:00:00Z',
    );
    expect(paid).toContain('1494.50 of 5244.50 USD received; first invoice 1494.50 paid');

    const shown = await run('show --policy CGL-2027-000001 --term 1');
    expect(shown).toContain('2027-02-01  downPayment: 1494.50, paid 1494.50');
    expect(shown).toContain('2027-01-20T08:00:00Z  payment P-2: 600.00 USD');
    expect(shown).toContain('payment UP-1: 94.50 USD');
    expect(shown).toContain('confirmTerm: pending');

    const back = await run('reverse --id P-2 --reason bounced');
    expect(back).toContain('Payment P-2 of 600.00 USD is taken back: bounced.');
    expect(back).toContain('first invoice 1494.50 not paid yet');
  });

  it('pays for an offer', async () => {
    expect(await run('pay --offer renewal:1 --plan TEN --amount 1494.50')).toContain('is received');
  });

  it('has the policy side asked for a cancellation, moves it and calls it off', async () => {
    const side = await openPolicySide();
    const own = await openDesk();
    await own.admin('POST', '/policy-side', { url: side.url, apiKey: 'key' });
    const ownPort = Number(new URL(own.sandbox.adminUrl).port);
    const ask = (line: string) => carryOut(readCommand(line.split(' ')), ownPort);
    const term = '--policy CGL-2027-000001 --term 1';
    const begun = await ask(`cancel ${term} --date 2027-07-01 --recalculate yes --id NONPAY-1`);
    expect(begun).toBe(
      'beginCancellation of term 1 of policy CGL-2027-000001: delivered. The policy side answered HTTP 200.\n',
    );
    await ask(`reschedule ${term} --date 2027-08-01 --cancellation NONPAY-1`);
    side.answerNext({ status: 409, body: '{"type":"urn:bindery:problem:change-refused"}' });
    const late = await ask(`rescind ${term} --received-at 2027-09-01T00:00:00Z --id B-1`);
    expect(late).toContain('refused. The policy side answered HTTP 409 change-refused.');
    const asked = side.received.filter(({ path }) => path.endsWith('-cancellation'));
    expect(asked.map(({ path, body }) => [path, JSON.parse(body) as unknown])).toMatchObject([
      [
        '/api/policies/CGL-2027-000001/terms/1/begin-cancellation',
        {
          policyNumber: 'CGL-2027-000001',
          termNumber: 1,
          transactionId: 'NONPAY-1',
          effectiveDate: '2027-07-01',
          recalculate: true,
        },
      ],
      [
        '/api/policies/CGL-2027-000001/terms/1/reschedule-cancellation',
        { effectiveDate: '2027-08-01', requestId: 'NONPAY-1' },
      ],
      [
        '/api/policies/CGL-2027-000001/terms/1/rescind-cancellation',
        { transactionId: 'B-1', receivedAt: '2027-09-01T00:00:00Z' },
      ],
    ]);
    await own.close();
    await side.close();
  });

  it('shows the clock and moves it', async () => {
    const own = await openDesk({ now: () => Date.parse('2027-01-15T12:00:00Z') });
    const ownPort = Number(new URL(own.sandbox.adminUrl).port);
    const clock = (line: string) => carryOut(readCommand(line.split(' ')), ownPort);
    expect(await clock('clock')).toBe("Billing's clock shows 2027-01-15T12:00:00.000Z.\n");
    expect(await clock('clock --advance P17DT6H')).toContain('2027-02-01T18:00:00.000Z');
    expect(await clock('clock --now 2028-01-01T00:00:00Z')).toContain('2028-01-01T00:00:00.000Z');
    await own.close();
  });

  it.each([
    ['cancel --policy P', '--term is missing.'],
    ['rescind --policy P --term 1 --date 2027-07-01', "Unknown option '--date'"],
    ['py', 'There is no command "py".'],
    ['pay --term 1 --amount 1.00', '--policy is missing.'],
    ['pay --policy P --amount 1.00', '--term is missing.'],
    ['pay --policy P --term one --amount 1.00', '--term is one; it is a whole number'],
    ['pay --policy P --term 1 --amount 1494.5', '--amount is 1494.5; write it with two decimals'],
    ['pay --policy P --term 1 --amount', "'--amount <value>' argument missing"],
    ['pay --policy P --term 1 --sum 1.00', "Unknown option '--sum'. pay takes --policy"],
    ['pay --policy P --term 1 --offer O --amount 1.00', 'not for both'],
    ['pay --policy P --term 1 --plan TEN --amount 1.00', '--plan goes with --offer only.'],
    ['up-front --amount 1.00', '--job is missing.'],
    ['reverse', '--id is missing.'],
    ['clock --now 2028-01-01T00:00:00Z --advance P1D', 'not both'],
  ])('says what is wrong with "%s"', (line, words) => {
    const read = () => readCommand(line.split(' '));
    expect(read).toThrow(UsageError);
    expect(read).toThrow(words);
    expect(read).toThrow('npm run billing -- pay --policy <number>');
  });

  it.each([
    ['reverse --id P-9', 'Billing says no: There is no payment P-9.'],
    ['show --policy P-9', 'Billing knows nothing of policy P-9.'],
    [
      'pay --policy P --term 1 --amount 1.00 --received-at today',
      'must be a moment with an offset',
    ],
  ])('passes on why billing says no to "%s"', async (line, words) => {
    await expect(run(line)).rejects.toThrow(words);
    await expect(run(line)).rejects.toThrow(UsageError);
  });

  it('says where it looked when there is no billing', async () => {
    const nobody = await freePort();
    await expect(carryOut(readCommand(['show', '--policy', 'P']), nobody)).rejects.toThrow(
      `No billing sandbox answers at http://127.0.0.1:${nobody}.`,
    );
  });

  it('tells how it is used', async () => {
    expect(await run('--help')).toContain('npm run billing -- show');
  });
});
