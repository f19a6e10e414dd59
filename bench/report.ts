/** A goal for a ratio or an amount. */
export interface Goal {
  readonly text: string;
  readonly value: number;
  readonly limit: number;
  readonly better: 'lower' | 'higher';
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What is under way, for the person who waits; kept out of the report. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  say(line(head));
  say(line(head.map(() => '---')));
  for (const row of rows) say(line(row));
  say('');
}

/** One line per goal: met, or missed by how much. */
export function judge(goal: Goal): void {
  const { text, value, limit, better } = goal;
  const isMet = better === 'lower' ? value <= limit : value >= limit;
  const distance = Math.abs(value - limit);
  // Of a limit of nothing there is no share.
  const percent = limit === 0 ? '' : `, ${((distance / limit) * 100).toFixed(0)} %`;
  const share = `${number(distance)}${percent}`;
  const sign = better === 'lower' ? '<=' : '>=';
  say(
    `- ${isMet ? 'MET' : 'MISSED'} by ${share}: ${text}: ${number(value)} (goal ${sign} ${String(limit)})`,
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
}

/** The value that so many percent of the values do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN;
}

/** Median and range, such as `1.12 [1.09-1.20]`. */
export function spread(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${number(median(values))} [${number(low)}-${number(high)}]`;
}

export function number(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}
