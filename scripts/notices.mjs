/** `npm run notices`: writes THIRD_PARTY_NOTICES, the licence of every package that the image of production carries. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, installWhenNeeded, root } from './project.mjs';

checkNode();
installWhenNeeded();
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
/** Names of packages by what is to be told of them: many have the same words. */
const byNotice = new Map();
for (const [path, { version, license, dev, link }] of Object.entries(packages)) {
  // A link leads to a package of this repository, which is listed by its folder.
  if (path === '' || dev || link) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const notice = `${license ?? 'see below'}\n\n${textsOf(join(root, path))}`.trim();
  byNotice.set(notice, new Set([...(byNotice.get(notice) ?? []), `${name}@${version}`]));
}
const parts = [...byNotice]
  .map(([notice, names]) => `${[...names].sort().join('\n')}\n\n${notice}\n`)
  .sort();
const head = 'Bindery carries these packages, each under the licence of its authors.\n';
writeFileSync(join(root, 'THIRD_PARTY_NOTICES'), [head, ...parts].join(`\n${'-'.repeat(80)}\n\n`));
console.log(`THIRD_PARTY_NOTICES: ${parts.length} notices.`);

/** What a package says of its licence itself; nothing where it is of another platform, and so not installed. */
function textsOf(folder) {
  if (!existsSync(folder)) return '';
  return readdirSync(folder)
    .filter((name) => /^(licen[cs]e|notice|copying)/i.test(name) && !/\.(js|ts|json)$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
}
