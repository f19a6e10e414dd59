import type { CivilDate } from '../calendar/civil-date.js';
import {
  comparableAddress,
  comparableName,
  plainTaxId,
  plainText,
  type Spelling,
} from './spelling.js';
import type { Insured } from './insured.js';

/** An insured as the policy system has it; null where it says nothing. */
export interface InsuredOnFile {
  readonly insuredGuid: string;
  readonly corporationName: string | null;
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly lastName: string | null;
  readonly fein: string | null;
  readonly ssn: string | null;
  readonly dateOfBirth: CivilDate | null;
  /** All that are known; empty for an insured that was put on file without one. */
  readonly locations: readonly LocationOnFile[];
  readonly hasPrimaryLocation: boolean;
  /** The policy system itself found it under the tax id that was asked for, whatever it shows of it. */
  readonly wasFoundByTaxId?: boolean;
}

export interface LocationOnFile {
  readonly address1: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
}

/** How sure it is that an insured on file is the one of the submission. */
type Likeness =
  | { readonly kind: 'same'; readonly by: 'everything' | 'taxId' | 'nameAndAddress' }
  | { readonly kind: 'unclear' }
  | { readonly kind: 'other'; readonly isNamesake: boolean };

/** Who on file is meant. */
export type Choice =
  | { readonly kind: 'one'; readonly found: InsuredOnFile }
  | { readonly kind: 'nobody' }
  /** A person decides. The reasons are words only: no name, no address, no tax id. */
  | { readonly kind: 'undecided'; readonly candidates: readonly Candidate[] };

export interface Candidate {
  readonly insuredGuid: string;
  readonly likeness: string;
}

export interface Search {
  /** True when everybody on file who may be meant was found; false when a namesake may hide others. */
  readonly isComplete: boolean;
  /** True when an earlier attempt may have put the insured on file. */
  readonly again: boolean;
  readonly spelling: Spelling;
}

/** What `insured.onFile` says when none of the namesakes on file is the insured. */
export const NOBODY = 'nobody';

/** GUID of the insured on file that is named; null where nobody is. */
export function guidNamed({ onFile }: Pick<Insured, 'onFile'>): string | null {
  return onFile === undefined || onFile === NOBODY ? null : onFile;
}

/** Whether two GUIDs name the same, however they are written. */
export function isSameGuid(one: string | null, other: string | null): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

/**
 * Chooses the insured among those on file. The same tax id means the same insured, and so do the same name and address
 * unless tax ids or birthdays differ. Nobody is taken by likeness alone: where two remain, or a namesake of the
 * same town cannot be told apart, a person decides.
 */
export function chooseInsured(
  insured: Insured,
  onFile: readonly InsuredOnFile[],
  { isComplete, again, spelling }: Search,
): Choice {
  if (insured.onFile === NOBODY) {
    const copies = onFile.filter((candidate) => isAsSent(insured, candidate));
    return (
      one(copies) ?? (again && copies.length > 1 ? undecided(copies, insured, spelling) : NONE)
    );
  }
  const likely = onFile.map((candidate) => ({
    candidate,
    likeness: likenessOf(insured, candidate, spelling),
  }));
  const those = (is: (likeness: Likeness) => boolean): InsuredOnFile[] =>
    likely.filter(({ likeness }) => is(likeness)).map(({ candidate }) => candidate);

  const agreeing = those((likeness) => likeness.kind === 'same' && likeness.by === 'everything');
  const same = agreeing.length > 0 ? agreeing : those(({ kind }) => kind === 'same');
  if (same.length > 0) return one(same) ?? undecided(same, insured, spelling);

  const unclear = those(({ kind }) => kind === 'unclear');
  // Only Bindery's own attempt, cut off in the middle, leaves exactly what was sent without a location.
  const halfMade = unclear.filter(
    (candidate) => candidate.locations.length === 0 && isAsSent(insured, candidate),
  );
  const ours = again ? one(halfMade) : null;
  if (ours) return ours;
  const hiding = isComplete
    ? []
    : those((likeness) => likeness.kind === 'other' && likeness.isNamesake);
  const open = [...unclear, ...hiding];
  return open.length > 0 ? undecided(open, insured, spelling) : NONE;
}

/** Whether an insured on file holds what was sent, letter by letter: Bindery itself put it there, or a copy of it. */
export function isAsSent(insured: Insured, onFile: InsuredOnFile): boolean {
  const { location } = insured;
  const isSent = (text: string | undefined, found: string | null): boolean =>
    (text ?? '').trim() === (found ?? '').trim();
  return (
    isSent(insured.corporationName, onFile.corporationName) &&
    isSent(insured.firstName, onFile.firstName) &&
    isSent(insured.lastName, onFile.lastName) &&
    plainTaxId(insured.fein) === plainTaxId(onFile.fein) &&
    plainTaxId(insured.ssn) === plainTaxId(onFile.ssn) &&
    (onFile.locations.length === 0 ||
      onFile.locations.some(
        ({ address1, state, zip }) =>
          isSent(location.address1, address1) &&
          isSent(location.state, state) &&
          isSent(location.zip, zip?.slice(0, 5) ?? null),
      ))
  );
}

const NONE = { kind: 'nobody' } as const;

function one(found: readonly InsuredOnFile[]): Choice | null {
  const [only] = found;
  return only && found.length === 1 ? { kind: 'one', found: only } : null;
}

