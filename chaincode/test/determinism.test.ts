// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import { expect } from 'chai';
import { bootstrapTestLedger, CONTRACTS, endorseOnTwoPeers, InMemoryLedger } from '#src/testing/index.js';

const TESTS = fileURLToPath(new URL('../test', import.meta.url));
/** Functions that only read. */
const QUERIES = [
  'facts',
  'network',
  'provinces',
  'runtime',
  'read',
  'readManifest',
  'history',
  'constructor',
];

/** Lists of powers.test.ts, which name every type and call none. */
const LISTS = /^const (?:NO_)?POWERS = \[.*?;$/gms;

// Every call that a test makes by `submit` or `call` is endorsed by two peers with another clock, locale and order of keys,
// and fails where they differ. So what is left to show is that each writing function is called, and that a difference shows.
describe('determinism', () => {
  it('is tried of every instruction type and every further function that writes', () => {
    const tests = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(TESTS, file), 'utf8'))
      .join('\n')
      .replaceAll(LISTS, '');
    const types = Object.keys(INSTRUCTION_TYPES);
    const further = Object.values(CONTRACTS)
      .flat()
      .flatMap((contract) => {
        const name = new contract().getName();
        const functions = Object.getOwnPropertyNames(contract.prototype).filter(
          (each) => !QUERIES.includes(each),
        );
        return functions
          .map((each) => `${name}:${each}`)
          .filter((each) => !types.includes(each.replace(':', '.')));
      });
    expect([...types, ...further].filter((name) => !tests.includes(`'${name}'`))).to.deep.equal([]);
    expect(further).to.have.length.greaterThan(4);
  });

  it('a contract that asks the wall clock is caught', async () => {
    const { ledger } = await bootstrapTestLedger();
    const [first] = CONTRACTS.identity;
    if (first === undefined) throw new Error('no contract');
    class Astray extends first {
      now(): Promise<string> {
        return Promise.resolve(String(Date.now()));
      }
    }
    const name = new Astray().getName();
    const other = new InMemoryLedger({ chaincodes: { identity: [Astray] }, now: ledger.now });
    const call = { function: `${name}:now`, argument: '{}', submitter: { mspId: 'BeijingMSP' } };
    const error = await endorseOnTwoPeers(other, call).catch((caught: unknown) => caught);
    expect(String(error)).to.include('not deterministic');
  });
});
