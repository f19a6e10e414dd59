import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  closed,
  freed,
  hear,
  isEmpty,
  MOST_QUOTES,
  NEW_GROUP,
  type GroupWord,
  type QuoteGroup,
} from '../../../src/domain/quote-group/group.js';
import {
  UNIFORM_FIELDS,
  type FieldDigests,
  type GroupRules,
} from '../../../src/domain/quote-group/rules.js';

const RULES: GroupRules = { uniform: ['state', 'insured'], uniqueState: 'accepted' };
const digests = (changes: Partial<FieldDigests> = {}): FieldDigests => ({
  ...(Object.fromEntries(
    UNIFORM_FIELDS.map((field) => [field, `${field} of all`]),
  ) as FieldDigests),
  ...changes,
});
const join = (quote: string, saidAtMs = 1, changes: Partial<FieldDigests> = {}) =>
  ({ kind: 'join', quote, saidAtMs, digests: digests(changes) }) as const;
const claim = (quote: string, saidAtMs = 2) =>
  ({ ...join(quote, saidAtMs), kind: 'claim' }) as const;
const giveBack = (quote: string, saidAtMs = 3) => ({ kind: 'giveBack', quote, saidAtMs }) as const;
const leave = (quote: string, saidAtMs = 4) => ({ kind: 'leave', quote, saidAtMs }) as const;
const lock = (quote: string, saidAtMs = 5) => ({ kind: 'lock', quote, saidAtMs }) as const;

const after = (...words: readonly GroupWord[]): QuoteGroup =>
  words.reduce((group, word) => hear(RULES, group, word).group, NEW_GROUP);
const replyTo = (group: QuoteGroup, word: GroupWord) => hear(RULES, group, word).reply;
const facts = ({ state, winner }: QuoteGroup) => [state, winner];

