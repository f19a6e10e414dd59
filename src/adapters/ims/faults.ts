import {
  OutcomeUnknown,
  PolicySystemContractError,
  PolicySystemRejection,
  PolicySystemUnavailable,
} from '../../ports/policy-system-errors.js';
import type { CallFailure } from './call-failed.js';
import { messageOf, reasonOf, refusalFor } from './fault-texts.js';

/** What matters about the operation that failed. */
export interface FailedOperation {
  readonly operation: string;
  readonly effect: 'read' | 'write';
  /** Set when the operation is the call of a site procedure; the lookup it serves. */
  readonly lookup?: string | undefined;
  /** The texts that were sent, for a fault must not repeat them. */
  readonly sent: () => readonly string[];
}

type PortError =
  PolicySystemUnavailable | PolicySystemRejection | PolicySystemContractError | OutcomeUnknown;

/**
 * How a failed call becomes one of the port's errors.
 *
 * | what happened                                        | a read        | a write                           |
 * | ---------------------------------------------------- | ------------- | --------------------------------- |
 * | no connection, so nothing was sent                   | unavailable   | unavailable                       |
 * | no answer in time, or the connection broke           | unavailable   | unknown outcome, full settle time |
 * | HTTP 502, 504: a gateway gave up, IMS may go on      | unavailable   | unknown outcome, full settle time |
 * | HTTP 503, 500 without a fault, any other 5xx         | unavailable   | unknown outcome, nothing to await |
 * | HTTP 408, 429: turned away before it ran             | unavailable   | unavailable                       |
 * | any other HTTP 4xx: turned away, and will be again   | contract      | contract                          |
 * | a redirect or another status                         | contract      | unknown outcome, nothing to await |
 * | HTML, nothing, XML cut off                           | unavailable   | unknown outcome, nothing to await |
 * | not safe to read, or not the answer of the operation | contract      | unknown outcome, nothing to await |
 * | a fault: chosen as deadlock victim, rolled back      | unavailable   | unavailable                       |
 * | a fault: SQL Server was not reachable                | unavailable   | unavailable                       |
 * | a fault: SQL time-out                                | unavailable   | unknown outcome, nothing to await |
 * | a fault: stopped midway, or cut off from SQL Server  | unavailable   | unknown outcome, full settle time |
 * | any other fault                                      | rejected      | rejected                          |
 *
 * The settle time is awaited only where IMS may still be working: after a complete answer it is not, unless that
 * says that the call was cut off.
 */
export function toPortError(
  failure: CallFailure,
  failed: FailedOperation,
  settleMs: number,
): PortError {
  const { operation, effect } = failed;
  const unavailable = (reason: string): PortError =>
    new PolicySystemUnavailable({ operation }, reason);
  const lost = (reason: string, awaitMs: number): PortError =>
    effect === 'write' ? new OutcomeUnknown({ operation }, reason, awaitMs) : unavailable(reason);

  switch (failure.kind) {
    case 'notSent':
      return unavailable(`no connection (${failure.code})`);
    case 'timedOut':
      return lost('no answer in time', settleMs);
    case 'severed':
      return lost(`the connection broke (${failure.code})`, settleMs);
    case 'notSoap':
      return lost(`the answer was ${failure.problem}`, 0);
    case 'unsafe':
    case 'misfit':
      return toMisfit(failed, 'Envelope', failure.problem);
    case 'httpStatus':
      return fromStatus(failure.status, failed, lost, settleMs);
    case 'fault':
      return fromFault(failure.text, failed, lost, settleMs);
  }
}

/** An answer that makes no sense: nothing is read from it, and a write is looked up. */
export function toMisfit(
  { operation, effect }: FailedOperation,
  element: string,
  problem: string,
): PortError {
  return effect === 'write'
    ? new OutcomeUnknown({ operation }, `${element}: ${problem}`, 0)
    : new PolicySystemContractError({ operation }, element, problem);
}

type Lost = (reason: string, awaitMs: number) => PortError;

function fromStatus(
  status: number,
  { operation, effect }: FailedOperation,
  lost: Lost,
  settleMs: number,
): PortError {
  const reason = `HTTP ${status}`;
  if (status === 502 || status === 504) return lost(reason, settleMs);
  if (status >= 500) return lost(reason, 0);
  if (status === 408 || status === 429) return new PolicySystemUnavailable({ operation }, reason);
  if (effect === 'write' && (status < 400 || status >= 600)) return lost(reason, 0);
  const problem = 'the web server turned the call away: verify the address and the access to it';
  return new PolicySystemContractError({ operation }, reason, problem);
}

/**
 * ASP.NET gave up on a call that took too long, or stopped it, or its connection to SQL Server broke: what was
 * executed by then is not known, and SQL Server may be at it still.
 */
const CUT_OFF =
  /request timed out\.|thread was being aborted|a transport-level error has occurred/i;

function fromFault(text: string, failed: FailedOperation, lost: Lost, settleMs: number): PortError {
  const { operation } = failed;
  const unavailable = (reason: string): PortError =>
    new PolicySystemUnavailable({ operation }, reason);
  if (/deadlocked on lock resources/i.test(text)) {
    return unavailable('chosen as deadlock victim, rolled back');
  }
  if (/network-related or instance-specific error/i.test(text)) {
    return unavailable('its SQL Server cannot be reached');
  }
  if (CUT_OFF.test(text)) return lost('it was cut off while it worked on the call', settleMs);
  if (/timeout expired/i.test(text)) return lost('SQL time-out', 0);
  const message = messageOf(text);
  const reason = reasonOf(message, failed.sent());
  return new PolicySystemRejection({ operation }, { reason, ...refusalFor(message) });
}
