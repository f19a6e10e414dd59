import { z } from 'zod';
import { DURATION_BASES } from '../../domain/calendar/duration-basis.js';
import { billingSchema } from '../billing-schema.js';
import {
  amount,
  civilDate,
  guid,
  nineDigits,
  onFile,
  pattern,
  text,
  textPattern,
  usState,
} from '../text-fields.js';
import { QUOTE_MILESTONES } from '../../domain/quote/quote.js';
import { BUSINESS_TYPES } from '../../domain/insured/insured.js';

// Limits of names and addresses are those of the policy system's insured and location structures.

const locationSchema = z
  .strictObject({
    name: text(250).default('Primary Location'),
    address1: text(250),
    address2: text(250).optional(),
    city: text(250),
    county: text(50).optional(),
    state: usState(),
    zip: pattern(
      /^\d{5}$/,
      'is not a ZIP code; write five digits, and the other four as zipPlus',
    ).meta({ examples: ['75201'] }),
    zipPlus: pattern(
      /^\d{4}$/,
      'is not four digits; write the four digits after the dash',
    ).optional(),
    country: pattern(
      /^[A-Z]{2,3}$/,
      'is not an ISO country; write two or three capital letters such as USA',
    ).default('USA'),
    phone: text(12).optional(),
    email: text(50)
      .regex(/^[^\s@]+@[^\s@]+$/, 'is not an e-mail address; write it as name@domain')
      .optional()
      .meta({
        pattern: '^[^\\s@\\x00-\\x1f]+@[^\\s@\\x00-\\x1f]+$',
        examples: ['office@example.com'],
      }),
  })
  .meta({ id: 'InsuredLocation', description: "The insured's primary location." });

export const insuredSchema = z
  .strictObject({
    businessType: z.enum(BUSINESS_TYPES),
    corporationName: text(100)
      .optional()
      .meta({ description: 'For every legal form but `individual`.' }),
    firstName: text(50).optional(),
    middleName: text(50).optional(),
    lastName: text(50)
      .optional()
      .meta({ description: 'For an `individual`; for `other`, either this or `corporationName`.' }),
    nameOnPolicy: text(200)
      .optional()
      .meta({ description: 'The corporation name, or first and last name, unless said.' }),
    dba: text(100).optional(),
    fein: nineDigits()
      .optional()
      .meta({ examples: ['12-3456789'] }),
    ssn: nineDigits().optional(),
    dateOfBirth: civilDate().optional(),
    location: locationSchema,
    onFile: onFile()
      .optional()
      .meta({
        description:
          'Who it is in the policy system, where somebody knows: the GUID of the insured on file, or `nobody` when its ' +
          'namesakes there are others. Looked for unless said.',
        examples: ['nobody'],
      }),
  })
  .meta({ id: 'Insured', description: 'Who is insured: an organisation or a person, never both.' });

const producerSchema = z
  .union(
    [
      z.strictObject({ contactGuid: guid() }),
      z.strictObject({
        search: text(250).meta({
          description: 'Must find exactly one producer location when the transaction looks it up.',
        }),
      }),
    ],
    'must hold either contactGuid or search; give one of them and nothing else',
  )
  .meta({ id: 'Producer', description: 'Who brings the business.' });

export const chargeSchema = z
  .strictObject({
    line: text(64)
      .optional()
      .meta({ description: "A line of the product; the product's first unless said." }),
    charge: text(64).meta({ examples: ['premium'] }),
    state: usState(),
    amount: amount().meta({ description: 'For the whole term; text, so that no digit is lost.' }),
  })
  .meta({ id: 'PremiumCharge', description: 'At most one per line, charge and state.' });

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const MAX_WORKBOOK_BYTES = 256 * 1024;

export const workbookSchema = z
  .strictObject({
    fileName: text(100)
      .refine(
        (name) => !/[/\\]/.test(name),
        'holds a slash; give the name of the file without folders',
      )
      .meta({ pattern: textPattern('/\\\\') }),
    contentBase64: z
      .string()
      .min(4, 'is empty; give the content of the file in Base64')
      .regex(BASE64, 'is not Base64; encode the file with the standard alphabet and padding')
      .refine((content) => Buffer.byteLength(content, 'base64') <= MAX_WORKBOOK_BYTES, {
        error: 'is larger than 256 KiB; send a smaller workbook',
        params: { code: 'outOfRange' },
      })
      .meta({ contentEncoding: 'base64', maxLength: Math.ceil(MAX_WORKBOOK_BYTES / 3) * 4 }),
  })
  .meta({ id: 'RatingWorkbook' });

