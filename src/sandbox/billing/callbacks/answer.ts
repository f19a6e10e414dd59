import {
  child,
  descendants,
  readXml,
  UnreadableXml,
  type XmlElement,
} from '../../../xml/reader.js';
import type { Attempt } from './outbox.js';

/** The policy side will say the same to the same message, so a person has to look. */
const FINAL_STATUSES: ReadonlySet<number> = new Set([400, 405, 409, 410, 413, 415, 422]);
/** The bind may be on its way. */
const NOT_YET = 'termNotBound';
/** SOAP: the term may be on its way, too. */
const FINAL_FAULT = 'RequiredFieldException';

const repeat = (answer: string): Attempt => ({
  verdict: 'repeat',
  answer,
  policyNumberAnswered: null,
});

/** What an answer over REST means. */
export function readRestAnswer(status: number, body: string): Attempt {
  const members = jsonMembers(body);
  if (status >= 200 && status < 300) {
    const { policyNumber } = members;
    const policyNumberAnswered = typeof policyNumber === 'string' ? policyNumber : null;
    return { verdict: 'taken', answer: `HTTP ${status}`, policyNumberAnswered };
  }
  const code = typeof members['code'] === 'string' ? members['code'] : '';
  const answer = `HTTP ${status} ${code}`.trim();
  if (!FINAL_STATUSES.has(status) || code === NOT_YET) return repeat(answer);
  return { verdict: 'refused', answer, policyNumberAnswered: null };
}

/** What an answer over SOAP means. */
export function readSoapAnswer(status: number, body: string): Attempt {
  const [content] = soapBody(body)?.children ?? [];
  if (!content) return repeat(`HTTP ${status}, not SOAP`);
  if (content.name !== 'Fault') {
    const result = descendants(content, 'return')[0]?.text.trim() ?? '';
    const policyNumberAnswered = result === '' ? null : result;
    return { verdict: 'taken', answer: `HTTP ${status}`, policyNumberAnswered };
  }
  const detail = child(content, 'detail')?.children[0]?.name;
  const words = child(content, 'faultstring')?.text.trim() ?? '';
  const answer = `HTTP ${status} ${detail ?? 'Fault'}: ${words}`;
  return detail === FINAL_FAULT
    ? { verdict: 'refused', answer, policyNumberAnswered: null }
    : repeat(answer);
}

function soapBody(text: string): XmlElement | undefined {
  try {
    const root = readXml(text);
    return root.name === 'Envelope' ? child(root, 'Body') : undefined;
  } catch (error) {
    if (error instanceof UnreadableXml) return undefined;
    throw error;
  }
}

function jsonMembers(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
