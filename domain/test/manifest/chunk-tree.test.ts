// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { chunkLeaf, chunkPath, isChunkOfManifest, manifestRoot, type Chunk } from '#src/manifest/index.js';
import { expectCode } from '../support/expect-code.js';

const chunksOf = (count: number): Chunk[] =>
  Array.from({ length: count }, (_, index) => ({ manifestId: 'M1', index, rows: [{ row: index }] }));

describe('chunk tree of a manifest', () => {
  it('proves each chunk at its own place only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), (count, one, two) => {
        const leaves = chunksOf(count).map((chunk) => chunkLeaf(chunk));
        const manifest = { chunks: count, root: manifestRoot(leaves) };
        const [index, other] = [one % count, two % count];
        const path = chunkPath(leaves, index);
        expect(isChunkOfManifest(leaves[index]!, index, manifest, path)).to.equal(true);
        if (other === index) return;
        expect(isChunkOfManifest(leaves[index]!, other, manifest, path)).to.equal(false);
        expect(isChunkOfManifest(leaves[other]!, index, manifest, path)).to.equal(false);
        expect(isChunkOfManifest(leaves[index]!, index, manifest, path.slice(1))).to.equal(false);
      }),
    );
  });

  it('refuses a chunk with another row, order of rows, index or manifest', () => {
    const chunk: Chunk = { manifestId: 'M1', index: 0, rows: [{ a: 1 }, { a: 2 }] };
    const manifest = { chunks: 1, root: manifestRoot([chunkLeaf(chunk)]) };
    expect(isChunkOfManifest(chunkLeaf(chunk), 0, manifest, [])).to.equal(true);
    for (const other of [
      { ...chunk, rows: [{ a: 1 }, { a: 3 }] },
      { ...chunk, rows: [{ a: 2 }, { a: 1 }] },
      { ...chunk, rows: [{ a: 1 }] },
      { ...chunk, index: 1 },
      { ...chunk, manifestId: 'M2' },
    ]) {
      expect(isChunkOfManifest(chunkLeaf(other), 0, manifest, [])).to.equal(false);
    }
  });

  it('refuses an index outside the manifest and a path that is not base64url', () => {
    const leaves = chunksOf(3).map((chunk) => chunkLeaf(chunk));
    const manifest = { chunks: 3, root: manifestRoot(leaves) };
    expect(isChunkOfManifest(leaves[2]!, 3, manifest, chunkPath(leaves, 2))).to.equal(false);
    expectCode(() => isChunkOfManifest(leaves[0]!, 0, manifest, ['?']), 'INVALID_REQUEST');
  });
});
