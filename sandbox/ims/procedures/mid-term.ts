import {
  addTransaction,
  boundPremium,
  newestOf,
  numberQuote,
  unbind,
  type NewTransaction,
} from '../book/chain.js';
import type { Money } from '../book/money.js';
import { totalOf } from '../book/premiums.js';
import { STATUS, type PremiumRow, type QuoteRecord } from '../book/records.js';
import { isUser, referenceData } from '../book/reference-data.js';
import type { Book } from '../book/store.js';
import { chainOf, chainOfPolicy } from '../book/terms.js';
import type { Row } from '../result-set.js';
import { checkLength, sqlFault } from '../soap/faults.js';
import { isDay } from '../soap/values.js';
import { readCharges } from './charges.js';
import { guidArgument, textArgument, type Arguments, type Procedure } from './procedure.js';

/** A refusal is answered as a row, not raised. */
class Refusal extends Error {
  override readonly name = 'Refusal';
}

/**
 * Endorsement, cancellation, reinstatement and unbind, which the services do not have. Each answers one row with
 * `Result` 1, or 0 and a `Message`; `docs/ims-procedures.md` is their contract.
 */
export const MID_TERM: Readonly<Record<string, Procedure>> = {
  BinderyEndorse: once(
    'BinderyEndorse',
    ['PolicyNumber', 'EffectiveDate', 'CalculationType', 'UserGuid'],
    ['Charges', 'Comment'],
    (book, args) => {
      const effective = dateArgument(args, 'EffectiveDate');
      const { chain, newest, original } = termOf(book, args, covering(effective));
      if (newest.boundAt === null) {
        throw new Refusal(
          'Cannot create endorsement - latest quote in chain must be bound or cancelled',
        );
      }
      if (effective < original.effective || effective >= original.expiration) {
        throw new Refusal('Endorsement date must be within policy period');
      }
      if (!['P', 'S', 'F'].includes(textArgument(args, 'CalculationType'))) {
        throw new Refusal('Calculation type must be P, S or F');
      }
      const isToBeRated = !('Charges' in args);
      const premiums = readCharges(textArgument(args, 'Charges'));
      return transact(book, args, chain, newest, { type: 'E', effective, premiums, isToBeRated });
    },
  ),

  BinderyCancel: once(
    'BinderyCancel',
    ['PolicyNumber', 'CancellationDate', 'ReasonId', 'Charges', 'UserGuid'],
    ['Comment'],
    (book, args) => {
      const effective = dateArgument(args, 'CancellationDate');
      const { chain, newest, original } = termOf(book, args, covering(effective));
      if (newest.boundAt === null) {
        throw new Refusal('Cannot create cancellation - latest quote in chain is not bound');
      }
      const isCancelled = newest.statusId === STATUS.cancelled;
      // A cancelled policy can still be cancelled for an earlier day.
      if (isCancelled && effective >= (newest.transactionEffective ?? '')) {
        throw new Refusal('Policy is already cancelled');
      }
      if (!isCancelled && newest.statusId !== STATUS.bound) {
        throw new Refusal('Quote must be in bound status to cancel');
      }
      if (effective < original.effective) {
        throw new Refusal('Cancellation date cannot be before policy effective date');
      }
      if (effective >= original.expiration) {
        throw new Refusal('Cancellation date must be before policy expiration date');
      }
      checkReason(args, STATUS.pendingCancellation);
      const premiums = readCharges(textArgument(args, 'Charges'));
      return transact(book, args, chain, newest, { type: 'C', effective, premiums });
    },
  ),

  BinderyReinstate: once(
    'BinderyReinstate',
    ['PolicyNumber', 'ReasonId', 'UserGuid'],
    ['EffectiveDate', 'Charges', 'Comment'],
    (book, args) => {
      const isMeant =
        'EffectiveDate' in args
          ? covering(dateArgument(args, 'EffectiveDate'))
          : ({ controlNo }: QuoteRecord) =>
              newestOf(chainOf(book, controlNo))?.statusId === STATUS.cancelled;
      const { chain, newest, original } = termOf(book, args, isMeant);
      const cancellation = chain.findLast(({ transactionType }) => transactionType === 'C');
      if (newest.statusId !== STATUS.cancelled || !cancellation) {
        throw new Refusal('Policy is not cancelled - cannot reinstate');
      }
      checkReason(args, STATUS.pendingReinstatement);
      const given = args['Charges'] ?? null;
      const premiums = given === null ? opposite(cancellation) : readCharges(given);
      const cancelledOn = cancellation.transactionEffective ?? cancellation.effective;
      const effective = 'EffectiveDate' in args ? dateArgument(args, 'EffectiveDate') : cancelledOn;
      if (effective < cancelledOn) {
        throw new Refusal('Reinstatement date cannot be before the cancellation date');
      }
      if (effective >= original.expiration) {
        throw new Refusal('Reinstatement date must be before policy expiration date');
      }
      return transact(book, args, chain, newest, { type: 'R', effective, premiums });
    },
  ),

  /** The same again changes nothing, so that it needs no `RequestId`. */
  BinderyGivePolicyNumber: {
    required: ['QuoteGuid', 'PolicyNumber', 'UserGuid'],
    optional: [],
    isWrite: true,
    run: (book, args) => ({ tables: [[answered(() => giveNumber(book, args))]] }),
  },

  BinderyUnbind: once(
    'BinderyUnbind',
    ['QuoteGuid', 'UserGuid', 'KeepPolicyNumber'],
    [],
    (book, args) => {
      const quote = book.quotes.get(guidArgument(args, 'QuoteGuid'));
      checkUser(args);
      if (!quote) throw new Refusal('Quote not found');
      if (quote.boundAt === null) {
        throw new Refusal('The provided quote is not bound, so it cannot be unbound.');
      }
      if (newestOf(chainOf(book, quote.controlNo))?.quoteGuid !== quote.quoteGuid) {
        throw new Refusal(
          'The provided quote does not represent the most recent transaction on this policy, so it cannot be unbound.',
        );
      }
      const keeps = ['1', 'true'].includes(textArgument(args, 'KeepPolicyNumber').toLowerCase());
      const unbound = unbind(book, quote, keeps);
      return {
        Result: 1,
        Message: 'Unbound',
        QuoteGuid: unbound.quoteGuid,
        ControlNo: unbound.controlNo,
        PolicyNumber: unbound.policyNumber,
        QuoteStatusID: unbound.statusId,
      };
    },
  ),
};

