// SPDX-License-Identifier: Apache-2.0
import { memberChunk, provenChunkOf } from '@unionid/domain/manifest';
import type { MemberEntry } from '@unionid/domain/person';
import type { RowHandler } from '../import/execute-chunk.js';
import { MemberPages } from './member-pages.js';
import { personKeys } from './put-member.js';

/** Members as rows of a chunk. */
export const memberRows: RowHandler<MemberEntry> = {
  type: 'person.import',
  schema: provenChunkOf(memberChunk),
  home: ({ org }) => org,
  keys: personKeys,
  open: (chunk) => MemberPages.open(chunk),
};