/** Read with its product, which has the zone. */
function moment() {
  return text(40).optional();
}

const MOST_RISK_FIELDS = 100;
const LONGEST_RISK_NAME = 64;

/** Codes of the parts of a rate plan that are wanted beside the others. */
export function addOnsSchema() {
  return z.array(text(64)).max(20, 'has too many entries; use at most 20');
}

/** What a rate plan asks of what is insured. */
export function riskSchema() {
  return z
    .record(z.string(), z.union([z.string().max(200), z.int()], 'is neither a text nor a number'))
    .refine((risk) => Object.keys(risk).length <= MOST_RISK_FIELDS, {
      error: `has too many fields; give at most ${MOST_RISK_FIELDS}`,
      params: { code: 'outOfRange' },
    })
    .refine((risk) => Object.keys(risk).every((name) => name.length <= LONGEST_RISK_NAME), {
      error: 'has a field with a name that no plan has; correct its spelling',
      params: { code: 'unknownField' },
    })
    .meta({ id: 'Risk', examples: [{ buildingValue: 350000, deductible: '2500' }] });
}

/** What a source system posts. Rules that need a product are in submission-rules.ts. */
export const submissionRequestSchema = z
  .strictObject({
    externalSystem: pattern(
      /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/,
      'is not a short name; use up to 32 letters, digits and dashes, beginning with a letter or digit',
    ).meta({
      description:
        'Short name of the source system. Holds no personal data: it becomes part of ids.',
    }),
    externalId: pattern(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
      'is not a key; use up to 64 letters, digits, dots, underscores and dashes, beginning with a letter or digit',
    ).meta({
      description:
        "The source system's key of this submission; the same key twice is one transaction. Holds no personal data.",
    }),
    product: text(64),
    effectiveDate: civilDate(),
    expirationDate: civilDate().optional().meta({
      description: "The effective date plus the product's term unless said. Not covered.",
    }),
    startTime: moment().meta({
      description:
        'Instead of the effective date: a moment, or without an offset what the clock of the zone shows.',
      examples: ['2027-02-01T00:01-06:00'],
    }),
    endTime: moment().meta({ description: 'Instead of the expiration date.' }),
    termDuration: z
      .int(
        'is no whole number, or one far too large; send one above 0, without quotes and without a point',
      )
      .min(1, 'is not above 0; send 1 or more')
      .optional()
      .meta({
        description:
          "Where no end is said: how long the term is, by the calendar of the zone; the product's term unless said.",
      }),
    durationBasis: z.enum(DURATION_BASES).optional().meta({ default: 'months' }),
    timeZone: text(64)
      .optional()
      .meta({ description: "The product's; copied from it unless said." }),
    currency: text(3)
      .optional()
      .meta({ description: "The product's; copied from it unless said." }),
    submissionDate: civilDate()
      .optional()
      .meta({ description: "Today in the product's time zone unless said." }),
    state: usState().meta({ description: 'State whose rules govern the policy.' }),
    insured: insuredSchema,
    producer: producerSchema,
    underwriterGuid: guid()
      .optional()
      .meta({ description: "The producer's underwriter for the line unless said." }),
    premium: z
      .array(chargeSchema)
      .max(100, 'has too many entries; use at most 100')
      .optional()
      .meta({ description: "For a pass-through product: the source system's own premium." }),
    risk: riskSchema()
      .optional()
      .meta({ description: 'For a product with a rate plan: what it is rated by.' }),
    addOns: addOnsSchema()
      .optional()
      .meta({ description: 'For a product with a rate plan: parts of it that are wanted, too.' }),
    workbook: workbookSchema
      .optional()
      .meta({ description: 'For an Excel-rated product: what it is priced from.' }),
    paymentPlan: z.int().optional().meta({
      description:
        "One of the product's plans in the policy system, its first unless said; -1 is single pay.",
    }),
    billing: billingSchema.optional(),
    advanceTo: z.enum(QUOTE_MILESTONES).optional().meta({
      description:
        'How far to go before it waits to be asked for more; `issued`, the default, goes straight through. No part of what is posted: the same request with another `advanceTo` is the same, and does not move it.',
    }),
  })
  .meta({ id: 'SubmissionRequest' });

/** A request whose every field is right by itself; how far to go with it is no part of it. */
export type SubmissionRequest = Omit<z.infer<typeof submissionRequestSchema>, 'advanceTo'>;
export type ChargeRequest = z.infer<typeof chargeSchema>;
