import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { escapeXml } from '../../../src/xml/writer.js';
import { readBody } from '../../shared/read-body.js';
import type { Book } from '../book/store.js';
import type { CallRecord, ImsCallRing, Outcome } from '../calls.js';
import { wordsOf, type ImsMisbehaviour, type ImsMisfortune } from '../misbehaviour.js';
import { textOf } from './body.js';
import { RequestFault, ServiceFault, sqlFault, writeRequestFault } from './faults.js';
import { perform, serviceFaultReply, type Part, type Reply } from './perform.js';
import { operationOf } from './request.js';
import type { Service } from './services.js';

/** Virtual directory of the environment, and the page of the service. */
const PAGE = /^\/ims_sandbox\/(\w+)\.asmx$/i;
const MAX_BODY_BYTES = 2 * 1024 * 1024;
const DEADLOCK =
  'Transaction (Process ID 61) was deadlocked on lock resources with another process and has been ' +
  'chosen as the deadlock victim. Rerun the transaction.';
const IIS_ERROR_PAGE =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\r\n' +
  '<html><head><title>500 - Internal server error.</title></head><body><h1>Server Error</h1>' +
  '<h2>500 - Internal server error.</h2><h3>There is a problem with the resource you are looking for, ' +
  'and it cannot be displayed.</h3></body></html>';

const gatewayPage = (status: number): string =>
  `<html><head><title>${String(status)}</title></head><body><h1>${String(status)}</h1><hr>gateway</body></html>`;

export interface Endpoint {
  readonly book: Book;
  readonly services: ReadonlyMap<string, Service>;
  readonly misbehaviour: ImsMisbehaviour;
  readonly calls: ImsCallRing;
  /** Aborted when the sandbox closes; nothing is carried out after that. */
  readonly closing: AbortSignal;
  readonly log: (call: CallRecord) => void;
}

/** Answers one HTTP request for a service page. */
export async function answer(
  endpoint: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [pathname = '', query = ''] = (request.url ?? '').split('?', 2);
  const page = PAGE.exec(pathname)?.[1]?.toLowerCase();
  const service = page === undefined ? undefined : endpoint.services.get(page);
  if (!service) {
    send(response, 404, 'text/plain', 'There is no such service.');
    return;
  }
  if (request.method === 'GET') {
    const isWsdl = query.toLowerCase() === 'wsdl';
    const host = request.headers.host ?? 'localhost';
    const text = isWsdl ? wsdlFor(service, `http://${host}${pathname}`) : overviewOf(service);
    send(response, 200, isWsdl ? 'text/xml; charset=utf-8' : 'text/plain; charset=utf-8', text);
    return;
  }
  if (request.method !== 'POST') {
    send(response, 405, 'text/plain', 'Method not allowed.');
    return;
  }
  await answerCall(endpoint, service, request, response);
}

async function answerCall(
  endpoint: Endpoint,
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const action = request.headers['soapaction'];
  const operation = operationOf(service.contract, typeof action === 'string' ? action : undefined);
  const { traceparent } = request.headers;
  const started = performance.now();
  const call = endpoint.calls.arrived({
    service: service.contract.service,
    operation: operation?.name ?? '(unknown)',
    outcome: null,
    ...(typeof traceparent === 'string' ? { traceparent } : {}),
  });
  const finish = (outcome: Outcome, fault?: string): void => {
    call.durationMs = Math.round((performance.now() - started) * 100) / 100;
    call.outcome = outcome;
    if (fault !== undefined) call.fault = fault;
    endpoint.log(call);
  };

  const body = await readBody(request, MAX_BODY_BYTES);
  if (body === 'aborted') {
    finish('aborted');
    return;
  }
  const text = body === 'tooLarge' ? undefined : textOf(body, request.headers['content-type']);
  if (body === 'tooLarge' || text === undefined) {
    finish('unreadable');
    if (body === 'tooLarge') response.setHeader('connection', 'close');
    send(response, body === 'tooLarge' ? 413 : 415, 'text/plain', '');
    return;
  }
  if (!operation) {
    const named = typeof action === 'string' ? action : '';
    const fault = new RequestFault(
      `Server did not recognize the value of HTTP Header SOAPAction: ${named.replace(/"/g, '')}.`,
    );
    finish('fault', fault.message);
    send(response, 500, 'text/xml; charset=utf-8', writeRequestFault(fault));
    return;
  }

  const caller = { address: request.socket.remoteAddress ?? '' };
  const carryOut = (part: Part = 'whole'): Reply =>
    perform(endpoint.book, service, operation, text, { caller, part });
  const { latencyMs } = endpoint.book.settings();
  if (latencyMs > 0) await wait(latencyMs, undefined, { signal: endpoint.closing });

  const struck = endpoint.misbehaviour.strike(operation.name, procedureIn(text));
  if (struck) {
    call.misbehaviour = struck.kind;
    const names = [service.contract.service, operation.name] as const;
    await misbehave(endpoint, struck, carryOut, names, response, finish);
    return;
  }
  const reply = carryOut();
  finish(reply.outcome, reply.fault);
  sendReply(response, reply);
}

