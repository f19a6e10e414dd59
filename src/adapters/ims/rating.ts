import type { RatingWorkbook } from '../../domain/premium/rating-workbook.js';
import { SystemRejection } from '../../ports/call-errors.js';
import type { RatedOption } from '../../ports/policy-system/premiums.js';
import { textsOf } from '../masked-values.js';
import { messageOf, reasonOf } from './fault-texts.js';
import { productOf, type InstallationContext } from './installation-context.js';
import { importExcelRater } from './operations/import-excel-rater.js';

/** Has IMS rate a workbook with the rater of a product, on a quote or on an unbound change. @throws SystemRejection with field `workbook` */
export async function rateWorkbook(
  context: InstallationContext,
  {
    quoteGuid,
    product,
    workbook,
  }: {
    readonly quoteGuid: string;
    readonly product: string;
    readonly workbook: RatingWorkbook;
  },
): Promise<readonly RatedOption[]> {
  const { rating } = productOf(context, product, importExcelRater.name);
  if (rating.method !== 'excelRater') {
    throw new SystemRejection(
      { system: 'policySystem', operation: importExcelRater.name },
      {
        reason: 'the product is not rated from a workbook',
        field: 'workbook',
        remedy: 'leave the workbook out, or name a product that is rated from one',
      },
    );
  }
  const { raterId, applyFees } = rating;
  const request = { quoteGuid, workbook, raterId, applyFees };
  const rated = await context.ims.call(importExcelRater, request);
  if (rated.kind === 'rated') return rated.options;
  const sent = textsOf(importExcelRater.toRequest(request));
  throw notRated(reasonOf(messageOf(rated.reason), sent));
}

/** Why a workbook came to nothing. */
export function notRated(reason: string): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation: importExcelRater.name },
    {
      reason,
      field: 'workbook',
      remedy: 'correct the workbook, or the rater id in the product file',
    },
  );
}
