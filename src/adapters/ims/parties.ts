import { guidNamed, isAsSent, NOBODY, type Choice } from '../../domain/insured/same-insured.js';
import { plainTaxId } from '../../domain/insured/spelling.js';
import { LookupNotAvailable, SystemRejection } from '../../ports/call-errors.js';
import type { FoundInsured } from '../../ports/policy-system/parties.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import { created, type InstallationContext } from './installation-context.js';
import { createInsuredSearch } from './insured-search.js';
import { toInsured } from './known-insured.js';
import { createLookUp } from './look-up.js';
import { addInsuredLocation } from './operations/add-insured-location.js';
import { addInsuredWithLocation } from './operations/add-insured-with-location.js';
import { findInsuredByName } from './operations/find-insured-by-name.js';
import { getInsured } from './operations/get-insured.js';
import { getInsuredPrimaryLocation } from './operations/get-insured-primary-location.js';
import { createProducers } from './producers.js';
import type { Insured } from '../../domain/insured/insured.js';

type Parties = Pick<
  PolicySystem,
  | 'findInsured'
  | 'readInsured'
  | 'listInsuredTwins'
  | 'addInsured'
  | 'addInsuredLocation'
  | 'resolveProducer'
>;

export function createParties(context: InstallationContext): Parties {
  const { ims, installation } = context;
  const search = createInsuredSearch(context, createLookUp(context));

  return {
    resolveProducer: createProducers(context),

    async findInsured(insured, again) {
      const guid = guidNamed(insured);
      if (guid !== null) return named(guid.toLowerCase());
      const choice = await search.choose(insured, again);
      if (choice.kind === 'undecided') throw undecided(choice, insured.onFile === NOBODY);
      if (choice.kind === 'one') {
        const { insuredGuid, hasPrimaryLocation } = choice.found;
        return { insuredGuid, hasLocation: hasPrimaryLocation };
      }
      if (again && mayBeHidden(insured)) throw new LookupNotAvailable('insuredCandidates');
      return null;
    },

    async readInsured(insuredGuid) {
      const known = await ims.call(getInsured, { insuredGuid }).catch(nullIfRefused);
      if (known === null) return null;
      const location = await ims
        .call(getInsuredPrimaryLocation, { insuredGuid })
        .catch(nullIfRefused);
      return toInsured(known, location, installation.businessTypes);
    },

    async listInsuredTwins(insured, insuredGuid) {
      const onFile = await search.candidates(insured);
      return onFile
        .filter((other) => other.insuredGuid !== insuredGuid && isAsSent(insured, other))
        .map((other) => other.insuredGuid);
    },

    async addInsured(insured) {
      const guid = await ims.call(addInsuredWithLocation, { insured, installation });
      return created(addInsuredWithLocation.name, guid);
    },

    async addInsuredLocation(insuredGuid, location) {
      const guid = await ims.call(addInsuredLocation, { insuredGuid, location, installation });
      created(addInsuredLocation.name, guid);
    },
  };

  /** The one that somebody has named. Whether its location can be read or not, the name is taken at its word. */
  async function named(insuredGuid: string): Promise<FoundInsured> {
    const facts = await ims.call(getInsured, { insuredGuid }).catch(asUnknown);
    if (facts === null) throw unknownOnFile('there is no insured with this GUID');
    const hasLocation = await ims.call(getInsuredPrimaryLocation, { insuredGuid }).then(
      (location) => location !== null,
      (error: unknown) => {
        if (error instanceof SystemRejection) return true;
        throw error;
      },
    );
    return { insuredGuid, hasLocation };
  }

  /**
   * Without the procedure an insured whose location was never made cannot be found by name: that nobody was found
   * does not prove that the attempt whose answer was lost made nothing.
   */
  function mayBeHidden({ fein, ssn }: Insured): boolean {
    const hasTaxId = plainTaxId(fein) !== null || plainTaxId(ssn) !== null;
    return installation.procedures.insuredCandidates === null && !hasTaxId;
  }
}

const MOST_NAMED = 10;

/** A person compares them in the policy system, where the names and addresses are. */
function undecided(
  { candidates }: Extract<Choice, { kind: 'undecided' }>,
  isNobody: boolean,
): SystemRejection {
  const named = candidates
    .slice(0, MOST_NAMED)
    .map(({ insuredGuid, likeness }) => `${insuredGuid} (${likeness})`)
    .join('; ');
  const more = candidates.length > MOST_NAMED ? `; and ${candidates.length - MOST_NAMED} more` : '';
  const newOne = isNobody ? '' : ', or "nobody" to put a new one on file';
  return new SystemRejection(
    { system: 'policySystem', operation: findInsuredByName.name },
    {
      reason: `who is meant cannot be told among the insureds on file: ${named}${more}`,
      field: 'insured.onFile',
      remedy: `compare them in the policy system, then name the GUID of the right one as insured.onFile${newOne}`,
    },
  );
}

function unknownOnFile(reason: string): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation: getInsured.name },
    {
      reason,
      field: 'insured.onFile',
      remedy: 'verify the GUID of the insured, or leave it out to have the insured looked for',
    },
  );
}

/** Of what is not there some installations answer nothing, and others a fault. */
function nullIfRefused(error: unknown): null {
  if (error instanceof SystemRejection && error.operation !== 'LoginIMSUser') return null;
  throw error;
}

/** An unknown GUID may be answered with a fault in the policy system's own words, which a person shall read. */
function asUnknown(error: unknown): never {
  if (!(error instanceof SystemRejection) || error.operation === 'LoginIMSUser') throw error;
  throw unknownOnFile(error.reason);
}