/** The site procedure that a call asks for. */
function procedureIn(text: string): string | undefined {
  return /<(?:\w+:)?procedureName>([^<]*)</.exec(text)?.[1];
}

async function misbehave(
  endpoint: Endpoint,
  struck: ImsMisfortune,
  carryOut: (part?: Part) => Reply,
  [service, operation]: readonly [string, string],
  response: ServerResponse,
  finish: (outcome: Outcome, fault?: string) => void,
): Promise<void> {
  const answerWith = (reply: Reply): void => {
    finish(reply.outcome, reply.fault);
    sendReply(response, reply);
  };
  if (struck.kind === 'expireTokens') {
    endpoint.book.forgetTokens();
    answerWith(carryOut());
    return;
  }
  if (struck.kind === 'twice') {
    carryOut();
    answerWith(carryOut());
    return;
  }
  if (struck.kind === 'late') {
    // The caller may be gone by then; the server does not notice and goes on.
    const early = struck.isAfter ? carryOut() : undefined;
    await wait(struck.delayMs, undefined, { signal: endpoint.closing });
    answerWith(early ?? carryOut());
    return;
  }
  if (struck.kind === 'gatewayGaveUp') {
    send(response, struck.status, 'text/html', gatewayPage(struck.status));
    await wait(struck.delayMs, undefined, { signal: endpoint.closing });
    finish('gateway', carryOut().fault);
    return;
  }
  const done = struck.isAfter ? carryOut() : undefined;
  switch (struck.kind) {
    case 'drop':
      finish('dropped', done?.fault);
      response.destroy();
      return;
    case 'midway':
      finish('dropped', carryOut('firstHalf').fault);
      response.destroy();
      return;
    case 'hold':
      finish('held', done?.fault);
      return;
    case 'unavailable':
      finish('unavailable', done?.fault);
      send(response, 503, undefined, '');
      return;
    case 'html':
      finish('html', done?.fault);
      send(response, 500, 'text/html', IIS_ERROR_PAGE);
      return;
    case 'gateway':
      finish('gateway', done?.fault);
      send(response, struck.status, 'text/html', gatewayPage(struck.status));
      return;
    case 'truncated': {
      const whole = done ?? serviceFaultReply(new ServiceFault('(cut off)'), service, operation);
      finish('truncated', done?.fault);
      const half = whole.body.slice(0, Math.floor(whole.body.length / 2));
      sendReply(response, { ...whole, status: 200, body: half });
      return;
    }
    case 'deadlock':
      answerWith(serviceFaultReply(sqlFault(DEADLOCK), service, operation));
      return;
    case 'fault': {
      const { text, exceptionType } = wordsOf(struck);
      const fault = new ServiceFault(text, exceptionType);
      answerWith(serviceFaultReply(fault, service, operation));
      return;
    }
  }
}

function sendReply(response: ServerResponse, reply: Reply): void {
  const type = reply.body === '' ? undefined : 'text/xml; charset=utf-8';
  send(response, reply.status, type, reply.body);
}

function send(
  response: ServerResponse,
  status: number,
  type: string | undefined,
  body: string,
): void {
  response.writeHead(status, {
    'cache-control': 'private, max-age=0',
    ...(type === undefined ? {} : { 'content-type': type }),
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

function wsdlFor(service: Service, address: string): string {
  return service.contract.wsdl.replace(
    /(<soap:address location=")[^"]*/,
    (_, start: string) => start + escapeXml(address),
  );
}

function overviewOf({ contract }: Service): string {
  const names = [...contract.operations.keys()].join('\n  ');
  return `${contract.service} (sandbox)\n\nOperations:\n  ${names}\n\nService description: ?wsdl\n`;
}
