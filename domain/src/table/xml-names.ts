// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { XmlAttributes } from './xml-handler.js';

type Bindings = ReadonlyMap<string, string>;

interface Scope {
  /** Of the element that declares it. */
  readonly depth: number;
  readonly bindings: Bindings;
}

const DECLARATION = 'xmlns';
/** Bound in every document (Namespaces in XML 1.0, section 3). */
const XML: Bindings = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

/**
 * Which namespace a name of a part is in (Namespaces in XML 1.0). Declarations stand at few elements, so that others cost one look
 * at their attributes; the parser's own reckoning makes an object of each of these.
 */
export class XmlNames {
  readonly #scopes: Scope[] = [{ depth: 0, bindings: XML }];
  #bindings = XML;

  /** Before the element's own name is asked for. */
  open(attributes: XmlAttributes, depth: number): void {
    let own: Map<string, string> | undefined;
    for (const name in attributes)
      if (name.startsWith(DECLARATION)) own = declared(own ?? new Map(this.#bindings), name, attributes);
    if (own === undefined) return;
    this.#scopes.push({ depth, bindings: own });
    this.#bindings = own;
  }

  /** Once the element is closed. */
  close(depth: number): void {
    if (this.#scopes.at(-1)?.depth !== depth || depth === 0) return;
    this.#scopes.pop();
    this.#bindings = this.#scopes.at(-1)?.bindings ?? XML;
  }

  /** Namespace of an element by its prefix, '' where it has none. @throws DomainError FILE_DAMAGED for a prefix that nobody declared */
  namespaceOf(prefix: string): string {
    const uri = this.#bindings.get(prefix);
    if (uri === undefined && prefix !== '') throw new DomainError('FILE_DAMAGED', { reason: 'namespace' });
    return uri ?? '';
  }
}

function declared(own: Map<string, string>, name: string, attributes: XmlAttributes): Map<string, string> {
  const uri = (attributes[name] ?? '').trim();
  if (name === DECLARATION) own.set('', uri);
  else if (name.startsWith(`${DECLARATION}:`)) own.set(name.slice(DECLARATION.length + 1), uri);
  return own;
}
