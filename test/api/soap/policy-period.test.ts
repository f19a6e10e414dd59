import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { PERIOD_NAMESPACE, readPeriodXml } from '../../../src/api/soap/policy-period.js';
import { policyPeriodSchema } from '../../../src/requests/conversion/conversion-schema.js';
import { child, descendants, readXml, type XmlElement } from '../../../src/xml/reader.js';

const schema = readXml(readFileSync('contracts/PolicyPeriod.xsd', 'utf8'));

/** A member of an object: its name, whether it must be there, and the values that it may have where those are listed. */
interface Member {
  readonly name: string;
  readonly isRequired: boolean;
  readonly values: readonly string[];
}

/** The members of a complex type of the XML schema, and of those within it, by path. */
function membersOf(typeName: string, path = ''): Readonly<Record<string, readonly Member[]>> {
  const type = schema.children.find(
    ({ name, attributes }) => name === 'complexType' && attributes.get('name') === typeName,
  );
  if (!type) return {};
  const held = (child(type, 'all') ?? child(type, 'sequence'))?.children ?? [];
  const elements = held.filter(({ name }) => name === 'element');
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  const within = elements.map((element) =>
    membersOf(element.attributes.get('type') ?? '', at(element.attributes.get('name') ?? '')),
  );
  return Object.assign({ [path]: elements.map(memberOf) }, ...within) as ReturnType<
    typeof membersOf
  >;
}

function memberOf(element: XmlElement): Member {
  return {
    name: element.attributes.get('name') ?? '',
    isRequired: element.attributes.get('minOccurs') !== '0',
    values: descendants(element, 'enumeration').map(
      ({ attributes }) => attributes.get('value') ?? '',
    ),
  };
}

interface Def {
  type: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  in?: z.ZodType;
}

/** The same of the schema by which the period is checked: a list is an object of entries. */
function membersOfZod(type: z.ZodType, path = ''): Readonly<Record<string, readonly Member[]>> {
  const bare = bareOf(type);
  const def = bare.def as unknown as Def;
  if (def.type === 'array' && def.element) {
    const entry = `${path}.entry`;
    return { [path]: [], ...membersOfZod(def.element, entry) };
  }
  // Its members are named elsewhere, by the rate plan.
  if (def.type === 'record') return { [path]: [] };
  if (def.type !== 'object') return {};
  const { shape } = bare as unknown as { shape: Record<string, z.ZodType> };
  const members = Object.entries(shape).map(([name, of]) => ({
    name,
    isRequired: !of.safeParse(undefined).success,
    values: ((bareOf(of) as { options?: readonly string[] }).options ?? []).map(String),
  }));
  const within = Object.entries(shape).map(([name, of]) =>
    membersOfZod(of, path === '' ? name : `${path}.${name}`),
  );
  return Object.assign({ [path]: members }, ...within) as ReturnType<typeof membersOfZod>;
}

function bareOf(type: z.ZodType): z.ZodType {
  const def = type.def as unknown as Def;
  const inner = def.innerType ?? (def.type === 'pipe' ? def.in : undefined);
  return inner ? bareOf(inner) : type;
}

const byName = (one: Member, other: Member) => one.name.localeCompare(other.name);
const LISTS = ['premium', 'addOns', 'billing.upFrontPayments'];
const isList = (path: string) => LISTS.includes(path);
const sorted = (all: Readonly<Record<string, readonly Member[]>>) =>
  Object.fromEntries(
    Object.entries(all)
      .filter(([path]) => !isList(path))
      .map(([path, members]) => [path, [...members].sort(byName)]),
  );

describe('the published schema of a policy period', () => {
  it('has every element by which a period is checked, and no other', () => {
    const published = sorted(membersOf('PolicyPeriod'));
    expect(Object.keys(published)).toContain('premium.entry');
    expect(published).toEqual(sorted(membersOfZod(policyPeriodSchema)));
  });

  it('is of the namespace that is read', () => {
    expect(schema.attributes.get('targetNamespace')).toBe(PERIOD_NAMESPACE);
  });
});

const read = (content: string) =>
  readPeriodXml(
    `<p:PolicyPeriod xmlns:p="${PERIOD_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${content}</p:PolicyPeriod>`,
    'PolicyPeriod',
    'policyPeriodData',
  );

describe('a policy period in XML', () => {
  it('reads objects, lists and the number that is one', () => {
    expect(
      read(
        '<p:state> TX </p:state><p:paymentPlan>-1</p:paymentPlan><p:billing><p:paymentPlan>10</p:paymentPlan><p:upFrontPayments/></p:billing><p:premium><p:entry><p:amount>5000.00</p:amount></p:entry><p:entry/></p:premium><p:risk><p:sumInsured>750000</p:sumInsured></p:risk><p:addOns><p:entry>EQUIPMENT</p:entry></p:addOns>',
      ),
    ).toEqual({
      state: 'TX',
      paymentPlan: -1,
      billing: { paymentPlan: '10', upFrontPayments: [] },
      premium: [{ amount: '5000.00' }, {}],
      risk: { sumInsured: '750000' },
      addOns: ['EQUIPMENT'],
    });
  });

  it('takes nil for null, and an object without elements for an empty one', () => {
    expect(read('<p:dba xsi:nil="true"/><p:insured/><p:state/>')).toEqual({
      dba: null,
      insured: {},
      state: '',
    });
  });

  it.each([
    ['<p:premium><p:charge/></p:premium>', 'policyPeriodData.premium holds charge'],
    ['<p:insured>text</p:insured>', 'policyPeriodData.insured holds text'],
    ['<p:insured><dba/></p:insured>', 'policyPeriodData.insured.dba is not in the namespace'],
    ['<p:premium>text</p:premium>', 'policyPeriodData.premium holds text'],
    ['<p:addOns>EQUIPMENT</p:addOns>', 'policyPeriodData.addOns holds text'],
    ['<p:risk>text</p:risk>', 'policyPeriodData.risk holds text'],
    ['text', 'policyPeriodData holds text'],
    ['<p:a><p:b/><p:b/></p:a>', 'policyPeriodData.a.b is given twice'],
    [`${'<p:a>'.repeat(8)}${'</p:a>'.repeat(8)}`, 'policyPeriodData, line 1'],
  ])('refuses %s, and says where', (content, text) => {
    expect(() => read(content)).toThrow(text);
  });

  it('gives nobody another prototype', () => {
    const period = read('<p:__proto__><p:state>TX</p:state></p:__proto__>');
    expect(Object.keys(period)).toEqual(['__proto__']);
    expect(period['state']).toBeUndefined();
  });
});