/**
 * A procedure that a `RequestId` makes repeatable: the same request again answers the same row and changes nothing.
 * A refused request changed nothing, so it is judged anew.
 */
function once(
  name: string,
  required: readonly string[],
  optional: readonly string[],
  run: (book: Book, args: Arguments) => Row,
): Procedure {
  return {
    required: ['RequestId', ...required],
    optional,
    isWrite: true,
    run: (book, args) => {
      const requestId = textArgument(args, 'RequestId');
      checkLength(requestId, 100);
      const request = JSON.stringify(Object.entries(args).sort());
      const earlier = book.index.get(['request', name, requestId]);
      if (earlier !== undefined) return { tables: [[repeated(earlier, request)]] };
      const row = answered(() => {
        if (requestId === '') throw new Refusal('RequestId is required');
        const made = run(book, args);
        book.index.put(['request', name, requestId], JSON.stringify({ request, row: made }));
        return made;
      });
      return { tables: [[row]] };
    },
  };
}

function answered(run: () => Row): Row {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return refused(error.message);
    throw error;
  }
}

function giveNumber(book: Book, args: Arguments): Row {
  checkUser(args);
  const quote = book.quotes.get(guidArgument(args, 'QuoteGuid'));
  if (!quote) throw new Refusal('Quote not found');
  if (quote.boundAt !== null) throw new Refusal('Quote is bound already');
  const policyNumber = textArgument(args, 'PolicyNumber');
  if (policyNumber === '') throw new Refusal('PolicyNumber is required');
  checkLength(policyNumber, 50);
  const isOther = ({ controlNo }: QuoteRecord): boolean => controlNo !== quote.controlNo;
  if (chainOfPolicy(book, policyNumber, isOther).some(isOther)) {
    throw new Refusal('Another policy has the number');
  }
  numberQuote(book, quote, policyNumber);
  return { Result: 1, Message: 'Given', QuoteGuid: quote.quoteGuid, PolicyNumber: policyNumber };
}

