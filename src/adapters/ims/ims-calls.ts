import type { Span } from '@opentelemetry/api';
import type { z } from 'zod';
import {
  OutcomeUnknown,
  SystemContractError,
  SystemRejection,
  SystemUnavailable,
} from '../../ports/call-errors.js';
import { timeLeft } from '../../ports/call-context.js';
import { CallFailed } from './call-failed.js';
import { inSpan } from '../../tracing/span.js';
import { createCallLimit } from '../call-limit.js';
import { messageOf, reasonOf, tokenRefused } from './fault-texts.js';
import { textsOf } from '../masked-values.js';
import { toMisfit, toPortError, type FailedOperation, type Waits } from './faults.js';
import { ZERO_GUID } from './operations/answers.js';
import { logInImsUser } from './operations/log-in-ims-user.js';
import type { Operation } from './operations/operation.js';
import { UnsendableText, writeRequest, type Fields } from './request-xml.js';
import { SERVICES } from './services.js';
import { createSession } from './session.js';
import type { SoapClient } from './soap-client.js';
import { submissionField } from './submission-fields.js';

/** One call of an IMS operation, for the log: never what it carried. */
export interface ImsCallLog {
  readonly operation: string;
  /** Of the site, where the operation is the call of one. */
  readonly procedure?: string;
  readonly durationMs: number;
  readonly outcome:
    | 'answered'
    | 'unavailable'
    | 'rejected'
    | 'contractBroken'
    | 'unknownOutcome'
    | 'tokenRefused'
    | 'failed';
  readonly write: boolean;
  readonly httpStatus?: number;
}

export interface ImsCallsOptions {
  readonly soap: SoapClient;
  readonly userName: string;
  /** As handed out by the owner of the installation, already encrypted. As secret as the password itself. */
  readonly encryptedPassword: string;
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  readonly tokenMaxAgeMs: number;
  readonly maxConcurrentCalls: number;
  /** How long IMS may still be working on a lost request. */
  readonly settleMs: number;
  /** How long an answer that may never get better is asked for again before a person is told. */
  readonly oddAnswerPatienceMs: number;
  readonly log: (call: ImsCallLog) => void;
}

/** Calls of IMS operations under the process's login; every failure leaves as one of the port's errors. */
export interface ImsCalls {
  call<Request, Answer>(operation: Operation<Request, Answer>, request: Request): Promise<Answer>;
  logIn(): Promise<void>;
  /** Who this process is in IMS. */
  userGuid(): Promise<string>;
}

