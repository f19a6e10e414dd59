/** One number of a process, as Prometheus reads it. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const SAMPLE = /^(\w+)(?:\{(.*)\})? (\S+)$/gm;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Reads what a process answers at `/metrics`, but for its comments. */
export function readSamples(text: string): readonly Sample[] {
  return [...text.matchAll(SAMPLE)].map(([, name = '', labels = '', value = '']) => ({
    name,
    labels: Object.fromEntries(
      [...labels.matchAll(LABEL)].map(([, label = '', of = '']): [string, string] => [label, of]),
    ),
    value: Number(value),
  }));
}

/** The samples of a name, added up by some of their labels. */
export function sumBy(
  samples: readonly Sample[],
  name: string,
  labels: readonly string[],
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const sample of samples.filter((one) => one.name === name)) {
    const key = labels.map((label) => sample.labels[label] ?? '').join(' ');
    sums.set(key, (sums.get(key) ?? 0) + sample.value);
  }
  return sums;
}
