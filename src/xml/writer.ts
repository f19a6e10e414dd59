/** A character that XML 1.0 cannot carry, escaped or not: control characters, U+FFFE, U+FFFF, lone surrogates. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** True when every character of the text can stand in an XML document. */
export function isXmlText(text: string): boolean {
  return !NOT_XML.test(text);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Literal ones would be normalised away by the reader at the other end.
  '\r': '&#xD;',
};

/** Text as it may stand in element content or in an attribute of either quote. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => ESCAPES[character] ?? character);
}
