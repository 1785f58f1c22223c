// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { XmlFeed } from './xml-feed.js';
import type { NamespacedAttribute, XmlHandler } from './xml-handler.js';

/**
 * Feeds a part of a spreadsheet to a handler, yielding after each piece so that the handler's findings can be passed on.
 * @param namespaced an attribute that is told by its namespace
 * @throws DomainError FILE_DAMAGED for what is not well-formed, has a document type (entity bombs live there), or holds within another
 * namespace what a reader reads;
 * FILE_TOO_COMPLEX beyond the limits
 */
export async function* parseXml(
  bytes: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
  namespaced?: NamespacedAttribute,
): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = new XmlFeed(handler, namespaced);
  for await (const chunk of bytes) {
    parser.write(decode(decoder, chunk));
    yield;
  }
  parser.write(decode(decoder));
  parser.close();
  yield;
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (cause) {
    throw new DomainError('FILE_DAMAGED', {}, { cause });
  }
}

/** Reads a part to its end where only the handler's findings matter. */
export async function drain(pieces: AsyncGenerator<void>): Promise<void> {
  while ((await pieces.next()).done !== true);
}