export function createImsCalls(options: ImsCallsOptions): ImsCalls {
  const { soap, userName, encryptedPassword, tokenMaxAgeMs, oddAnswerPatienceMs } = options;
  /** When IMS itself last answered a call that was no login. */
  let answeredAt = Number.NEGATIVE_INFINITY;
  let user = ZERO_GUID;
  const limited = createCallLimit(options.maxConcurrentCalls);
  const session = createSession({
    logIn: async () => {
      const login = await attempt(logInImsUser, { userName, encryptedPassword }, undefined);
      user = login.userGuid;
      return login.token;
    },
    tokenMaxAgeMs,
    patienceMs: oddAnswerPatienceMs,
  });

  function waits(): Waits {
    return {
      settleMs: options.settleMs,
      oddAnswerMs: oddAnswerPatienceMs,
      othersAreAnswered: performance.now() - answeredAt < oddAnswerPatienceMs,
    };
  }

  async function call<Request, Answer>(
    operation: Operation<Request, Answer>,
    request: Request,
  ): Promise<Answer> {
    const token = await session.token();
    try {
      return await attempt(operation, request, token);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      session.drop(token);
    }
    try {
      // Safe for a write too: it is told so only where the refused call never ran.
      return await attempt(operation, request, await session.token());
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      throw new SystemUnavailable(
        { system: 'policySystem', operation: operation.name },
        'the policy system refused a token that it had just given out; do all calls leave from one address?',
        { patienceMs: oddAnswerPatienceMs },
      );
    }
  }

  /** One call on the wire, with its line in the log. */
  async function attempt<Request, Answer>(
    operation: Operation<Request, Answer>,
    request: Request,
    token: string | undefined,
  ): Promise<Answer> {
    const { name, service, effect } = operation;
    const fields = operation.toRequest(request);
    const procedure = operation.procedureOf?.(request);
    const failed: FailedOperation = {
      system: 'policySystem',
      operation: procedure === undefined ? name : `${name} ${procedure}`,
      effect,
      procedure,
      sent: () => textsOf(fields),
    };
    const body = bodyOf(operation, fields);
    const spanned = { name: `IMS ${failed.operation}`, kind: 'CLIENT' } as const;
    const onTheWire = async (span: Span): Promise<Answer> => {
      const timeoutMs = timeoutOf(failed);
      const startedAt = performance.now();
      const note = (outcome: ImsCallLog['outcome'], httpStatus?: number): void => {
        span.setAttribute('bindery.outcome', outcome);
        options.log({
          operation: name,
          ...(procedure === undefined ? {} : { procedure }),
          durationMs: Math.round(performance.now() - startedAt),
          outcome,
          write: effect !== 'read',
          ...(httpStatus === undefined ? {} : { httpStatus }),
        });
      };
      try {
        const response = await soap.call({
          service,
          operation: name,
          body,
          timeoutMs,
          ...(token === undefined ? {} : { token }),
        });
        const answer = readAnswer(operation, response, failed, waits());
        note('answered', 200);
        if (token !== undefined) answeredAt = performance.now();
        return answer;
      } catch (error) {
        const status = error instanceof CallFailed ? error.httpStatus : undefined;
        const portError = translate(error, failed, waits(), token);
        note(outcomeOf(portError), status);
        throw portError;
      }
    };
    return limited(() => inSpan(spanned, onTheWire));
  }

  /** @param token that the call was made with; none for the login */
  function translate(
    error: unknown,
    failed: FailedOperation,
    waits: Waits,
    token: string | undefined,
  ): unknown {
    if (!(error instanceof CallFailed)) return error;
    const { failure } = error;
    if (failure.kind !== 'fault' || token === undefined) return toPortError(failure, failed, waits);
    const refused = tokenRefused(failure.text);
    if (refused === 'no') return toPortError(failure, failed, waits);
    if (refused === 'surely' || failed.effect !== 'write') return new TokenRefused();
    session.drop(token);
    const words = reasonOf(messageOf(failure.text), failed.sent());
    return new OutcomeUnknown(failed, `its token seems to be refused: ${words}`, waits.settleMs, {
      patienceMs: waits.oddAnswerMs,
    });
  }

  /**
   * A write is begun only when its end can be waited for: once its step is given up, a look may be made, and a write
   * that is still running then would be missed by it.
   *
   * @throws SystemUnavailable when too little time is left; nothing was sent
   */
  function timeoutOf(failed: FailedOperation): number {
    const isWrite = failed.effect === 'write';
    const timeoutMs = isWrite ? options.writeTimeoutMs : options.readTimeoutMs;
    const needed = isWrite ? timeoutMs + options.settleMs : 1;
    const left = timeLeft();
    if (left < needed) {
      throw new SystemUnavailable(failed, 'the calls before it took too long');
    }
    return Math.min(timeoutMs, left);
  }

  return {
    call,
    async logIn() {
      await session.token();
    },
    async userGuid() {
      await session.token();
      return user;
    },
  };
}

/** The token was refused before the call ran. Never leaves this file. */
class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

function bodyOf(
  { name, service }: Pick<Operation<never, unknown>, 'name' | 'service'>,
  fields: Fields,
): string {
  try {
    return writeRequest(name, SERVICES[service].namespace, fields);
  } catch (error) {
    if (!(error instanceof UnsendableText)) throw error;
    throw new SystemRejection(
      { system: 'policySystem', operation: name },
      {
        reason: error.message,
        field: submissionField(error.element),
        remedy: 'remove control characters and other invisible characters from the value',
      },
    );
  }
}

function readAnswer<Request, Answer>(
  { name, answer }: Operation<Request, Answer>,
  response: unknown,
  failed: FailedOperation,
  waits: Waits,
): Answer {
  const result = (response as Record<string, unknown> | null)?.[`${name}Result`] ?? null;
  const parsed = answer.safeParse(result);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const element = [`${name}Result`, ...(issue?.path ?? [])].map(String).join('.');
  throw toMisfit(failed, element, issue ? problemOf(issue) : 'unreadable', waits);
}

/** zod's own messages may quote values; only ours, made in `answers.ts`, and the expected type are repeated. */
function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'invalid_type') return `no ${issue.expected}`;
  if (issue.code === 'invalid_format') return `not ${issue.format}`;
  return 'does not fit';
}

function outcomeOf(error: unknown): ImsCallLog['outcome'] {
  if (error instanceof SystemUnavailable) return 'unavailable';
  if (error instanceof SystemRejection) return 'rejected';
  if (error instanceof SystemContractError) return 'contractBroken';
  if (error instanceof OutcomeUnknown) return 'unknownOutcome';
  if (error instanceof TokenRefused) return 'tokenRefused';
  return 'failed';
}
