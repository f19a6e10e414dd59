import { pino, type DestinationStream, type Logger } from 'pino';
import { placeInTrace } from './domain/trace-place.js';
import { callContext } from './ports/call-context.js';
import { causeOfNow } from './tracing/cause.js';

/**
 * Fields that no line may show, down to the third level. A second line of defence: nothing logs them on purpose.
 */
const NEVER_SHOWN = [
  'ssn',
  'fein',
  'dateOfBirth',
  'insured',
  'phone',
  'email',
  'contentBase64',
  'password',
  'encryptedPassword',
  'apiKey',
  'identityKey',
  'token',
  'authorization',
  '["x-api-key"]',
];

export interface LoggerOptions {
  /** Which process writes: `api`, `worker`, … */
  readonly name: string;
  readonly level: string;
  /** Standard output unless given. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON line per event on standard output; below a call to the policy system with the transaction it is made for,
 * and wherever a request is answered or carried out, with its id.
 */
export function createLogger({ name, level, destination }: LoggerOptions): Logger {
  return pino(
    {
      name,
      level,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: onWhoseBehalf,
      redact: { paths: NEVER_SHOWN.flatMap(atEveryLevel), censor: '[not shown]' },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
}

function onWhoseBehalf(): object {
  const context = callContext();
  if (!context) return ofCause();
  const { transactionId, step, attempt } = context;
  return { transactionId, step, attempt, ...ofCause() };
}

/** By which the lines of one request are found, whichever process wrote them. */
function ofCause(): object {
  const { requestId, traceparent } = causeOfNow();
  const traceId = placeInTrace(traceparent)?.traceId;
  return {
    ...(requestId === undefined ? {} : { requestId }),
    ...(traceId === undefined ? {} : { traceId }),
  };
}

function atEveryLevel(field: string): readonly string[] {
  const last = field.startsWith('[') ? field : `.${field}`;
  return [field, `*${last}`, `*.*${last}`];
}