function repeated(stored: string, request: string): Row {
  const earlier = JSON.parse(stored) as { readonly request: string; readonly row: Row };
  return earlier.request === request
    ? earlier.row
    : refused('RequestId was used for another request');
}

function refused(message: string): Row {
  return { Result: 0, Message: message };
}

interface Term {
  readonly chain: readonly QuoteRecord[];
  readonly original: QuoteRecord;
  readonly newest: QuoteRecord;
}

/** The term in whose period a day lies. */
function covering(day: string): (original: QuoteRecord) => boolean {
  return ({ effective, expiration }) => effective <= day && day < expiration;
}

/** @param isMeant tells the term where several have the number */
function termOf(book: Book, args: Arguments, isMeant: (original: QuoteRecord) => boolean): Term {
  checkUser(args);
  const chain = chainOfPolicy(book, textArgument(args, 'PolicyNumber'), isMeant);
  const [original] = chain;
  const newest = newestOf(chain);
  if (!original || !newest) throw new Refusal('Policy not found');
  return { chain, original, newest };
}

function transact(
  book: Book,
  args: Arguments,
  chain: readonly QuoteRecord[],
  newest: QuoteRecord,
  change: Omit<NewTransaction, 'comment'>,
): Row {
  for (const lineGuid of change.premiums.keys()) {
    if (!newest.options.some((option) => option.lineGuid === lineGuid)) {
      throw new Refusal(`The policy has no line ${lineGuid}`);
    }
  }
  const existing: Money = boundPremium(chain);
  const transaction = addTransaction(book, chain, newest, {
    ...change,
    comment: args['Comment'] ?? null,
  });
  const difference = totalOf(transaction);
  return {
    Result: 1,
    Message: 'Created',
    NewQuoteGuid: transaction.quoteGuid,
    NewQuoteOptionGuid: transaction.options[0]?.quoteOptionGuid ?? null,
    OriginalQuoteGuid: newest.quoteGuid,
    ControlNo: transaction.controlNo,
    PolicyNumber: transaction.policyNumber,
    QuoteStatusID: transaction.statusId,
    EffectiveDate: { day: change.effective },
    ExistingPremium: { money: existing },
    PremiumChange: { money: difference },
    TotalPremium: { money: existing + difference },
  };
}

/** The rows that give back what a cancellation took. */
function opposite(cancellation: QuoteRecord): Map<string, PremiumRow[]> {
  return new Map(
    cancellation.options.map((option) => [
      option.lineGuid,
      option.premiums.map((row) => ({ ...row, amount: -row.amount })),
    ]),
  );
}

function checkUser(args: Arguments): void {
  if (!isUser(guidArgument(args, 'UserGuid'))) throw new Refusal('User not found');
}

function checkReason(args: Arguments, statusId: number): void {
  const id = Number(textArgument(args, 'ReasonId'));
  const { statusReasons } = referenceData;
  if (!statusReasons.some((reason) => reason.id === id && reason.statusId === statusId)) {
    throw new Refusal('Invalid Quote Status Reason Id');
  }
}

function dateArgument(args: Arguments, name: string): string {
  const text = textArgument(args, name);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || !isDay(text)) {
    throw sqlFault('Conversion failed when converting date and/or time from character string.');
  }
  return text;
}
