// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { parseArgument } from '@unionid/domain/instruction';
import { chunkLeaf, isChunkOfManifest, provenChunkOf } from '@unionid/domain/manifest';
import { memberChunk } from '@unionid/domain/person';
import { parseWith } from '@unionid/domain/schema';
import { newId } from '@unionid/sdk';
import { newMemberEntries } from '#src/data/random-members.js';
import { prepareImport } from '#src/setup/chunk-arguments.js';

describe('chunk arguments', () => {
  it('are canonical, well-formed and proven against the manifest', () => {
    const { manifest, chunks } = prepareImport(newMemberEntries(7, newId('organisation')), 3);
    expect(manifest).to.include({ rows: 7, chunks: 3 });
    for (const [index, argument] of chunks.entries()) {
      const { chunk, path } = parseWith(provenChunkOf(memberChunk), parseArgument(argument));
      expect(chunk.index).to.equal(index);
      expect(isChunkOfManifest(chunkLeaf(chunk), index, manifest, path)).to.equal(true);
    }
  });
});
