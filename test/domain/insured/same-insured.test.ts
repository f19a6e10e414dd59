import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  comparableAddress,
  comparableName,
  nameStarts,
  plainTaxId,
  type Spelling,
} from '../../../src/domain/insured/spelling.js';
import { chooseInsured, type InsuredOnFile } from '../../../src/domain/insured/same-insured.js';
import type { Insured } from '../../../src/domain/insured/insured.js';

const { spelling } = JSON.parse(readFileSync('config/installations/sandbox.json', 'utf8')) as {
  spelling: Spelling;
};

const insured: Insured = {
  businessType: 'corporation',
  corporationName: 'Acme Inc',
  nameOnPolicy: 'Acme Inc',
  location: {
    name: 'Main',
    address1: '1 Main Street',
    city: 'Dallas',
    state: 'TX',
    zip: '75201',
    country: 'USA',
  },
};
const place = {
  address1: '1 Main Street',
  address2: null,
  city: 'Dallas',
  state: 'TX',
  zip: '75201',
};

function onFile(insuredGuid: string, change: Partial<InsuredOnFile> = {}): InsuredOnFile {
  return {
    insuredGuid,
    corporationName: 'Acme Inc',
    firstName: null,
    middleName: null,
    lastName: null,
    fein: null,
    ssn: null,
    dateOfBirth: null,
    locations: [place],
    hasPrimaryLocation: true,
    ...change,
  };
}

function choose(
  of: Partial<Insured>,
  candidates: readonly InsuredOnFile[],
  { isComplete = true, again = false } = {},
): string | readonly string[] {
  const choice = chooseInsured({ ...insured, ...of }, candidates, { isComplete, again, spelling });
  if (choice.kind === 'one') return choice.found.insuredGuid;
  return choice.kind === 'nobody'
    ? 'nobody'
    : choice.candidates.map(({ insuredGuid }) => insuredGuid);
}

describe('names and addresses', () => {
  it.each([
    ['Acme, Inc.', 'ACME INCORPORATED'],
    ['A.B.C. Corp', 'ABC Corporation'],
    ['A B C Company', 'abc co.'],
    ['Smith & Sons Ltd', 'Smith and Sons, Limited'],
    ['O’Neil  Brothers', "O'Neil Bros."],
    ['Müller-Lüdenscheid L.L.C.', 'MULLER LUDENSCHEID LIMITED LIABILITY COMPANY'],
    ["Saint Mary's Hospital", 'St. Marys Hosp'],
  ])('%s is the same name as %s', (one, other) => {
    expect(comparableName(one, spelling)).toBe(comparableName(other, spelling));
  });

  it.each([
    ['Acme Inc', 'Acme LLC'],
    ['Acme 1 Inc', 'Acme 2 Inc'],
    ['!!!', '???'],
    ['株式会社', '有限会社'],
  ])('%s is another name than %s', (one, other) => {
    expect(comparableName(one, spelling)).not.toBe(comparableName(other, spelling));
  });

  it.each([
    [['123 North Main Street', 'Suite 5'], ['123 N. Main St., Ste 5']],
    [['12 East 5th Avenue'], ['12 E FIFTH AVE']],
    [['1 Ocean Boulevard'], ['1 ocean blvd']],
    [['Post Office Box 7'], ['P.O. Box 7']],
  ])('%j is the same address as %j', (one, other) => {
    expect(comparableAddress(one, spelling)).toBe(comparableAddress(other, spelling));
  });

  it.each([
    [['1 23rd Street'], ['123rd Street']],
    [['12 B Street'], ['12 Street']],
    [
      ['1 Main St', 'Ste 5'],
      ['1 Main St', 'Ste 6'],
    ],
  ])('%j is another address than %j', (one, other) => {
    expect(comparableAddress(one, spelling)).not.toBe(comparableAddress(other, spelling));
  });

  it('begin in the policy system with what has one spelling', () => {
    expect(nameStarts('Acme Properties, Inc.', spelling)).toEqual(['acmeproperties']);
    expect(nameStarts('Smith & Sons', spelling)).toEqual(['smith']);
    expect(nameStarts('St. Mary Church', spelling)).toEqual(['stmarychurch', 'saintmarychurch']);
    expect(nameStarts("O'Builder Ada", spelling)).toEqual(['obuilderada']);
  });

  it('have tax ids of nine digits, and nothing that stands for "unknown"', () => {
    expect(['12-3456789', '123-45-6789', ' 123456789 '].map(plainTaxId)).toEqual(
      Array(3).fill('123456789'),
    );
    for (const unknown of ['000000000', '99-9999999', '***-**-6789', 'applied for', '', null]) {
      expect(plainTaxId(unknown)).toBeNull();
    }
  });
});

