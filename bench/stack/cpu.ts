import { readFileSync } from 'node:fs';

/** USER_HZ of every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** CPU time of a process so far, all its threads, in milliseconds; NaN where there is no /proc. */
export function cpuMs(pid: number): number {
  const [user, system] = statOf(pid);
  return ((user + system) * 1000) / TICKS_PER_SECOND;
}

/** Memory of a process that is in RAM, in MiB; NaN where there is no /proc. */
export function residentMib(pid: number): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Starts to count the CPU time of processes; the function that it returns says how much each has used since. */
export function countCpu<Name extends string>(
  pids: Readonly<Record<Name, number>>,
): () => Record<Name, number> {
  const names = Object.keys(pids) as Name[];
  const before = new Map(names.map((name) => [name, cpuMs(pids[name])]));
  return () =>
    Object.fromEntries(
      names.map((name) => [name, cpuMs(pids[name]) - (before.get(name) ?? 0)]),
    ) as Record<Name, number>;
}

function statOf(pid: number): readonly [number, number] {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The program's name, in parentheses, may hold anything; numbers follow it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [Number(fields[11]), Number(fields[12])];
  } catch {
    return [Number.NaN, Number.NaN];
  }
}
