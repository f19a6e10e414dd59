import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { Product } from '../../domain/product/product.js';
import {
  acceptanceFindings,
  lengthFindings,
  premiumFindings,
  startFindings,
} from '../../domain/quote/acceptance.js';
import type { FieldError } from '../field-errors.js';
import type { ReadableParts } from './submission-rules.js';
import { premiumTotal } from './sum-rules.js';

/** When a request is looked at, and what of its days another term says. */
interface Asked {
  readonly today: CivilDate;
  /** Its first day. */
  readonly followsTerm: boolean;
  /** Its last one, too: it is priced for a whole term and charged for what is left of that one. */
  readonly isRestOfTerm: boolean;
}

/** What the product does not accept of a request, although it sells such a policy. */
export function acceptanceFaults(
  parts: ReadableParts,
  product: Product,
  { today, followsTerm, isRestOfTerm }: Asked,
): readonly FieldError[] {
  const { quote, lines, rating } = product;
  const keys = lines.map(({ key }) => key);
  const charged = (parts.premium ?? []).map(({ entry }) => entry.line ?? lines[0].key);
  const submitted = {
    effectiveDate: parts.effectiveDate,
    expirationDate: parts.expirationDate,
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
    ...(rating.method === 'ratePlan' && !isRestOfTerm
      ? lengthFindings(product.termMonths, submitted)
      : []),
    ...acceptanceFindings(quote, submitted),
    ...(total === null || total === 0 ? [] : premiumFindings(quote, total, 'premium')),
  ];
}
