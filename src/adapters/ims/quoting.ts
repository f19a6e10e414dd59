import { createHash } from 'node:crypto';
import { sumCents } from '../../domain/money/cents.js';
import { SystemRejection } from '../../ports/call-errors.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import { created, productOf, type InstallationContext } from './installation-context.js';
import { addPremium } from './operations/add-premium.js';
import { addQuote } from './operations/add-quote.js';
import { addSubmission } from './operations/add-submission.js';
import { autoAddQuoteDetails } from './operations/auto-add-quote-details.js';
import { autoAddQuoteOptions } from './operations/auto-add-quote-options.js';
import { executeCommand } from './operations/execute-command.js';
import { linkParameters } from './operations/site-procedures.js';
import { updateExternalQuoteId } from './operations/update-external-quote-id.js';
import { notRated, rateWorkbook } from './rating.js';
import type { PremiumCharge } from '../../domain/premium/premium-charge.js';

type Quoting = Pick<
  PolicySystem,
  | 'addSubmission'
  | 'addQuote'
  | 'linkReference'
  | 'quoteBasis'
  | 'ensureOptions'
  | 'addPremium'
  | 'chargeCodeOf'
  | 'importRatingWorkbook'
>;

export function createQuoting(context: InstallationContext): Quoting {
  const { ims, installation } = context;

  function chargeCodeOf({ charge, state }: PremiumCharge): number {
    const known = installation.charges.find(
      (candidate) => candidate.charge === charge && candidate.state === state,
    );
    if (known) return known.code;
    throw new SystemRejection(
      { system: 'policySystem', operation: addPremium.name },
      {
        reason: `no charge code for ${charge} in ${state}`,
        field: 'premium',
        remedy: 'correct the charge, or add its code to the installation file',
      },
    );
  }

  return {
    chargeCodeOf,

    async addSubmission(request) {
      return created(addSubmission.name, await ims.call(addSubmission, request));
    },

    async addQuote(quote) {
      const product = productOf(context, quote.submission.product, addQuote.name);
      const guid = await ims.call(addQuote, { quote, product, installation });
      return created(addQuote.name, guid);
    },

    async linkReference(quoteGuid, reference) {
      const { linksReferences } = installation;
      if (linksReferences === false) return false;
      if (linksReferences === true) {
        await ims.call(updateExternalQuoteId, { quoteGuid, reference });
      } else {
        const { procedure } = linksReferences;
        const parameters = linkParameters(quoteGuid, reference);
        await ims.call(executeCommand, { procedure, parameters });
      }
      return true;
    },

    quoteBasis(quote) {
      const product = productOf(context, quote.submission.product, addQuote.name);
      const request = addQuote.toRequest({ quote, product, installation });
      const text = JSON.stringify(request);
      return createHash('sha256').update(text).digest('hex');
    },

    async ensureOptions(quoteGuid, productKey, wanted = []) {
      const { lines } = productOf(context, productKey, autoAddQuoteOptions.name);
      let options = await ims.call(autoAddQuoteOptions, { quoteGuid });
      const isMissing = lines.some(
        ({ key, lineGuid }) =>
          wanted.includes(key) &&
          !options.some((option) => option.lineGuid === lineGuid.toLowerCase()),
      );
      if (isMissing || options.length === 0) {
        // The company line may have been set up after the quote was made.
        await ims.call(autoAddQuoteDetails, { quoteGuid });
        options = await ims.call(autoAddQuoteOptions, { quoteGuid });
      }
      if (options.length === 0) {
        throw new SystemRejection(
          { system: 'policySystem', operation: autoAddQuoteOptions.name },
          {
            reason: 'the quote has no options, because it has no details',
            remedy: 'configure the company line and its details, then run the step again',
          },
        );
      }
      return options.map(({ quoteOptionGuid, lineGuid }) => ({
        quoteOptionGuid,
        line: lines.find((line) => line.lineGuid.toLowerCase() === lineGuid)?.key ?? null,
      }));
    },

    async addPremium(quoteOptionGuid, charge) {
      await ims.call(addPremium, {
        quoteOptionGuid,
        amountCents: charge.amountCents,
        officeId: installation.premiumOfficeId,
        chargeCode: chargeCodeOf(charge),
      });
    },

    async importRatingWorkbook(quoteGuid, product, workbook) {
      const options = await rateWorkbook(context, { quoteGuid, product, workbook });
      // A rater that does not fit the quote answers 0 instead of a refusal.
      if (sumCents(options.map((option) => option.premiumCents)) === 0) {
        throw notRated('the workbook was rated at a premium of 0');
      }
      return options;
    },
  };
}