describe('the insured among those on file', () => {
  const fein = '123456789';
  const elsewhere = { ...place, city: 'El Paso', zip: '79901' };
  const nearby = { ...place, address1: '9 Elm St' };

  it.each<[string, Partial<Insured>, InsuredOnFile[], string | string[]]>([
    ['nobody', {}, [], 'nobody'],
    ['another name', {}, [onFile('a', { corporationName: 'Acme LLC' })], 'nobody'],
    ['a namesake of another town', {}, [onFile('a', { locations: [elsewhere] })], 'nobody'],
    ['a namesake of the same town', {}, [onFile('a', { locations: [nearby] })], ['a']],
    ['itself behind a namesake', {}, [onFile('a', { locations: [nearby] }), onFile('b')], 'b'],
    ['itself at its second location', {}, [onFile('a', { locations: [nearby, place] })], 'a'],
    ['two of the same', {}, [onFile('a'), onFile('b')], ['a', 'b']],
    ['the tax id with a dash', { fein }, [onFile('a', { fein: '12-3456789' })], 'a'],
    ['the tax id in the other field', { ssn: fein }, [onFile('a', { fein })], 'a'],
    ['another tax id', { fein }, [onFile('a', { fein: '987654321' })], 'nobody'],
    ['a tax id of another kind', { fein }, [onFile('a', { ssn: '987654321' })], 'a'],
    [
      'its tax id twice, once with its name',
      { fein },
      [onFile('a', { fein, corporationName: 'Other' }), onFile('b', { fein })],
      'b',
    ],
    [
      'its tax id under another name, and its name without a tax id',
      { fein },
      [onFile('a', { fein, corporationName: 'Other' }), onFile('b')],
      ['a', 'b'],
    ],
    [
      'another suite of the same building',
      { location: { ...insured.location, address2: 'Suite 5' } },
      [onFile('a', { locations: [{ ...place, address2: 'Ste 6' }] })],
      ['a'],
    ],
    [
      'no suite on file',
      { location: { ...insured.location, address2: 'Suite 5' } },
      [onFile('a')],
      'a',
    ],
    ['one without a location', {}, [onFile('a', { locations: [] })], ['a']],
    [
      'nobody, says a person',
      { onFile: 'nobody' },
      [onFile('a', { locations: [nearby] })],
      'nobody',
    ],
    ['nobody, although it is there letter by letter', { onFile: 'nobody' }, [onFile('a')], 'a'],
  ])('is chosen when there is %s', (_, of, candidates, chosen) => {
    expect(choose(of, candidates)).toEqual(chosen);
  });

  it('may hide behind any namesake where not all are known', () => {
    const namesake = onFile('a', { locations: [elsewhere] });
    expect(choose({}, [namesake], { isComplete: false })).toEqual(['a']);
    expect(choose({}, [onFile('a', { corporationName: 'Acmes Inc' })], { isComplete: false })).toBe(
      'nobody',
    );
  });

  it('is the one without a location only when an attempt of its own may have left it', () => {
    const half = onFile('a', { locations: [], hasPrimaryLocation: false });
    expect(choose({}, [half], { again: true })).toBe('a');
    expect(choose({}, [half, { ...half, insuredGuid: 'b' }], { again: true })).toEqual(['a', 'b']);
    expect(choose({ corporationName: 'ACME INC' }, [half], { again: true })).toEqual(['a']);
  });

  it('is another person with another birthday or another middle name', () => {
    const person: Insured = {
      businessType: 'individual',
      firstName: 'Ada',
      middleName: 'M.',
      lastName: 'Builder',
      dateOfBirth: '1990-02-28',
      nameOnPolicy: 'Ada',
      location: insured.location,
    };
    const pick = (change: Partial<InsuredOnFile>) =>
      chooseInsured(
        person,
        [onFile('a', { corporationName: null, firstName: 'Ada', lastName: 'Builder', ...change })],
        { isComplete: true, again: false, spelling },
      ).kind;
    expect(pick({})).toBe('one');
    expect(pick({ middleName: 'Mary', dateOfBirth: '1990-02-28' })).toBe('one');
    expect(pick({ middleName: 'Jane' })).toBe('nobody');
    expect(pick({ dateOfBirth: '1960-01-01' })).toBe('nobody');
  });
});
