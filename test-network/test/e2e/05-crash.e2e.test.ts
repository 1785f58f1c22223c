// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { InstructionStatus } from '@unionid/domain/api';
import type { IdentifiedAccount } from '@unionid/domain/ledger';
import { connect, connectionOf, ordererName, pollUntil } from '@unionid/network';
import {
  CHANNEL,
  handInFile,
  waitWhile,
  type GovernorClient,
  type TestNetwork,
  prepareEnrolment,
  type PreparedEnrolment,
} from '@unionid/test-network';
import { expectAgreement } from '../support/agreement.js';
import {
  gatewayFiles,
  restartGateway,
  type GatewayFiles,
  type KeptTransaction,
} from '../support/gateway-files.js';
import { freeze, killNodes, waitBack, whileFrozen } from '../support/node-processes.js';
import { openPeers, type Peer } from '../support/peers.js';
import { foundUnion, people, withMemberFile } from '../support/people-file.js';
import { realNetwork, RUNTIME } from '../support/real-network.js';
import { expectCommittedAsKept } from '../support/same-bytes.js';

const ROWS = 1_200;
/** Small chunks: an import that is short of rows still takes long enough to be hit in the middle. */
const CHUNK_ROWS = 30;
const CHUNKS = ROWS / CHUNK_ROWS;
const FIRST_IMPORTED = 100_000;
/** Beyond the persons of all cases. */
const ANOTHER = 10 * ROWS;
const FIRST_ENROLLED = 95_000;
const GATEWAY = 'gateway-sichuan';
const CHAINCODE_SERVER = 'identity-peer0-sichuan-a';
const TIMEOUT_MS = 120_000;

/** What was on its way when a node was killed. */
interface Crash {
  readonly kept: readonly KeptTransaction[];
  readonly chunksDone: number;
}

