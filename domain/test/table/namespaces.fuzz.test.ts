// SPDX-License-Identifier: Apache-2.0
// Where an element keeps what it declared after its end, or the inner declaration of a prefix does not count, it finds a name in the wrong
// namespace within 20 runs; without the bound on declarations it finds a part that is read though it must not be within 50.
import { expect } from 'chai';
import * as fc from 'fast-check';
import { DomainError } from '#src/errors/index.js';
import { TABLE_LIMITS } from '#src/table/table-limits.js';
import { XmlNames } from '#src/table/xml-names.js';
import { fuzz } from '../support/fuzz.js';

/** An element by what it declares, and what stands in it. */
interface Element {
  readonly declares: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

const prefix = fc.constantFrom('', 'a', 'b', 'x', 'xml');
const declares = fc.dictionary(prefix, fc.constantFrom('', 'urn:1', ' urn:2 ', 'urn:3'), { maxKeys: 4 });
/** As many as are taken, in one element or another. */
const many = fc
  .integer({ min: 0, max: TABLE_LIMITS.xmlNamespaces })
  .map((count) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${String(at)}`, 'urn:n'])));
const elementOf = (levels: number): fc.Arbitrary<Element> =>
  fc.record({
    declares: fc.oneof({ weight: 9, arbitrary: declares }, { weight: 1, arbitrary: many }),
    children: levels === 0 ? fc.constant([]) : fc.array(elementOf(levels - 1), { maxLength: 2 }),
  });

fuzz(
  'namespaces in XLSX',
  fc.property(elementOf(4), (root) => {
    const names = new XmlNames();
    try {
      look(root, { names, around: { xml: 'http://www.w3.org/XML/1998/namespace' }, depth: 1 });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      expect([error.code, most(root) > TABLE_LIMITS.xmlNamespaces]).to.deep.equal(['FILE_TOO_COMPLEX', true]);
      return;
    }
    expect(most(root)).to.be.at.most(TABLE_LIMITS.xmlNamespaces);
  }),
  { runs: 300 },
);

interface Place {
  readonly names: XmlNames;
  /** What is in force, copied at each element: the oracle. */
  readonly around: Readonly<Record<string, string>>;
  readonly depth: number;
}

function look({ declares: own, children }: Element, { names, around, depth }: Place): void {
  const attributes = Object.entries(own).map(([name, uri]) => [name === '' ? 'xmlns' : `xmlns:${name}`, uri]);
  names.open({ ...(Object.fromEntries(attributes) as Record<string, string>), r: '1' }, depth);
  const inForce = { ...around };
  for (const [name, uri] of Object.entries(own)) inForce[name] = uri.trim();
  const compare = (): void => {
    for (const name of ['', 'xml', ...Object.keys(own)])
      expect(names.namespaceOf(name)).to.equal(inForce[name] ?? '');
    if (!('q' in inForce)) expect(() => names.namespaceOf('q')).to.throw(DomainError);
  };
  compare();
  for (const child of children) look(child, { names, around: inForce, depth: depth + 1 });
  compare();
  names.close(depth);
  for (const name of Object.keys(own))
    if (name in around) expect(names.namespaceOf(name)).to.equal(around[name]);
    else if (name !== '') expect(() => names.namespaceOf(name)).to.throw(DomainError);
}

/** How many declarations are in force at the place that has most. */
function most({ declares: own, children }: Element): number {
  return Object.keys(own).length + Math.max(0, ...children.map(most));
}
