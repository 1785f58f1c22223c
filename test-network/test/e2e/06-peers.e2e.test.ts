// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { PreparedChunk } from '@unionid/domain/api';
import type { IdentifiedAccount, ManifestRecord } from '@unionid/domain/ledger';
import { memberEntry, type MemberEntry } from '@unionid/domain/person';
import {
  approveChaincode,
  commitChaincode,
  listCommittedChaincodes,
  newChaincodePackage,
  pollUntil,
  readApplicationPolicies,
  readApprovedPackage,
  type ChaincodeDefinition,
  type PeerAdmin,
} from '@unionid/network';
import { newId, newInstruction, signInstruction } from '@unionid/sdk';
import {
  CHANNEL,
  IDENTITY,
  importFile,
  PROVINCES,
  UNIONS,
  type GovernorClient,
  type TestNetwork,
  newUnionEntry,
} from '@unionid/test-network';
import { gatewayMetricsUrl } from '#src/setup/gateway-nodes.js';
import { contractErrorOf } from '#src/setup/contract-error.js';
import { submitEndorsedBy, VALIDATION } from '../support/endorsed-by.js';
import { openPeers, sameHeight, stateHash, type Peer } from '../support/peers.js';
import { foundUnion, people, withMemberFile } from '../support/people-file.js';
import { realNetwork } from '../support/real-network.js';

const ENDORSEMENT_POLICY = '/Channel/Application/NationalAndProvince';
const BUNDLE = fileURLToPath(new URL('../../../build/chaincode/identity/', import.meta.url));
const UNION = '四川同步试验厂工会委员会';
const FIRST_PERSON = 90_000;
const MEMBERS = 60;

/** The operator's client, which keeps the chunks that are compared before they are signed. */
function keepingChunks(governor: GovernorClient, chunks: PreparedChunk[]): GovernorClient {
  const { client } = governor;
  const chunk: typeof client.imports.chunk = async (importId, index) => {
    const prepared = await client.imports.chunk(importId, index);
    chunks.push(prepared);
    return prepared;
  };
  return { ...governor, client: { ...client, imports: { ...client.imports, chunk } } };
}

