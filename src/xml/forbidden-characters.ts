/** A character that XML 1.0 does not allow, as it stands. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const REFERENCE = /&#(?:x([\da-f]+)|(\d+));/gi;

/**
 * The same document without characters that XML 1.0 does not allow, and without references to them.
 *
 * ASP.NET writes what people paste from word processors as such references (`&#x1E;`), and no reader takes them. They
 * stand for nothing that a name or a street would miss.
 */
export function withoutForbiddenCharacters(xml: string): string {
  const allowed = xml.includes('&#') ? xml.replace(REFERENCE, keptReference) : xml;
  return allowed.replace(FORBIDDEN, '');
}

function keptReference(reference: string, hexadecimal?: string, decimal?: string): string {
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return isAllowed(code) ? reference : '';
}

function isAllowed(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return (
    code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)
  );
}
