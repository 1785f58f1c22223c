// SPDX-License-Identifier: Apache-2.0
import { memberChunk, provenChunkOf, type MemberEntry } from '@unionid/domain';
import type { RowHandler } from '../import/execute-chunk.js';
import { knownAccountKeys, personKeys, putMember } from './put-member.js';

/** Members as rows of a chunk. */
export const memberRows: RowHandler<MemberEntry> = {
  type: 'person.import',
  schema: provenChunkOf(memberChunk),
  home: ({ org }) => org,
  keys: personKeys,
  furtherKeys: knownAccountKeys,
  put: putMember,
};
