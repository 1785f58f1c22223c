// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import type { InstructionType, PayloadOf } from '@unionid/domain/instruction';
import { expect } from 'chai';
import {
  bootstrapPayload,
  InMemoryLedger,
  joinPayload,
  newAccountPayload,
  newImport,
  newMemberEntry,
  newOrganisationEntry,
  newTestClock,
  newTestLedger,
  type EndorsedInMemory,
  type InMemoryCall,
  type TestLedger,
  type TestOperator,
} from '#src/testing/index.js';

const DAY = 86_400_000;
const LOCALE_VARIABLES = ['LANG', 'LC_ALL', 'TZ'] as const;

// Two peers: what differs between them must not show in what they endorse.
const PEERS = [
  { clock: Date.parse('2026-03-02T02:00:00.000Z'), LANG: 'C', LC_ALL: 'C', TZ: 'UTC', reversed: false },
  {
    clock: Date.parse('2031-12-31T23:59:59.999Z'),
    LANG: 'tr_TR.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
    TZ: 'Asia/Shanghai',
    reversed: true,
  },
] as const;

describe('determinism', () => {
  const environment = Object.fromEntries(LOCALE_VARIABLES.map((name) => [name, process.env[name]]));
  const wallClock = Date.now;
  const parse = JSON.parse;

  afterEach(() => {
    Date.now = wallClock;
    JSON.parse = parse;
    for (const name of LOCALE_VARIABLES) restore(name, environment[name]);
  });

  it('every transaction gives the same bytes on peers with another clock, locale and order of keys', async () => {
    const clock = newTestClock();
    const ledgers = PEERS.map(({ reversed }) => new InMemoryLedger({ now: clock.now, batched: !reversed }));
    const [first] = ledgers;
    if (first === undefined) throw new Error('no ledger');
    const seen = new Set<string>();
    const run = async (call: InMemoryCall): Promise<void> => {
      seen.add(call.function);
      const endorsed: EndorsedInMemory[] = [];
      for (const [index, peer] of PEERS.entries()) {
        pretendToBe(peer, parse);
        const ledger = ledgers[index];
        if (ledger !== undefined) endorsed.push(await ledger.endorse(call));
      }
      const [one, other] = endorsed.map(comparable);
      expect(one).to.equal(other);
      ledgers.forEach((ledger, index) => {
        const transaction = endorsed[index];
        if (transaction !== undefined)
          expect(ledger.commit([transaction]).transactions[0]?.valid).to.equal(true);
      });
    };
    for (const call of script(newTestLedger(first, clock))) await run(await call());
    expect(ledgers[0]?.entries()).to.deep.equal(ledgers[1]?.entries());
    expect([...seen].sort()).to.deep.equal(await writingFunctions());
  });
});

