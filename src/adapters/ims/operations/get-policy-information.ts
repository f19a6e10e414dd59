import { z } from 'zod';
import { withoutForbiddenCharacters } from '../../../xml/forbidden-characters.js';
import { readXml, UnreadableXml, type XmlElement } from '../../../xml/reader.js';
import { text } from './answers.js';
import type { Operation } from './operation.js';

/** What IMS says about a policy: element names in lower case, each with the text of its first occurrence. */
export type PolicyInformation = ReadonlyMap<string, string>;

/** The names of its elements are not confirmed, so nothing of it is required. Null when it answers no document. */
export const getPolicyInformation: Operation<{ quoteGuid: string }, PolicyInformation | null> = {
  name: 'GetPolicyInformation',
  service: 'QuoteFunctions',
  effect: 'read',
  toRequest: ({ quoteGuid }) => ({ quoteGuid }),
  answer: z
    .preprocess((answer) => answer ?? '', text)
    .transform((document) => (document.trim() === '' ? null : readInformation(document))),
};

function readInformation(document: string): PolicyInformation | null {
  try {
    const information = new Map<string, string>();
    collect(readXml(withoutForbiddenCharacters(document.trim())), information);
    return information;
  } catch (error) {
    if (error instanceof UnreadableXml) return null;
    throw error;
  }
}

function collect(element: XmlElement, into: Map<string, string>): void {
  const name = element.name.toLowerCase();
  if (element.children.length === 0 && !into.has(name)) into.set(name, element.text.trim());
  for (const inner of element.children) collect(inner, into);
}
