import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  boundQuote,
  LIABILITY,
  openCaller,
  quoteWithOptions,
  ZERO,
  type Caller,
} from './caller.js';

const USER = 'ca7e6f0e-a8e6-55a0-a6fd-c12856618153';
const charges = (amount: string): string =>
  `<Charges><Charge LineGuid="${LIABILITY}" ChargeCode="101" Amount="${amount}" /></Charges>`;

describe('mid-term procedures', () => {
  let caller: Caller;
  let request = 0;
  beforeAll(async () => {
    caller = await openCaller();
  });
  afterAll(() => caller.sandbox.close());

  const run = async (procedure: string, args: Record<string, string>) => {
    const parameters = { RequestId: `request-${++request}`, UserGuid: USER, ...args };
    const [row] = await caller.rows(procedure, ...Object.entries(parameters).flat());
    return row ?? {};
  };
  const endorse = (policyNumber: string, args: Record<string, string> = {}) =>
    run('BinderyEndorse', {
      PolicyNumber: policyNumber,
      EffectiveDate: '2027-05-01',
      CalculationType: 'P',
      Charges: charges('250.00'),
      ...args,
    });
  const cancel = (policyNumber: string, args: Record<string, string> = {}) =>
    run('BinderyCancel', {
      PolicyNumber: policyNumber,
      CancellationDate: '2027-08-01',
      ReasonId: '31',
      Charges: charges('-2500.00'),
      ...args,
    });
  const reinstate = (policyNumber: string, args: Record<string, string> = {}) =>
    run('BinderyReinstate', { PolicyNumber: policyNumber, ReasonId: '40', ...args });
  const bind = async (quote: string | undefined) =>
    (await caller.call('QuoteFunctions', 'BindQuote', ['quoteGuid', quote ?? ZERO])).value(
      'BindQuoteResult',
    );
  const chain = (policyNumber: string) =>
    caller.rows('BinderyQuoteByPolicyNumber', '@PolicyNumber', policyNumber);
  const statuses = async (policyNumber: string) =>
    (await chain(policyNumber)).map((row) => [row['TransactionTypeID'], row['QuoteStatusID']]);

  it('takes a policy through endorsement, cancellation and reinstatement under one number', async () => {
    const { quote, policyNumber } = await boundQuote(caller);
    const endorsed = await endorse(policyNumber);
    expect(endorsed).toMatchObject({
      Result: '1',
      OriginalQuoteGuid: quote,
      PolicyNumber: policyNumber,
      QuoteStatusID: '9',
      ExistingPremium: '5000.0000',
      PremiumChange: '250.0000',
      TotalPremium: '5250.0000',
    });
    expect(await bind(endorsed['NewQuoteGuid'])).toBe(policyNumber);
    const cancelled = await cancel(policyNumber);
    expect(cancelled['QuoteStatusID']).toBe('7');
    await bind(cancelled['NewQuoteGuid']);
    const reinstated = await reinstate(policyNumber);
    expect(reinstated).toMatchObject({ QuoteStatusID: '8', PremiumChange: '2500.0000' });
    await bind(reinstated['NewQuoteGuid']);
    expect(await statuses(policyNumber)).toEqual([
      [undefined, '3'],
      ['E', '3'],
      ['C', '12'],
      ['R', '3'],
    ]);
    const invoices = await caller.rows(
      'BinderyInvoicesOfQuote',
      'QuoteGuid',
      cancelled['NewQuoteGuid'] ?? '',
    );
    expect(invoices.map(({ InvoiceTotal }) => InvoiceTotal)).toEqual(['-2500.0000']);
  });

  it('answers the same request with the same row and makes nothing new', async () => {
    const { policyNumber } = await boundQuote(caller);
    const first = await endorse(policyNumber, { RequestId: 'twice' });
    expect(await endorse(policyNumber, { RequestId: 'twice' })).toEqual(first);
    expect(await chain(policyNumber)).toHaveLength(2);
    const other = await endorse(policyNumber, { RequestId: 'twice', EffectiveDate: '2027-06-01' });
    expect(other).toEqual({ Result: '0', Message: 'RequestId was used for another request' });
  });

  it('refuses in the observed words', async () => {
    const { policyNumber } = await boundQuote(caller);
    const messageOf = async (row: Promise<Record<string, string>>) => (await row)['Message'];
    expect(await messageOf(reinstate(policyNumber))).toBe(
      'Policy is not cancelled - cannot reinstate',
    );
    expect(await messageOf(endorse(policyNumber, { EffectiveDate: '2028-02-01' }))).toBe(
      'Endorsement date must be within policy period',
    );
    expect(await messageOf(cancel(policyNumber, { CancellationDate: '2027-01-31' }))).toBe(
      'Cancellation date cannot be before policy effective date',
    );
    expect(await messageOf(cancel(policyNumber, { ReasonId: '40' }))).toBe(
      'Invalid Quote Status Reason Id',
    );
    expect(await messageOf(endorse('CGL-0000-1'))).toBe('Policy not found');
    const pending = await cancel(policyNumber);
    expect(await messageOf(cancel(policyNumber))).toBe(
      'Cannot create cancellation - latest quote in chain is not bound',
    );
    expect(await messageOf(endorse(policyNumber))).toBe(
      'Cannot create endorsement - latest quote in chain must be bound or cancelled',
    );
    await bind(pending['NewQuoteGuid']);
    expect(await messageOf(cancel(policyNumber))).toBe('Policy is already cancelled');
  });

  it('leaves a cancelled policy cancelled when it is endorsed', async () => {
    const { policyNumber } = await boundQuote(caller);
    await bind((await cancel(policyNumber))['NewQuoteGuid']);
    await bind((await endorse(policyNumber, { Charges: '' }))['NewQuoteGuid']);
    expect((await statuses(policyNumber)).at(-1)).toEqual(['E', '12']);
    expect((await reinstate(policyNumber))['Result']).toBe('1');
  });

  it('goes on from the last bound transaction when a change is given up', async () => {
    const { policyNumber } = await boundQuote(caller);
    const pending = await endorse(policyNumber);
    await caller.call(
      'QuoteFunctions',
      'UpdateQuoteStatus',
      ['quoteGuid', pending['NewQuoteGuid'] ?? ''],
      ['statusID', 10],
    );
    expect((await endorse(policyNumber))['Result']).toBe('1');
  });

  it('binds a quote under a given number, unless another policy has it', async () => {
    const give = (quote: string, policyNumber: string) =>
      caller
        .rows(
          'BinderyGivePolicyNumber',
          ...['QuoteGuid', quote, 'PolicyNumber', policyNumber, 'UserGuid', USER],
        )
        .then(([row]) => row ?? {});
    const { quote } = await quoteWithOptions(caller);
    const given = await give(quote, 'LEGACY-1');
    expect(given).toMatchObject({ Result: '1', QuoteGuid: quote });
    expect(await give(quote, 'LEGACY-1')).toEqual(given);
    const other = await quoteWithOptions(caller);
    expect((await give(other.quote, 'LEGACY-1'))['Message']).toBe('Another policy has the number');
    // Another number in its place leaves the first one free.
    await give(quote, 'LEGACY-2');
    expect((await give(other.quote, 'LEGACY-1'))['Result']).toBe('1');
    expect((await give(ZERO, 'LEGACY-3'))['Message']).toBe('Quote not found');
    const bound = await boundQuote(caller);
    expect((await give(bound.quote, 'LEGACY-3'))['Message']).toBe('Quote is bound already');
  });

  it('unbinds the newest transaction, and voids its invoice', async () => {
    const { quote, policyNumber } = await boundQuote(caller);
    const endorsed = await endorse(policyNumber);
    await bind(endorsed['NewQuoteGuid']);
    const unbind = (quoteGuid: string | undefined, keep = '1') =>
      run('BinderyUnbind', { QuoteGuid: quoteGuid ?? '', KeepPolicyNumber: keep });
    expect((await unbind(quote))['Message']).toMatch(/does not represent the most recent/);
    const request = {
      RequestId: 'unbind',
      QuoteGuid: endorsed['NewQuoteGuid'] ?? '',
      KeepPolicyNumber: '1',
    };
    const unbound = await run('BinderyUnbind', request);
    expect(unbound).toMatchObject({ Result: '1', QuoteStatusID: '9' });
    expect(await run('BinderyUnbind', request)).toEqual(unbound);
    expect((await unbind(endorsed['NewQuoteGuid']))['Message']).toMatch(/is not bound/);
    const invoices = await caller.rows(
      'BinderyInvoicesOfQuote',
      'QuoteGuid',
      endorsed['NewQuoteGuid'] ?? '',
    );
    expect(invoices).toEqual([]);

    const alone = await boundQuote(caller);
    expect(await unbind(alone.quote, '0')).toMatchObject({ Result: '1', QuoteStatusID: '1' });
    expect(await chain(alone.policyNumber)).toEqual([]);
    expect((await unbind((await quoteWithOptions(caller)).quote))['Result']).toBe('0');
  });
});
