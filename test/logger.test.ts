import { describe, expect, it } from 'vitest';
import { createLogger } from '../src/logger.js';
import { inCallContext } from '../src/ports/call-context.js';

function linesOf(write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  const destination = {
    write: (line: string) => {
      lines.push(JSON.parse(line) as Record<string, unknown>);
    },
  };
  write(createLogger({ name: 'test', level: 'info', destination }));
  return lines;
}

describe('a log line', () => {
  it('names transaction, step and attempt of the call that it is written for', async () => {
    const context = { transactionId: 'new-business:a:1', step: 'bind', attempt: 2 };
    let lines: Record<string, unknown>[] = [];
    await inCallContext(context, () => {
      lines = linesOf((log) => {
        log.info({ operation: 'BindQuote' }, 'call');
      });
      return Promise.resolve();
    });
    expect(lines[0]).toMatchObject({ ...context, operation: 'BindQuote', level: 'info' });
  });

  it('shows neither personal data nor secrets, should they slip in', () => {
    const slip = { ssn: '123456789', insured: { lastName: 'Doe' }, 'x-api-key': 'secret-key' };
    const written = JSON.stringify(
      linesOf((log) => {
        log.info(slip, 'first level');
        log.info({ submission: slip }, 'second level');
        log.info({ request: { headers: slip } }, 'third level');
      }),
    );
    expect(written).not.toMatch(/123456789|Doe|secret-key/);
  });
});
