import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { document, type Schema } from './document-check.js';

const ajv = new Ajv2020({ strict: false, validateFormats: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'document', components: document.components });

/** A check by the words of the document. */
export function checkOf(schema: unknown): ValidateFunction {
  // References lead into the document.
  const text = JSON.stringify(schema).replaceAll('"#/', '"document#/');
  const check = checks.get(text) ?? ajv.compile(JSON.parse(text) as object);
  checks.set(text, check);
  return check;
}

/** A check takes longer to make than to use. */
const checks = new Map<string, ValidateFunction>();

/** A body that differs from one that is right in one place. */
export interface Changed {
  readonly at: string;
  readonly body: unknown;
}

const SEED = 20_270_201;
const AS_MANY = 2;

/**
 * Bodies around one that is right: in each place of it, and in each that it leaves out, what is just within what the schema says, and just
 * beyond. @param seen places of a name and a schema that were walked through before: what says the same of the same is made by the same code
 */
export function changedBodies(schema: Schema, body: unknown, seen: Set<string>): Changed[] {
  return around(schema, body, '', seen).map(({ at, value }) => ({ at, body: value }));
}

interface Around {
  readonly at: string;
  readonly value: unknown;
}

function around(schema: Schema, value: unknown, at: string, seen: Set<string>): Around[] {
  const place = JSON.stringify([at.split('.').at(-1), schema]);
  if (seen.has(place)) return [];
  seen.add(place);
  if (schema.$ref !== undefined) return around(resolved(schema), value, at, seen);
  const branches = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (branches) {
    const fitting = branches.filter((branch) => value !== null && checkOf(branch)(value));
    const others = branches.flatMap((branch) => leaves(resolved(branch)));
    return [
      ...fitting.flatMap((branch) => around(branch, value, at, seen)),
      ...others.map((other) => ({ at, value: other })),
    ];
  }
  return [
    ...leaves(schema).map((other) => ({ at, value: other })),
    ...(isRecord(value) ? aroundObject(schema, value, at, seen) : []),
    ...(Array.isArray(value) ? aroundList(schema, value, at, seen) : []),
  ];
}

function aroundObject(
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  at: string,
  seen: Set<string>,
): Around[] {
  const properties = Object.entries(schema.properties ?? {});
  const within = (name: string) => (at === '' ? name : `${at}.${name}`);
  const inside = properties.flatMap(([name, part]) =>
    around(part, value[name] ?? firstOf(part), within(name), seen).map((one) => ({
      at: one.at,
      value: { ...value, [name]: one.value },
    })),
  );
  const left = Object.keys(value).map((name) => ({
    at: within(name),
    value: Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)),
  }));
  return [...inside, ...left, { at: within('unheardOf'), value: { ...value, unheardOf: 1 } }];
}

function aroundList(
  { items, minItems, maxItems }: Schema,
  value: readonly unknown[],
  at: string,
  seen: Set<string>,
): Around[] {
  const [first] = value;
  const lengths = [(minItems ?? 0) - 1, minItems, maxItems, (maxItems ?? 0) + 1];
  return [
    ...lengths
      .filter((length) => length !== undefined && length >= 0 && length <= 2_001)
      .map((length) => ({ at, value: Array<unknown>(length ?? 0).fill(first) })),
    ...(items && first !== undefined
      ? around(items, first, `${at}[0]`, seen).map((one) => ({
          at: one.at,
          value: [one.value, ...value.slice(1)],
        }))
      : []),
  ];
}

/** Something that a place which was left out could hold. */
function firstOf(schema: Schema): unknown {
  const { example, examples, enum: values, properties, items } = resolved(schema);
  const known = example ?? examples?.[0] ?? values?.[0];
  if (known !== undefined) return known;
  if (properties) {
    const parts = Object.entries(properties).map(([name, part]) => [name, firstOf(part)]);
    return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
  }
  if (items) return [firstOf(items)];
  return leaves(resolved(schema)).find((value) => checkOf(schema)(value));
}

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (document.components.schemas[name] as Schema);
}

/** Values for a place that holds one value: within, at and beyond its bounds, and of other types. */
export function leaves(schema: Schema): unknown[] {
  const types = [schema.type ?? []].flat();
  const { example, examples = [] } = schema;
  return [
    ...[example, ...examples].filter((one) => one !== undefined),
    ...(schema.enum ?? []),
    ...(types.includes('string') ? texts(schema) : []),
    ...(types.includes('integer') || types.includes('number') ? numbers(schema) : []),
    ...OTHERS,
  ];
}

const OTHERS = [null, 17, 'x', {}] as const;

function texts({ pattern, minLength, maxLength, format, example, examples = [] }: Schema) {
  const of = (length: number) => 'x'.repeat(length);
  const known = [example, ...examples].filter((one) => typeof one === 'string');
  return [
    ...(pattern === undefined ? [] : matching(pattern)),
    ...(maxLength === undefined ? [] : [of(maxLength), of(maxLength + 1)]),
    ...(minLength === undefined || minLength === 0 ? [] : [of(minLength), of(minLength - 1)]),
    ...(format === 'date' ? DATES : format === 'date-time' ? MOMENTS : []),
    ...known.flatMap((text) => [`${text}\u0000`, text.slice(0, -1), text.toLowerCase()]),
    ' ',
  ];
}

const DATES = ['2027-02-28', '2027-02-29', '2027-2-1', '27-02-01', '2027-02-01T00:00:00Z'] as const;
const MOMENTS = [
  '2027-02-01T06:01:00+01:00',
  '2027-02-01T06:01:00',
  '2027-02-30T06:01:00Z',
  '2027-02-01',
] as const;

/** Texts of a form, the same ones each time. */
function matching(pattern: string): readonly string[] {
  // What looks ahead cannot be made from its form.
  if (pattern.includes('(?!') || pattern.includes('(?=')) return [];
  return fc.sample(fc.stringMatching(new RegExp(pattern, 'u')), { seed: SEED, numRuns: AS_MANY });
}

function numbers({ minimum, maximum }: Schema): readonly number[] {
  return [minimum, maximum]
    .filter((bound) => bound !== undefined)
    .flatMap((bound) => [bound - 1, bound, bound + 1]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
