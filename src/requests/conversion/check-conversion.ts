import type { Submission } from '../../domain/new-business/submission.js';
import { missing } from '../../domain/transaction/finding.js';
import type { Product } from '../../domain/product/product.js';
import { checkSubmission } from '../new-business/check-submission.js';
import { type FieldError, fieldErrors } from '../field-errors.js';
import { mergePatch } from '../merge-patch.js';
import type { Faulty, RequestRules } from '../request-check.js';
import { requestDigest } from '../request-digest.js';
import { conversionKey } from './conversion-key.js';
import {
  type PostedConversion,
  policyPeriodSchema,
  postedConversionSchema,
} from './conversion-schema.js';
import { withoutUnknownFields } from './unknown-fields.js';

/** A conversion whose every field is right. Whether account, producer and number are known has to be asked. */
export interface CheckedConversion {
  /** The next term, as new business: from the day on which the term in the other system ends. */
  readonly submission: Submission;
  readonly product: Product;
  readonly accountNumber: string;
  /** In the other system; null where it has none that counts here. */
  readonly policyNumber: string | null;
  /** Of all that was posted. */
  readonly requestDigest: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Checks a posted conversion against its schema, and its period as a submission of its product. Every fault at once. */
export function checkConversion(body: unknown, rules: RequestRules): CheckedConversion | Faulty {
  const parsed = postedConversionSchema.safeParse(body);
  const period = isJson(body) ? periodOf(body) : {};
  const outer = [
    ...(parsed.success ? [] : fieldErrors(parsed.error)),
    ...unknownFields(period, policyPeriodSchema.shape, 'period'),
    ...accountInPeriod(period),
  ];
  const checked = checkSubmission(submissionOf(body, period, rules), rules, { followsTerm: true });
  const inner = 'errors' in checked ? checked.errors.flatMap((error) => faultOf(error)) : [];
  // What belongs to the conversion itself was looked at by its own schema.
  const seen = new Set(outer.map(({ field }) => field));
  const errors = [...outer, ...inner.filter(({ field }) => !seen.has(field))];
  const named = parsed.success ? [...errors, ...unnamed(parsed.data)] : errors;
  if (!parsed.success || 'errors' in checked || named.length > 0) return { errors: named };
  const { accountNumber, policyNumber, basedOn, requestId } = parsed.data;
  const { submission, product, request } = checked;
  const converts = { accountNumber, policyNumber, basedOn, requestId };
  return {
    submission,
    product,
    accountNumber,
    policyNumber: policyNumber ?? null,
    requestDigest: requestDigest({ ...request, converts }),
  };
}

/** The period with its changes, and without what it has no field for, where that is wanted. */
function periodOf(body: Json): Json {
  const { period, changes, parseOptions } = body;
  const patched = isJson(changes) ? mergePatch(period, changes) : period;
  if (!isJson(patched)) return {};
  const isIgnored = isJson(parseOptions) && parseOptions['unknownFields'] === 'ignore';
  return isIgnored ? withoutUnknownFields(policyPeriodSchema, patched) : patched;
}

/** The period as it would be posted as a submission, which has the same fields. */
function submissionOf(body: unknown, period: Json, rules: RequestRules): Json {
  const posted = isJson(body) ? body : {};
  const { externalSystem = 'conversion', product, producer, accountNumber, basedOn } = posted;
  const known = Object.entries(period).filter(([name]) =>
    Object.hasOwn(policyPeriodSchema.shape, name),
  );
  const { billing, ...rest } = Object.fromEntries(known);
  const isBilled = typeof product === 'string' && rules.products.get(product.trim())?.billing;
  const chosen = isBilled && billing === undefined ? {} : billing;
  return {
    ...rest,
    externalSystem,
    externalId: keyOf(posted),
    product,
    producer,
    effectiveDate: isJson(basedOn) ? basedOn['expirationDate'] : undefined,
    ...(isJson(chosen) ? { billing: isBilled ? { ...chosen, accountNumber } : chosen } : {}),
    ...(chosen !== undefined && !isJson(chosen) ? { billing: chosen } : {}),
  };
}

/** By the policy, where it has a number: it is converted once, whoever asks. */
function keyOf({ policyNumber, requestId }: Json): unknown {
  return typeof policyNumber === 'string' && policyNumber !== ''
    ? conversionKey(policyNumber)
    : requestId;
}

function unnamed({ policyNumber, requestId }: PostedConversion): readonly FieldError[] {
  if (policyNumber !== undefined || requestId !== undefined) return [];
  const remedy = 'Give it, so that the same request twice is one; or the number of the policy.';
  return [missing('requestId', remedy)];
}

/** Where a fault of the submission lies in what was posted. */
function faultOf(error: FieldError): readonly FieldError[] {
  const [first = ''] = error.field.split(/[.[]/);
  if (first === 'externalId' || first === 'externalSystem') return [];
  const isOfConversion = ['product', 'producer'].includes(first);
  if (isOfConversion) return [error];
  if (first === 'effectiveDate') return [{ ...error, field: 'basedOn.expirationDate' }];
  if (error.field === 'billing.accountNumber') return [{ ...error, field: 'accountNumber' }];
  return [{ ...error, field: `period.${error.field}` }];
}

function accountInPeriod({ billing }: Json): readonly FieldError[] {
  if (!isJson(billing) || billing['accountNumber'] === undefined) return [];
  const field = 'period.billing.accountNumber';
  const remedy = 'Leave it out: accountNumber says it.';
  return [{ field, code: 'unknownField', reason: 'is not a field of this request', remedy }];
}

function unknownFields(value: Json, shape: object, path: string): readonly FieldError[] {
  return Object.keys(value)
    .filter((name) => !Object.hasOwn(shape, name))
    .map((name) => ({
      field: `${path}.${name.slice(0, LONGEST_NAME)}`,
      code: 'unknownField',
      reason: 'is not a field of this request',
      remedy: 'Correct its spelling or leave it out.',
    }));
}

const LONGEST_NAME = 64;

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
