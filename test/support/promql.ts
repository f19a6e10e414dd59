import { parser } from '@prometheus-io/lezer-promql';

/** What a query of Prometheus speaks of. */
export interface AskedOf {
  readonly metrics: readonly string[];
  /** By which it chooses and adds up. */
  readonly labels: readonly string[];
  /** The values that it chooses, of each label; of a pattern each of the values that it lists. */
  readonly values: readonly (readonly [label: string, value: string])[];
}

/** Reads a query. @throws Error where it is none */
export function askedBy(query: string): AskedOf {
  const metrics = new Set<string>();
  const labels = new Set<string>();
  const values: [string, string][] = [];
  let label = '';
  const read = withoutVariables(query);
  parser.parse(read).iterate({
    enter: ({ name, from, to, type, node }) => {
      if (type.isError) throw new Error(`no query, at ${String(from)}: ${query}`);
      const text = read.slice(from, to);
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector') metrics.add(text);
      if (name === 'LabelName') labels.add((label = text));
      if (name === 'StringLiteral' && node.parent?.name.includes('Matcher')) {
        const listed = text.slice(1, -1).split('|');
        values.push(...listed.map((value): [string, string] => [label, value]));
      }
    },
  });
  return { metrics: [...metrics], labels: [...labels], values };
}

/** The metrics that a query asks for. @throws Error where it is none */
export function metricsIn(query: string): readonly string[] {
  return askedBy(query).metrics;
}

/** Grafana puts a time there, which is as long as its graph needs. */
function withoutVariables(query: string): string {
  return query.replaceAll('$__rate_interval', '5m');
}
