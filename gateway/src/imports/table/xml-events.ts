// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** What a reader of one part of a spreadsheet wants to hear. Names come without their namespace prefix. */
export interface XmlHandler {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

/** Characters without any event: an attribute or tag without end would otherwise fill the memory. */
const MAX_SILENCE = 1_024 * 1_024;

/**
 * Feeds a part of a spreadsheet to a handler, yielding after each piece so that the handler's findings can be passed on.
 * @throws DomainError FILE_DAMAGED for what is not well-formed, or has a document type (entity bombs live there)
 */
export async function* parseXml(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = new XmlFeed(handler);
  try {
    for await (const chunk of bytes) {
      parser.write(decoder.decode(chunk, { stream: true }));
      yield;
    }
    parser.write(decoder.decode());
    parser.close();
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('FILE_DAMAGED', {}, { cause });
  }
  yield;
}

/** Reads a part to its end where only the handler's findings matter. */
export async function drain(pieces: AsyncGenerator<void>): Promise<void> {
  while ((await pieces.next()).done !== true);
}

class XmlFeed {
  readonly #parser: SaxesParser;
  #silence = 0;

  constructor(handler: XmlHandler) {
    this.#parser = new SaxesParser({ position: false });
    this.#parser.on('error', (error) => {
      throw error;
    });
    this.#parser.on('doctype', () => {
      throw new DomainError('FILE_DAMAGED', { reason: 'document type' });
    });
    this.#parser.on('opentag', (tag: SaxesTagPlain) => {
      this.#silence = 0;
      handler.open(localName(tag.name), tag.attributes);
    });
    this.#parser.on('text', (text) => {
      this.#silence = 0;
      handler.text(text);
    });
    this.#parser.on('cdata', (text) => {
      this.#silence = 0;
      handler.text(text);
    });
    this.#parser.on('closetag', (tag: SaxesTagPlain) => {
      this.#silence = 0;
      handler.close(localName(tag.name));
    });
  }

  write(text: string): void {
    this.#silence += text.length;
    this.#parser.write(text);
    if (this.#silence > MAX_SILENCE) throw new DomainError('FILE_DAMAGED', { reason: 'endless tag' });
  }

  close(): void {
    this.#parser.close();
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
