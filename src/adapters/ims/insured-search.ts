import { nameStarts, plainTaxId } from '../../domain/insured/spelling.js';
import {
  chooseInsured,
  fullName,
  type Choice,
  type InsuredOnFile,
} from '../../domain/insured/same-insured.js';
import { SystemContractError } from '../../ports/call-errors.js';
import type { InstallationContext } from './installation-context.js';
import type { LookUp } from './look-up.js';
import { ZERO_GUID } from './operations/answers.js';
import { findInsuredByName } from './operations/find-insured-by-name.js';
import { findInsuredByTaxId } from './operations/find-insured-by-tax-id.js';
import { getInsured } from './operations/get-insured.js';
import { getInsuredPrimaryLocation } from './operations/get-insured-primary-location.js';
import { insuredCandidates, type CandidateRow } from './operations/insured-candidates.js';
import type { Insured } from '../../domain/insured/insured.js';

export interface InsuredSearch {
  /** Who on file is meant. @param again an earlier attempt may have put it there */
  choose(insured: Insured, again: boolean): Promise<Choice>;
  /** Everybody on file who may be meant. @throws LookupNotAvailable where the site has no procedure for it */
  candidates(insured: Insured): Promise<readonly InsuredOnFile[]>;
}

export function createInsuredSearch(context: InstallationContext, lookUp: LookUp): InsuredSearch {
  const { ims, installation } = context;
  const { spelling } = installation;

  async function candidates(insured: Insured): Promise<readonly InsuredOnFile[]> {
    const [firstTaxId, ...otherTaxIds] = taxIdsOf(insured);
    const [firstStart = '', ...otherStarts] = nameStarts(filedName(insured), spelling);
    const { state } = insured.location;
    // One call asks for both; further spellings and a second tax id are rare.
    const searches = [
      { nameStart: firstStart, state, taxId: firstTaxId },
      ...otherStarts.map((nameStart) => ({ nameStart, state })),
      ...otherTaxIds.map((taxId) => ({ nameStart: firstStart, state, taxId })),
    ];
    const rows = await Promise.all(searches.map((search) => lookUp(insuredCandidates, search)));
    return byInsured(rows.flat(), installation.locationTypePrimary);
  }

  async function choose(insured: Insured, again: boolean): Promise<Choice> {
    if (installation.procedures.insuredCandidates !== null) {
      const onFile = await candidates(insured);
      return chooseInsured(insured, onFile, { isComplete: true, again, spelling });
    }
    return chooseByServices(insured, again);
  }

  /** The services' own searches answer one insured each, so every key that they take is tried. */
  async function chooseByServices(insured: Insured, again: boolean): Promise<Choice> {
    const search = { isComplete: false, again, spelling };
    const { city, state, zip, zipPlus } = insured.location;
    const name = fullName(insured);
    const [byTaxId, best] = await Promise.all([
      Promise.all(taxIdSearches(insured).map((asked) => ims.call(findInsuredByTaxId, asked))),
      ims.call(findInsuredByName, { name, city, state, zip, zipPlus }),
    ]);
    const known = new Set(byTaxId.filter((guid) => guid !== null));
    const onFile = await readAll([...known, ...(best === null ? [] : [best])], known);
    const choice = chooseInsured(insured, onFile, search);
    if (choice.kind !== 'undecided' || best === null) return choice;

    // Somebody of that name stands in the way; with other parts of the address another one may be the best.
    const others = await Promise.all(
      [{ city, state }, { zip }, { state }].map((place) =>
        ims.call(findInsuredByName, { name, ...place }),
      ),
    );
    const further = new Set(others.filter((guid) => guid !== null));
    for (const { insuredGuid } of onFile) further.delete(insuredGuid);
    if (further.size === 0) return choice;
    return chooseInsured(insured, [...onFile, ...(await readAll([...further], known))], search);
  }

  /** Every FEIN and SSN as digits and as people write it, among the insureds of no office and of each. */
  function taxIdSearches(insured: Insured) {
    const offices = new Set([ZERO_GUID, ...Object.values(installation.offices)]);
    const fein = plainTaxId(insured.fein);
    const ssn = plainTaxId(insured.ssn);
    const spellings = [
      ...(fein === null ? [] : [fein, `${fein.slice(0, 2)}-${fein.slice(2)}`]),
      ...(ssn === null ? [] : [ssn, `${ssn.slice(0, 3)}-${ssn.slice(3, 5)}-${ssn.slice(5)}`]),
    ];
    return [...offices].flatMap((officeGuid) =>
      [...new Set(spellings)].map((taxId) => ({ taxId, officeGuid })),
    );
  }

  function readAll(guids: readonly string[], byTaxId: ReadonlySet<string>) {
    return Promise.all(
      [...new Set(guids)].map(async (insuredGuid): Promise<InsuredOnFile> => {
        const [facts, location] = await Promise.all([
          ims.call(getInsured, { insuredGuid }),
          ims.call(getInsuredPrimaryLocation, { insuredGuid }),
        ]);
        if (facts === null) {
          const operation = getInsured.name;
          const problem = 'nothing, for an insured that a search has just answered';
          throw new SystemContractError(
            { system: 'policySystem', operation },
            `${operation}Result`,
            problem,
          );
        }
        return {
          ...facts,
          insuredGuid,
          locations: location === null ? [] : [location],
          hasPrimaryLocation: location !== null,
          wasFoundByTaxId: byTaxId.has(insuredGuid),
        };
      }),
    );
  }

  return { choose, candidates };
}

/** The name as it is filed: the organisation's, or the last name and then the first. */
function filedName({ corporationName, lastName, firstName }: Insured): string {
  return corporationName ?? [lastName, firstName].filter(Boolean).join(' ');
}

function taxIdsOf({ fein, ssn }: Insured): string[] {
  const known = [plainTaxId(fein), plainTaxId(ssn)].filter((taxId) => taxId !== null);
  return [...new Set(known)];
}

/** One entry per insured, with all its locations. */
function byInsured(rows: readonly CandidateRow[], primaryTypeId: number): InsuredOnFile[] {
  const found = new Map<string, InsuredOnFile>();
  for (const { locationTypeId, ...row } of rows) {
    const known = found.get(row.insuredGuid);
    found.set(row.insuredGuid, {
      ...row,
      locations: [...(known?.locations ?? []), ...row.locations],
      hasPrimaryLocation: locationTypeId === primaryTypeId || (known?.hasPrimaryLocation ?? false),
    });
  }
  return [...found.values()];
}
