import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { REINSTATEMENT_FEE } from '../domain/money/charges.js';
import type { Installation } from '../domain/product/installation.js';
import type { NoticeLaw } from '../domain/notice/moratorium.js';
import type { Product } from '../domain/product/product.js';
import type { RatePlan } from '../domain/rating/rate-plan.js';
import type { RatingFiles } from '../domain/rating/rated-product.js';
import type { FilesConfig } from './config.js';
import type { ReadFile } from './json-file.js';
import { readInstallationFile } from './installation-file.js';
import { moratoriumContradictions } from './moratorium-contradictions.js';
import { noticeContradictions } from './notice-contradictions.js';
import { readNoticeFile } from './notice-file.js';
import { readProductFile } from './product-file.js';
import { readRatePlanFile } from './rate-plan-file.js';
import { ratingContradictions } from './rating-contradictions.js';
import { readTaxesFile } from './taxes-file.js';
import { WrongSettings } from './wrong-settings.js';

/** What is sold, by product key, and where; how long notices are there, and what is rated by what. */
export interface BusinessFiles {
  readonly products: ReadonlyMap<string, Product>;
  readonly installation: Installation;
  readonly noticeRules: NoticeLaw;
  readonly rating: RatingFiles;
}

/**
 * Reads the installation file, the notice file, the taxes file, every rate plan and every product file, and checks them
 * against each other.
 *
 * @throws WrongSettings with every problem of every file
 */
export function readBusinessFiles(files: FilesConfig): BusinessFiles {
  const { installationFile, noticeFile, taxesFile, ratePlansDir, productsDir } = files;
  const problems: string[] = [];
  const installation = valueOf(readInstallationFile(installationFile), problems);
  const noticeRules = valueOf(readNoticeFile(noticeFile), problems);
  const taxRows = valueOf(readTaxesFile(taxesFile), problems);
  const plans = readRatePlans(ratePlansDir, problems);

  const products = new Map<string, Product>();
  for (const path of jsonFiles('PRODUCTS_DIR', productsDir, problems)) {
    const read = readProductFile(path);
    if ('problems' in read) {
      problems.push(...read.problems);
      continue;
    }
    const product = read.value;
    if (products.has(product.key)) {
      problems.push(`${path}: key: another product file has the key ${product.key}.`);
    }
    products.set(product.key, product);
    if (installation !== null) {
      problems.push(...contradictions(product, installation).map((p) => `${path}: ${p}`));
    }
    if (noticeRules !== null) {
      problems.push(...noticeContradictions(product, noticeRules).map((p) => `${path}: ${p}`));
    }
    if (installation !== null && taxRows !== null) {
      const found = ratingContradictions(product, { plans, taxRows }, installation);
      problems.push(...found.map((p) => `${path}: ${p}`));
    }
  }
  // A product that could not be read may be what it is about.
  if (noticeRules !== null && problems.length === 0) {
    const sold = [...products.values()];
    problems.push(...moratoriumContradictions(noticeRules, sold).map((p) => `${noticeFile}: ${p}`));
  }
  if (installation === null || noticeRules === null || taxRows === null || problems.length > 0)
    throw new WrongSettings(problems);
  return { products, installation, noticeRules, rating: { plans, taxRows } };
}

function valueOf<T>(read: ReadFile<T>, problems: string[]): T | null {
  if ('value' in read) return read.value;
  problems.push(...read.problems);
  return null;
}

/** Rate plans by their keys; none at all are needed where no product is rated by one. */
function readRatePlans(folder: string, problems: string[]): ReadonlyMap<string, RatePlan> {
  const plans = new Map<string, RatePlan>();
  for (const path of jsonFiles('RATE_PLANS_DIR', folder, problems)) {
    const plan = valueOf(readRatePlanFile(path), problems);
    if (plan === null) continue;
    if (plans.has(plan.key))
      problems.push(`${path}: key: another rate plan has the key ${plan.key}.`);
    plans.set(plan.key, plan);
  }
  return plans;
}

function jsonFiles(
  setting: 'PRODUCTS_DIR' | 'RATE_PLANS_DIR',
  folder: string,
  problems: string[],
): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    if (names.length === 0 && setting === 'PRODUCTS_DIR')
      problems.push(`PRODUCTS_DIR: ${folder} holds no product file.`);
    return names.sort().map((name) => join(folder, name));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push(`${setting} cannot be read: ${reason}.`);
    return [];
  }
}

/** What a product asks of an installation that does not have it. */
function contradictions(product: Product, installation: Installation): readonly string[] {
  const problems: string[] = [];
  if (!Object.hasOwn(installation.offices, product.office)) {
    problems.push(`office: the installation ${installation.name} has no office ${product.office}.`);
  }
  if (product.rating.method === 'passThrough') {
    for (const charge of product.rating.charges) {
      const codes = installation.charges.filter((one) => one.charge === charge);
      if (!codes.some(({ state }) => product.states.includes(state))) {
        problems.push(
          `rating.charges: the installation ${installation.name} has no code for ${charge} ` +
            `in any state of the product (${product.states.join(', ')}).`,
        );
      }
    }
  }
  return [...problems, ...feeWithoutCode(product, installation)];
}

/** A reinstatement that costs something needs a code for it wherever the product is sold. */
function feeWithoutCode(
  { midTerm, states }: Product,
  { name, charges, changes }: Installation,
): readonly string[] {
  if (midTerm.reinstatement.feeCents === 0 || changes.reinstate === null) return [];
  const without = states.filter(
    (state) => !charges.some((one) => one.charge === REINSTATEMENT_FEE && one.state === state),
  );
  if (without.length === 0) return [];
  return [
    `midTerm.reinstatementFee: the installation ${name} has no code for ${REINSTATEMENT_FEE} in ${without.join(', ')}.`,
  ];
}
