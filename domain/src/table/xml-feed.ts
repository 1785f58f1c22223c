// SPDX-License-Identifier: Apache-2.0
import { SaxesParser } from 'saxes';
import { DomainError } from '../errors/index.js';
import { TABLE_LIMITS } from './table-limits.js';
import type { NamespacedAttribute, XmlAttributes, XmlHandler } from './xml-handler.js';
import { XmlNames } from './xml-names.js';

/**
 * Whatever any reader of a part reads. Within an element of another namespace it may be shown or not: `AlternateContent` and
 * `ProcessContent` (ECMA-376 part 3) leave that to the program.
 */
const READ_NAMES: ReadonlySet<string> = new Set([
  ...['sheetData', 'row', 'c', 'v', 'f', 'is', 'si', 't', 'sheet', 'sheets', 'workbookPr', 'col', 'cols'],
  ...['sheetFormatPr', 'mergeCell', 'mergeCells', 'numFmt', 'numFmts', 'cellXfs', 'xf', 'Relationship'],
]);
/** What extends the format stands here, and no program shows what it does not know of it (ECMA-376 part 1, 18.2.10). */
const EXTENSIONS = 'extLst';
const UTF_8 = /^utf-?8$/i;

/** Feeds one part to its handler: elements of the part's own namespace, which is that of its root, and nothing of extensions. */
export class XmlFeed {
  readonly #parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  readonly #names = new XmlNames();
  readonly #handler: XmlHandler;
  readonly #namespaced: NamespacedAttribute | undefined;
  #silence = 0;
  #depth = 0;
  #own = '';
  /** Depth of the element that is passed over with all that stands in it; 0 for none. */
  #skipped = 0;
  #isExtension = false;

  constructor(handler: XmlHandler, namespaced: NamespacedAttribute | undefined) {
    this.#handler = handler;
    this.#namespaced = namespaced;
    this.#parser.on('error', (cause) => {
      throw new DomainError('FILE_DAMAGED', {}, { cause });
    });
    // Programs go by it; whatever it says, the bytes are read as UTF-8.
    this.#parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
      if (!UTF_8.test(encoding)) throw new DomainError('FILE_DAMAGED', { reason: 'encoding' });
    });
    this.#parser.on('doctype', () => {
      throw new DomainError('FILE_DAMAGED', { reason: 'document type' });
    });
    this.#parser.on('opentag', ({ name, attributes }) => {
      this.#open(name, attributes);
    });
    this.#parser.on('text', (text) => {
      this.#text(text);
    });
    this.#parser.on('cdata', (text) => {
      this.#text(text);
    });
    this.#parser.on('closetag', ({ name }) => {
      this.#close(name);
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

  #open(name: string, attributes: XmlAttributes): void {
    this.#silence = 0;
    this.#depth += 1;
    if (this.#depth > TABLE_LIMITS.xmlDepth) throw new DomainError('FILE_TOO_COMPLEX', { reason: 'nesting' });
    this.#names.open(attributes, this.#depth);
    const colon = name.indexOf(':');
    const namespace = this.#names.namespaceOf(colon < 0 ? '' : name.slice(0, colon));
    if (this.#depth === 1) this.#own = namespace;
    const local = colon < 0 ? name : name.slice(colon + 1);
    if (this.#isPassedOver(local, namespace)) return;
    this.#handler.open?.(local, this.#told(attributes), this.#depth);
  }

  #isPassedOver(name: string, namespace: string): boolean {
    const isOwn = namespace === this.#own;
    if (this.#skipped > 0) {
      if (isOwn && !this.#isExtension && READ_NAMES.has(name))
        throw new DomainError('FILE_DAMAGED', { reason: 'alternate content' });
      return true;
    }
    if (isOwn && name !== EXTENSIONS) return false;
    this.#skipped = this.#depth;
    this.#isExtension = isOwn;
    return true;
  }

  #text(text: string): void {
    this.#silence = 0;
    if (this.#skipped === 0) this.#handler.text?.(text);
  }

  #close(name: string): void {
    this.#silence = 0;
    if (this.#skipped === 0) this.#handler.close?.(name.slice(name.indexOf(':') + 1), this.#depth);
    else if (this.#skipped === this.#depth) this.#skipped = 0;
    this.#names.close(this.#depth);
    this.#depth -= 1;
  }

  /** The attributes, with the one that is told by its namespace. @throws DomainError FILE_DAMAGED where two are that one */
  #told(attributes: XmlAttributes): XmlAttributes {
    if (this.#namespaced === undefined) return attributes;
    const { namespaceEnd, local, as } = this.#namespaced;
    const named = Object.keys(attributes).filter((name) => name.endsWith(`:${local}`));
    const wanted = named.filter((name) =>
      this.#names.namespaceOf(name.slice(0, -local.length - 1)).endsWith(namespaceEnd),
    );
    const [only, second] = wanted;
    if (only === undefined) return attributes;
    if (second !== undefined) throw new DomainError('FILE_DAMAGED', { reason: 'relationships' });
    return { ...attributes, [as]: attributes[only] ?? '' };
  }
}
