import type { Express } from 'express';
import { z } from 'zod';
import { periodOf } from '../book/periods.js';
import { periodKey, type Book } from '../book/store.js';
import * as schemas from '../http/schemas.js';
import { periodView } from './views.js';

const term = {
  policyNumber: schemas.policyNumberSchema,
  termNumber: schemas.termNumberSchema,
};

const changeSchema = z.strictObject({
  ...term,
  isTermConfirmed: z.boolean().optional(),
  expirationDate: z.iso.date().optional(),
  /** A booking whose charges are lost, as is that it was made. */
  forget: schemas.transactionIdSchema.optional(),
});

const removalSchema = z.strictObject(term);

/** What nobody should do: the books changed behind everybody's back, for whoever proves that this is found. */
export function addByHand(admin: Express, book: Book): void {
  admin.post('/by-hand/periods', (request, response) => {
    const { forget, expirationDate, isTermConfirmed, ...name } = changeSchema.parse(request.body);
    book.transact(() => {
      const period = periodOf(book, name);
      if (forget !== undefined) book.bookings.remove(forget);
      book.periods.put(periodKey(name), {
        ...period,
        isTermConfirmed: isTermConfirmed ?? period.isTermConfirmed,
        term: { ...period.term, expirationDate: expirationDate ?? period.term.expirationDate },
        charges: period.charges.filter(({ transactionId }) => transactionId !== forget),
      });
    });
    response.json(periodView(book, periodOf(book, name)));
  });
  admin.post('/by-hand/periods/remove', (request, response) => {
    const name = removalSchema.parse(request.body);
    book.transact(() => {
      const { charges } = periodOf(book, name);
      for (const { transactionId } of charges) book.bookings.remove(transactionId);
      book.periods.remove(periodKey(name));
    });
    response.status(204).end();
  });
}
