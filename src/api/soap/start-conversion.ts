import { sentences } from '../../domain/sentence.js';
import type { FieldError } from '../../requests/field-errors.js';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import { instantMs, isInstant } from '../../domain/calendar/instant.js';
import { GUID } from '../../domain/transaction/guid.js';
import type { XmlElement } from '../../xml/reader.js';
import { escapeXml } from '../../xml/writer.js';
import type { ApiContext } from '../context.js';
import { RENEWAL_NAMESPACE } from './envelope.js';
import { badIdentifier, dataConversion, type SoapFault } from './fault.js';
import { readPeriodXml } from './policy-period.js';
import { argumentOf, requiredArgument } from './read-operation.js';

/** What came of a conversion that was asked for over SOAP. */
export type Converted =
  | { readonly outcome: 'begun'; readonly job: string }
  /** With every fault; none where another request has begun it. */
  | {
      readonly outcome: 'refused';
      readonly reason: string;
      readonly faults: readonly FieldError[];
    };

/** @param posted the conversion as it would be posted to the API */
export type Convert = (
  context: ApiContext,
  posted: object,
  requestedBy: string,
) => Promise<Converted>;

/** Imports a policy by renewing it, and answers the id of the job. Whatever is not there, or is wrong, is a fault; then nothing is begun. */
export async function startConversion(
  convert: Convert,
  context: ApiContext,
  operation: XmlElement,
  requestedBy: string,
): Promise<{ readonly job: string; readonly answer: string }> {
  const converted = await convert(context, conversionOf(operation, context), requestedBy);
  if (converted.outcome === 'refused') throw faultOf(converted);
  const { job } = converted;
  const returned = `<pr:return>${escapeXml(job)}</pr:return>`;
  const name = 'startConversionRenewalResponse';
  return { job, answer: `<pr:${name} xmlns:pr="${RENEWAL_NAMESPACE}">${returned}</pr:${name}>` };
}

function conversionOf(operation: XmlElement, { products }: ApiContext): object {
  const product = requiredArgument(operation, 'productCode');
  const producer = requiredArgument(operation, 'producerCodeId');
  const zone = products.get(product)?.timeZone ?? 'UTC';
  const changes = argumentOf(operation, 'changesToApply');
  const policyNumber = argumentOf(operation, 'policyNumber');
  const options = optionsOf(argumentOf(operation, 'parseOptions'));
  const { unknownFields, ...named } = options;
  return {
    ...named,
    accountNumber: requiredArgument(operation, 'accountNumber'),
    product,
    producer: GUID.test(producer) ? { contactGuid: producer } : { search: producer },
    ...(policyNumber === null ? {} : { policyNumber }),
    basedOn: {
      effectiveDate: dayOf(requiredArgument(operation, 'basedOnEffectiveDate'), zone),
      expirationDate: dayOf(requiredArgument(operation, 'basedOnExpirationDate'), zone),
    },
    period: readPeriodXml(
      requiredArgument(operation, 'policyPeriodData'),
      'PolicyPeriod',
      'policyPeriodData',
    ),
    ...(changes === null
      ? {}
      : { changes: readPeriodXml(changes, 'PolicyPeriodChanges', 'changesToApply') }),
    ...(unknownFields === undefined ? {} : { parseOptions: { unknownFields } }),
  };
}

const OPTIONS: readonly string[] = ['externalSystem', 'requestId', 'unknownFields'];

/** `name=value`, with semicolons between them. */
function optionsOf(text: string | null): Readonly<Record<string, string>> {
  const pairs = (text ?? '').split(';').filter((pair) => pair.trim() !== '');
  const read = pairs.map((pair) => {
    const [, name = '', value = ''] = /^\s*(\w+)\s*=\s*(\S*)\s*$/.exec(pair) ?? [];
    if (OPTIONS.includes(name)) return [name, value] as const;
    throw dataConversion(
      `parseOptions holds what is no option. Write ${OPTIONS.join('=…; ')}=…, or leave it out.`,
    );
  });
  return Object.fromEntries(read);
}

/** A day, or the day on the calendar of the product on which a moment lies: the time of day is the product's. */
function dayOf(text: string, timeZone: string): string {
  if (isInstant(text)) return civilDateIn(timeZone, new Date(instantMs(text)));
  return /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/.exec(text)?.[1] ?? text;
}

/** Of these the service says that they are unknown; all else is data that cannot be converted. */
const IDENTIFIERS: ReadonlySet<string> = new Set(['accountNumber', 'product', 'producer']);

function faultOf({ reason, faults }: Extract<Converted, { outcome: 'refused' }>): SoapFault {
  const isUnknown = faults.some(({ field }) => IDENTIFIERS.has(field.split('.')[0] ?? ''));
  const told = faults.map((fault) =>
    sentences(`${argumentName(fault.field)} ${fault.reason}`, fault.remedy),
  );
  const text = [reason, ...told].join(' ');
  return isUnknown ? badIdentifier(text) : dataConversion(text);
}

/** As the caller knows the field. */
function argumentName(field: string): string {
  if (field.startsWith('producer')) return 'producerCodeId';
  return NAMES[field] ?? field.replace(/^period\b/, 'policyPeriodData');
}

const NAMES: Readonly<Record<string, string>> = {
  product: 'productCode',
  'basedOn.effectiveDate': 'basedOnEffectiveDate',
  'basedOn.expirationDate': 'basedOnExpirationDate',
  externalSystem: 'parseOptions, externalSystem',
  requestId: 'parseOptions, requestId',
  'parseOptions.unknownFields': 'parseOptions, unknownFields',
};
