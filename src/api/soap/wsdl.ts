import { readFileSync } from 'node:fs';
import type { Request, RequestHandler } from 'express';
import { escapeXml } from '../../xml/writer.js';
import { Problem } from '../problem.js';

/** GET /soap/PolicyRenewalAPI?wsdl: the service's description, with the address under which it was asked for. */
export function getWsdl(): RequestHandler {
  const wsdl = contract('PolicyRenewalAPI.wsdl');
  return (request, response) => {
    if (!Object.keys(request.query).some((name) => name.toLowerCase() === 'wsdl')) {
      throw new Problem('method-not-allowed', {
        detail: 'Use POST, or GET with ?wsdl.',
        headers: { Allow: 'GET, HEAD, POST' },
      });
    }
    const address = escapeXml(`${origin(request)}${request.path}`);
    response
      .type('text/xml; charset=utf-8')
      .send(
        wsdl.replace(
          /(<soap11:address location=")[^"]*"/,
          (_all, start) => `${String(start)}${address}"`,
        ),
      );
  };
}

/** GET /soap/PolicyPeriod.xsd: what `policyPeriodData` holds. */
export function getPolicyPeriodSchema(): RequestHandler {
  const schema = contract('PolicyPeriod.xsd');
  return (_request, response) => {
    response.type('text/xml; charset=utf-8').send(schema);
  };
}

function contract(name: string): string {
  return readFileSync(new URL(`../../../contracts/${name}`, import.meta.url), 'utf8');
}

/** Both headers are the asker's own, and nobody else gets to see the answer. */
function origin(request: Request): string {
  const forwarded = request.get('X-Forwarded-Proto');
  const protocol = forwarded === 'https' ? 'https' : request.protocol;
  const host = request.get('Host') ?? '';
  return `${protocol}://${/^[A-Za-z0-9.\-:[\]]{1,255}$/.test(host) ? host : 'localhost'}`;
}
