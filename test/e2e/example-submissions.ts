import { readFileSync } from 'node:fs';
import { checkSubmission } from '../../src/requests/new-business/check-submission.js';
import { requestDigest } from '../../src/requests/request-digest.js';
import { readBusinessFiles } from '../../src/config/business-files.js';
import type { Product } from '../../src/domain/product/product.js';
import type { Submission } from '../../src/domain/new-business/submission.js';

export const BUSINESS_FILES = readBusinessFiles({
  installationFile: 'config/installations/sandbox.json',
  productsDir: 'config/products',
  noticeFile: 'config/notice.json',
  taxesFile: 'config/taxes.json',
  ratePlansDir: 'config/rate-plans',
});

/** The files of `examples/`, one per way of rating and finding the producer. */
export const EXAMPLES = ['general-liability', 'commercial-property', 'contractors'] as const;
export type Example = (typeof EXAMPLES)[number];

/** What the sandbox's rater reads, and what it makes of it: the premium, and the policy fee on top. */
const WORKBOOK = { text: 'premium,7000.00\npremium,500.00\n', premium: '7500.00', fee: '125.00' };

/** The request of an example file, as a source system would post it. */
export function exampleRequest(example: Example): Record<string, unknown> {
  const request = JSON.parse(readFileSync(`examples/${example}.json`, 'utf8')) as Record<
    string,
    unknown
  >;
  if (example !== 'contractors') return request;
  const contentBase64 = Buffer.from(WORKBOOK.text).toString('base64');
  return { ...request, workbook: { fileName: 'contractors-rating.xlsx', contentBase64 } };
}

export interface CheckedExample {
  readonly submission: Submission;
  readonly product: Product;
  readonly requestDigest: string;
}

/** An example as the API hands it to the workflow, under a reference of its own. */
export function checkedExample(example: Example, externalId: string): CheckedExample {
  const { products, installation, rating } = BUSINESS_FILES;
  const checked = checkSubmission(
    { ...exampleRequest(example), externalId },
    { products, charges: installation.charges, rating, today: () => new Date() },
  );
  if ('errors' in checked) throw new Error(`the example ${example} cannot be accepted`);
  const { submission, product, request } = checked;
  return { submission, product, requestDigest: requestDigest(request) };
}

/** One row of premium as the sandbox's books show it. */
export interface PremiumOnFile {
  readonly lineGuid: string;
  readonly chargeCode: number;
  readonly amount: string;
  readonly isFee: boolean;
}

/** What has to stand on the quote in the end: exactly what was asked for, in cents that were written by hand. */
export const PREMIUMS_ON_FILE: Readonly<Record<Example, readonly PremiumOnFile[]>> = {
  'general-liability': [
    {
      lineGuid: 'd2dd2a3a-b6e5-59a8-a28f-2d1367844168',
      chargeCode: 101,
      amount: '5000.00',
      isFee: false,
    },
  ],
  'commercial-property': [
    ['6bed863a-4e2e-5360-970d-a81ab7583848', 101, '12000.00'] as const,
    ['6bed863a-4e2e-5360-970d-a81ab7583848', 131, '1850.50'] as const,
    ['6bed863a-4e2e-5360-970d-a81ab7583848', 102, '3100.00'] as const,
    ['6bed863a-4e2e-5360-970d-a81ab7583848', 121, '150.00'] as const,
    ['00f4148d-0427-5bcc-a8d5-10bb97618bbd', 101, '640.25'] as const,
  ].map(([lineGuid, chargeCode, amount]) => ({ lineGuid, chargeCode, amount, isFee: false })),
  contractors: [
    {
      lineGuid: '5fa3dc01-3605-5840-8b88-cf86f42e0515',
      chargeCode: 101,
      amount: WORKBOOK.premium,
      isFee: false,
    },
    {
      lineGuid: '5fa3dc01-3605-5840-8b88-cf86f42e0515',
      chargeCode: 141,
      amount: WORKBOOK.fee,
      isFee: true,
    },
  ],
};

export const TOTALS: Readonly<Record<Example, string>> = {
  'general-liability': '5000.00',
  'commercial-property': '17740.75',
  contractors: '7625.00',
};
