import type { ErrorRequestHandler, Response } from 'express';
import { escapeXml } from '../../xml/writer.js';
import { answerEarly } from '../body/answer-early.js';
import type { Log } from '../log.js';
import { logProblem, type Problem, RETRY_AFTER_SECONDS, toProblem } from '../problem.js';
import { PROBLEMS } from '../problem-catalogue.js';
import { RENEWAL_NAMESPACE, soapEnvelope } from './envelope.js';

type FaultCode =
  'Client' | 'Client.Authentication' | 'MustUnderstand' | 'Server' | 'VersionMismatch';
/** The exceptions that the WSDL declares. */
type Exception = 'BadIdentifierException' | 'DataConversionException' | 'RequiredFieldException';

/** An answer of the SOAP service that is not the one hoped for. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';
  readonly code: FaultCode;
  readonly exception: Exception | null;

  constructor(code: FaultCode, text: string, exception: Exception | null = null) {
    super(text);
    this.code = code;
    this.exception = exception;
  }
}

/** The term or the offer is unknown, archived or not bound. */
export function badIdentifier(text: string): SoapFault {
  return new SoapFault('Client', text, 'BadIdentifierException');
}

/** A policy cannot be imported. @param text what is wrong, and where */
export function dataConversion(text: string): SoapFault {
  return new SoapFault('Client', text, 'DataConversionException');
}

/** A field that must not be null is missing. */
export function requiredField(field: string): SoapFault {
  return new SoapFault('Client', `${field} must not be null.`, 'RequiredFieldException');
}

/** Turns whatever was thrown into a SOAP 1.1 fault. */
export function soapFaults(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof SoapFault) {
      sendFault(response, 500, error);
      return;
    }
    const problem = toProblem(error);
    logProblem(log, problem, error);
    const { status } = PROBLEMS[problem.code];
    if (status === 503) response.set('Retry-After', RETRY_AFTER_SECONDS);
    response.set(problem.details.headers ?? {});
    sendFault(response, AS_HTTP.has(status) ? status : 500, faultOf(problem, status));
  };
}

/** What has nothing to do with the operation keeps the status that HTTP has for it; every other fault is 500. */
const AS_HTTP: ReadonlySet<number> = new Set([401, 403, 413, 415, 429, 503]);

function faultOf(problem: Problem, status: number): SoapFault {
  const text = problem.details.detail ?? `${PROBLEMS[problem.code].title}.`;
  if (status === 401) return new SoapFault('Client.Authentication', text);
  return new SoapFault(status >= 500 ? 'Server' : 'Client', text);
}

function sendFault(response: Response, status: number, fault: SoapFault): void {
  const text = escapeXml(fault.message);
  const { exception } = fault;
  const detail =
    exception === null
      ? ''
      : `<detail><pr:${exception} xmlns:pr="${RENEWAL_NAMESPACE}"><pr:message>${text}</pr:message></pr:${exception}></detail>`;
  const envelope = soapEnvelope(
    `<soapenv:Fault><faultcode>soapenv:${fault.code}</faultcode><faultstring>${text}</faultstring>${detail}</soapenv:Fault>`,
  );
  response.status(status).type('text/xml; charset=utf-8');
  if (status === 413) answerEarly(response, envelope);
  else response.send(envelope);
}
