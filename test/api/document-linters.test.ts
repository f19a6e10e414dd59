import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectral, { type RulesetDefinition } from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { describe, expect, it } from 'vitest';
import { document } from './document-check.js';

/** What a linter has against the document. */
interface Finding {
  readonly rule: string;
  readonly at: string;
}

/** What is to be as it is, and why; every other rule that is recommended holds. */
const EXCEPTIONS: Readonly<Record<string, readonly (Finding & { readonly why: string })[]>> = {
  redocly: [
    { rule: 'info-license', at: '/info', why: 'Its owner gives no licence (package.json).' },
    {
      rule: 'no-ambiguous-paths',
      at: '/paths/~1api~1policies~1quote~1{calculationInputDate}',
      why: 'The address is that of the contract of premium quotes. It comes to differ from those of a policy in its last part, which is a date.',
    },
    ...['~1healthz/get', '~1readyz/get', '~1openapi.json/get', '~1soap~1PolicyPeriod.xsd/get'].map(
      (of) => ({
        rule: 'operation-4xx-response',
        at: `/paths/${of}/responses`,
        why: 'Anybody may ask it, in any way: there is nothing to refuse.',
      }),
    ),
  ],
  spectral: [
    { rule: 'info-contact', at: '/info', why: 'Whoever runs an installation is its contact.' },
  ],
};

/** What is against the document and no exception, and what is an exception and nothing is against. */
function unexpected(linter: string, found: readonly Finding[]) {
  const key = ({ rule, at }: Finding) => `${rule} ${at}`;
  const exceptions = new Set((EXCEPTIONS[linter] ?? []).map(key));
  const keys = new Set(found.map(key));
  return {
    unexcepted: [...keys].filter((one) => !exceptions.has(one)),
    unneeded: [...exceptions].filter((one) => !keys.has(one)),
  };
}

const NONE = { unexcepted: [], unneeded: [] };

describe('the OpenAPI document', () => {
  it("is as Redocly's rules recommend, the strict ones", { timeout: 300_000 }, async () => {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const source = JSON.stringify(document);
    const problems = await lintFromString({ source, absoluteRef: '/openapi.json', config });
    const found = problems.map(({ ruleId: rule, location }) => ({
      rule,
      at: location[0]?.pointer?.replace('#', '') ?? '',
    }));
    expect(unexpected('redocly', found)).toEqual(NONE);
  });

  it("is as Spectral's rules recommend", { timeout: 300_000 }, async () => {
    const linter = new spectral.Spectral();
    linter.setRuleset({
      extends: [[rulesets.oas as RulesetDefinition, 'recommended']],
      // Every operation has a summary, and where that says it all there is nothing more to say.
      rules: { 'operation-description': 'off' },
    });
    const problems = await linter.run(structuredClone(document));
    const found = problems.map(({ code, path }) => ({
      rule: String(code),
      at: path.map((part) => `/${String(part).replaceAll('/', '~1')}`).join(''),
    }));
    expect(unexpected('spectral', found)).toEqual(NONE);
  });
});
