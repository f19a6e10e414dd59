import { SystemRejection } from '../../ports/call-errors.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import type { InstallationContext } from './installation-context.js';
import { bindQuote, bindQuoteWithInstallment } from './operations/bind-quote.js';
import { executeChange, numberGiven } from './operations/change-procedures.js';
import { createBinderDocument, createPolicyDocument } from './operations/create-documents.js';
import { getAvailableInstallmentOptions } from './operations/get-available-installment-options.js';
import { getControlNumber } from './operations/get-control-number.js';
import { issuePolicy } from './operations/issue-policy.js';
import { updateQuoteStatus } from './operations/update-quote-status.js';
import type { PaymentPlan } from '../../domain/billing/choices.js';

type Binding = Pick<
  PolicySystem,
  | 'bind'
  | 'issue'
  | 'createBinderDocument'
  | 'createPolicyDocument'
  | 'readControlNumber'
  | 'closeQuote'
>;

const SINGLE_PAY = -1;

export function createBinding({ ims, installation }: InstallationContext): Binding {
  return {
    async bind(quoteGuid, plan, wantedNumber) {
      if (plan !== SINGLE_PAY) await assertOffered(quoteGuid, plan);
      if (wantedNumber !== undefined) await giveNumber(quoteGuid, wantedNumber);
      if (plan === SINGLE_PAY && installation.singlePayOperation === 'BindQuote') {
        return ims.call(bindQuote, { quoteGuid });
      }
      return ims.call(bindQuoteWithInstallment, { quoteGuid, plan });
    },

    issue: (quoteGuid) => ims.call(issuePolicy, { quoteGuid }),
    createBinderDocument: (quoteGuid) => ims.call(createBinderDocument, { quoteGuid }),
    createPolicyDocument: (quoteGuid) => ims.call(createPolicyDocument, { quoteGuid }),
    readControlNumber: (quoteGuid) => ims.call(getControlNumber, { quoteGuid }),

    async closeQuote(quoteGuid) {
      const statusId = installation.quoteStatuses.lost;
      if (await ims.call(updateQuoteStatus, { quoteGuid, statusId })) return;
      throw new SystemRejection(
        { system: 'policySystem', operation: updateQuoteStatus.name },
        {
          reason: 'the status of the quote was not changed',
          remedy: 'close the quote in the policy system by hand',
        },
      );
    },
  };

  /** The same number again changes nothing. Where it is refused, for another policy has it by now, IMS gives one of its own. */
  async function giveNumber(quoteGuid: string, policyNumber: string): Promise<void> {
    const procedure = installation.givePolicyNumber;
    if (procedure === null) return;
    const parameters = {
      QuoteGuid: quoteGuid,
      PolicyNumber: policyNumber,
      UserGuid: await ims.userGuid(),
    };
    const operation = executeChange(numberGiven, { QuoteGuid: quoteGuid });
    await ims.call(operation, { procedure, parameters });
  }

  /** IMS answers a plan that is not offered with a text that names another cause, so it is asked before. */
  async function assertOffered(quoteGuid: string, plan: PaymentPlan): Promise<void> {
    const offered = await ims.call(getAvailableInstallmentOptions, { quoteGuid });
    if (offered.has(plan)) return;
    throw new SystemRejection(
      { system: 'policySystem', operation: getAvailableInstallmentOptions.name },
      {
        reason: `payment plan ${plan} is not offered for this quote`,
        field: 'paymentPlan',
        remedy: 'choose a plan that is offered, or have the plan set up for the company line',
      },
    );
  }
}
