import type { Product } from '../domain/product/product.js';
import type { CheckedInstallation, NamedProducer } from './asked.js';
import { subject, type CheckLine } from './line.js';
import { whatWentWrong } from './what-went-wrong.js';

/** Whether the producers that were named may bring business of the products, and are known to billing. */
export async function* checkProducers(checked: CheckedInstallation): AsyncGenerator<CheckLine> {
  const { products, named } = checked;
  for (const product of products.values()) {
    const meant = named.producers.filter((one) => (one.product ?? product.key) === product.key);
    for (const producer of meant) yield await checkProducer(checked, product, producer);
    if (meant.length > 0) continue;
    yield subject('producers', product.key).notProved(
      'none was named: producers stand in submissions only',
      'name one with --producer, or a submission of the product with --submission',
    );
  }
}

async function checkProducer(
  { policySystem, billing }: CheckedInstallation,
  product: Product,
  { name, producer, underwriterGuid }: NamedProducer,
): Promise<CheckLine> {
  const line = subject('producers', `${name} for ${product.key}`);
  try {
    const { producerContactGuid } = await policySystem.resolveProducer(
      producer,
      product.key,
      underwriterGuid,
    );
    const underwriter =
      underwriterGuid === undefined
        ? `there is an underwriter for ${product.lines[0].key}`
        : 'the underwriter is taken as it was named';
    const known = `one active contact, and ${underwriter}`;
    if (billing === null || product.billing === null) return line.works(known);
    const { currency, method } = product.billing;
    const methods = await billing.getBillingMethods({
      producerCode: producerContactGuid,
      currency,
    });
    if (methods.includes(method)) return line.works(`${known}; billing offers ${method}`);
    return line.failed({
      says: `billing does not offer ${method} for the producer (it offers ${methods.join(', ')})`,
      remedy: 'correct billing.method in the product file, or have the method set up in billing',
    });
  } catch (error) {
    return line.failed(whatWentWrong(error));
  }
}
