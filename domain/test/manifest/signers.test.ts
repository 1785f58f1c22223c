// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { ManifestRecord, OperatorRecord } from '#src/ledger/index.js';
import {
  assertChunkFull,
  assertChunkRows,
  assertStillEntitled,
  assertTakesChunks,
  CHUNK_ROWS_OF,
  chunkTypeOf,
  closeManifest,
  closingTypeOf,
  manifestSigners,
  openManifest,
} from '#src/manifest/index.js';
import { expectCode } from '../support/expect-code.js';

const MANIFEST: ManifestRecord = {
  ...{ version: 1, state: 'OPEN', type: 'transfer.batch', actor: 'P1', actorKeyId: 'k1', province: '51' },
  ...{ expiresAt: '2026-03-09T02:00:00.000Z', rows: 5, chunks: 2, root: 'r' },
};
const TWO: ManifestRecord = { ...MANIFEST, second: { operatorId: 'P2', person: 'A2', keyId: 'k2' } };
const OPERATOR: OperatorRecord = {
  ...{ version: 1, org: 'O1', province: '51', role: 'cadre', grants: ['member'], state: 'ACTIVE' },
  ...{ grantedBy: '', responsibility: '' },
};

describe('those who signed a manifest', () => {
  it('are one or two, each with the key that it signed by', () => {
    expect(manifestSigners(MANIFEST)).to.deep.equal([{ actor: 'P1', actorKeyId: 'k1' }]);
    expect(manifestSigners(TWO)).to.deep.equal([
      { actor: 'P1', actorKeyId: 'k1' },
      { actor: 'P2', actorKeyId: 'k2' },
    ]);
    expectCode(
      () => manifestSigners({ ...MANIFEST, second: { operatorId: 'P2', person: 'A2' } }),
      'KEY_UNKNOWN',
    );
  });

  it('are entitled still, both of them, by service, key and grant', () => {
    type Known = ReturnType<Parameters<typeof assertStillEntitled<OperatorRecord>>[1]['known']>;
    const good: Known = { operator: OPERATOR, key: { state: 'ACTIVE' } };
    const entitled = (
      manifest: ManifestRecord,
      of: Readonly<Record<string, Known>>,
    ): readonly OperatorRecord[] =>
      assertStillEntitled<OperatorRecord>(
        { grant: 'member' },
        { manifest, known: ({ actor, actorKeyId }) => of[`${actor} ${actorKeyId}`] ?? good },
      );
    expect(entitled(MANIFEST, {})).to.deep.equal([OPERATOR]);
    const second = { ...good, operator: { ...OPERATOR, org: 'O2' } };
    expect(entitled(TWO, { 'P2 k2': second })).to.deep.equal([OPERATOR, second.operator]);
    for (const who of ['P1 k1', 'P2 k2'])
      for (const [known, code] of [
        [{ ...good, operator: undefined }, 'ACTOR_UNKNOWN'],
        [{ ...good, key: undefined }, 'KEY_UNKNOWN'],
        [{ ...good, key: { state: 'REVOKED' } }, 'KEY_REVOKED'],
        [{ ...good, operator: { ...OPERATOR, state: 'REVOKED' } }, 'OPERATOR_REVOKED'],
        [{ ...good, operator: { ...OPERATOR, grants: ['verify'] } }, 'GRANT_MISSING'],
      ] as const)
        expectCode(() => entitled(TWO, { [who]: known }), code);
  });
});

describe('the rows of a manifest', () => {
  it('come by functions of its type, and are counted where none took effect', () => {
    expect(chunkTypeOf('person.import')).to.equal('person.importChunk');
    expect(closingTypeOf('person.import')).to.equal('person.closeImport');
    const none = { digest: 'a', rows: 5, done: 0, refused: { MEMBER_EXISTS: [0, 1, 2, 3, 4] } };
    const { outcomes } = closeManifest({ ...MANIFEST, chunks: 1 }, [none]);
    expect(outcomes).to.deep.equal({ DONE: 0, MEMBER_EXISTS: 5 });
  });

  it('stand in its chunks, of each type so many', () => {
    expect(CHUNK_ROWS_OF).to.deep.equal({
      ...{ 'organisation.import': 500, 'person.import': 500, 'membership.change': 250 },
      ...{ 'transfer.batch': 250, 'transfer.requestMany': 200 },
      ...{ 'plan.open': 250, 'plan.results': 250 },
    });
    assertChunkRows('transfer.batch', { rows: 250 });
    assertChunkRows('transfer.batch', { rows: 750, chunks: 3 });
    for (const chunk of [{ rows: 251 }, { rows: 751, chunks: 3 }]) {
      const { details } = expectCode(() => {
        assertChunkRows('transfer.batch', chunk);
      }, 'CHUNK_TOO_LARGE');
      expect(details).to.deep.equal({ rows: chunk.rows });
    }
  });

  it('fill all chunks but the last where they are called by number', () => {
    const rows = 501;
    const origin = {
      type: 'plan.open' as const,
      actor: 'P1',
      actorKeyId: 'k',
      province: '51',
      expiresAt: '',
    };
    const openOf = (chunks: number, type: ManifestRecord['type'] = 'plan.open'): ManifestRecord =>
      openManifest({ manifestId: 'M1', rows, chunks, root: 'r', file: 'f' }, { ...origin, type }, undefined);
    const { details } = expectCode(() => openOf(4), 'CHUNK_NOT_FULL');
    expect(details).to.deep.equal({ chunks: 3 });
    expectCode(() => openOf(2), 'CHUNK_TOO_LARGE');
    expect(openOf(4, 'plan.results').chunks).to.equal(4);
    const plan = openOf(3);
    const full = [250, 250, 1];
    for (const [index, wanted] of full.entries()) {
      assertChunkFull(plan, { index, rows: wanted });
      for (const other of [wanted - 1, wanted + 1]) {
        const refused = expectCode(() => {
          assertChunkFull(plan, { index, rows: other });
        }, 'CHUNK_NOT_FULL');
        expect(refused.details).to.deep.equal({ rows: wanted });
      }
    }
    const none = expectCode(() => {
      assertChunkFull(plan, { index: 4, rows: 1 });
    }, 'CHUNK_NOT_FULL');
    expect(none.details).to.deep.equal({ rows: 0 });
    assertChunkFull({ ...plan, type: 'plan.results' }, { index: 0, rows: 3 });
  });

  it('are told with what is missing, and when they came too late', () => {
    const chunk = { digest: 'a', rows: 3, done: 3, refused: {} };
    const { details } = expectCode(() => closeManifest(MANIFEST, [chunk, undefined]), 'MANIFEST_INCOMPLETE');
    expect(details).to.deep.equal({ missingChunks: 1, rows: 3 });
    // All rows in too few chunks, and all chunks with too few rows.
    const more = { ...chunk, rows: 5, done: 5 };
    expectCode(() => closeManifest(MANIFEST, [more, undefined]), 'MANIFEST_INCOMPLETE');
    expectCode(() => closeManifest(MANIFEST, [chunk, { ...chunk, rows: 1 }]), 'MANIFEST_INCOMPLETE');
    const late = expectCode(() => {
      assertTakesChunks(MANIFEST, Date.parse('2026-03-09T02:00:00.001Z'));
    }, 'MANIFEST_EXPIRED');
    expect(late.details).to.deep.equal({ expiresAt: MANIFEST.expiresAt });
  });
});
