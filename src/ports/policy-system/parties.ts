import type { Insured, InsuredLocation } from '../../domain/insured/insured.js';
import type { Producer } from '../../domain/producer/producer.js';

/** Who an insured and a producer are to the policy system. */
export interface Parties {
  /**
   * The insured that is already on file, as `chooseInsured` compares; or the one that `onFile` names.
   *
   * @param again an earlier attempt may have put it on file, perhaps without its location
   * @returns null when nobody on file is this insured
   * @throws SystemRejection with field `insured.onFile` when a person must decide who is meant, or when there is nobody
   * with the GUID that was named
   * @throws LookupNotAvailable when an earlier attempt may have put it where no search of this installation finds it
   */
  findInsured(insured: Insured, again: boolean): Promise<FoundInsured | null>;

  /**
   * Who is on file under a GUID, with the primary location; null when nobody is.
   *
   * @throws SystemRejection when the insured has no primary location
   */
  readInsured(insuredGuid: string): Promise<Insured | null>;

  /** Others on file that are the same as an insured in every letter: one message made them twice. */
  listInsuredTwins(insured: Insured, insuredGuid: string): Promise<readonly string[]>;

  /**
   * Puts an insured with its primary location on file. Not repeatable; `findInsured` tells whether it happened, and
   * whether the location is missing, for not every installation does both or neither.
   *
   * @returns its GUID
   */
  addInsured(insured: Insured): Promise<string>;

  /** Gives an insured on file its primary location. Not repeatable; `findInsured` tells whether it happened. */
  addInsuredLocation(insuredGuid: string, location: InsuredLocation): Promise<void>;

  /**
   * The producer's contact and the underwriter for the product's line.
   *
   * @param underwriterGuid taken as it is when given
   * @throws SystemRejection with field `producer` when the contact is unknown, inactive, or the search is not unique
   */
  resolveProducer(
    producer: Producer,
    product: string,
    underwriterGuid: string | undefined,
  ): Promise<ProducerFacts>;
}

/** An insured on file. Without a primary location nothing can be bound for it. */
export interface FoundInsured {
  readonly insuredGuid: string;
  readonly hasLocation: boolean;
}

export interface ProducerFacts {
  readonly producerContactGuid: string;
  readonly underwriterGuid: string;
}
