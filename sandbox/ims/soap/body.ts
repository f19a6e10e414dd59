/**
 * The text of a SOAP 1.1 body by the charset of its content type. Without one it is read as ASCII, as ASP.NET does,
 * and every other byte becomes a question mark.
 *
 * @returns undefined when the type or the charset is not one that the service takes
 */
export function textOf(body: Buffer, contentType: string | undefined): string | undefined {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim());
  if (type.toLowerCase() !== 'text/xml') return undefined;
  const charset = parameters
    .find((parameter) => /^charset=/i.test(parameter))
    ?.slice('charset='.length)
    .replace(/"/g, '')
    .toLowerCase();
  if (charset === undefined || charset === 'us-ascii' || charset === 'ascii') {
    return body.toString('latin1').replace(/[\u0080-\u00ff]/g, '?');
  }
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return undefined;
  }
}