describe('a group of quotes', () => {
  it('is for whoever claims it first, and for another when that one gives it back', () => {
    const taken = after(join('A'), join('B'), claim('A'));
    expect(facts(taken)).toEqual(['taken', 'A']);
    expect(replyTo(taken, claim('B'))).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'groupTaken' },
      winner: 'A',
    });
    const free = hear(RULES, taken, giveBack('A')).group;
    expect(facts(free)).toEqual(['free', null]);
    expect(facts(hear(RULES, free, claim('B')).group)).toEqual(['taken', 'B']);
  });

  it('is not given back by a quote that does not have it', () => {
    const group = after(join('A'), join('B'), claim('A'), giveBack('B'), leave('B', 9));
    expect(facts(group)).toEqual(['taken', 'A']);
  });

  it('is free again when the quote that has it is over', () => {
    const group = after(join('A'), claim('A'), leave('A'));
    expect(facts(group)).toEqual(['free', null]);
    expect(isEmpty(group)).toBe(true);
  });

  it('is locked by what is issued, for good, also where another has claimed it', () => {
    const group = after(join('A'), join('B'), claim('A'), lock('B'));
    expect(facts(group)).toEqual(['locked', 'B']);
    for (const word of [giveBack('B', 8), leave('B', 9), lock('A', 10)]) {
      expect(facts(hear(RULES, group, word).group)).toEqual(['locked', 'B']);
    }
    expect(replyTo(group, join('C'))).toMatchObject({ refusal: { code: 'groupLocked' } });
    expect(replyTo(group, claim('A', 6))).toMatchObject({ refusal: { code: 'groupTaken' } });
    expect(isEmpty(group)).toBe(false);
    expect(isEmpty(hear(RULES, group, leave('A', 9)).group)).toBe(true);
  });

  it('says in which fields a quote differs, and looks at those of its rules alone', () => {
    const group = after(join('A'));
    const differing = { state: 'x', insured: 'y', product: 'z' };
    expect(replyTo(group, join('B', 1, differing))).toMatchObject({
      refusal: { code: 'notUniform' },
      fields: ['state', 'insured'],
    });
    expect(replyTo(group, join('B', 1, { product: 'z' }))).toEqual({ outcome: 'taken' });
    expect(replyTo(group, { ...join('B', 2, { state: 'x' }), kind: 'claim' })).toMatchObject({
      refusal: { code: 'notUniform' },
      fields: ['state'],
    });
  });

  it('has its fields from its only quote, and from the others where there are some', () => {
    const changed = hear(RULES, after(join('A')), join('A', 2, { state: 'x' })).group;
    expect(replyTo(changed, join('B'))).toMatchObject({ fields: ['state'] });
    const two = hear(RULES, changed, join('B', 1, { state: 'x' })).group;
    expect(replyTo(two, join('A', 3))).toMatchObject({ fields: ['state'] });
    const alone = hear(RULES, two, leave('B')).group;
    expect(replyTo(alone, join('A', 3))).toEqual({ outcome: 'taken' });
  });

  it('is not taken by a claim that arrives after its quote has given it back', () => {
    const group = after(join('A'), claim('A', 2), giveBack('A', 3));
    expect(hear(RULES, group, claim('A', 2))).toMatchObject({
      group,
      reply: { outcome: 'refused', refusal: { code: 'notAllowedInState' } },
    });
  });

  it('is not given back by what its quote said before it claimed it again', () => {
    const group = after(join('A'), claim('A', 2), claim('A', 6));
    expect(hear(RULES, group, giveBack('A', 3))).toEqual({ group, reply: { outcome: 'taken' } });
  });

  it('does not bring a quote back that has left, by a word that arrives late', () => {
    const group = after(join('A'), leave('A', 4));
    expect(hear(RULES, group, join('A', 1)).group).toEqual(group);
    expect(hear(RULES, group, join('A', 5)).group.quotes).toMatchObject([{ isIn: true }]);
  });

  it('takes as many quotes as it may, and forgets the earliest of those that left', () => {
    const many = Array.from({ length: MOST_QUOTES }, (_, at) => join(`Q${at}`));
    const full = after(...many);
    expect(replyTo(full, join('more'))).toMatchObject({ refusal: { code: 'groupFull' } });
    expect(replyTo(full, claim('Q1'))).toEqual({ outcome: 'taken' });
    const [first] = many;
    if (!first) throw new Error('there are many');
    expect(replyTo(hear(RULES, full, leave(first.quote)).group, join('more'))).toEqual({
      outcome: 'taken',
    });
    let group = NEW_GROUP;
    for (let at = 0; at < 300; at += 1) {
      group = hear(RULES, group, join(`L${at}`, 1)).group;
      group = hear(RULES, group, leave(`L${at}`, 2)).group;
    }
    expect(group.quotes.map(({ quote }) => quote)).toHaveLength(200);
    expect(group.quotes.at(-1)?.quote).toBe('L299');
  });

  it('is freed by a person, who is kept; not where it is locked', () => {
    const at = '2027-01-01T00:00:00.000Z';
    const word = { at, quote: 'A', by: 'olga', reason: 'terminated' };
    const group = freed(after(join('A'), claim('A')), word);
    expect(facts(group)).toEqual(['free', null]);
    expect(group).toMatchObject({ quotes: [{ isIn: false }], freed: [word] });
    const locked = after(join('A'), lock('A'));
    expect(freed(locked, word)).toBe(locked);
  });

  it('closes where no quote is in it', () => {
    expect(facts(closed(NEW_GROUP))).toEqual(['locked', null]);
    const taken = after(join('A'), claim('A'));
    expect(closed(taken)).toBe(taken);
  });

  it('has one winner at most, whatever is said, twice and out of order, and a lock is for good', () => {
    const word = fc.record({
      kind: fc.constantFrom('join', 'claim', 'giveBack', 'leave', 'lock'),
      quote: fc.constantFrom('A', 'B', 'C'),
      saidAtMs: fc.integer({ min: 0, max: 9 }),
      digests: fc.constantFrom(digests(), digests({ state: 'x' })),
    }) as fc.Arbitrary<GroupWord>;
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        let group = NEW_GROUP;
        for (const one of words) {
          const heard = hear(RULES, group, one);
          const again = hear(RULES, heard.group, one);
          // A repeat changes nothing.
          expect(again.group).toEqual(heard.group);
          if (group.state === 'locked') expect(facts(heard.group)).toEqual(facts(group));
          group = heard.group;
          expect(group.winner === null).toBe(group.state === 'free');
          if (heard.reply.outcome === 'taken' && one.kind === 'claim') {
            expect(group.winner).toBe(one.quote);
          }
          const states = group.quotes
            .filter(({ isIn }) => isIn)
            .map((member) => member.digests.state);
          // What is issued stands, agreed or not.
          if (group.state !== 'locked') expect(new Set(states).size).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 500 },
    );
  });
});
