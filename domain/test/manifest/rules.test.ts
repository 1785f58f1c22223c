// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { ChunkRecord, ManifestRecord } from '#src/ledger/index.js';
import { assertTakesChunks, closeManifest, openManifest } from '#src/manifest/index.js';
import { expectCode } from '../support/expect-code.js';

const END = '2026-03-09T02:00:00.000Z';
const ORIGIN = {
  ...{ type: 'person.import' as const, actor: 'P1', actorKeyId: 'k', province: '51', expiresAt: END },
};
const OPEN: ManifestRecord = { version: 1, state: 'OPEN', ...ORIGIN, rows: 5, chunks: 2, root: 'r' };
const CHUNKS: ChunkRecord[] = [
  { digest: 'a', rows: 3, done: 1, refused: { MEMBER_EXISTS: [0], MEMBER_UNCHANGED: [2] } },
  { digest: 'b', rows: 2, done: 1, refused: { MEMBER_EXISTS: [1] } },
];

describe('a manifest', () => {
  it('is opened with what was signed and by whom, once', () => {
    const payload = { manifestId: 'M1', rows: 5, chunks: 2, root: 'r', file: 'f' };
    expect(openManifest(payload, ORIGIN, undefined)).to.deep.equal(OPEN);
    expectCode(() => openManifest(payload, ORIGIN, OPEN), 'MANIFEST_EXISTS');
  });

  it('takes chunks until its end, and while it is open', () => {
    assertTakesChunks(OPEN, Date.parse(END));
    expectCode(() => {
      assertTakesChunks(OPEN, Date.parse(END) + 1);
    }, 'MANIFEST_EXPIRED');
    expectCode(() => {
      assertTakesChunks({ ...OPEN, state: 'CLOSED' }, 0);
    }, 'MANIFEST_CLOSED');
  });

  it('closes with outcomes that add up to its rows', () => {
    const outcomes = { DONE: 2, MEMBER_EXISTS: 2, MEMBER_UNCHANGED: 1 };
    expect(closeManifest(OPEN, CHUNKS)).to.deep.equal({ ...OPEN, version: 2, state: 'CLOSED', outcomes });
  });

  it('does not close twice, with a chunk missing, or with other rows than were signed', () => {
    expectCode(() => closeManifest({ ...OPEN, state: 'CLOSED' }, CHUNKS), 'MANIFEST_CLOSED');
    expectCode(() => closeManifest(OPEN, [CHUNKS[0], undefined]), 'MANIFEST_INCOMPLETE');
    expectCode(() => closeManifest({ ...OPEN, rows: 6 }, CHUNKS), 'MANIFEST_INCOMPLETE');
  });

  it('of a bank’s answers closes with what came once it has run out, and no other does', () => {
    const answers: ManifestRecord = { ...OPEN, type: 'plan.results' };
    const over = Date.parse(END) + 1;
    expectCode(() => closeManifest(answers, [CHUNKS[0], undefined], over - 1), 'MANIFEST_INCOMPLETE');
    expectCode(() => closeManifest(OPEN, [CHUNKS[0], undefined], over), 'MANIFEST_INCOMPLETE');
    expect(closeManifest(answers, [CHUNKS[0], undefined], over)).to.deep.include({
      ...{ state: 'CLOSED', outcomes: { DONE: 1, MEMBER_EXISTS: 1, MEMBER_UNCHANGED: 1 } },
    });
  });
});
