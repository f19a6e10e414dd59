import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_BEARER_TOKEN } from '../../../sandbox/billing/server.js';
import { openDesk, POLICY, type Desk } from './desk.js';

describe('the HTTP interface of billing', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    await desk.openTerm();
  });
  afterAll(() => desk.close());

  const post = (body: string, type = 'application/json') =>
    fetch(`${desk.sandbox.url}/v1/payment-plans/search`, {
      method: 'POST',
      headers: { authorization: `Bearer ${DEFAULT_BEARER_TOKEN}`, 'content-type': type },
      body,
    });

  it.each([
    ['no JSON', '{"term":', 'application/json', 400, 'notJson'],
    ['another type', '{}', 'text/plain', 415, 'notJson'],
    ['too much', ' '.repeat(1024 * 1024 + 1), 'application/json', 413, 'requestTooLarge'],
    ['members that are missing', '{}', 'application/json', 400, 'invalidRequest'],
  ])('refuses %s', async (_what, body, type, status, code) => {
    const response = await post(body, type);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status, code });
  });

  it.each([
    ['GET', '/v1/nothing', 404, 'notFound'],
    ['GET', '//', 404, 'notFound'],
    ['DELETE', '/v1/accounts/A-1', 405, 'methodNotAllowed'],
    ['GET', '/v1/policies/%ZZ/terms/1', 400, 'invalidRequest'],
    ['GET', `/v1/policies/${POLICY}/terms/0`, 400, 'invalidRequest'],
    ['GET', `/v1/accounts/${'A'.repeat(3000)}`, 404, 'accountUnknown'],
  ])('refuses %s %s', async (method, path, status, code) => {
    expect(await desk.service(method, path)).toMatchObject({ status, body: { code } });
  });

  it('refuses a member that it does not know, and books nothing', async () => {
    const answer = await desk.openTerm({ premium: '1.00' }, 'CGL-2027-000002');
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalidRequest' } });
    const info = await desk.service('GET', '/v1/policies/CGL-2027-000002/terms/1');
    expect(info.status).toBe(404);
  });
});
