import { escapeXml, isXmlText } from '../../xml/writer.js';

/** One value of a request; `undefined` is left out, a list repeats its element. */
export type FieldValue =
  string | number | boolean | undefined | Fields | readonly (string | Fields)[];

/** Elements of a request. They are written in the order in which they stand here: the order of the WSDL. */
export interface Fields {
  readonly [element: string]: FieldValue;
}

/** A value holds a character that XML cannot carry. */
export class UnsendableText extends Error {
  override readonly name = 'UnsendableText';
  /** Name of the innermost element. The value itself is kept out: it may be personal data. */
  readonly element: string;

  constructor(element: string) {
    super(`${element} holds a character that cannot be sent`);
    this.element = element;
  }
}

/** Anything but characters that need neither escaping nor a second look. */
const NEEDS_CARE = /[^\t\n !#-%(-;=?-\ud7ff\ue000-\ufffd]/;

/**
 * The body element of a request, `<Operation xmlns="…">…</Operation>`.
 *
 * There is no null and no empty element for "nothing": IMS reads an absent element as the default of its type and
 * fails to parse an empty one for a number, a date or a GUID. So empty text is left out too, except in a list, where
 * it holds a place.
 *
 * @throws UnsendableText when a value cannot stand in XML
 */
export function writeRequest(operation: string, namespace: string, fields: Fields): string {
  return `<${operation} xmlns="${namespace}">${writeFields(fields)}</${operation}>`;
}

function writeFields(fields: Fields): string {
  let xml = '';
  for (const element of Object.keys(fields)) {
    const value = fields[element];
    if (value === undefined || value === '') continue;
    if (Array.isArray(value)) {
      for (const item of value as readonly (string | Fields)[]) xml += writeElement(element, item);
    } else {
      xml += writeElement(element, value as Exclude<FieldValue, readonly unknown[] | undefined>);
    }
  }
  return xml;
}

function writeElement(element: string, value: string | number | boolean | Fields): string {
  const content = typeof value === 'object' ? writeFields(value) : writeText(element, value);
  return `<${element}>${content}</${element}>`;
}

function writeText(element: string, value: string | number | boolean): string {
  const text = String(value);
  if (!NEEDS_CARE.test(text)) return text;
  if (!isXmlText(text)) throw new UnsendableText(element);
  return escapeXml(text);
}
