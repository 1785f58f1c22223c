// SPDX-License-Identifier: Apache-2.0
import {
  fileContentView,
  fileParts,
  fileView,
  pageOf,
  type FileContentRequest,
  type FileContentView,
  type FileParts,
  type FileView,
  type Page,
} from '@unionid/domain/api';
import { canonicalBytes } from '@unionid/domain/encoding';
import { JSON_TYPE, pathOf, type Transport } from '../transport/transport.js';
import type { PageOptions, ReadOptions } from './options.js';

export interface FilesResource {
  /** Hardship files of the caller's union and those below it. */
  list(options?: { readonly state?: FileView['state'] } & PageOptions): Promise<Page<FileView>>;
  get(fileId: string, options?: ReadOptions): Promise<FileView>;
  /** What the file says, of the own province; each look is written down. */
  content(fileId: string): Promise<FileContentView>;
  /** What only the gateway can compute of a content; hold its digest against `contentDigest` before anything is signed. */
  prepare(fileId: string, request: FileContentRequest): Promise<FileParts>;
}

const filePage = pageOf(fileView);

export function newFilesResource(transport: Transport): FilesResource {
  return {
    list: (options = {}) =>
      transport.page({ method: 'GET', path: '/v1/files', query: { ...options } }, filePage, {
        state: options.state,
      }),
    get: (fileId, options = {}) =>
      transport.one(
        { fileId },
        { method: 'GET', path: pathOf`/v1/files/${fileId}`, query: { ...options } },
        fileView,
      ),
    content: (fileId) =>
      transport.one(
        { fileId },
        { method: 'GET', path: pathOf`/v1/files/${fileId}/content` },
        fileContentView,
      ),
    prepare: (fileId, request) =>
      transport.one(
        { fileId },
        {
          ...{ method: 'POST', path: pathOf`/v1/files/${fileId}/content` },
          ...{ body: canonicalBytes(request), mediaType: JSON_TYPE },
        },
        fileParts,
      ),
  };
}
