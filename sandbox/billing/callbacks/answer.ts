import {
  child,
  descendants,
  readXml,
  UnreadableXml,
  type XmlElement,
} from '../../../src/xml/reader.js';
import type { Attempt } from './outbox.js';

/** The policy side will say the same to the same message, so a person has to look. */
const FINAL_STATUSES: ReadonlySet<number> = new Set([400, 405, 409, 410, 413, 415, 422]);
/** The bind may be on its way. */
const NOT_YET = 'termNotBound';
/** SOAP: the term may be on its way, too. */
const UNKNOWN_YET = 'BadIdentifierException';
/** SOAP: a person may put the key right. */
const DOORS: ReadonlySet<number> = new Set([401, 403]);

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
  const code = codeOf(members);
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
  const faultCode = child(content, 'faultcode')?.text.trim() ?? '';
  const isOurs = /(^|:)Client$/.test(faultCode) && detail !== UNKNOWN_YET && !DOORS.has(status);
  return isOurs ? { verdict: 'refused', answer, policyNumberAnswered: null } : repeat(answer);
}

/** The business's own reason, or the last part of the problem's type. */
function codeOf({ code, type }: Record<string, unknown>): string {
  if (typeof code === 'string') return code;
  return typeof type === 'string' ? (/[^:#/]*$/.exec(type)?.[0] ?? '') : '';
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
