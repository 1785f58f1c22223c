// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { MAX_CHUNK_ROWS, MAX_CHUNKS, manifestPayload, provenChunkOf } from '#src/manifest/index.js';
import { organisationChunk } from '#src/organisation/index.js';
import { memberChunk } from '#src/person/index.js';
import { parseWith } from '#src/schema/index.js';
import { expectCode } from '../support/expect-code.js';
import { idOf, PAYLOADS } from '../support/instructions.js';

const manifest = PAYLOADS['person.import'];
const members = { manifestId: idOf('manifest'), index: 0, rows: [PAYLOADS['person.enrol']] };
const unions = { manifestId: idOf('manifest'), index: 0, rows: [PAYLOADS['organisation.register']] };

describe('manifest and chunk', () => {
  it('take as many rows and chunks as closing can read', () => {
    const most = { ...manifest, rows: MAX_CHUNK_ROWS * MAX_CHUNKS, chunks: MAX_CHUNKS };
    expect(parseWith(manifestPayload, most)).to.deep.equal(most);
    for (const fault of [
      { rows: most.rows + 1 },
      { chunks: MAX_CHUNKS + 1 },
      { rows: 0 },
      { chunks: 0 },
      { rows: 1.5 },
    ]) {
      expectCode(() => parseWith(manifestPayload, { ...most, ...fault }), 'INVALID_REQUEST');
    }
  });

  it('are each of one kind of row', () => {
    const provenMembers = provenChunkOf(memberChunk);
    const provenUnions = provenChunkOf(organisationChunk);
    expect(parseWith(provenMembers, { chunk: members, path: [] }).chunk).to.deep.equal(members);
    expect(parseWith(provenUnions, { chunk: unions, path: [] }).chunk).to.deep.equal(unions);
    expectCode(() => parseWith(provenMembers, { chunk: unions, path: [] }), 'INVALID_REQUEST');
    expectCode(() => parseWith(provenUnions, { chunk: members, path: [] }), 'INVALID_REQUEST');
  });

  it('refuse no rows, an index past the last, a path too long or no path', () => {
    const proven = provenChunkOf(memberChunk);
    const faults = [
      { chunk: { ...members, rows: [] }, path: [] },
      { chunk: { ...members, index: MAX_CHUNKS }, path: [] },
      { chunk: { ...members, index: -1 }, path: [] },
      { chunk: { ...members, index: -0 }, path: [] },
      { chunk: members, path: new Array(17).fill(manifest.root) },
      { chunk: members, path: ['x'] },
      { chunk: members },
    ];
    for (const fault of faults) expectCode(() => parseWith(proven, fault), 'INVALID_REQUEST');
  });
});
