import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { QUOTE_MACHINE } from '../../../src/domain/quote/machine.js';
import { QUOTE_STATES, type QuoteEvent, type QuoteState } from '../../../src/domain/quote/quote.js';

/** What can be asked of a quote, and how it may end for it. */
const WAYS: readonly (readonly [words: string, event: QuoteEvent])[] = [
  ['edit', { kind: 'edit', isAsRead: true, isSameProduct: true }],
  ['validate', { kind: 'validate', hasFindings: false }],
  ['validate, with findings', { kind: 'validate', hasFindings: true }],
  ['price', { kind: 'price', hasFindings: false }],
  ['price, with findings', { kind: 'price', hasFindings: true }],
  ['underwrite: nothing, or approved', { kind: 'underwrite', flags: [] }],
  ['underwrite: block', { kind: 'underwrite', flags: ['block'] }],
  ['underwrite: decline', { kind: 'underwrite', flags: ['decline'] }],
  ['underwrite: reject', { kind: 'underwrite', flags: ['reject'] }],
  ['underwrite, and the rules cannot run', { kind: 'underwrite', flags: null }],
  ['decide: approve', { kind: 'decide', decision: 'approve' }],
  ['decide: decline', { kind: 'decide', decision: 'decline' }],
  ['decide: reject', { kind: 'decide', decision: 'reject' }],
  ['accept', { kind: 'accept', isGroupFree: true }],
  ['accept, and another of its group is', { kind: 'accept', isGroupFree: false }],
  ['issue', { kind: 'issue', isDone: true }],
  ['issue, and a step stops', { kind: 'issue', isDone: false }],
  ['refuse', { kind: 'refuse', isBound: false }],
  ['reset', { kind: 'reset' }],
  ['discard', { kind: 'discard' }],
  ['expire', { kind: 'expire', isBound: false }],
  ['abandon', { kind: 'abandon', isBound: false }],
  ['correct', { kind: 'correct', isAwaited: true }],
];

/** What becomes of one way in a state; null for what the table does not know. */
function nextOf(state: QuoteState, event: QuoteEvent): string | null {
  const outcome = QUOTE_MACHINE.apply(state, event);
  if (outcome.outcome === 'taken') return outcome.state === state ? 'stays' : outcome.state;
  const { code } = outcome.refusal;
  // What is not in the table is refused with one code for all.
  return code === 'notAllowedInState' ? null : `refused: ${code}`;
}

/** The table of a quote as the page of quotes shows it. */
function table(): string {
  const rows = QUOTE_STATES.flatMap((state) => {
    const nexts = WAYS.map(([words, event]) => [state, words, nextOf(state, event)] as const);
    const [first] = nexts;
    // An issued quote takes nothing at all.
    return first && nexts.every(([, , next]) => next === first[2])
      ? [[state, 'everything', first[2] ?? '']]
      : nexts.flatMap(([, words, next]) => (next === null ? [] : [[state, words, next]]));
  });
  const all = [['state', 'what happens', 'next'], ...rows];
  const widths = [0, 1, 2].map((at) => Math.max(...all.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

describe('docs/quotes.md', () => {
  it('shows the table of a quote as the machine has it', () => {
    const page = readFileSync(new URL('../../../docs/quotes.md', import.meta.url), 'utf8');
    const [, shown] =
      /<!-- table of a quote -->\n\n([\s\S]*?)\n\n<!-- end of the table -->/.exec(page) ?? [];
    expect(shown).toBe(table());
  });
});
