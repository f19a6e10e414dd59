import { plainText } from '../../domain/insured/spelling.js';
import { SystemRejection } from '../../ports/call-errors.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import type { ProducerFacts } from '../../ports/policy-system/parties.js';
import { productOf, type InstallationContext } from './installation-context.js';
import { getProducerContactByLocationCode } from './operations/get-producer-contact-by-location-code.js';
import { getProducerContactInfo } from './operations/get-producer-contact-info.js';
import { getProducerUnderwriter } from './operations/get-producer-underwriter.js';
import { producerSearch } from './operations/producer-search.js';
import type { Producer } from '../../domain/producer/producer.js';

/** Producers change rarely; a submission a few minutes later may use what was found. Refusals are not kept. */
const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 10_000;

export function createProducers(context: InstallationContext): PolicySystem['resolveProducer'] {
  const { ims } = context;
  const kept = new Map<string, { facts: ProducerFacts; until: number }>();

  return async (producer, productKey, underwriterGuid) => {
    const key = JSON.stringify([producer, productKey, underwriterGuid]);
    const known = kept.get(key);
    if (known && Date.now() < known.until) return known.facts;

    const { lines } = productOf(context, productKey, 'resolveProducer');
    const producerContactGuid = await findActiveContact(producer);
    const facts = {
      producerContactGuid,
      underwriterGuid:
        underwriterGuid?.toLowerCase() ??
        (await findUnderwriter(producerContactGuid, lines[0].lineGuid)),
    };
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { facts, until: Date.now() + KEPT_MS });
    return facts;
  };

  async function findActiveContact(producer: Producer): Promise<string> {
    const field = 'contactGuid' in producer ? 'producer.contactGuid' : 'producer.search';
    const producerContactGuid =
      'contactGuid' in producer
        ? producer.contactGuid.toLowerCase()
        : await findBySearch(producer.search);
    const contact = await ims
      .call(getProducerContactInfo, { producerContactGuid })
      .catch(refusedAs(field, 'verify the producer contact GUID'));
    if (!contact) {
      throw refusal(getProducerContactInfo.name, field, {
        reason: 'there is no such producer contact',
        remedy: 'verify the producer contact GUID',
      });
    }
    if (!contact.isActive) {
      throw refusal(getProducerContactInfo.name, field, {
        reason: 'the producer contact is not active',
        remedy: 'have the contact made active in the policy system, or name another producer',
      });
    }
    return producerContactGuid;
  }

  /** The search answers locations by the beginning of a name; one name must remain, and one location of it. */
  async function findBySearch(search: string): Promise<string> {
    const found = await ims.call(producerSearch, { search });
    const wanted = plainText(search);
    const exact = found.filter(
      ({ producerName, locationName }) =>
        plainText(producerName) === wanted || plainText(locationName) === wanted,
    );
    const [location] = exact;
    if (exact.length !== 1 || location?.locationCode == null) {
      throw refusal(producerSearch.name, 'producer.search', {
        reason: `${exact.length} producer locations have this name`,
        remedy: "correct the producer's name, or give the producer contact GUID",
      });
    }
    const { locationCode } = location;
    const contact = await ims
      .call(getProducerContactByLocationCode, { locationCode })
      .catch(refusedAs('producer.search', 'give the producer contact GUID'));
    if (contact !== null) return contact;
    throw refusal(getProducerContactByLocationCode.name, 'producer.search', {
      reason: 'the producer location has no contact',
      remedy: 'have a contact set up for the location, or give the producer contact GUID',
    });
  }

  async function findUnderwriter(producerContactGuid: string, lineGuid: string): Promise<string> {
    const underwriter = await ims.call(getProducerUnderwriter, { producerContactGuid, lineGuid });
    if (underwriter !== null) return underwriter;
    throw refusal(getProducerUnderwriter.name, 'underwriterGuid', {
      reason: 'the producer has no underwriter for the line',
      remedy: 'name an underwriter, or have one set up for the producer and the line',
    });
  }
}

function refusal(
  operation: string,
  field: string,
  no: { reason: string; remedy: string },
): SystemRejection {
  return new SystemRejection({ system: 'policySystem', operation }, { ...no, field });
}

/** An unknown contact may be answered with nothing or with a fault in IMS's own words, which a person shall read. */
function refusedAs(field: string, remedy: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof SystemRejection) || error.operation === 'LoginIMSUser') throw error;
    throw refusal(error.operation, field, { reason: error.reason, remedy });
  };
}