describe('the five peers', () => {
  let test: TestNetwork;
  let sichuan: GovernorClient;
  let peers: readonly Peer[];
  let union: string;
  let manifestId: string;
  let members: readonly MemberEntry[];

  before(async () => {
    test = await realNetwork();
    sichuan = test.clientOf('sichuan');
    peers = openPeers(test.network);
    union = await foundUnion(test, sichuan, UNION);
    const chunks: PreparedChunk[] = [];
    const view = await withMemberFile(people(FIRST_PERSON, MEMBERS), UNION, (file) =>
      importFile(keepingChunks(sichuan, chunks), test.ledger, { kind: 'members', file }),
    );
    expect(view).to.include({ state: 'DONE' });
    manifestId = view.importId;
    members = chunks.flatMap(({ rows }) => rows).map((row) => memberEntry.parse(row));
    expect(members).to.have.length(MEMBERS);
  });

  it('have what the operator saw before signing, which nobody is shown after it', async () => {
    const refusal = await sichuan.client.imports.chunk(manifestId, 0).catch((error: unknown) => error);
    expect(refusal).to.include({ code: 'EVIDENCE_CLOSED' });
  });

  after(() => {
    for (const peer of peers) peer.close();
  });

  it('have the same height and, by each one’s own hash of all it wrote, the same state', async () => {
    const height = await sameHeight(peers);
    const hashes = await Promise.all(peers.map((peer) => stateHash(peer, height)));
    expect(hashes[0]).to.match(/^[0-9a-f]{64,}$/);
    expect(new Set(hashes).size, hashes.join('\n')).to.equal(1);
  });

  it('have a hash that tells one height’s state from the next', async () => {
    const [peer] = peers;
    const height = await sameHeight(peers);
    if (peer === undefined) throw new RangeError('no peer');
    expect(await stateHash(peer, height)).to.not.equal(await stateHash(peer, height - 1));
  });

  it('answer alike, each from its own state, for every member of an import and for its manifest', async () => {
    await sameHeight(peers);
    const answers = await Promise.all(
      peers.map(async (peer) => ({
        accounts: await Promise.all(members.map(({ personKey }) => peer.read('person:read', { personKey }))),
        manifest: (await peer.read('person:readManifest', { manifestId })) as ManifestRecord,
      })),
    );
    const [first, ...others] = answers;
    for (const [index, other] of others.entries()) {
      expect(other, peers[index + 1]?.organization).to.deep.equal(first);
    }
    expect(first?.manifest).to.include({ state: 'CLOSED', rows: MEMBERS, province: '51' });
    const accounts = first?.accounts as readonly IdentifiedAccount[];
    expect(accounts.map(({ identityId }) => identityId)).to.deep.equal(
      members.map(({ identityId }) => identityId),
    );
    expect(accounts.every(({ account }) => account.org === union && account.state === 'ACTIVE')).to.equal(
      true,
    );
  });

  it('run the very code that every organisation approved', async () => {
    const { version } = readJson(`${BUNDLE}bundle.json`) as { readonly version: string };
    const { bundleDigest, packageId } = newChaincodePackage({
      name: IDENTITY,
      version,
      bundle: readFileSync(`${BUNDLE}index.js`),
    });
    for (const peer of peers) {
      const { admin, organization } = peer;
      const { sequence } = await definitionOf(admin);
      const approved = await readApprovedPackage(admin, { channel: CHANNEL, name: IDENTITY, sequence });
      expect(approved, organization).to.equal(packageId);
      expect(await peer.read('governance:runtime', {}), organization).to.deep.equal({
        version,
        bundleDigest,
      });
    }
  });

  describe('and the rules they hold', () => {
    it('are those of the design, in the channel and in the committed definition, at every peer', async () => {
      const of = (role: string) => PROVINCES.map(({ mspId }) => `'${mspId}.${role}'`).join(', ');
      for (const { admin, organization } of peers) {
        expect((await definitionOf(admin)).endorsementPolicy, organization).to.equal(ENDORSEMENT_POLICY);
        expect(await readApplicationPolicies(admin, CHANNEL), organization).to.include({
          NationalAndProvince: `AND('NationalMSP.peer', OutOf(1, ${of('peer')}))`,
          LifecycleEndorsement: `AND('NationalMSP.peer', OutOf(3, ${of('peer')}))`,
          Admins: `AND('NationalMSP.admin', OutOf(3, ${of('admin')}))`,
        });
      }
    });

    for (const endorsers of [['SichuanMSP'], ['NationalMSP'], ['SichuanMSP', 'BeijingMSP', 'AnhuiMSP']]) {
      it(`make a decision endorsed by ${endorsers.join(' and ')} alone invalid`, async () => {
        const { payload, signed } = await signRegistration();
        expect(await submitEndorsedBy(test, 'sichuan', { signed, endorsers })).to.equal(
          VALIDATION.ENDORSEMENT_POLICY_FAILURE,
        );
        await sameHeight(peers);
        for (const peer of peers)
          expect(await isFounded(peer, payload.orgId), peer.organization).to.equal(false);
      });
    }

    it('make the same decision valid when national and the province endorse it', async () => {
      const { payload, signed } = await signRegistration();
      const endorsers = ['NationalMSP', 'SichuanMSP'];
      expect(await submitEndorsedBy(test, 'sichuan', { signed, endorsers })).to.equal(VALIDATION.VALID);
      await sameHeight(peers);
      for (const peer of peers)
        expect(await isFounded(peer, payload.orgId), peer.organization).to.equal(true);
    });

    it('let another province endorse with national, which the passed-over province’s gateway tells at once', async () => {
      const before = await foreignChangesSeen();
      const { signed } = await signRegistration();
      const endorsers = ['NationalMSP', 'BeijingMSP'];
      expect(await submitEndorsedBy(test, 'sichuan', { signed, endorsers })).to.equal(VALIDATION.VALID);
      await pollUntil(
        async () => ((await foreignChangesSeen()).sichuan > before.sichuan ? true : undefined),
        {
          what: 'the alarm',
          timeoutMs: 10_000,
        },
      );
      expect(await foreignChangesSeen()).to.deep.equal({ ...before, sichuan: before.sichuan + 1 });
    });
  });

  describe('asked to replace the chaincode', () => {
    const approving = ['national', 'beijing', 'shandong'];
    let committed: ChaincodeDefinition;
    let definition: ChaincodeDefinition;

    before(async () => {
      committed = await definitionOf(adminOf('national'));
      // A version of its own each time: a definition can not be approved twice unchanged.
      const version = `forced-${newId('manifest')}`;
      definition = { ...committed, version, sequence: committed.sequence + 1 };
      const packageId = `${IDENTITY}_forced:${'0'.repeat(64)}`;
      for (const organization of approving)
        await approveChaincode(adminOf(organization), { channel: CHANNEL, definition, packageId });
    });

    for (const endorsingMspIds of [['NationalMSP'], ['NationalMSP', 'BeijingMSP', 'ShandongMSP']]) {
      it(`invalidate it when only ${endorsingMspIds.join(', ')} agree`, async () => {
        const error = await failureOf(
          commitChaincode(adminOf('national'), { channel: CHANNEL, definition, endorsingMspIds }),
        );
        expect(error).to.have.property('code', VALIDATION.ENDORSEMENT_POLICY_FAILURE);
      });
    }

    it('keep the definition that was committed', async () => {
      for (const { admin, organization } of peers)
        expect(await definitionOf(admin), organization).to.deep.equal(committed);
    });
  });

  /** Alarms of each gateway so far. */
  async function foreignChangesSeen(): Promise<Record<'national' | 'beijing' | 'sichuan', number>> {
    const seen = async (organization: string): Promise<number> => {
      const text = await (await fetch(gatewayMetricsUrl(test.network, organization))).text();
      return Number(/^unionid_foreign_changes_total (\d+)$/m.exec(text)?.[1]);
    };
    const [national = 0, beijing = 0, sichuan = 0] = await Promise.all(
      ['national', 'beijing', 'sichuan'].map(seen),
    );
    return { national, beijing, sichuan };
  }

  async function signRegistration() {
    const payload = newUnionEntry(sichuan, '四川背书试验厂工会委员会');
    const instruction = newInstruction({
      ledger: test.ledger,
      type: 'organisation.register',
      payload,
      actor: sichuan.operator.operatorId,
      publicKey: sichuan.signer.publicKey,
    });
    return { payload, signed: await signInstruction(instruction, sichuan.signer) };
  }

  function adminOf(organization: string): PeerAdmin {
    const index = UNIONS.findIndex((candidate) => candidate.organization === organization);
    return peers[index]?.admin ?? expect.fail(organization);
  }
});

async function definitionOf(admin: PeerAdmin): Promise<ChaincodeDefinition> {
  const definitions = await listCommittedChaincodes(admin, CHANNEL);
  return definitions.find(({ name }) => name === IDENTITY) ?? expect.fail(`${IDENTITY} is not committed`);
}

async function isFounded(peer: Peer, orgId: string): Promise<boolean> {
  try {
    await peer.read('organisation:read', { orgId });
    return true;
  } catch (error) {
    if (contractErrorOf(error)?.code === 'ORGANISATION_UNKNOWN') return false;
    throw error;
  }
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it was done'),
    (error: unknown) => error,
  );
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
