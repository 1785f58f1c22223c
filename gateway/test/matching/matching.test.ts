// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { SignedMatchingAnswer } from '@unionid/domain/answer';
import { matchingRequest } from '@unionid/domain/api';
import { fromBase64url } from '@unionid/domain/encoding';
import { asDomainError } from '@unionid/domain/errors';
import { parseSignatureHeaders, requestDigest } from '@unionid/domain/http';
import { keyIdOf } from '@unionid/domain/instruction';
import type { GatewayKeyRecord, NetworkRecord } from '@unionid/domain/ledger';
import {
  blindPerson,
  tagPerson,
  type MatchingKeys,
  type NationalMatchingKeys,
  type PersonIdentifiers,
} from '@unionid/domain/privacy';
import { verifySm2 } from '@unionid/domain/sm';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { expectCode, isRequestSignedBy } from '@unionid/domain/testing';
import type { Databases } from '#src/database/databases.js';
import type { Matching } from '#src/matching/matching.js';
import { NationalMatching } from '#src/matching/national-matching.js';
import { newProvinceMatching } from '#src/matching/province-matching.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const PROVINCES: MatchingKeys = { person: new Uint8Array(32).fill(1), name: new Uint8Array(32).fill(2) };
const NATIONAL: MatchingKeys = { person: new Uint8Array(32).fill(3), name: new Uint8Array(32).fill(4) };
const NATIONAL_MSP = 'NationalMSP';
const NETWORK: NetworkRecord = {
  ...{ version: 1, network: 'test', nationalMspId: NATIONAL_MSP, nationalOrg: 'O', rootOperator: 'P' },
};
const PERSON: PersonIdentifiers = { docType: '111', docNumber: '119999199003070019', name: '测试甲一' };
const NOON = Date.parse('2026-11-21T04:00:00.000Z');

