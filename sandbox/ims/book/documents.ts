import { ServiceFault } from '../soap/faults.js';
import { quoteOrNullReference } from './quotes.js';
import type { DocumentRecord, QuoteRecord } from './records.js';
import type { Book } from './store.js';

/** Makes the binder of a bound quote and stores it. Twice makes two. @returns the file, base64 */
export function createBinder(book: Book, quoteGuid: string): string {
  const quote = quoteOrNullReference(book, quoteGuid);
  if (quote.boundAt === null) {
    throw new ServiceFault('A binder can not be created for a quote that is not bound.');
  }
  return storeDocument(book, quote, 'Binder');
}

/** Makes the policy document of an issued policy and stores it. Twice makes two. @returns the file, base64 */
export function createPolicyDocument(book: Book, quoteGuid: string): string {
  const quote = quoteOrNullReference(book, quoteGuid);
  if (quote.issuedAt === null) {
    throw new ServiceFault('A policy document can not be created before the policy is issued.');
  }
  return storeDocument(book, quote, 'Policy');
}

function storeDocument(book: Book, quote: QuoteRecord, kind: DocumentRecord['kind']): string {
  const documentStoreGuid = book.newGuid();
  const { quoteGuid, policyNumber } = quote;
  book.documents.put(documentStoreGuid, {
    documentStoreGuid,
    quoteGuid,
    kind,
    createdAt: book.now(),
  });
  book.index.put(['documentsOfQuote', quoteGuid, book.nextNumber('document')], documentStoreGuid);
  const title = `${kind} ${policyNumber ?? ''}, ${quote.effective} to ${quote.expiration}`;
  return Buffer.from(onePagePdf(title), 'latin1').toString('base64');
}

/** The smallest file that a PDF reader opens: one page with one line of text. */
function onePagePdf(title: string): string {
  const text = `BT /F1 14 Tf 72 720 Td (${title.replace(/[()\\]/g, '')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R ' +
      '/Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  return (
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}` +
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  );
}
