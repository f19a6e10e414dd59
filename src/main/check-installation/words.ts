import type { CheckLine, CheckOutcome } from '../../installation-check/line.js';

const MARKS: Readonly<Record<CheckOutcome, string>> = {
  works: 'ok        ',
  failed: 'FAILED    ',
  notTried: 'not tried ',
  notProved: 'not proved',
};

/** One line for a person, and below it what to do. */
export function lineWords({ check, about, outcome, says, remedy }: CheckLine): string {
  const told = outcome === 'notTried' ? says.replace(/^not tried: /, '') : says;
  const line = `${MARKS[outcome]}  ${check} ${about}: ${told}\n`;
  return remedy === null ? line : `${line}            What to do: ${remedy.replace(/\.$/, '')}.\n`;
}

/** The last line: how much is proved. */
export function summaryWords(lines: readonly CheckLine[]): string {
  const count = (outcome: CheckOutcome): number =>
    lines.filter((line) => line.outcome === outcome).length;
  return (
    `\n${String(count('works'))} ok, ${String(count('failed'))} failed, ` +
    `${String(count('notTried'))} not tried, ${String(count('notProved'))} not proved. Nothing was written.\n`
  );
}