describeOnDatabases('matching', () => {
  const folder = useTemporaryFolder();
  const provinceSigner = newKeySigner(newSm2KeyPair().privateKey);
  const nationalSigner = newKeySigner(newSm2KeyPair().privateKey);
  let now = NOON;
  let keyVersions: NetworkRecord['keyVersions'];
  let held: readonly number[];
  let alarms: unknown[];
  let databases: Databases;
  let national: NationalMatching;
  let server: Server;
  let url: string;
  let answer: (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<void>;

  const openNational = (quotaPerDay: number): Promise<NationalMatching> =>
    NationalMatching.open({
      databases,
      keys: nationalOf(held),
      readModel: {
        network: () => Promise.resolve({ ...NETWORK, ...(keyVersions !== undefined && { keyVersions }) }),
      },
      log: { error: (alarm: unknown) => void alarms.push(alarm) },
      mspId: NATIONAL_MSP,
      signer: nationalSigner,
      quotaPerDay,
      now: () => now,
    });

  beforeEach(async () => {
    now = NOON;
    keyVersions = undefined;
    held = [1];
    alarms = [];
    databases = await testDatabase().open(folder());
    national = await openNational(3_000);
    answer = (request, response, body) => answerTruly(national, request, response, body);
    server = createServer((request, response) => {
      void readAll(request).then((body) => answer(request, response, body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await national.close();
    await databases.close();
  });

  const province = (keys: Record<string, GatewayKeyRecord> = nationalKeys()): Matching =>
    newProvinceMatching({
      url,
      keys: PROVINCES,
      province: '51',
      signer: provinceSigner,
      nationalMspId: NATIONAL_MSP,
      readModel: {
        gatewayKey: (mspId, keyId) => Promise.resolve(mspId === NATIONAL_MSP ? keys[keyId] : undefined),
      },
      verify: verifySm2,
      now: () => now,
      timeoutMs: 30_000,
      retryDelaysMs: [1, 1],
    });

  function nationalKeys(state: 'ACTIVE' | 'REVOKED' = 'ACTIVE'): Record<string, GatewayKeyRecord> {
    const { publicKey } = nationalSigner;
    return { [keyIdOf(publicKey)]: { version: 1, publicKey, province: '00', state } };
  }

  it('gives the same tags as both halves of the key in one hand', async () => {
    const { version, tags } = await province().personTags([PERSON], 'verification');
    const blinded = blindPerson(PROVINCES, PERSON);
    const expected = tagPerson(NATIONAL, 1, {
      person: fromBase64url(blinded.person),
      name: fromBase64url(blinded.name),
    });
    expect({ version, tags }).to.deep.equal({ version: 1, tags: [expected] });
  });

  describe('with two versions', () => {
    const ofVersion = (version: number): string => {
      const { person, name } = blindPerson(PROVINCES, PERSON);
      const keys = { ...NATIONAL, person: nationalOf([version]).person.get(version) ?? new Uint8Array() };
      return tagPerson(keys, version, { person: fromBase64url(person), name: fromBase64url(name) }).personKey;
    };
    const reopen = async (versions: readonly number[], inForce: readonly number[]): Promise<void> => {
      await national.close();
      [held, keyVersions] = [versions, inForce];
      national = await openNational(3_000);
    };
    const match = () => province().personTags([PERSON], 'enrolment');

    it('answers with both keys while they overlap, the newer first and one name tag for both', async () => {
      const before = (await match()).tags[0];
      await reopen([1, 2], [1]);
      expect((await match()).tags).to.deep.equal([before]);
      await reopen([1, 2], [1, 2]);
      const { version, tags } = await match();
      expect(version).to.equal(2);
      expect(tags).to.deep.equal([{ ...before, personKey: ofVersion(2), formerKey: ofVersion(1) }]);
      await reopen([1, 2], [2]);
      const { personKey, ...rest } = (await match()).tags[0] ?? {};
      expect({ personKey, ...rest }).to.deep.equal({ personKey: ofVersion(2), nameTag: before?.nameTag });
      expect(alarms).to.deep.equal([]);
    });

    it('goes on under the older until the newer’s key is given, and says so once', async () => {
      await reopen([1], [1, 2]);
      const keys = [await match(), await match()].map(({ tags }) => tags[0]?.personKey);
      expect(keys).to.deep.equal([ofVersion(1), ofVersion(1)]);
      expect(alarms).to.deep.equal([{ alarm: 'key-version', inForce: [1, 2], held: [1] }]);
    });

    for (const [versions, inForce] of [
      [[2], [1, 2]],
      [[1], [2]],
      [[], [1]],
    ] as const)
      it(`knows nobody with keys [${String(versions)}] where [${String(inForce)}] are in force`, async () => {
        await reopen(versions, inForce);
        await expectCode(match(), 'MATCHING_UNAVAILABLE');
      });
  });

  it('asks in batches and keeps the order', async () => {
    const persons = Array.from({ length: 2_300 }, (_, index) => ({
      ...PERSON,
      name: `测试${String(index)}`,
    }));
    const { tags } = await province().personTags(persons, 'verification');
    expect(tags).to.have.lengthOf(2_300);
    const [last] = (await province().personTags(persons.slice(2_299), 'verification')).tags;
    expect(tags[2_299]).to.deep.equal(last);
    const calls = await national.calls(10);
    expect(calls.map((call) => call.persons)).to.deep.equal([1, 300, 1_000, 1_000]);
  });

  it('signs its request with the gateway key', async () => {
    let signed = false;
    const truly = answer;
    answer = (request, response, body) => {
      const parsed = parseSignatureHeaders(
        String(request.headers['signature-input']),
        String(request.headers.signature),
      );
      expect(parsed?.parameters.operatorId).to.equal('GW51');
      signed = isRequestSignedBy(
        signableOf(request, body),
        parsed!.parameters,
        parsed!.signature,
        provinceSigner.publicKey,
      );
      return truly(request, response, body);
    };
    await province().personTags([PERSON], 'verification');
    expect(signed).to.equal(true);
  });

  it('sends neither number nor name, and the log holds neither', async () => {
    let sent = '';
    const truly = answer;
    answer = (request, response, body) => {
      sent = body.toString();
      return truly(request, response, body);
    };
    await province().personTags([PERSON], 'verification');
    expect(sent).to.include('persons').and.not.include(PERSON.docNumber).and.not.include(PERSON.name);
    expect(
      await testDatabase().filesHolding(folder(), 'ProvinceMSP'),
      'the canary',
    ).to.have.lengthOf.at.least(1);
    const { person } = blindPerson(PROVINCES, PERSON);
    for (const value of [PERSON.docNumber, PERSON.name, person])
      expect(await testDatabase().filesHolding(folder(), value)).to.deep.equal([]);
  });

  it('holds the quota of a day, also after a restart, and logs refused calls', async () => {
    await national.close();
    national = await openNational(3);
    await province().personTags([PERSON, PERSON], 'verification');
    await national.close();
    national = await openNational(3);
    await expectCode(province().personTags([PERSON, PERSON], 'verification'), 'QUOTA_EXCEEDED');
    await province().personTags([PERSON], 'verification');
    expect((await national.calls(10)).map(({ outcome }) => outcome)).to.deep.equal([
      'answered',
      'quota',
      'answered',
    ]);
    now = Date.parse('2026-11-21T16:00:00.000Z');
    await province().personTags([PERSON, PERSON], 'verification');
  });

  it('gives away no more of a quota than there is, however many ask at once', async () => {
    await national.close();
    national = await openNational(10);
    const asked = Array.from({ length: 25 }, () => province().personTags([PERSON], 'verification'));
    const answered = (await Promise.allSettled(asked)).filter(({ status }) => status === 'fulfilled');
    expect(answered).to.have.lengthOf(10);
    const calls = await national.calls(50);
    expect(calls.filter(({ outcome }) => outcome === 'answered')).to.have.lengthOf(10);
    expect(calls).to.have.lengthOf(25);
  });

  it('says MATCHING_UNAVAILABLE when nobody answers', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expectCode(province().personTags([PERSON], 'verification'), 'MATCHING_UNAVAILABLE');
    server.listen(0);
  });

  it('tries again when the endpoint fails once', async () => {
    let tries = 0;
    const truly = answer;
    answer = (request, response, body) => {
      tries += 1;
      if (tries > 1) return truly(request, response, body);
      response.writeHead(503, { 'content-type': 'application/problem+json' }).end('{"code":"NOT_READY"}');
      return Promise.resolve();
    };
    expect((await province().personTags([PERSON], 'verification')).tags).to.have.lengthOf(1);
    expect(tries).to.equal(2);
  });

  describe('does not believe', () => {
    const cases: readonly [string, (signed: SignedMatchingAnswer, other: SignedMatchingAnswer) => unknown][] =
      [
        [
          'a changed tag',
          (signed, other) => ({ ...signed, answer: { ...signed.answer, tags: other.answer.tags } }),
        ],
        ['the answer to another request', (_signed, other) => other],
        ['an answer without signature', ({ answer: body }) => ({ answer: body })],
        ['something else', () => 'pong'],
      ];
    for (const [name, alter] of cases) {
      it(name, async () => {
        const blinded = blindPerson(PROVINCES, { ...PERSON, docNumber: '319999198506150021' });
        const caller = { mspId: 'ProvinceMSP', keyId: '0'.repeat(16), requestDigest: 'A'.repeat(43) };
        const other = await national.tagPersons(caller, { purpose: 'verification', persons: [blinded] });
        const truly = answer;
        answer = (request, response, body) => truly(request, altering(response, alter, other), body);
        await expectCode(province().personTags([PERSON], 'verification'), 'MATCHING_UNAVAILABLE');
      });
    }

    it('a gateway whose key is not the national one', async () => {
      await expectCode(province({}).personTags([PERSON], 'verification'), 'MATCHING_UNAVAILABLE');
    });

    it('a revoked key', async () => {
      await expectCode(
        province(nationalKeys('REVOKED')).personTags([PERSON], 'verification'),
        'MATCHING_UNAVAILABLE',
      );
    });
  });
});

/** k_national by version, each another key. */
function nationalOf(versions: readonly number[]): NationalMatchingKeys {
  const person = versions.map((version) => [version, new Uint8Array(32).fill(2 + version)] as const);
  return { person: new Map(person), name: NATIONAL.name };
}

function altering(
  response: ServerResponse,
  alter: (signed: SignedMatchingAnswer, other: SignedMatchingAnswer) => unknown,
  other: SignedMatchingAnswer,
): ServerResponse {
  const end = response.end.bind(response);
  response.end = ((text: string) =>
    end(JSON.stringify(alter(JSON.parse(text) as SignedMatchingAnswer, other)))) as typeof response.end;
  return response;
}

async function answerTruly(
  national: NationalMatching,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> {
  const parsed = parseSignatureHeaders(
    String(request.headers['signature-input']),
    String(request.headers.signature),
  );
  const question = matchingRequest.parse(JSON.parse(body.toString()));
  const digest = requestDigest(signableOf(request, body), parsed!.parameters);
  const caller = { mspId: 'ProvinceMSP', keyId: parsed!.parameters.keyId, requestDigest: digest };
  try {
    const signed = await national.tagPersons(caller, question);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(signed));
  } catch (error) {
    const code = asDomainError(error)?.code ?? 'INTERNAL';
    response.writeHead(429, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ code }));
  }
}

function signableOf(request: IncomingMessage, body: Buffer) {
  return {
    method: request.method ?? '',
    authority: String(request.headers.host),
    target: request.url ?? '',
    body: new Uint8Array(body),
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
