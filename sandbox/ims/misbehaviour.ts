import { z } from 'zod';
import {
  chanceShape,
  createMisbehaviour,
  faultShape,
  type Misbehaviour,
  type Misfortune,
} from '../shared/misbehaviour.js';

/** Ways in which a real server fails, by what the caller sees. */
const kindSchema = z.enum([
  /** The connection is destroyed without an answer. */
  'drop',
  /** The answer comes after `delayMs`. */
  'late',
  /** HTTP 503 without a body. */
  'unavailable',
  /** HTTP 500 with a page of the web server. */
  'html',
  /** A gateway answers `status` with a page of its own; the call is carried out before that, or not at all. */
  'gateway',
  /** The same, at once, while the call goes on behind it and is carried out after `delayMs`. */
  'gatewayGaveUp',
  /** The answer ends in the middle. */
  'truncated',
  /** SQL Server chose the call as deadlock victim; nothing is written. */
  'deadlock',
  /** A fault with a given text. */
  'fault',
  /** All tokens are forgotten just before the call. */
  'expireTokens',
  /**
   * The server dies in the middle of an operation that is not one transaction: only its first half is on file, which is the
   * insured of `AddInsuredWithLocation`; nothing at all of any other operation. The connection is destroyed.
   */
  'midway',
  /** No answer ever; the connection stays open until the caller closes it. */
  'hold',
  /** A proxy repeats the request: it is carried out twice, and the second answer goes back. */
  'twice',
]);
type Kind = z.output<typeof kindSchema>;

/** Refusals that were seen from real installations, by a short name that may be given as `text`. */
const OBSERVED_TEXTS: Readonly<Record<string, string>> = {
  backdate:
    'Effective date exceeds the maximum backdate allowance (30 days) for this company/line setup.',
  producerLine:
    'No producer line setup could be found for this producer location or it is outside of the Effective Period.',
  issueUnbound: 'Can not issue an unbound policy',
  installment: 'Installment billing information not found for quote ID 1',
  option: 'Invalid OptionID specified',
  nullReference: 'Object reference not set to an instance of an object.',
  boundPremium: "Can't modify premiums on a bound policy",
  token: 'Token is not valid',
  noLinkProcedure: "Could not find stored procedure 'dbo.spAddExternalQuoteLink'.",
};

interface TechnicalFault {
  readonly exceptionType: string;
  readonly text: string;
}

const SQL = 'System.Data.SqlClient.SqlException';

/** What .NET and SQL Server say when it was not the business that refused; by a short name, likewise. */
const TECHNICAL_FAULTS: Readonly<Record<string, TechnicalFault>> = {
  sqlUnreachable: {
    exceptionType: SQL,
    text:
      'A network-related or instance-specific error occurred while establishing a connection to SQL Server. ' +
      'The server was not found or was not accessible.',
  },
  sqlTimeOut: {
    exceptionType: SQL,
    text:
      'Execution Timeout Expired.  The timeout period elapsed prior to completion of the operation ' +
      'or the server is not responding.',
  },
  sqlLockTimeOut: { exceptionType: SQL, text: 'Lock request time out period exceeded.' },
  sqlConnectionBroken: {
    exceptionType: SQL,
    text: 'The connection is broken and recovery is not possible.',
  },
  sqlSevereError: {
    exceptionType: SQL,
    text: 'A severe error occurred on the current command.  The results, if any, should be discarded.',
  },
  sqlNotRecovered: {
    exceptionType: SQL,
    text: "Database 'IMS' has not been recovered yet. Wait and try again.",
  },
  transactionInDoubt: {
    exceptionType: 'System.Transactions.TransactionInDoubtException',
    text: 'The transaction is in doubt.',
  },
  operationTimedOut: {
    exceptionType: 'System.Net.WebException',
    text: 'The operation has timed out',
  },
  openDataReader: {
    exceptionType: 'System.InvalidOperationException',
    text: 'There is already an open DataReader associated with this Command which must be closed first.',
  },
  sqlConnectionLost: {
    exceptionType: SQL,
    text: 'A transport-level error has occurred when receiving results from the server.',
  },
  truncatedValue: {
    exceptionType: SQL,
    text:
      "String or binary data would be truncated in table 'IMS.dbo.tblInsureds', column 'LastName'. " +
      "Truncated value: 'O'Brien (Junior)'.",
  },
  requestTimedOut: { exceptionType: 'System.Web.HttpException', text: 'Request timed out.' },
  threadAborted: {
    exceptionType: 'System.Threading.ThreadAbortException',
    text: 'Thread was being aborted.',
  },
};

const detailShape = {
  /** Of `gateway` and `gatewayGaveUp`: what it answers. */
  status: z.int().min(200).max(599).default(503),
  /** Of `fault`: its text, or the name of one above. */
  text: z.string().min(1).default('The operation failed.'),
  /** The one of the named text unless given. */
  exceptionType: z.string().min(1).optional(),
};
type Details = z.output<z.ZodObject<typeof detailShape>>;

export const faultSchema = z
  .strictObject({ ...faultShape, kind: kindSchema, ...detailShape })
  .refine((fault) => !(fault.kind === 'deadlock' && fault.when === 'after'), {
    error: 'a deadlock victim has written nothing, so "when" cannot be "after"',
    path: ['when'],
  })
  .refine((fault) => !(fault.kind === 'gatewayGaveUp' && fault.when === 'after'), {
    error: 'it is carried out behind the answer, so "when" cannot be "after"',
    path: ['when'],
  })
  .refine((fault) => !(fault.kind === 'midway' && fault.when === 'after'), {
    error: 'a server that dies midway is never done, so "when" cannot be "after"',
    path: ['when'],
  });

export const chanceSchema = z.strictObject({
  ...chanceShape,
  kinds: z.array(kindSchema).min(1),
  ...detailShape,
});

export type ImsMisfortune = Misfortune<Kind, Details>;
export type ImsMisbehaviour = Misbehaviour<Kind, Details>;

export function createImsMisbehaviour(): ImsMisbehaviour {
  return createMisbehaviour<Kind, Details>({
    neverAfter: new Set(['deadlock', 'gatewayGaveUp', 'midway']),
    usuallyAfter: new Set(['truncated']),
  });
}

/** What a `fault` says and who throws it, its short name spelt out. */
export function wordsOf({ text, exceptionType }: Details): TechnicalFault {
  const technical = TECHNICAL_FAULTS[text];
  return {
    text: technical?.text ?? OBSERVED_TEXTS[text] ?? text,
    exceptionType: exceptionType ?? technical?.exceptionType ?? 'System.InvalidOperationException',
  };
}
