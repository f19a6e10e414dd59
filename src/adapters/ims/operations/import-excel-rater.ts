import { z } from 'zod';
import type { RatedOption } from '../../../ports/policy-system/premiums.js';
import { bit, cents, guid, optionalText, ZERO_GUID } from './answers.js';
import type { Operation } from './operation.js';
import type { RatingWorkbook } from '../../../domain/premium/rating-workbook.js';

interface WorkbookOfQuote {
  readonly quoteGuid: string;
  readonly workbook: RatingWorkbook;
  readonly raterId: number;
  readonly applyFees: boolean;
}

/** IMS reports in the answer, not as a fault, that it could not rate. */
export type RatingResult =
  | { readonly kind: 'rated'; readonly options: readonly RatedOption[] }
  | { readonly kind: 'refused'; readonly reason: string };

const option = z
  .object({ QuoteOptionGuid: guid, PremiumTotal: cents, FeeTotal: cents })
  .transform(({ QuoteOptionGuid, PremiumTotal, FeeTotal }): RatedOption => ({
    quoteOptionGuid: QuoteOptionGuid,
    premiumCents: PremiumTotal,
    feeCents: FeeTotal,
  }));

const ratingResult = z
  .object({
    Success: bit,
    ErrorMessage: optionalText,
    Premiums: z.object({ OptionResult: z.array(option).nullish() }).nullish(),
  })
  .transform(({ Success, ErrorMessage, Premiums }): RatingResult =>
    Success
      ? { kind: 'rated', options: Premiums?.OptionResult ?? [] }
      : { kind: 'refused', reason: ErrorMessage ?? 'no reason given' },
  );

/** Has IMS rate a workbook with the newest factor set of the rater. */
export const importExcelRater: Operation<WorkbookOfQuote, RatingResult> = {
  name: 'ImportExcelRater',
  service: 'QuoteFunctions',
  effect: 'write',
  toRequest: ({ quoteGuid, workbook, raterId, applyFees }) => ({
    QuoteGuid: quoteGuid,
    FileBytes: workbook.contentBase64,
    FileName: workbook.fileName,
    RaterID: raterId,
    FactorSetGuid: ZERO_GUID,
    ApplyFees: applyFees,
  }),
  answer: ratingResult,
};
