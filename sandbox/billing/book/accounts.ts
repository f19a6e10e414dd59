import { Refusal } from '../http/refusal.js';
import type { AccountChange, StreamChoice } from '../http/schemas.js';
import { currencyMismatch } from './charges.js';
import type { AccountRecord, StreamRecord } from './records.js';
import { invoicingPlanOf } from './set-up.js';
import type { Book } from './store.js';

/** @throws Refusal when another transaction made the account */
export function createAccount(book: Book, accountNumber: string, request: AccountChange): void {
  if (book.accounts.get(accountNumber)) {
    throw new Refusal(409, 'accountExists', `Account ${accountNumber} is there already.`, {
      field: 'accountNumber',
      remedy: 'Go on with the account as it is.',
    });
  }
  book.accounts.put(accountNumber, {
    accountNumber,
    currency: request.currency,
    holder: request.holder,
    billingContact: request.billingContact ?? null,
    createdAt: new Date(book.now()).toISOString(),
  });
}

export function updateAccount(book: Book, accountNumber: string, request: AccountChange): void {
  const account = accountOf(book, accountNumber, 404);
  if (request.currency !== account.currency)
    throw currencyMismatch(request.currency, account.currency, 'currency');
  book.accounts.put(accountNumber, {
    ...account,
    holder: request.holder,
    billingContact: request.billingContact ?? null,
  });
}

export function accountOf(book: Book, accountNumber: string, status: 404 | 422): AccountRecord {
  const account = book.accounts.get(accountNumber);
  if (account) return account;
  throw new Refusal(status, 'accountUnknown', `There is no account ${accountNumber}.`, {
    field: 'accountNumber',
    remedy: 'Create the account first.',
  });
}

/** Oldest first. */
export function streamsOf(book: Book, accountNumber: string): StreamRecord[] {
  return book.index
    .under(['streams', accountNumber])
    .map((streamId) => book.streams.get(streamId))
    .filter((stream) => stream !== undefined);
}

/** The stream that was chosen, made when it is new. */
export function streamFor(book: Book, account: AccountRecord, choice: StreamChoice): StreamRecord {
  const { accountNumber, currency } = account;
  if (choice.kind === 'existing') {
    const stream = book.streams.get(choice.streamId);
    if (stream?.accountNumber === accountNumber) return stream;
    throw new Refusal(
      422,
      'streamUnknown',
      `Account ${accountNumber} has no invoice stream ${choice.streamId}.`,
      { field: 'stream.streamId', remedy: 'Choose a stream of the account, or a new one.' },
    );
  }
  const number = book.nextNumber('stream');
  const streamId = `IS-${String(number).padStart(6, '0')}`;
  const plan =
    choice.kind === 'new'
      ? invoicingPlanOf(choice.invoicingPlanCode, 'stream.invoicingPlanCode')
      : {
          invoicingPlanCode: `OWN-${String(number)}`,
          name: choice.name,
          dueDayOfMonth: choice.dueDayOfMonth,
        };
  const stream: StreamRecord = { streamId, accountNumber, name: plan.name, currency, plan };
  book.streams.put(streamId, stream);
  book.index.put(['streams', accountNumber, number], streamId);
  return stream;
}
