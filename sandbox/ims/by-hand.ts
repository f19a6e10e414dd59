import type { Express } from 'express';
import { z } from 'zod';
import { formatMoney, parseMoney } from './book/money.js';
import type { Book } from './book/store.js';

const changeSchema = z.strictObject({
  quoteGuid: z.guid().transform((guid) => guid.toLowerCase()),
  effective: z.iso.date().optional(),
  expiration: z.iso.date().optional(),
  /** Charges that come to another amount. */
  premiums: z
    .array(z.strictObject({ chargeCode: z.int(), amount: z.string().regex(/^-?\d+\.\d{2}$/) }))
    .default([]),
  /** As somebody else would have made it: without a reference and without a mark. */
  isOfOthers: z.boolean().default(false),
});

/** What nobody should do: the books changed behind everybody's back, for whoever proves that this is found. */
export function addByHand(admin: Express, book: Book): void {
  admin.post('/by-hand/quotes', (request, response) => {
    const { quoteGuid, effective, expiration, premiums, isOfOthers } = changeSchema.parse(
      request.body,
    );
    const quote = book.quotes.get(quoteGuid);
    if (!quote) {
      response.status(404).json({ error: 'There is no such quote.' });
      return;
    }
    const amounts = new Map(premiums.map((one) => [one.chargeCode, parseMoney(one.amount)]));
    const options = quote.options.map((option) => ({
      ...option,
      premiums: option.premiums.map((row) => ({
        ...row,
        amount: amounts.get(row.chargeCode) ?? row.amount,
      })),
    }));
    book.transact(() => {
      book.quotes.put(quoteGuid, {
        ...quote,
        effective: effective ?? quote.effective,
        expiration: expiration ?? quote.expiration,
        options,
        ...(isOfOthers && { links: [], additionalInformation: [] }),
      });
    });
    response.json(
      options.flatMap((option) =>
        option.premiums.map(({ chargeCode, amount }) => ({
          chargeCode,
          amount: formatMoney(amount, 2),
        })),
      ),
    );
  });
}