/** Every writing function once, as calls made one after another. */
function script(test: TestLedger): (() => Promise<InMemoryCall>)[] {
  const { national, provinces, clock } = test;
  const sichuan = provinces['51'];
  const admin = (mspId: string): { mspId: string; admin: boolean } => ({ mspId, admin: true });
  const instruct =
    <T extends InstructionType>(
      type: T,
      payload: PayloadOf<T> | (() => Promise<PayloadOf<T>>),
      {
        by,
        subjectVersion = 0,
        submitter = { mspId: by.mspId },
      }: {
        by: TestOperator;
        subjectVersion?: number;
        submitter?: { mspId: string; admin?: boolean };
      },
    ): (() => Promise<InMemoryCall>) =>
    async () => {
      const made = typeof payload === 'function' ? await payload() : payload;
      const argument = await test.instruct(type, made, { by, subjectVersion });
      return { function: type.replace('.', ':'), argument, submitter };
    };
  const plain = (name: string, argument: string) => (): Promise<InMemoryCall> =>
    Promise.resolve({ function: name, argument, submitter: { mspId: sichuan.mspId } });
  const by = sichuan.root;
  const cadre = test.newOperator(sichuan, sichuan.orgId);
  const next = test.newOperator(sichuan, sichuan.orgId);
  const gatewayKey = test.newOperator(sichuan, sichuan.orgId);
  const union = newOrganisationEntry(test, sichuan.orgId, { creditCode: '81510000MB0000001X' });
  const account = newAccountPayload(test, union.orgId, { person: 'account' });
  const member = newMemberEntry(test, union.orgId, { person: 'account', identityId: account.identityId });
  const rows = ['account', 'b', 'a', 'b'].map((person) => newMemberEntry(test, union.orgId, { person }));
  const members = newImport(test, [
    ...rows,
    newMemberEntry(test, test.newId('organisation'), { person: 'c' }),
  ]);
  const unions = newImport(test, [
    newOrganisationEntry(test, union.orgId),
    newOrganisationEntry(test, sichuan.orgId),
  ]);
  const proveOperator = async ({ signer }: TestOperator): Promise<{ publicKey: string; proof: string }> => {
    const holder = cadre.operatorId;
    return {
      publicKey: signer.publicKey,
      proof: await test.prove({ purpose: 'operator-key', holder }, signer),
    };
  };
  const proveGateway = async (): Promise<{ publicKey: string; proof: string }> => {
    const { signer } = gatewayKey;
    const proof = await test.prove({ purpose: 'gateway-key', holder: sichuan.mspId }, signer);
    return { publicKey: signer.publicKey, proof };
  };
  const { operatorId } = cadre;
  const pruned = new Date(clock.now()).toISOString().slice(0, 10);
  return [
    instruct('governance.bootstrap', bootstrapPayload(test), {
      by: national.root,
      submitter: admin(national.mspId),
    }),
    ...Object.values(provinces).map((province) =>
      instruct('governance.joinProvince', joinPayload(province), {
        by: province.root,
        submitter: admin(province.mspId),
      }),
    ),
    instruct(
      'governance.addProvince',
      { code: '44', mspId: 'GuangdongMSP', name: '广东省总工会' },
      { by: national.root },
    ),
    instruct('governance.registerGatewayKey', proveGateway, { by }),
    instruct('governance.revokeGatewayKey', { keyId: gatewayKey.keyId }, { by, subjectVersion: 1 }),
    instruct('organisation.register', union, { by }),
    instruct('organisation.import', unions.manifest, { by }),
    plain('organisation:importChunk', unions.chunks[0] ?? ''),
    plain('organisation:closeImport', canonicalJson({ manifestId: unions.manifest.manifestId })),
    instruct(
      'operator.register',
      async () => ({
        ...{
          operatorId,
          org: sichuan.orgId,
          role: 'cadre',
          grants: ['verify', 'member'],
          responsibility: '',
        },
        ...(await proveOperator(cadre)),
      }),
      { by },
    ),
    instruct('operator.grant', { operatorId, grants: ['organisation', 'member'] }, { by, subjectVersion: 1 }),
    instruct(
      'operator.rotateKey',
      async () => ({ operatorId, revokeKeyId: '', ...(await proveOperator(next)) }),
      {
        ...{ by, subjectVersion: 2 },
      },
    ),
    instruct('operator.revokeKey', { operatorId, keyId: cadre.keyId }, { by, subjectVersion: 3 }),
    instruct('operator.revoke', { operatorId, reason: 'left' }, { by, subjectVersion: 4 }),
    instruct('person.openAccount', account, { by }),
    instruct('person.enrol', member, { by, subjectVersion: 1 }),
    instruct('person.import', members.manifest, { by }),
    plain('person:importChunk', members.chunks[0] ?? ''),
    plain('person:closeImport', canonicalJson({ manifestId: members.manifest.manifestId })),
    () => {
      clock.advance(40 * DAY);
      return instruct('governance.pruneInstructions', { day: pruned, limit: 5 }, { by })();
    },
  ];
}

// The queries of a contract carry no instruction: what is left writes.
async function writingFunctions(): Promise<string[]> {
  const { contracts } = await import('#src/index.js');
  const queries = ['network', 'provinces', 'runtime', 'read', 'readManifest', 'history', 'constructor'];
  return contracts
    .flatMap((contract) =>
      Object.getOwnPropertyNames(contract.prototype)
        .filter((name) => !queries.includes(name))
        .map((name) => `${new contract().getName()}:${name}`),
    )
    .sort();
}

function pretendToBe(peer: (typeof PEERS)[number], parse: typeof JSON.parse): void {
  Date.now = () => peer.clock;
  for (const name of LOCALE_VARIABLES) process.env[name] = peer[name];
  JSON.parse = peer.reversed ? (text: string) => parse(text, reverseKeys) as unknown : parse;
}

// What a parser, a spread or a map may do to an object without changing what it says.
function reverseKeys(_key: string, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.fromEntries(Object.entries(value).reverse()) : value;
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}

// In the order in which they were made: the order is part of what must be the same.
function comparable({ result, readSet, rangeSet, writeSet, event }: EndorsedInMemory): string {
  return JSON.stringify({ result, readSet, rangeSet, writeSet, event });
}
