import { z } from 'zod';

/** Business objects' namespace, in which one installation puts a result element that others keep in the service's. */
export const BUSINESS_OBJECTS = 'http://ws.mgasystems.com/BusinessObjects';

const amount = z.string().regex(/^\d{1,9}(\.\d{1,4})?$/, 'must be an amount such as 25.00');

/**
 * How this sandbox answers where installations differ or where the real answer is not known. Each choice can be
 * switched while it runs, so that a client can be tried against every candidate.
 */
export const settingsSchema = z.strictObject({
  /** Added before every call is carried out, like a slow server. Milliseconds. */
  latencyMs: z.int().min(0).max(600_000).default(0),
  /** From login, not from last use. */
  tokenLifeSeconds: z.number().positive().default(3600),
  /** The server's own time. Written into dates, and used when a request carries a date with an offset. */
  serverOffset: z
    .string()
    .regex(/^[+-]\d\d:\d\d$/, 'must look like -06:00')
    .default('-06:00'),
  /** Bind refuses an effective date longer ago; null allows any. Days. */
  maxBackdateDays: z.int().min(0).nullable().default(null),
  /** Score of 100 from which a name counts as found. */
  clearanceThreshold: z.number().min(0).max(100).default(60),
  /** What a second `AddPremium` of one charge code on one option does. */
  secondAddPremium: z.enum(['fault', 'replace', 'add']).default('add'),
  /** Whether an option that holds nothing but fees can be bound. */
  feesAloneCountAsPremium: z.boolean().default(false),
  /** Whether a premium of 0.00 counts as one at bind. */
  zeroCountsAsPremium: z.boolean().default(false),
  /** What a second `UpdateExternalQuoteId` of one quote does. */
  secondLink: z.enum(['replace', 'add', 'fault']).default('replace'),
  /** Whether a renewal is bound under a number of its own, or keeps that of the term that it renews. */
  renewalPolicyNumber: z.enum(['new', 'kept']).default('new'),
  /** Whether a mid-term transaction carries the external references of the one before it. */
  midTermInheritsLinks: z.boolean().default(false),
  /** Lines that the company lines do not have set up (yet): quotes get no details of them. */
  linesNotSetUp: z.array(z.guid()).default([]),
  /** Where an insured without a primary location is refused. */
  primaryLocationNeededAt: z.enum(['quote', 'bind']).default('bind'),
  /** How texts are searched for: as SQL Server does unless told (whatever case, blanks behind), or unit by unit. */
  collation: z.enum(['ignoresCase', 'binary']).default('ignoresCase'),
  /** What `Get…` of an unknown GUID does. */
  unknownGuidInGet: z.enum(['fault', 'empty']).default('fault'),
  /** Whether `ValidCompanyLinesXml` comes as its own document or escaped in a one-cell table. */
  validCompanyLines: z.enum(['bare', 'table']).default('bare'),
  importResultNamespace: z.enum(['service', 'businessObjects']).default('service'),
  /** What a rater that does not exist, or a quote without an option, does: `Success` false, or a premium of 0. */
  raterMismatch: z.enum(['refused', 'zero']).default('refused'),
  /** Fee automation on `AddPremium`: this much is added to the option once; `0` for none. */
  feeOnAddPremium: amount.default('0'),
  /** What `ImportExcelRater` adds to an endorsement when it is to apply fees; `0` for none. */
  feeOnRatedEndorsement: amount.default('25.00'),
  /** Formats of cells in result sets. */
  moneyDecimals: z.union([z.literal(2), z.literal(4)]).default(4),
  bits: z.enum(['words', 'digits']).default('words'),
  /** Also of the date that `IssuePolicy` answers. */
  dates: z.enum(['withOffset', 'without']).default('withOffset'),
});
export type Settings = z.infer<typeof settingsSchema>;
