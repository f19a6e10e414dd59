import type { FieldError } from '../field-errors.js';

/** What a result can say beside what it always says, by the names under which it is asked for. */
export const DYNAMIC_FIELDS = [
  'billingCycle',
  'explanation',
  'payDate',
  'ratePlan',
  'state',
  'taxes',
  'totalWithTaxes',
] as const;
export type DynamicField = (typeof DYNAMIC_FIELDS)[number];

const AT_MOST = 5;
const FIELD = 'Accept';

/** The names in the parameter `fields` of an Accept header: `application/json;fields=payDate|taxes`. */
export function fieldsOfAccept(accept: string): readonly string[] {
  const parameters = accept.split(',').flatMap((range) => range.split(';').slice(1));
  const names = parameters.flatMap((parameter) => {
    const [name = '', value = ''] = parameter.split(/=(.*)/s);
    if (name.trim().toLowerCase() !== 'fields') return [];
    return value.trim().replaceAll('"', '').split('|');
  });
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
}

/** What is wrong with the fields that are asked for. */
export function fieldFaults(asked: readonly string[]): readonly FieldError[] {
  const known: readonly string[] = DYNAMIC_FIELDS;
  const unknown = asked.filter((name) => !known.includes(name));
  return [
    ...(asked.length > AT_MOST
      ? [
          {
            field: FIELD,
            code: 'outOfRange' as const,
            reason: `asks for ${asked.length} dynamic fields`,
            remedy: `Ask for ${AT_MOST} at most.`,
            messageCode: 'POL-HTTP-019',
          },
        ]
      : []),
    ...unknown.map(() => ({
      field: FIELD,
      code: 'unknown' as const,
      reason: 'asks for a dynamic field that there is not',
      remedy: `Use some of ${known.join(', ')}.`,
    })),
  ];
}

/** Those of the asked ones that there are. */
export function dynamicFields(asked: readonly string[]): readonly DynamicField[] {
  return DYNAMIC_FIELDS.filter((name) => asked.includes(name));
}
