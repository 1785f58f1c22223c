// SPDX-License-Identifier: Apache-2.0
import { SaxesParser, type SaxesAttributeNS, type SaxesTagNS } from 'saxes';
import { DomainError } from '../errors/index.js';
import { TABLE_LIMITS } from './table-limits.js';

/** What a reader of one part of a spreadsheet wants to hear. Names come without their namespace prefix. */
export interface XmlHandler {
  readonly open?: (name: string, attributes: XmlAttributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Attributes by their whole name. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** An attribute of this name stands for the one in a namespace that ends so, whatever its prefix. */
export interface NamespacedAttribute {
  readonly namespaceEnd: string;
  readonly local: string;
  readonly as: string;
}

/**
 * Feeds a part of a spreadsheet to a handler, yielding after each piece so that the handler's findings can be passed on.
 * @param namespaced attributes that are told by their namespace; looking at those costs time
 * @throws DomainError FILE_DAMAGED for what is not well-formed, or has a document type (entity bombs live there);
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

interface Tag {
  readonly name: string;
  readonly attributes: XmlAttributes | Readonly<Record<string, SaxesAttributeNS>>;
}

class XmlFeed {
  readonly #parser: SaxesParser<{ xmlns: boolean; position: false }>;
  readonly #handler: XmlHandler;
  readonly #namespaced: NamespacedAttribute | undefined;
  #silence = 0;
  #depth = 0;

  constructor(handler: XmlHandler, namespaced: NamespacedAttribute | undefined) {
    this.#handler = handler;
    this.#namespaced = namespaced;
    this.#parser = new SaxesParser({ xmlns: namespaced !== undefined, position: false });
    this.#parser.on('error', (cause) => {
      throw new DomainError('FILE_DAMAGED', {}, { cause });
    });
    this.#parser.on('doctype', () => {
      throw new DomainError('FILE_DAMAGED', { reason: 'document type' });
    });
    this.#parser.on('opentag', (tag) => this.#open(tag));
    this.#parser.on('text', (text) => this.#text(text));
    this.#parser.on('cdata', (text) => this.#text(text));
    this.#parser.on('closetag', ({ name }: Tag) => {
      this.#silence = 0;
      this.#depth -= 1;
      this.#handler.close?.(localName(name));
    });
  }

  write(text: string): void {
    this.#silence += text.length;
    this.#parser.write(text);
    if (this.#silence > TABLE_LIMITS.xmlSilence)
      throw new DomainError('FILE_DAMAGED', { reason: 'endless tag' });
  }

  close(): void {
    this.#parser.close();
  }

  #open({ name, attributes }: Tag): void {
    this.#silence = 0;
    this.#depth += 1;
    if (this.#depth > TABLE_LIMITS.xmlDepth) throw new DomainError('FILE_TOO_COMPLEX', { reason: 'nesting' });
    const plain = this.#namespaced === undefined ? attributes : toPlain(attributes, this.#namespaced);
    this.#handler.open?.(localName(name), plain as XmlAttributes);
  }

  #text(text: string): void {
    this.#silence = 0;
    this.#handler.text?.(text);
  }
}

function toPlain(
  attributes: Tag['attributes'],
  { namespaceEnd, local, as }: NamespacedAttribute,
): XmlAttributes {
  const all = Object.values(attributes as SaxesTagNS['attributes']);
  const wanted = all.find((one) => one.local === local && one.uri.endsWith(namespaceEnd));
  const plain = Object.fromEntries(all.map(({ name, value }) => [name, value]));
  return wanted === undefined ? plain : { ...plain, [as]: wanted.value };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
