import { z } from 'zod';
import type {
  AccountBooking,
  AccountExists,
  BillingContact,
} from '../../ports/billing/accounts.js';
import type { BillingSystem } from '../../ports/billing.js';
import type { BookingOutcome } from '../../ports/billing/booking.js';
import { code, currency, outcomeOf, text } from './answers.js';
import type { BillingCalls } from './billing-calls.js';
import { segment } from './requests.js';

type Accounts = Pick<
  BillingSystem,
  'accountExists' | 'createAccount' | 'updateAccount' | 'getInvoiceStreams'
>;

/** Who is billed, and the streams that the invoices of an account go to. */
export function createAccounts({ call }: BillingCalls): Accounts {
  return {
    async accountExists({ accountNumber }) {
      const operation = 'accountExists';
      return call({
        operation,
        method: 'GET',
        path: accountPath(operation, accountNumber),
        answer: z
          .object({
            accountNumber: text.refine((asked) => asked === accountNumber, 'not the one asked for'),
          })
          .transform(() => true),
        meanings: { accountUnknown: false },
      });
    },

    async createAccount(account) {
      const { transactionId, accountNumber, holder, billingContact } = account;
      return call<BookingOutcome | AccountExists>({
        operation: 'createAccount',
        method: 'POST',
        path: '/v1/accounts',
        body: { transactionId, accountNumber, ...whoIsBilled(account) },
        answer: outcomeOf(transactionId),
        meanings: { accountExists: { outcome: 'accountExists' } },
        personal: { holder, billingContact },
      });
    },

    async updateAccount(account) {
      const operation = 'updateAccount';
      const { transactionId, accountNumber, holder, billingContact } = account;
      return call({
        operation,
        method: 'POST',
        path: `${accountPath(operation, accountNumber)}/changes`,
        body: { transactionId, ...whoIsBilled(account) },
        answer: outcomeOf(transactionId),
        personal: { holder, billingContact },
      });
    },

    async getInvoiceStreams({ accountNumber }) {
      const operation = 'getInvoiceStreams';
      const { invoiceStreams } = await call({
        operation,
        method: 'GET',
        path: `${accountPath(operation, accountNumber)}/invoice-streams`,
        answer: z.object({ invoiceStreams: z.array(invoiceStream) }),
        meanings: { accountUnknown: { invoiceStreams: [] } },
      });
      return invoiceStreams;
    },
  };
}

const invoiceStream = z.object({ streamId: code, name: text, invoicingPlanCode: text, currency });

function accountPath(operation: string, accountNumber: string): string {
  return `/v1/accounts/${segment(operation, 'accountNumber', accountNumber)}`;
}

function whoIsBilled(account: AccountBooking): object {
  return {
    currency: account.currency,
    holder: toContact(account.holder),
    ...(account.billingContact && { billingContact: toContact(account.billingContact) }),
  };
}

function toContact({ name, address, email, phone }: BillingContact): object {
  const { line1, line2, city, state, postalCode, country } = address;
  // Members that are undefined do not appear in JSON.
  return {
    name,
    address: { line1, line2, city, state, postalCode, country },
    email,
    phone,
  };
}
