import { parser } from '@prometheus-io/lezer-promql';

/** The metrics that a query of Prometheus asks for. @throws Error where it is none */
export function metricsIn(query: string): readonly string[] {
  const names: string[] = [];
  parser.parse(query).iterate({
    enter: ({ name, from, to, type, node }) => {
      if (type.isError) throw new Error(`no query, at ${String(from)}: ${query}`);
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector') {
        names.push(query.slice(from, to));
      }
    },
  });
  return names;
}
