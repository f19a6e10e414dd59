import { guidOrNone } from './answers.js';
import type { Operation } from './operation.js';

interface ProducerAndLine {
  readonly producerContactGuid: string;
  readonly lineGuid: string;
}

export const getProducerUnderwriter: Operation<ProducerAndLine, string | null> = {
  name: 'GetProducerUnderwriter',
  service: 'ProducerFunctions',
  effect: 'read',
  toRequest: ({ producerContactGuid, lineGuid }) => ({
    ProducerEntity: producerContactGuid,
    LineGuid: lineGuid,
  }),
  answer: guidOrNone,
};
