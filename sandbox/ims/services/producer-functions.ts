import {
  producerOf,
  producerOfContact,
  referenceData,
  type Producer,
} from '../book/reference-data.js';
import type { Book } from '../book/store.js';
import { ZERO_GUID, type Values } from '../soap/values.js';
import { answerMissing, reads, type Implementations } from './operation.js';

interface Search {
  readonly searchString: string | null;
  readonly startWith: boolean;
}
interface ByContact {
  readonly producerContactGuid: string;
}
interface ByLocationCode {
  readonly locationCode: string | null;
}
interface ByEntityAndLine {
  readonly ProducerEntity: string;
  readonly LineGuid: string;
}

export function producerFunctions(book: Book): Implementations {
  return {
    ProducerSearch: reads(({ searchString, startWith }: Search) => {
      const wanted = (searchString ?? '').trim().toLowerCase();
      return referenceData.producers
        .filter(({ producerName }) => {
          const name = producerName.toLowerCase();
          return startWith ? name.startsWith(wanted) : name.includes(wanted);
        })
        .map(locationAnswer);
    }),
    GetProducerContactInfo: reads(({ producerContactGuid }: ByContact) => {
      const producer = producerOfContact(producerContactGuid);
      return producer ? contactAnswer(producer) : answerMissing(book);
    }),
    GetProducerContactByLocationCode: reads(({ locationCode }: ByLocationCode) => {
      const wanted = (locationCode ?? '').toLowerCase();
      const producer = referenceData.producers.find(
        (candidate) => candidate.locationCode.toLowerCase() === wanted,
      );
      return producer?.contact.contactGuid ?? ZERO_GUID;
    }),
    GetProducerUnderwriter: reads(({ ProducerEntity, LineGuid }: ByEntityAndLine) => {
      const lines = producerOf(ProducerEntity)?.lines ?? [];
      return lines.find(({ lineGuid }) => lineGuid === LineGuid)?.underwriterGuid ?? ZERO_GUID;
    }),
  };
}

function locationAnswer(producer: Producer): Values {
  return {
    ProducerLocationGuid: producer.producerLocationGuid,
    ProducerName: producer.producerName,
    ProducerCode: producer.producerCode,
    LocationName: producer.locationName,
    LocationCode: producer.locationCode,
    Address1: producer.address1,
    City: producer.city,
    State: producer.state,
    ISOCountryCode: 'USA',
    ZipCode: producer.zip,
    Status: 'Active',
  };
}

function contactAnswer({ contact }: Producer): Values {
  return {
    FName: contact.firstName,
    LName: contact.lastName,
    Is1099: false,
    StatusID: contact.statusId,
    DeliveryMethodID: 3,
  };
}
