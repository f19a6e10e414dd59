import type { Span } from '@opentelemetry/api';
import type { z } from 'zod';
import { SystemRejection, SystemUnavailable } from '../../ports/call-errors.js';
import { timeLeft } from '../../ports/call-context.js';
import { inSpan } from '../../tracing/span.js';
import { createCallLimit } from '../call-limit.js';
import { CallFailed, type CallFailure } from './call-failed.js';
import { problemIn, toPortError, type PortError } from './failures.js';
import { hiding } from './hidden-texts.js';
import type { HttpRequest, Transport } from './transport.js';

/** One call of billing, for the log: never what it carried. */
export interface BillingCallLog {
  readonly operation: string;
  readonly durationMs: number;
  readonly outcome: 'answered' | 'unavailable' | 'rejected' | 'contractBroken' | 'failed';
  readonly httpStatus?: number;
}

export interface Call<Answer> extends HttpRequest {
  /** As the port names it. */
  readonly operation: string;
  readonly answer: z.ZodType<Answer>;
  /** Codes of problems that are answers: what each of them means. */
  readonly meanings?: Readonly<Record<string, Answer>>;
  /**
   * What it means that there is nothing at the path (HTTP 404, 405, 501), of an operation that a billing system need not have;
   * absent for every other.
   */
  readonly notOffered?: Answer;
  /** Parts of the request that no error may repeat. */
  readonly personal?: unknown;
}

/** Calls of billing; every failure leaves as one of the port's errors. */
export interface BillingCalls {
  readonly call: <Answer>(call: Call<Answer>) => Promise<Answer>;
}

export interface BillingCallsOptions {
  readonly transport: Transport;
  /** What no error may ever repeat. */
  readonly secrets: readonly string[];
  readonly log: (call: BillingCallLog) => void;
  /** How many calls may be under way at once; the others wait their turn. */
  readonly maxConcurrentCalls: number;
}

export function createBillingCalls({
  transport,
  secrets,
  log,
  maxConcurrentCalls,
}: BillingCallsOptions): BillingCalls {
  const limited = createCallLimit(maxConcurrentCalls);
  return {
    call: <Answer>(call: Call<Answer>): Promise<Answer> =>
      inSpan({ name: `billing ${call.operation}`, kind: 'CLIENT' }, (span) => made(call, span)),
  };

  async function made<Answer>(call: Call<Answer>, span: Span): Promise<Answer> {
    const startedAt = performance.now();
    const note = (outcome: BillingCallLog['outcome'], httpStatus?: number): void => {
      span.setAttribute('bindery.outcome', outcome);
      log({
        operation: call.operation,
        durationMs: Math.round(performance.now() - startedAt),
        outcome,
        ...(httpStatus === undefined ? {} : { httpStatus }),
      });
    };
    try {
      const { status, json } = await limited(() => begun(transport, call));
      const answer = readAnswer(call, status, json);
      note('answered', status);
      return answer;
    } catch (error) {
      if (!(error instanceof CallFailed)) {
        note(error instanceof SystemUnavailable ? 'unavailable' : 'failed');
        throw error;
      }
      const { failure, httpStatus } = error;
      const code = problemIn(failure)?.code;
      if (code !== undefined && call.meanings && Object.hasOwn(call.meanings, code)) {
        note('answered', httpStatus);
        return call.meanings[code] as Answer;
      }
      if ('notOffered' in call && isNotThere(failure)) {
        note('answered', httpStatus);
        return call.notOffered;
      }
      const portError = toPortError(failure, call.operation, hiding(secrets, call.personal));
      note(outcomeOf(portError), httpStatus);
      throw portError;
    }
  }
}

function isNotThere(failure: CallFailure): boolean {
  return failure.kind === 'httpStatus' && [404, 405, 501].includes(failure.status);
}

/** Sends nothing for a step that nobody waits for any more: it is made again elsewhere. */
function begun(transport: Transport, call: Call<unknown>): ReturnType<Transport['exchange']> {
  if (timeLeft() > 0) return transport.exchange(call);
  const { operation } = call;
  throw new SystemUnavailable(
    { system: 'billing', operation },
    'the calls before it took too long',
  );
}

function readAnswer<Answer>(call: Call<Answer>, status: number, json: unknown): Answer {
  const parsed = call.answer.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const element = (issue?.path ?? []).map(String).join('.') || 'the answer';
  const problem = issue ? problemOf(issue) : 'unreadable';
  throw new CallFailed({ kind: 'misfit', status, element, problem });
}

/** zod's own messages may quote values; only ours, made in `answers.ts`, and the expected type are repeated. */
function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'invalid_type') return `no ${issue.expected}`;
  return 'does not fit';
}

function outcomeOf(error: PortError): BillingCallLog['outcome'] {
  if (error instanceof SystemUnavailable) return 'unavailable';
  return error instanceof SystemRejection ? 'rejected' : 'contractBroken';
}
