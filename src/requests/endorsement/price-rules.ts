import type { Product, Rating } from '../../domain/product/product.js';
import { notUsed } from '../../domain/transaction/finding.js';
import type { FieldError } from '../field-errors.js';
import { NO_RISK } from '../mid-term/no-risk.js';
import type { PostedPrice } from './endorsement-schema.js';

/** What a product does not take, and what it takes instead. */
const UNWANTED: Readonly<
  Record<
    Rating['method'],
    { readonly fields: readonly (keyof PostedPrice)[]; readonly remedy: string }
  >
> = {
  passThrough: {
    fields: ['workbook', 'risk', 'addOns'],
    remedy:
      'Leave it out, and send fullTerm or asGiven: this product takes the figures that the source system gives.',
  },
  excelRater: {
    fields: ['fullTerm', 'asGiven', 'risk', 'addOns'],
    remedy:
      'Leave it out, and send the workbook of the policy as it shall be: the policy system works out what is left to charge.',
  },
  ratePlan: {
    fields: ['fullTerm', 'workbook'],
    remedy:
      'Leave it out, and send the risk as it shall be: the rate plan of this product comes to the figures. What is to be booked as it is goes into asGiven.',
  },
};

/** Whether what a change charges is told as the product wants it: by a workbook, by a risk or by figures. */
export function priceFaults(
  posted: PostedPrice,
  { rating }: Pick<Product, 'rating'>,
): readonly FieldError[] {
  const { fields, remedy } = UNWANTED[rating.method];
  const unwanted = fields.filter((field) => posted[field] !== undefined);
  if (unwanted.length === 0)
    return posted.addOns !== undefined && posted.risk === undefined ? [NO_RISK] : [];
  return unwanted.map((field) => notUsed(field, remedy));
}
