import { sentences } from '../domain/sentence.js';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ProcedureAsked } from '../ports/policy-system/set-up.js';

const ASK_AGAIN_MS = 60_000;

/**
 * Asks each procedure of the site once and tells what is wrong with it, in the log and by `warnings`. Asks again while the
 * policy system is away, which never keeps a worker from starting.
 */
export function tellOfProcedures(
  ask: () => Promise<readonly ProcedureAsked[]>,
  log: Pick<Logger, 'info' | 'warn' | 'error'>,
  stop: AbortSignal,
): { readonly warnings: () => readonly string[] } {
  let warnings: readonly string[] = [];

  async function tell(): Promise<void> {
    while (!stop.aborted) {
      const asked = await ask();
      const broken = asked.filter(({ outcome }) => outcome === 'broken');
      const away = asked.filter(({ outcome }) => outcome === 'away');
      warnings = [...broken, ...away].map(({ lookup, procedure, problem, remedy }) =>
        sentences(
          `The procedure ${procedure} (${lookup}) does not work: ${problem ?? ''}`,
          remedy === null ? '' : `What to do: ${remedy}`,
        ),
      );
      for (const { lookup, procedure, problem, remedy } of broken) {
        log.error(
          { lookup, procedure, problem, remedy },
          'a procedure of the site does not work; every transaction that needs it will stop for a person',
        );
      }
      if (away.length === 0) {
        if (broken.length === 0)
          log.info({ asked: asked.length }, 'the procedures of the site work');
        return;
      }
      const { problem } = away[0] ?? {};
      log.warn({ problem }, 'the procedures of the site could not be asked; asking again');
      await wait(ASK_AGAIN_MS, undefined, { signal: stop, ref: false });
    }
  }

  tell().catch((error: unknown) => {
    if (!stop.aborted) log.error({ err: error }, 'the procedures of the site could not be asked');
  });
  return { warnings: () => warnings };
}