describe('kill -9', () => {
  let test: TestNetwork;
  let sichuan: GovernorClient;
  let peers: readonly Peer[];
  let ownPeer: Peer;
  let files: GatewayFiles;

  before(async () => {
    test = await realNetwork();
    sichuan = test.clientOf('sichuan');
    peers = openPeers(test.network);
    ownPeer = peers.find(({ organization }) => organization === 'sichuan') ?? expect.fail('no peer');
    files = gatewayFiles(test, 'sichuan');
  });

  after(() => {
    for (const peer of peers) peer.close();
  });

  describe('in the middle of an import', () => {
    before(() => restartGateway(test, 'sichuan', { importChunkRows: CHUNK_ROWS }));
    after(() => restartGateway(test, 'sichuan'));

    it('of the gateway: it goes on by itself with the same bytes', () =>
      crashDuringImport('四川断电试验一厂工会委员会', FIRST_IMPORTED, () => Promise.resolve(GATEWAY)));

    it('of a chaincode server: the import goes on', () =>
      crashDuringImport('四川断电试验二厂工会委员会', FIRST_IMPORTED + ROWS, () =>
        Promise.resolve(CHAINCODE_SERVER),
      ));

    it('of the leading orderer: what it had accepted and lost is sent again, same bytes', () =>
      crashDuringImport(
        '四川断电试验三厂工会委员会',
        FIRST_IMPORTED + 2 * ROWS,
        async () => (await test.network.orderingLeader(CHANNEL)) ?? expect.fail('nobody leads'),
      ));

    it('of its peer: the import goes on with the same bytes when it is back', () =>
      crashDuringImport('四川断电试验四厂工会委员会', FIRST_IMPORTED + 3 * ROWS, () =>
        Promise.resolve('peer0-sichuan'),
      ));

    if (RUNTIME === 'container')
      it('of the database: what was committed is there, and the import goes on with the same bytes', () =>
        crashDuringImport('四川断电试验五厂工会委员会', FIRST_IMPORTED + 4 * ROWS, () =>
          Promise.resolve('database-sichuan'),
        ));

    async function crashDuringImport(
      union: string,
      first: number,
      findVictim: () => Promise<string>,
    ): Promise<void> {
      const { org, importId, crash } = await crashedImport({ union, first, victim: await findVictim() });
      expect(crash.chunksDone).to.be.within(1, CHUNKS - 1);
      const view = await waitWhile(sichuan, importId, ['SUBMITTING']);
      expect(view).to.include({ state: 'DONE', chunks: CHUNKS, chunksDone: CHUNKS });
      expect(view.counts).to.include({ rows: ROWS, done: ROWS, refused: 0 });
      await expectSameBytes(importId, crash);
      await expectAgreement(test, peers, { organization: 'sichuan', orgs: [org], view });
    }

    /** On a busy machine an import is over before its middle was seen: then another one is. */
    async function crashedImport(
      { union, first, victim }: { readonly union: string; readonly first: number; readonly victim: string },
      tries = 4,
    ): Promise<{ readonly org: string; readonly importId: string; readonly crash: Crash }> {
      const org = await foundUnion(test, sichuan, union);
      const { importId } = await withMemberFile(people(first, ROWS), union, (file) =>
        handInFile(sichuan, test.ledger, { kind: 'members', file }),
      );
      const crash = await killMidway(importId, victim);
      if (crash !== undefined) return { org, importId, crash };
      if (tries === 1) throw new Error('no import was caught in its middle');
      return crashedImport({ union: `又一${union}`, first: first + ANOTHER, victim }, tries - 1);
    }

    /** Kills a node once some chunks are done and others are endorsed, kept and on their way; undefined where all were done. */
    async function killMidway(importId: string, victim: string): Promise<Crash | undefined> {
      type Killed = Crash & { readonly killed: readonly number[] };
      const attempt = async (): Promise<Killed | 'over' | undefined> => {
        const { state, chunksDone } = await sichuan.client.imports.get(importId);
        if (state === 'DONE') return 'over';
        expect(state).to.equal('SUBMITTING');
        if (chunksDone === 0) return undefined;
        return whileFrozen(test.network, [GATEWAY], async () => {
          const transactions = await files.transactions(`chunk/${importId}/`);
          const kept = transactions.filter(({ state: its }) => its === 'ENDORSED');
          if (kept.length === 0) return undefined;
          return { kept, chunksDone, killed: await killNodes(test.network, [victim]) };
        });
      };
      const options = { what: 'the middle of the import', timeoutMs: TIMEOUT_MS, intervalMs: 20 };
      const caught = await pollUntil(attempt, options);
      if (caught === 'over') return undefined;
      const { killed, ...crash } = caught;
      await waitBack(test.network, [victim], killed);
      return crash;
    }

    async function expectSameBytes(importId: string, { kept }: Crash): Promise<void> {
      const settled = await files.transactions(`chunk/${importId}/`);
      expect(settled).to.have.length(CHUNKS);
      expect(new Set(settled.map(({ state }) => state))).to.deep.equal(new Set(['COMMITTED']));
      const idOf = new Map(settled.map(({ key, transactionId }) => [key, transactionId]));
      for (const transaction of kept) {
        expect(idOf.get(transaction.key), transaction.key).to.equal(transaction.transactionId);
        await expectCommittedAsKept(ownPeer, transaction);
      }
    }
  });

  describe('of the gateway between the steps of one enrolment', () => {
    it('after it was prepared: the signed decision is taken all the same', async () => {
      const prepared = await prepare(0);
      const killed = await killNodes(test.network, [GATEWAY]);
      await waitBack(test.network, [GATEWAY], killed);
      expect(await files.vaultState(prepared.parts.identityId)).to.equal('PENDING');
      const { transactionId } = await hand(prepared);
      await expectEnrolled(prepared, transactionId);
    });

    it('as soon as it said that it took the decision', async () => {
      const prepared = await prepare(1);
      const { transactionId } = await hand(prepared);
      const killed = await killNodes(test.network, [GATEWAY]);
      await waitBack(test.network, [GATEWAY], killed);
      await expectEnrolled(prepared, transactionId);
    });

    it('while nothing is known of the commit: the same bytes go out again', async () => {
      const prepared = await prepare(2);
      const { kept, killed } = await whileFrozen(test.network, orderers(), async () => {
        await hand(prepared);
        return whileFrozen(test.network, [GATEWAY], async () => ({
          kept: await keptOf(prepared),
          killed: await killNodes(test.network, [GATEWAY]),
        }));
      });
      await waitBack(test.network, [GATEWAY], killed);
      await expectEnrolled(prepared, kept.transactionId);
      await expectCommittedAsKept(ownPeer, kept);
    });

    it('after the commit, before its record is active', async () => {
      const prepared = await prepare(3);
      const kept = await committedBehindItsBack(prepared);
      await expectEnrolled(prepared, kept.transactionId);
    });

    function prepare(index: number): Promise<PreparedEnrolment> {
      const [person] = people(FIRST_ENROLLED + index, 1);
      return prepareEnrolment(sichuan, test.ledger, person ?? expect.fail('nobody'));
    }

    /** Hands the decision in without waiting for more than the gateway's word. */
    async function hand({ signed }: PreparedEnrolment): Promise<InstructionStatus> {
      const status = await sichuan.client.instructions.submit(signed, { waitSeconds: 0 });
      expect(status.status).to.equal('PENDING');
      return status;
    }

    async function keptOf({ signed }: PreparedEnrolment): Promise<KeptTransaction> {
      const { actor, instructionId } = signed.instruction;
      const [kept] = await files.transactions(`${actor}/${instructionId}`);
      expect(kept).to.include({ state: 'ENDORSED' });
      return kept ?? expect.fail('nothing kept');
    }

    /** Commits what the gateway kept while it stands still, then kills it. */
    async function committedBehindItsBack(prepared: PreparedEnrolment): Promise<KeptTransaction> {
      const { identityId } = prepared.parts;
      const gatewayPid = await whileFrozen(test.network, orderers(), async () => {
        await hand(prepared);
        return freeze(test.network, GATEWAY);
      });
      const kept = await keptOf(prepared);
      await sendAgain(kept);
      await expectCommittedAsKept(ownPeer, kept);
      expect(await files.vaultState(identityId)).to.equal('PENDING');
      process.kill(gatewayPid, 'SIGKILL');
      await waitBack(test.network, [GATEWAY], [gatewayPid]);
      return kept;
    }

    async function sendAgain({ bytes }: KeptTransaction): Promise<void> {
      const connection = connect(connectionOf(test.network.connectionProfile('sichuan'), 'User1'));
      try {
        await connection.gateway.newTransaction(bytes).submit();
      } finally {
        connection.close();
      }
    }

    async function expectEnrolled(
      { signed, parts }: PreparedEnrolment,
      transactionId: string,
    ): Promise<void> {
      const { client } = sichuan;
      const { identityId, personKey } = parts;
      const status = await pollUntil(
        async () => {
          const found = await client.instructions.get(signed.instruction.instructionId);
          return found.status === 'PENDING' ? undefined : found;
        },
        { what: 'the outcome', timeoutMs: TIMEOUT_MS },
      );
      expect(status).to.include({ status: 'COMMITTED', transactionId });
      // A record is active before the block that brought its account counts as applied.
      await client.accounts.get(identityId, { minHeight: (status.block ?? 0) + 1 });
      expect(await files.vaultState(identityId)).to.equal('ACTIVE');
      const found = (await ownPeer.read('person:read', { personKey })) as IdentifiedAccount;
      expect(found.identityId).to.equal(identityId);
      expect(found.account).to.include({ v: 1, state: 'ACTIVE', province: '51' });
    }

    function orderers(): string[] {
      return test.network.topology.orderers.map((orderer) => ordererName(orderer));
    }
  });
});
