import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { errorFacts } from '../../src/activities/error-facts.js';
import { translated } from '../../src/activities/translated.js';
import { TemporalDeadlineError } from '../../src/temporal/deadlines.js';

const SECRET = 'insured Ada Builder, 123-45-6789';

describe('an error that nobody expected', () => {
  /** The line that the worker's log gets, as JSON. */
  async function logged(activity: () => Promise<unknown>): Promise<string> {
    const lines: string[] = [];
    const logger = new DefaultLogger('ERROR', ({ message, meta }) => {
      lines.push(JSON.stringify({ message, meta }));
    });
    const { bind } = translated({ bind: activity });
    await expect(new MockActivityEnvironment({}, { logger }).run(bind)).rejects.toMatchObject({
      type: 'Unexpected',
      nonRetryable: true,
    });
    expect(lines).toHaveLength(1);
    return lines[0] ?? '';
  }

  it('is logged with its type and where it was thrown, without its message', async () => {
    const line = await logged(() => Promise.reject(new TypeError(`cannot read ${SECRET}`)));
    expect(line).toContain('bind failed unexpectedly');
    expect(line).toContain('TypeError');
    expect(line).toContain('translated.test.ts');
    expect(line).not.toContain(SECRET);
  });

  it('is logged without a message whose lines look like places', async () => {
    const message = `no such row\n    at ${SECRET} (row.ts:1:1)\n    at ${SECRET} (row.ts:2:2)`;
    expect(await logged(() => Promise.reject(new Error(message)))).not.toContain(SECRET);
  });

  it('is logged without the message that it had when it was thrown', () => {
    const error = new Error(`first ${SECRET}\nand more`);
    error.message = 'another';
    const facts = errorFacts(error);
    expect(facts.type).toBe('Error');
    expect(facts.stack.length).toBeGreaterThan(0);
    expect(JSON.stringify(facts)).not.toContain(SECRET);
  });

  it('has nothing but its type when it is no error', () => {
    expect(errorFacts(SECRET)).toEqual({ type: 'string', stack: [] });
  });
});

describe("a look into Temporal's index", () => {
  it.each([
    ['is away', Object.assign(new Error('refused'), { code: 14, details: '', metadata: {} })],
    ['does not answer in time', new TemporalDeadlineError('no answer within 10 ms')],
  ])('is made again later when it %s', async (_when, error) => {
    const { look } = translated({ look: () => Promise.reject(error) });
    await expect(new MockActivityEnvironment().run(look)).rejects.toMatchObject({
      type: 'TemporalUnavailable',
      nonRetryable: false,
    });
  });
});
