import type { Book } from './store.js';

/**
 * A text as an index has it, so that texts which SQL Server's usual collation takes for equal are found together:
 * whatever their case, and with blanks behind them.
 */
export function collated(text: string): string {
  return text.toLowerCase().replace(/ +$/, '');
}

/** Whether this installation takes two texts for the same when it searches. */
export function isFoundBy(book: Book, stored: string, asked: string): boolean {
  return book.settings().collation === 'binary'
    ? stored === asked
    : collated(stored) === collated(asked);
}
