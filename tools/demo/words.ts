import { centsOf } from './money.js';
import type { Calls, DemoStep, MoneyMoved, ProvenTerm, Said, WorkedAmount } from './report.js';

/** Of the terminals that are to be expected. */
const COLUMNS = 80;
const INDENT = 4;
const LABEL = 14;
/** Of what an amount is. */
const NAME = 32;
/** Holds a billion, its sign, its cents and a blank. */
const AMOUNT = 14;

/** A step, to be read. @param n which one it is, from 1 */
export function stepWords(step: DemoStep, n: number): string {
  return [
    '',
    `${String(n).padStart(2)}. ${step.title}`,
    ...wrapped(step.sentence, ' '.repeat(INDENT)),
    ...callWords(step.calls),
    ...step.money.flatMap(moneyWords),
  ].join('\n');
}

function callWords({ ims, billing, fromBilling }: Calls): readonly string[] {
  const named = ims.map(({ operation, procedure, isWrite }) => ({
    name: procedure ?? operation,
    isWrite,
  }));
  const names = (wanted: boolean): readonly string[] =>
    named.filter(({ isWrite }) => isWrite === wanted).map(({ name }) => name);
  return [
    ...labelled('billing told', counted(fromBilling)),
    ...labelled('IMS writes', counted(names(true))),
    ...labelled('IMS reads', counted(names(false))),
    ...labelled('billing asked', counted(billing)),
  ];
}

/** Each name once, in the order in which they came, with how often. */
function counted(names: readonly string[]): readonly string[] {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return [...times].map(([name, count]) => (count === 1 ? name : `${name} x${String(count)}`));
}

function moneyWords({ what, amount, rows }: MoneyMoved): readonly string[] {
  return [...labelled('money', [`${amount} ${what}`]), ...rows.flatMap(workedWords)];
}

/** How one amount came about; what comes to nothing is left out. */
function workedWords({ name, state, amount, because }: WorkedAmount): readonly string[] {
  if (centsOf(amount) === 0) return [];
  const charge = state === null ? name : `${name} ${state}`;
  return wrapped(
    `${amount.padStart(9)}  ${charge}: ${howWords(amount, because)}`,
    ' '.repeat(INDENT + LABEL),
    11,
  );
}

function howWords(amount: string, { of, factor, gives }: WorkedAmount['because']): string {
  if (Math.abs(centsOf(amount)) !== Math.abs(centsOf(gives)))
    return `${of} - ${gives} (${factor} earned)`;
  return factor === '1' ? `all of ${of}` : `${of} x ${factor}`;
}

/** What each term came to in each system, side by side. */
export function proofWords(terms: readonly ProvenTerm[]): string {
  return [
    '',
    'The proof: what each system has on file, added up by itself',
    ...terms.flatMap(provenWords),
    '',
    terms.every(({ proof }) => proof.agrees)
      ? 'IMS, billing and the terms agree to the cent, charge by charge and in total.'
      : 'IMS, billing and the terms do not agree; what differs is marked with "<>".',
    '',
  ].join('\n');
}

function provenWords({ policyNumber, termNumber, proof }: ProvenTerm): readonly string[] {
  const rows = [...proof.charges, proof.total, proof.invoiced, proof.paid];
  const facts = [...proof.transactions, proof.days, proof.standing];
  return [
    '',
    ...namedRow(`${policyNumber}, term ${String(termNumber)}`, 'IMS', 'billing', 'term'),
    ...rows.flatMap(amountWords),
    ...facts.flatMap(factWords),
  ];
}

function amountWords({ what, ims, billing, term, agrees }: Said): readonly string[] {
  const [last = '', ...first] = namedRow(what, ims, billing, term).toReversed();
  return [...first, `${last}${agrees ? '' : ' <>'}`];
}

/** A name that is too long for its column has a line of its own. */
function namedRow(what: string, ...amounts: readonly string[]): readonly string[] {
  if (what.length <= NAME) return [tableRow(what, ...amounts)];
  return [`  ${what}`, tableRow('', ...amounts)];
}

function tableRow(what: string, ...amounts: readonly string[]): string {
  const columns = amounts.map((amount) => amount.padStart(AMOUNT)).join('');
  return `  ${what.padEnd(NAME)}${columns}`.trimEnd();
}

function factWords(fact: Said): readonly string[] {
  const { what, ims, billing, term } = fact;
  const label = `  ${what.padEnd(16)}`;
  if (fact.agrees) return [`${label}${term}`];
  return [
    `${label}<>`,
    ...[`IMS: ${ims}`, `billing: ${billing}`, `term: ${term}`].map((line) => `      ${line}`),
  ];
}

function labelled(label: string, words: readonly string[]): readonly string[] {
  const text = words.join(', ');
  if (text === '') return [];
  const [first = '', ...rest] = wrapped(text, ' '.repeat(INDENT + LABEL));
  return [`${' '.repeat(INDENT)}${label.padEnd(LABEL)}${first.trimStart()}`, ...rest];
}

/** Lines of at most 80 columns. @param hanging by how much more all but the first are indented */
export function wrapped(text: string, indent: string, hanging = 0): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  let isEmpty = true;
  // Blanks that align are kept at the beginning.
  const lead = /^ */.exec(text)?.[0] ?? '';
  for (const word of text.trim().split(/(?<=\S) (?=\S)/)) {
    const start = isEmpty && lines.length === 0 ? lead : '';
    if (!isEmpty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = `${indent}${' '.repeat(hanging)}`;
      isEmpty = true;
    }
    line += `${isEmpty ? start : ' '}${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
