import { describe, expect, it } from 'vitest';
import type { ProcedureAsked } from '../../src/ports/policy-system/set-up.js';
import { tellOfProcedures } from '../../src/main/site-procedures.js';

const broken: ProcedureAsked = {
  lookup: 'quoteByGuid',
  procedure: 'SiteQuote',
  outcome: 'broken',
  problem: 'It is not there.',
  remedy: 'make it',
};

/** What a worker says in its log of the procedures. */
async function told(asked: readonly ProcedureAsked[]) {
  const lines: { level: string; about: object; message: string }[] = [];
  const stop = new AbortController();
  const line = (level: string) => (about: object, message: string) => {
    lines.push({ level, about, message });
  };
  const log = { info: line('info'), warn: line('warn'), error: line('error') };
  const { warnings } = tellOfProcedures(() => Promise.resolve(asked), log as never, stop.signal);
  await expect.poll(() => lines.length).toBeGreaterThan(0);
  stop.abort();
  return { lines, warnings: warnings() };
}

describe('a worker that has asked the procedures of the site', () => {
  it('A38: tells in its log and to who asks for its health which one does not work', async () => {
    const { lines, warnings } = await told([broken]);
    expect(lines).toEqual([
      {
        level: 'error',
        about: {
          lookup: 'quoteByGuid',
          procedure: 'SiteQuote',
          problem: 'It is not there.',
          remedy: 'make it',
        },
        message:
          'a procedure of the site does not work; every transaction that needs it will stop for a person',
      },
    ]);
    expect(warnings).toEqual([
      'The procedure SiteQuote (quoteByGuid) does not work: It is not there. What to do: make it.',
    ]);
  });

  it('says that they work, or that the policy system could not be asked', async () => {
    const works = await told([{ ...broken, outcome: 'works', problem: null, remedy: null }]);
    expect(works.lines).toMatchObject([{ level: 'info' }]);
    expect(works.warnings).toEqual([]);
    const away = await told([{ ...broken, outcome: 'away', problem: 'no connection' }]);
    expect(away.lines).toMatchObject([{ level: 'warn', about: { problem: 'no connection' } }]);
  });
});
