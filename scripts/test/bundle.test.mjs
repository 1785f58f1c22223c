// SPDX-License-Identifier: Apache-2.0
// What provinces approve by its digest is the contract and nothing else: no words for people, no addresses, no forms.
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { bundleChaincode, CHAINCODES } from '../bundle.mjs';
import { offLedger } from './off-ledger.mjs';

const MAX_BYTES = { identity: 350_000, benefit: 300_000 };

/** Changes what people read, in every file that is bundled: Chinese in code, and English words of presentations and texts. */
const otherWords = {
  name: 'other-words',
  setup(build) {
    build.onLoad({ filter: /domain\/dist\/.*\.js$/ }, ({ path }) => {
      const lines = readFileSync(path, 'utf8').split('\n');
      const isComment = (line) => /^\s*(\/\/|\/\*|\*)/.test(line);
      const changed = lines.map((line) =>
        isComment(line)
          ? line
          : line.replaceAll(/\p{Script=Han}/gu, '字').replace(/\ben: ([`'"])/u, 'en: $1Other '),
      );
      return { contents: changed.join('\n'), loader: 'js' };
    });
  },
};

for (const name of CHAINCODES) {
  describe(`the bundle of ${name}`, () => {
    let bundle;

    before(async () => {
      bundle = await bundleChaincode(name);
    });

    it(`has at most ${MAX_BYTES[name]} bytes`, () => {
      expect(bundle.code.length).to.be.at.most(MAX_BYTES[name]);
    });

    it('has short lines, and a map from a place in them to the source', () => {
      const lines = Buffer.from(bundle.code).toString().split('\n');
      const line = lines.findIndex((text) => text.includes('"PROPOSAL_FOREIGN"'));
      const map = new SourceMap(JSON.parse(Buffer.from(bundle.map).toString()));
      const { fileName } = map.findOrigin(line + 1, lines[line].indexOf('"PROPOSAL_FOREIGN"') + 1);
      expect(fileName).to.match(/^..\/..\/(?:chaincode|domain)\/src\/.*\.ts$/);
      expect(lines.filter((text) => text.length > 1_000)).to.deep.equal([]);
    });

    it('has no addresses, forms, answers or texts in it', () => {
      const astray = bundle.inputs.filter((file) =>
        [...offLedger, 'codes'].some((folder) => file.startsWith(`domain/dist/${folder}/`)),
      );
      expect(astray).to.deep.equal([]);
      expect(bundle.inputs.some((file) => file.startsWith('domain/dist/instruction/'))).to.equal(true);
    });

    // Its classic interface keeps whatever a schema could be asked for: languages, JSON Schema, compilers (ADR 0039).
    it('has no more of zod in it than its mini form and the core', () => {
      const zod = bundle.inputs.filter((file) => file.includes('node_modules/zod/'));
      expect(zod).to.include('node_modules/zod/v4/mini/schemas.js');
      expect(zod.filter((file) => /\/(?:classic|locales)\/|json-schema|compile/.test(file))).to.deep.equal(
        [],
      );
    });

    it('is the same to the byte when words for people change', async () => {
      const other = await bundleChaincode(name, [otherWords]);
      expect(Buffer.compare(other.code, bundle.code)).to.equal(0);
    });

    it('is another when a rule changes', async () => {
      const changeRule = {
        name: 'change-rule',
        setup: (build) =>
          build.onLoad({ filter: /domain\/dist\/instruction\/definition\.js$/ }, ({ path }) => ({
            contents: readFileSync(path, 'utf8').replace('DAY_HOURS = 24', 'DAY_HOURS = 25'),
            loader: 'js',
          })),
      };
      const other = await bundleChaincode(name, [changeRule]);
      expect(Buffer.compare(other.code, bundle.code)).to.not.equal(0);
    });
  });
}