function undecided(
  candidates: readonly InsuredOnFile[],
  insured: Insured,
  spelling: Spelling,
): Choice {
  return {
    kind: 'undecided',
    candidates: candidates.map((candidate) => ({
      insuredGuid: candidate.insuredGuid,
      likeness: inWords(insured, candidate, spelling),
    })),
  };
}

function likenessOf(insured: Insured, onFile: InsuredOnFile, spelling: Spelling): Likeness {
  const taxIds = compareTaxIds(insured, onFile);
  const isNamesake = hasSameName(insured, onFile, spelling);
  const place = comparePlaces(insured, onFile, spelling);
  if (taxIds === 'same') {
    const by = isNamesake && (place === 'same' || place === 'none') ? 'everything' : 'taxId';
    return { kind: 'same', by };
  }
  if (!isNamesake || taxIds === 'different' || isAnotherPerson(insured, onFile)) {
    return { kind: 'other', isNamesake };
  }
  if (place === 'same') return { kind: 'same', by: 'nameAndAddress' };
  return place === 'far' ? { kind: 'other', isNamesake } : { kind: 'unclear' };
}

function inWords(insured: Insured, onFile: InsuredOnFile, spelling: Spelling): string {
  const taxIds = { same: 'same tax id', different: 'another tax id', unknown: '' };
  const places = {
    same: 'same address',
    near: 'another address in the same town',
    far: 'another town',
    none: 'no location on file',
  };
  return [
    taxIds[compareTaxIds(insured, onFile)],
    hasSameName(insured, onFile, spelling) ? 'same name' : 'another name',
    places[comparePlaces(insured, onFile, spelling)],
  ]
    .filter((words) => words !== '')
    .join(', ');
}

/** A tax id of one kind says nothing about one of the other kind, unless they are the same: fields get mixed up. */
function compareTaxIds(insured: Insured, onFile: InsuredOnFile): 'same' | 'different' | 'unknown' {
  const [fein, ssn] = [plainTaxId(insured.fein), plainTaxId(insured.ssn)];
  const theirs = { fein: plainTaxId(onFile.fein), ssn: plainTaxId(onFile.ssn) };
  const known = [theirs.fein, theirs.ssn].filter((taxId) => taxId !== null);
  if ([fein, ssn].some((taxId) => taxId !== null && known.includes(taxId))) return 'same';
  const differ = (ours: string | null, other: string | null): boolean =>
    ours !== null && other !== null && ours !== other;
  if (differ(fein, theirs.fein) || differ(ssn, theirs.ssn)) return 'different';
  return onFile.wasFoundByTaxId ? 'same' : 'unknown';
}

function hasSameName(insured: Insured, onFile: InsuredOnFile, spelling: Spelling): boolean {
  return comparableName(fullName(insured), spelling) === comparableName(fullName(onFile), spelling);
}

/** Father and son may live under one roof and bear one name. */
function isAnotherPerson(insured: Insured, onFile: InsuredOnFile): boolean {
  if (insured.corporationName !== undefined) return false;
  const { dateOfBirth, middleName } = insured;
  const initial = (name: string): string => name.trim().slice(0, 1).toLowerCase();
  return (
    (dateOfBirth !== undefined &&
      onFile.dateOfBirth !== null &&
      dateOfBirth !== onFile.dateOfBirth) ||
    (middleName !== undefined &&
      onFile.middleName !== null &&
      initial(middleName) !== initial(onFile.middleName))
  );
}

/** The name by which an insured goes: the organisation's, or the person's first and last. */
export function fullName(of: {
  readonly corporationName?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
}): string {
  return of.corporationName ?? [of.firstName, of.lastName].filter(Boolean).join(' ');
}

const PLACES = ['same', 'near', 'far'] as const;

/** The likest of its locations: the same address, another one of the same town, or one elsewhere. */
function comparePlaces(
  { location }: Insured,
  { locations }: InsuredOnFile,
  spelling: Spelling,
): (typeof PLACES)[number] | 'none' {
  const places = locations.map((candidate) => comparePlace(location, candidate, spelling));
  return PLACES.find((place) => places.includes(place)) ?? 'none';
}

function comparePlace(
  ours: Insured['location'],
  theirs: LocationOnFile,
  spelling: Spelling,
): (typeof PLACES)[number] {
  if (theirs.state !== null && plainText(ours.state) !== plainText(theirs.state)) return 'far';
  const zip = theirs.zip?.trim().slice(0, 5) ?? null;
  if (zip === ours.zip && isSameStreet(ours, theirs, spelling)) return 'same';
  const isSameTown =
    zip === null ||
    zip === ours.zip ||
    theirs.city === null ||
    comparableName(ours.city, spelling) === comparableName(theirs.city, spelling);
  return isSameTown ? 'near' : 'far';
}

/** A suite that only one side names does not make it another address; two that differ do. */
function isSameStreet(
  ours: Insured['location'],
  theirs: LocationOnFile,
  spelling: Spelling,
): boolean {
  const address = (...lines: (string | null | undefined)[]): string =>
    comparableAddress(
      lines.map((line) => line ?? null),
      spelling,
    );
  if (address(ours.address1, ours.address2) === address(theirs.address1, theirs.address2)) {
    return true;
  }
  const oneIsWithout = address(ours.address2) === '' || address(theirs.address2) === '';
  return oneIsWithout && address(ours.address1) === address(theirs.address1);
}
