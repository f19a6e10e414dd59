import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { Product } from '../../domain/product/product.js';
import {
  acceptanceFindings,
  premiumFindings,
  startFindings,
} from '../../domain/quote/acceptance.js';
import type { FieldError } from '../field-errors.js';
import type { ReadableParts } from './submission-rules.js';
import { premiumTotal } from './sum-rules.js';

/** When a request is looked at, and whether its term follows another one, whose days say when it begins. */
interface Asked {
  readonly today: CivilDate;
  readonly followsTerm: boolean;
}

/** What the product does not accept of a request, although it sells such a policy. */
export function acceptanceFaults(
  parts: ReadableParts,
  product: Product,
  { today, followsTerm }: Asked,
): readonly FieldError[] {
  const { quote, lines, rating } = product;
  const keys = lines.map(({ key }) => key);
  const charged = (parts.premium ?? []).map(({ entry }) => entry.line ?? lines[0].key);
  const submitted = {
    effectiveDate: parts.effectiveDate,
    submissionDate: parts.isSent('submissionDate') ? parts.submissionDate : today,
    state: parts.state,
    businessType: parts.names.businessType,
    producer: parts.producer,
    // What names no charges may price every line; which of them it does is not known before it is rated.
    lines: rating.method === 'passThrough' ? charged : keys,
    has: parts.isSent,
  };
  const total = premiumTotal(parts, product);
  return [
    ...(followsTerm ? [] : startFindings(quote, submitted)),
    ...acceptanceFindings(quote, submitted),
    ...(total === null || total === 0 ? [] : premiumFindings(quote, total, 'premium')),
  ];
}
