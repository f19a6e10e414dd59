import { descendants, child, readXml, type XmlElement } from '../../../src/xml/reader.js';

/** Simple types of the wire, by what ASP.NET makes of them. All but `string` and `base64Binary` have a default. */
export type ValueType =
  'string' | 'guid' | 'int' | 'decimal' | 'boolean' | 'date' | 'dateTime' | 'base64Binary';

export type Shape =
  | { readonly kind: 'value'; readonly type: ValueType }
  | { readonly kind: 'structure'; readonly fields: readonly Field[] }
  /** An `ArrayOf…` type: a wrapper around one repeated element. */
  | { readonly kind: 'list'; readonly item: Field }
  /** A DataTable: a schema and a diffgram. */
  | { readonly kind: 'table' };

export interface Field {
  readonly namespace: string;
  readonly name: string;
  readonly shape: Shape;
}

export interface Operation {
  readonly name: string;
  readonly needsToken: boolean;
  readonly request: readonly Field[];
  /** Null where the operation answers nothing. */
  readonly result: Field | null;
}

/** One service as its WSDL file states it. */
export interface Contract {
  readonly service: string;
  readonly namespace: string;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly wsdl: string;
}

const XSD = 'http://www.w3.org/2001/XMLSchema';
const VALUE_TYPES: ReadonlySet<string> = new Set<ValueType>([
  'string',
  'guid',
  'int',
  'decimal',
  'boolean',
  'date',
  'dateTime',
  'base64Binary',
]);

/** Reads the service out of its WSDL, so that the file is the only place where names, types and order stand. */
export function readContract(wsdl: string): Contract {
  const root = readXml(wsdl);
  const namespace = attribute(root, 'targetNamespace');
  const schemas = descendants(root, 'schema');
  const namespaceOf = (schema: XmlElement): string => attribute(schema, 'targetNamespace');

  const named = (owner: string, kind: string, name: string): XmlElement => {
    const found = schemas
      .filter((schema) => namespaceOf(schema) === owner)
      .flatMap((schema) => schema.children)
      .find((candidate) => candidate.name === kind && candidate.attributes.get('name') === name);
    if (!found) throw new Error(`the WSDL names ${kind} ${name} but does not declare it`);
    return found;
  };
  const shapeOf = (qualified: string): Shape => {
    const [prefix = '', name = ''] = qualified.split(':');
    const owner = root.attributes.get(prefix) ?? '';
    if (VALUE_TYPES.has(name) && (owner === XSD || name === 'guid')) {
      return { kind: 'value', type: name as ValueType };
    }
    const elements = descendants(named(owner, 'complexType', name), 'element');
    const fields = elements.map((element) => fieldOf(element, owner));
    const [only] = fields;
    const repeats = elements[0]?.attributes.get('maxOccurs') === 'unbounded';
    return repeats && only ? { kind: 'list', item: only } : { kind: 'structure', fields };
  };
  const fieldOf = (element: XmlElement, owner: string): Field => ({
    namespace: owner,
    name: attribute(element, 'name'),
    shape: element.attributes.has('type') ? shapeOf(attribute(element, 'type')) : { kind: 'table' },
  });
  /** Fields of a wrapper element, whose type is declared in place. */
  const wrapped = (name: string): Field[] =>
    (descendants(named(namespace, 'element', name), 'sequence')[0]?.children ?? []).map((element) =>
      fieldOf(element, namespace),
    );

  const binding = child(root, 'binding');
  if (!binding) throw new Error(`no binding in the WSDL of ${namespace}`);
  const operations = binding.children
    .filter((candidate) => candidate.name === 'operation' && candidate.attributes.has('name'))
    .map((element): Operation => {
      const name = attribute(element, 'name');
      return {
        name,
        needsToken: descendants(element, 'header').length > 0,
        request: wrapped(name),
        result: wrapped(`${name}Response`)[0] ?? null,
      };
    });
  return {
    service: namespace.slice(namespace.lastIndexOf('/') + 1),
    namespace,
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    wsdl,
  };
}

function attribute(element: XmlElement, name: string): string {
  const value = element.attributes.get(name);
  if (value === undefined) throw new Error(`${element.name} has no attribute ${name} in the WSDL`);
  return value;
}
