import {
  type Call,
  OutcomeUnknown,
  SystemContractError,
  SystemRejection,
  SystemUnavailable,
} from '../../ports/call-errors.js';
import type { CallFailure } from './call-failed.js';
import { messageOf, provesNothingWritten, reasonOf, refusalFor } from './fault-texts.js';
import { passingFaultOf } from './passing-faults.js';

/** What matters about the operation that failed. */
export interface FailedOperation extends Call {
  readonly effect: 'read' | 'write' | 'writeOnce';
  /** Set when it is the call of a site procedure; its name. */
  readonly procedure?: string | undefined;
  /** The texts that were sent, for a fault must not repeat them. */
  readonly sent: () => readonly string[];
}

/** How long failures are waited out. Milliseconds. */
export interface Waits {
  /** How long IMS may still be working on a request whose answer it did not write itself. */
  readonly settleMs: number;
  /** How long an answer that may never get better is asked for again before a person is told. */
  readonly oddAnswerMs: number;
  /** True when IMS has answered other calls lately, so that an answer which only this one gets is no outage. */
  readonly othersAreAnswered: boolean;
}

type PortError = SystemUnavailable | SystemRejection | SystemContractError | OutcomeUnknown;

/** Passing by nature: too many at once, or too slow. */
const TURNED_AWAY_FOR_NOW = new Set([408, 425, 429]);
/** Two of one request at once, of which the key of its name let one through: asked again, it answers what that one made. */
const NAME_TAKEN = /cannot insert duplicate key/i; // 2601, 2627
const LOOK_AT_THE_WAY =
  'verify the address, the access to it, and what stands before it (firewall, proxy, deployment)';

/**
 * How a failed call becomes one of the port's errors; a `writeOnce` as a read that may have written, for it may be repeated.
 * Who wrote the answer decides: only IMS can say that IMS did nothing, and only in words that are known to mean it.
 *
 * | what happened                                            | a read           | a write                          |
 * | -------------------------------------------------------- | ---------------- | -------------------------------- |
 * | no connection, so nothing was sent                       | unavailable      | unavailable                      |
 * | no answer in time, or the connection broke               | unavailable      | in doubt                         |
 * | HTTP 5xx, 408, 425, 429 without a SOAP fault             | unavailable      | in doubt                         |
 * | HTTP 500 without a SOAP fault, while others are answered | contract, soon   | in doubt, soon                   |
 * | HTTP 4xx, a redirect, any other status                   | contract, soon   | in doubt, soon                   |
 * | success with HTML, nothing, XML cut off                  | contract, soon   | in doubt, soon                   |
 * | not safe to read, or not the answer of the operation     | contract, soon   | in doubt, soon                   |
 * | a fault of `passing-faults.ts`: surely not written       | unavailable      | unavailable                      |
 * | a fault of `passing-faults.ts`: not known                | unavailable      | in doubt                         |
 * | a fault of `fault-texts.ts` that is a refusal            | rejected         | rejected                         |
 * | any other fault                                          | rejected         | rejected, and in doubt           |
 * | any other fault, under another status than 500           | as the status    | as the status                    |
 *
 * In doubt: looked up after the full settle time, for IMS may be at it still. Soon: the same call is
 * repeated for some minutes only, and then a person is asked.
 */
export function toPortError(
  failure: CallFailure,
  failed: FailedOperation,
  waits: Waits,
): PortError {
  switch (failure.kind) {
    case 'notSent':
      return new SystemUnavailable(failed, `no connection (${failure.code})`);
    case 'timedOut':
      return outage('no answer in time', failed, waits);
    case 'severed':
      return outage(`the connection broke (${failure.code})`, failed, waits);
    case 'httpStatus':
      return fromStatus(failure.status, failed, waits);
    case 'notSoap':
    case 'unsafe':
      return toMisfit(failed, 'Envelope', `${failure.problem}; ${LOOK_AT_THE_WAY}`, waits);
    case 'misfit':
      return toMisfit(failed, 'Envelope', failure.problem, waits);
    case 'fault':
      return fromFault(failure, failed, waits);
  }
}

/** An answer that makes no sense: nothing is read from it, it is asked for again, and a write is looked up. */
export function toMisfit(
  failed: FailedOperation,
  element: string,
  problem: string,
  { settleMs, oddAnswerMs }: Waits,
): PortError {
  const soon = { patienceMs: oddAnswerMs };
  return failed.effect === 'write'
    ? new OutcomeUnknown(failed, `${element}: ${problem}`, settleMs, soon)
    : new SystemContractError(failed, element, problem, { ...soon, ...perhapsDone(failed) });
}

/** @param patienceMs absent: as long as an outage is waited out */
function outage(
  reason: string,
  failed: FailedOperation,
  { settleMs }: Waits,
  patienceMs?: number,
): PortError {
  return failed.effect === 'write'
    ? new OutcomeUnknown(failed, reason, settleMs, { patienceMs })
    : new SystemUnavailable(failed, reason, { patienceMs, ...perhapsDone(failed) });
}

function perhapsDone({ effect }: FailedOperation): { readonly mayHaveHappened: boolean } {
  return { mayHaveHappened: effect === 'writeOnce' };
}

/** Whatever the status: it was written by something that stands before IMS, while IMS may be at work. */
function fromStatus(status: number, failed: FailedOperation, waits: Waits): PortError {
  const reason = `HTTP ${status}`;
  const isOutage = (status >= 500 && status <= 599) || TURNED_AWAY_FOR_NOW.has(status);
  const onlyThisOne = status === 500 && waits.othersAreAnswered;
  if (isOutage && !onlyThisOne) return outage(reason, failed, waits);
  return toMisfit(
    failed,
    reason,
    `the web server, or something before it, answered instead of the service: ${LOOK_AT_THE_WAY}`,
    waits,
  );
}

function fromFault(
  { text, status }: Extract<CallFailure, { kind: 'fault' }>,
  failed: FailedOperation,
  waits: Waits,
): PortError {
  const { operation, effect, procedure } = failed;
  const passing = passingFaultOf(text);
  if (passing) {
    const patienceMs = passing.mayLast ? waits.oddAnswerMs : undefined;
    return passing.write === 'notWritten'
      ? new SystemUnavailable(failed, passing.says, { patienceMs })
      : outage(passing.says, failed, waits, patienceMs);
  }
  if (effect === 'writeOnce' && NAME_TAKEN.test(text)) {
    const soon = { patienceMs: waits.oddAnswerMs, mayHaveHappened: true };
    return new SystemUnavailable(failed, 'the same request is being carried out', soon);
  }
  const isProof = provesNothingWritten(text, operation);
  // IMS writes its faults under 500, and gateways theirs under anything.
  if (status !== 500 && !isProof) return fromStatus(status, failed, waits);
  const message = messageOf(text);
  const reason = reasonOf(message, failed.sent());
  const mayHaveHappened = effect === 'write' && !isProof;
  return new SystemRejection(failed, {
    reason: procedure === undefined ? reason : `The procedure ${procedure} failed: ${reason}`,
    ...refusalFor(message),
    mayHaveHappened,
    // Gateways that speak SOAP write faults too, under 500 as IMS does, while IMS may be at work.
    ...(mayHaveHappened ? { settleMs: waits.settleMs } : {}),
  });
}
