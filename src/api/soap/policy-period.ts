import { readXml, UnreadableXml, type XmlElement } from '../../xml/reader.js';
import { dataConversion, type SoapFault } from './fault.js';

/** Of contracts/PolicyPeriod.xsd. */
export const PERIOD_NAMESPACE = 'urn:bindery:policy-period:1';

/** The schema has a hundred charges, of a few elements each, four deep. */
const LIMITS = { maxDepth: 8, maxElements: 1_000, tellsPlace: true };

/** Elements that hold `entry` elements, those whose entries are texts, those that hold others, and those that are a number; by their path. */
const LISTS: ReadonlySet<string> = new Set(['premium', 'addOns', 'billing.upFrontPayments']);
const OF_TEXTS: ReadonlySet<string> = new Set(['addOns']);
const OBJECTS: ReadonlySet<string> = new Set([
  '',
  'insured',
  'insured.location',
  'risk',
  'billing',
  'workbook',
]);
const NUMBERS: ReadonlySet<string> = new Set(['paymentPlan']);
const ENTRY = 'entry';

type Json = Readonly<Record<string, unknown>>;

/**
 * The data of a policy period as the API takes them as JSON, from the same as XML. What the schema of the period says of each
 * value is checked there; an element that is nil is null.
 *
 * @param argument that holds the document, for whoever sent it
 * @throws SoapFault `DataConversionException`, with what is wrong and where
 */
export function readPeriodXml(
  text: string,
  root: 'PolicyPeriod' | 'PolicyPeriodChanges',
  argument: string,
): Json {
  const element = parse(text, argument);
  if (element.name !== root || element.namespace !== PERIOD_NAMESPACE) {
    throw dataConversion(
      `${argument} must be one element ${root} in the namespace ${PERIOD_NAMESPACE}.`,
    );
  }
  return membersOf(element, { path: '', argument });
}

function parse(text: string, argument: string): XmlElement {
  try {
    return readXml(text, LIMITS);
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    const { line, column } = error.place ?? { line: 1, column: 1 };
    throw dataConversion(
      `${argument}, line ${line}, column ${column}: not XML that is read here. It must be well-formed, without a DOCTYPE, and no longer than a policy needs.`,
    );
  }
}

/** Where an element stands. */
interface Place {
  readonly path: string;
  readonly argument: string;
}

function valueOf(element: XmlElement, place: Place): unknown {
  if (/^(?:1|true)$/.test(element.attributes.get('nil') ?? '')) return null;
  if (LISTS.has(place.path)) return entriesOf(element, place);
  if (OBJECTS.has(place.path) || element.children.length > 0) return membersOf(element, place);
  const text = element.text.trim();
  return NUMBERS.has(place.path) && /^-?\d{1,9}$/.test(text) ? Number(text) : text;
}

function entriesOf(element: XmlElement, place: Place): readonly unknown[] {
  refuseText(element, place);
  return element.children.map((child, index) => {
    const path = `${place.path}[${index}]`;
    refuseNamespace(child, { ...place, path });
    if (child.name !== ENTRY)
      throw wrong(place, `holds ${child.name} where only ${ENTRY} may stand`);
    const within = { ...place, path };
    return OF_TEXTS.has(place.path) ? valueOf(child, within) : membersOf(child, within);
  });
}

function membersOf(element: XmlElement, place: Place): Json {
  refuseText(element, place);
  const members = new Map<string, unknown>();
  for (const child of element.children) {
    const { name } = child;
    const within = { ...place, path: place.path === '' ? name : `${place.path}.${name}` };
    refuseNamespace(child, within);
    if (members.has(name)) throw wrong(within, 'is given twice');
    members.set(name, valueOf(child, within));
  }
  return Object.fromEntries(members);
}

function refuseText({ text }: XmlElement, place: Place): void {
  if (text.trim() !== '') throw wrong(place, 'holds text where elements must stand');
}

function refuseNamespace({ namespace }: XmlElement, place: Place): void {
  if (namespace === PERIOD_NAMESPACE) return;
  throw wrong(place, `is not in the namespace ${PERIOD_NAMESPACE}`);
}

function wrong({ path, argument }: Place, reason: string): SoapFault {
  return dataConversion(`${path === '' ? argument : `${argument}.${path}`} ${reason}.`);
}
