/** How many workflow tasks a worker has carried out, and how many of them took longer than was asked. */
export interface Latencies {
  readonly count: number;
  readonly longer: number;
}

const METRIC = 'temporal_workflow_task_execution_latency';

/** Asks a worker's metrics. @param limitMs one of the bounds of its histograms, such as 1000 */
export async function longerThan(address: string, limitMs: number): Promise<Latencies> {
  const text = await (await fetch(`http://${address}/metrics`)).text();
  const within = sum(
    text,
    new RegExp(`^${METRIC}\\w*_bucket\\{[^}]*le="${String(limitMs)}"[^}]*\\} (\\S+)`, 'gm'),
  );
  const count = sum(text, new RegExp(`^${METRIC}\\w*_count(?:\\{[^}]*\\})? (\\S+)`, 'gm'));
  return { count, longer: count - within };
}

function sum(text: string, line: RegExp): number {
  return [...text.matchAll(line)].reduce((total, [, value]) => total + Number(value), 0);
}
