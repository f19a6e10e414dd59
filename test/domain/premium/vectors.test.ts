import { describe, expect, it } from 'vitest';
import { inputsOf, type Inputs, type Worked } from './vector-inputs.js';
import { WAYS } from './vector-answers.js';
import { INSTEAD, PRACTICES } from './vector-other-ways.js';
import { family, type Vector } from '../vectors.js';

const FAMILIES = ['PR', 'EN', 'SR', 'ME', 'TX', 'EQ', 'RW', 'CX', 'RI'] as const;
/** Cases of dates and states, which have no amount. */
const WITHOUT_AMOUNT = ['CX-03', 'CX-04a', 'CX-08', 'CX-22'];
const HOW_MANY = { PR: 28, EN: 19, SR: 28, ME: 13, TX: 16, EQ: 5, RW: 8, CX: 25, RI: 15 };

describe('amounts of the lifecycle reference', () => {
  const vectors = FAMILIES.flatMap((name) => family(name)).filter(
    ({ id }) => !WITHOUT_AMOUNT.includes(id),
  );
  const ran = new Set<string>();
  const worked = (vector: Vector, ways: Readonly<Record<string, (inputs: Inputs) => Worked>>) => {
    const way = ways[vector.rule ?? ''];
    if (!way) throw new Error(`nothing computes ${vector.id}, ${vector.rule ?? 'no rule'}`);
    const result = way(inputsOf(vector));
    ran.add(vector.id);
    return result;
  };

  it.each(vectors.filter(({ kind }) => kind === 'rule'))('$id $note', (vector) => {
    expect(worked(vector, WAYS)).toMatchObject(vector.expected);
  });

  it.each(vectors.filter(({ kind }) => kind === 'carrierExample'))(
    "$id is a carrier's own practice, reached with its own count of time: $note",
    (vector) => {
      expect(worked(vector, PRACTICES)).toMatchObject(vector.expected);
    },
  );

  it.each(vectors.filter(({ kind }) => kind === 'antiVector'))(
    'does not come to $id: $note',
    (vector) => {
      const instead = worked(vector, INSTEAD);
      for (const [field, wrong] of Object.entries(vector.expected)) {
        if (!(field in instead)) continue;
        expect(instead[field], field).not.toEqual(wrong);
        expect(instead[field], field).toEqual(expect.any(Number));
      }
      expect(Object.keys(vector.expected).filter((field) => field in instead)).not.toEqual([]);
    },
  );

  it('has left no case with an amount out', () => {
    const counts = FAMILIES.map((name) => {
      const of = [...ran].filter((id) => id.startsWith(`${name}-`));
      return [name, of.length] as const;
    });
    console.info(`vectors: ${counts.map(([name, count]) => `${name} ${count}`).join(', ')}`);
    expect(Object.fromEntries(counts)).toEqual(HOW_MANY);
    expect([...ran].sort()).toEqual(vectors.map(({ id }) => id).sort());
  });
});
