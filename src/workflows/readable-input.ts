import { ApplicationFailure } from '@temporalio/workflow';
import type { NewBusinessInput } from './messages.js';

/** What a value must be before the workflow works with it; a name with `?` may be missing. */
type Shape = 'text' | 'number' | 'flag' | { readonly [name: string]: Shape } | readonly [Shape];

const CHARGE: Shape = { line: 'text', charge: 'text', state: 'text', amountCents: 'number' };

const NEW_BUSINESS: Shape = {
  submission: {
    reference: { system: 'text', id: 'text' },
    product: 'text',
    effectiveDate: 'text',
    expirationDate: 'text',
    submissionDate: 'text',
    state: 'text',
    insured: {
      businessType: 'text',
      nameOnPolicy: 'text',
      location: { state: 'text', zip: 'text' },
    },
    producer: { 'contactGuid?': 'text', 'search?': 'text' },
    'underwriterGuid?': 'text',
    premium: [CHARGE],
    'workbook?': { fileName: 'text', contentBase64: 'text' },
    paymentPlan: 'number',
    'billing?': {
      'accountNumber?': 'text',
      'method?': 'text',
      'paymentPlan?': 'text',
      'invoicingPlan?': 'text',
      'upFrontPayments?': [{ paymentId: 'text', amountCents: 'number', receivedAt: 'text' }],
    },
  },
  requestDigest: 'text',
  requestedBy: 'text',
  outagePatienceMs: 'number',
  documents: { binder: 'flag', policy: 'flag' },
  'billing?': {
    timeZone: 'text',
    product: {
      currency: 'text',
      method: 'text',
      paymentPlan: 'text',
      invoicingPlan: 'text',
      oneTimeCharges: {},
      confirmation: { kind: 'text' },
      toleranceCents: {},
      paymentDeadlineDays: 'number',
      cancelsForNonPayment: 'flag',
    },
  },
  'callLimitMs?': 'number',
};

/**
 * Refuses to start from what is not the input of new business, whichever client sent it: the API checks it, others may
 * send anything, and a workflow that stumbles over it would be stuck for good.
 *
 * @throws ApplicationFailure of type `invalidInput`, with which the workflow fails
 */
export function refuseUnreadableInput(input: NewBusinessInput): void {
  const wrong = faultOf(input, NEW_BUSINESS, '') ?? faultOfLimits(input);
  if (wrong === null) return;
  const message = `This is no input of newBusiness: ${wrong}. Post the submission at the API instead.`;
  throw ApplicationFailure.nonRetryable(message, 'invalidInput');
}

function faultOfLimits({ outagePatienceMs, callLimitMs = 1 }: NewBusinessInput): string | null {
  if (outagePatienceMs <= 0) return 'outagePatienceMs is not above 0';
  return callLimitMs <= 0 ? 'callLimitMs is not above 0' : null;
}

/** The first part that is not what it must be, in words; null when all are. Never the value, which may be personal data. */
function faultOf(value: unknown, shape: Shape, path: string): string | null {
  const at = path === '' ? 'it' : path;
  if (shape === 'text')
    return typeof value === 'string' && value !== '' ? null : `${at} is no text`;
  if (shape === 'number') return Number.isFinite(value) ? null : `${at} is no number`;
  if (shape === 'flag') return typeof value === 'boolean' ? null : `${at} is not true or false`;
  if (isList(shape)) {
    if (!Array.isArray(value)) return `${at} is no list`;
    return firstOf(
      value.map((part: unknown, index) => faultOf(part, shape[0], `${path}[${index}]`)),
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `${at} is no object`;
  }
  const parts: Readonly<Record<string, unknown>> = { ...value };
  return firstOf(
    Object.entries(shape).map(([name, part]) => {
      const key = name.replace('?', '');
      const isMissing = parts[key] === undefined && name.endsWith('?');
      return isMissing ? null : faultOf(parts[key], part, path === '' ? key : `${path}.${key}`);
    }),
  );
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function firstOf(faults: readonly (string | null)[]): string | null {
  return faults.find((fault) => fault !== null) ?? null;
}
