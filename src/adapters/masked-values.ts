/** Stands where a value was. */
export const HIDDEN = '…';

/**
 * Names of things in the database, which SQL Server quotes as it quotes values. They say what is wrong with the
 * set-up, so they stay; the word before them tells them from a value.
 */
const DATABASE_OBJECT =
  /\b(?:(?:stored procedure|procedure or function|constraint|database|object|object name|table|column)\s+(?:'[\w.]+'|"[\w.]+")|parameter\s+'@\w+')/gi;
/** Cannot come out of XML, so a message has none of its own. */
const KEPT = '\u0000';

/** Not an apostrophe, which has a letter on either side; the N is SQL's mark of a Unicode text. */
const QUOTE = /(?<![\p{L}\p{N}])N?['’]|['’](?![\p{L}\p{N}])|["`‘“”«»]/gu;
const VALUES_IN_PARENTHESES = /(?:\bvalues?\b[^()]{0,20}|=\s*)\(/i;

const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
/** Between the digits of a number that people write in groups. */
const GAP = String.raw`(?:[\s./()+\u2010-\u2015-]{0,4}|,)`;
/** Numbers of payers, cards, accounts and phones are this long; what tells an operator what to mend is shorter. */
const FEWEST_DIGITS_OF_A_PERSON = 7;
const LONG_NUMBER = new RegExp(
  [
    String.raw`\b[a-z]{2}\d{2}(?:[ .-]?[a-z\d]{4}){2,7}(?:[ .-]?[a-z\d]{1,4})?\b`,
    String.raw`[+(]{0,2}\d(?:${GAP}\d){${FEWEST_DIGITS_OF_A_PERSON - 1},}`,
  ].join('|'),
  'gi',
);
/** Numbers as long that tell nothing of a person: GUIDs, .NET's error codes, amounts that are no part of a longer number. */
const IMPERSONAL_NUMBER = new RegExp(
  [
    String.raw`\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b`,
    String.raw`\b0x[\da-f]{8}\b`,
    String.raw`(?<!\d|\d[-.,/])(?:(?:0|[1-9]\d{0,10}|[1-9]\d{0,2}(?:,\d{3}){1,3})\.\d{2}|[1-9]\d{0,2}(?:,\d{3}){2,3})(?!\d|[-.,/]\d)`,
  ].join('|'),
  'gi',
);
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const DATE = new RegExp(
  [
    String.raw`(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)`,
    String.raw`(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)`,
    String.raw`(?<!\d)(?:19|20)\d{6}(?!\d)`,
    String.raw`\b${MONTH}[.,]?\s+\d{1,2},?\s+\d{4}\b`,
    String.raw`\b\d{1,2}[\s-]+${MONTH}[.,]?[\s-]+\d{4}\b`,
  ].join('|'),
  'gi',
);

/** Longer ones are files; what a message says of them is quoted. */
const LONGEST_SENT = 500;
/** A shorter text, such as the name Ng, is a word like others unless it is written in the same case. */
const SHORTEST_IN_ANY_CASE = 3;
const FEWEST_DIGITS = 5;

/**
 * A message of the policy system or of billing without anything that may be personal data. They are other people's
 * words, and go where everybody with a read-only key can see them.
 *
 * Names hold quotes and parentheses of their own, and a message is cut where a value breaks its line, so nobody can
 * tell where a quoted value ends: all from the first quote to the last is hidden, or to the end when they do not pair.
 * A name without quotes is known for one only when it was sent in the same call.
 *
 * @param sent the texts of the request, which the message may repeat without quotes
 */
export function withoutValues(message: string, sent: readonly string[]): string {
  const names: string[] = [];
  const unnamed = message.replace(DATABASE_OBJECT, (name) => {
    names.push(name);
    return `${KEPT}${names.length - 1}${KEPT}`;
  });
  const unquoted = withoutQuoted(withoutListed(withoutSent(unnamed, sent)));
  return withoutLongNumbers(unquoted.replace(MAIL, HIDDEN).replace(DATE, HIDDEN))
    .split(KEPT)
    .map((part, at) => (at % 2 === 0 ? part : (names[Number(part)] ?? HIDDEN)))
    .join('');
}

function withoutLongNumbers(message: string): string {
  const kept = message.match(IMPERSONAL_NUMBER) ?? [];
  return message
    .split(IMPERSONAL_NUMBER)
    .map((part, at) => part.replace(LONG_NUMBER, HIDDEN) + (kept[at] ?? ''))
    .join('');
}

/** The texts of a request, at any depth. Numbers and bits are ids of the set-up, and stay readable. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function withoutSent(message: string, sent: readonly string[]): string {
  return sent
    .map((text) => text.trim())
    .filter((text) => text !== '' && text.length <= LONGEST_SENT)
    .flatMap((text) => [text, ...pairsOf(text)])
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, text) => left.replace(asWritten(text), HIDDEN), message);
}

/** Two words that follow each other still tell a name or a street when the rest of it was cut off. */
function pairsOf(text: string): string[] {
  const words = text.split(/\s+/);
  return words.slice(1).map((word, at) => `${words[at] ?? ''} ${word}`);
}

/** Finds a text as people and databases write it: spacing, doubled quotes and the grouping of digits may differ. */
function asWritten(text: string): RegExp {
  const digits = text.replace(/\D/g, '');
  const isNumber = digits.length >= FEWEST_DIGITS && /^[\d\s/.()+-]+$/.test(text);
  const pattern = isNumber
    ? Array.from(digits).join(GAP)
    : text
        .replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
        .replace(/['’]+/g, "['’]{1,2}")
        .replace(/\s+/g, String.raw`\s+`);
  const flags = text.length >= SHORTEST_IN_ANY_CASE ? 'giu' : 'gu';
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])`, flags);
}

function withoutListed(message: string): string {
  const opening = VALUES_IN_PARENTHESES.exec(message);
  if (!opening) return message;
  const from = opening.index + opening[0].length;
  const inside = message.slice(from);
  const isClosed = inside.split(')').length === inside.split('(').length + 1;
  return (
    message.slice(0, from) + HIDDEN + (isClosed ? message.slice(message.lastIndexOf(')')) : '')
  );
}

function withoutQuoted(message: string): string {
  const quotes = [...message.matchAll(QUOTE)];
  const [first] = quotes;
  const last = quotes.at(-1);
  if (!first || !last) return message;
  const isClosed = quotes.length % 2 === 0;
  const before = message.slice(0, first.index + first[0].length);
  return before + HIDDEN + (isClosed ? message.slice(last.index) : '');
}
