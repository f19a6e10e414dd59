import { describe, expect, it } from 'vitest';
import type { OpenTask } from '../../../src/domain/task/open-task.js';
import { byUrgency, headsOf, MOST_HEADS, readHead } from '../../../src/domain/task/task-head.js';

const task = (changes: Partial<OpenTask> = {}): OpenTask => ({
  key: 'bind',
  cause: 'rejected',
  what: 'Mend it.',
  why: 'It is broken.',
  since: '2027-01-01T00:00:00.000Z',
  due: null,
  money: [],
  settling: { act: 'correct', body: {} },
  ...changes,
});

describe('the head of a task', () => {
  it('says due, since, cause and money, and is read as it was written', () => {
    const [text = ''] = headsOf([
      task({ due: '2027-02-01', money: [{ cents: -12_345, currency: 'USD' }] }),
    ]);
    expect(text).toBe('2027-02-01 2027-01-01T00:00:00.000Z rejected -12345');
    expect(readHead(text)).toEqual({
      due: '2027-02-01',
      since: '2027-01-01T00:00:00.000Z',
      cause: 'rejected',
      money: [{ cents: -12_345, currency: null }],
    });
  });

  it('names the currency of money that is held, and is read without it, as an older version wrote it', () => {
    const money = [{ cents: 7_700, currency: 'EUR' }];
    const [text = ''] = headsOf([task({ cause: 'moneyParked', money })]);
    expect(text).toBe('- 2027-01-01T00:00:00.000Z moneyParked 7700 EUR');
    expect(readHead(text)).toMatchObject({ money });
    expect(readHead(text.slice(0, -4))).toMatchObject({
      money: [{ cents: 7_700, currency: null }],
    });
  });

  it('has each currency of money that is held', () => {
    const money = [
      { cents: 7_700, currency: 'EUR' },
      { cents: 100, currency: 'USD' },
    ];
    const [text = ''] = headsOf([task({ cause: 'refund', money })]);
    expect(text).toBe('- 2027-01-01T00:00:00.000Z refund 7700 EUR 100 USD');
    expect(readHead(text)).toMatchObject({ money });
  });

  it('says that there is no deadline and no money', () => {
    const [text = ''] = headsOf([task()]);
    expect(readHead(text)).toMatchObject({ due: null, money: [] });
  });

  it.each(['', 'soon', '2027-02-30 2027-01-01T00:00:00.000Z rejected -', '- - rejected -'])(
    'is nothing that can be read in "%s"',
    (text) => {
      expect(readHead(text)).toBeNull();
    },
  );

  it('is told of the most urgent where there are many, in fewer bytes than Temporal takes', () => {
    const many = Array.from({ length: 90 }, (_, at) =>
      task({
        due: `2027-03-${String(1 + (at % 28)).padStart(2, '0')}`,
        cause: 'moneyBeforeBind',
        money: [{ cents: 9_999_999_999_999, currency: 'USD' }],
      }),
    );
    const heads = headsOf(many);
    expect(heads).toHaveLength(MOST_HEADS);
    expect(heads.at(0)).toMatch(/^2027-03-01/);
    expect(heads.at(-1)).toMatch(/^2027-03-0[567]/);
    expect(Buffer.byteLength(JSON.stringify(heads))).toBeLessThan(2_048);
  });
});

describe('the order of tasks', () => {
  it('is by deadline, then by how long they wait, and those without a deadline come last', () => {
    const places = [
      { due: null, since: '2026-01-01T00:00:00Z' },
      { due: null, since: null },
      { due: '2027-02-01', since: '2027-01-02T00:00:00Z' },
      { due: '2027-02-01', since: '2027-01-01T23:00:00-05:00' },
      { due: '2027-01-31', since: '2027-01-03T00:00:00Z' },
    ];
    expect([...places].sort(byUrgency).map((place) => places.indexOf(place))).toEqual([
      4, 2, 3, 0, 1,
    ]);
  });
});
