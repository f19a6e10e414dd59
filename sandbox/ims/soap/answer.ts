import { escapeXml } from '../../../src/xml/writer.js';
import type { Contract, Field, Operation } from './contract.js';
import { envelope } from './faults.js';
import { defaultOf, type Value, type Values } from './values.js';

/** What an operation answers: a value of the WSDL's shape, the XML of a table, or undefined for no result element. */
export type Answer = Value | { readonly tableXml: string } | undefined;

/**
 * The envelope of an answer. Absent strings are left out, as ASP.NET does with null; value types are always written.
 *
 * @param resultNamespace for the result element only; installations differ about `ImportExcelRaterResult`
 */
export function writeAnswer(
  contract: Contract,
  operation: Operation,
  answer: Answer,
  resultNamespace?: string,
): string {
  const { namespace } = contract;
  const field = operation.result;
  const result =
    field && answer !== undefined
      ? writeField({ ...field, namespace: resultNamespace ?? namespace }, answer, namespace)
      : '';
  return envelope(
    `<${operation.name}Response xmlns="${namespace}">${result}</${operation.name}Response>`,
  );
}

function writeField(field: Field, value: Answer, inherited: string): string {
  if (value === null || value === undefined) return '';
  const own = field.namespace === inherited ? '' : ` xmlns="${field.namespace}"`;
  const content = writeContent(field, value);
  return `<${field.name}${own}>${content}</${field.name}>`;
}

function writeContent({ namespace, shape }: Field, value: Answer): string {
  switch (shape.kind) {
    case 'value':
      return typeof value === 'object' ? '' : escapeXml(String(value));
    case 'structure':
      return shape.fields
        .map((field) => {
          const given = (value as Values)[field.name] ?? null;
          const written =
            given === null && field.shape.kind === 'value' ? defaultOf(field.shape.type) : given;
          return writeField(field, written, namespace);
        })
        .join('');
    case 'list':
      return (value as readonly Value[])
        .map((item) => writeField(shape.item, item, namespace))
        .join('');
    case 'table':
      return (value as { readonly tableXml: string }).tableXml;
  }
}
