// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { TABLE_LIMITS } from './table-limits.js';
import type { XmlAttributes } from './xml-handler.js';

interface Scope {
  /** Of the element that declares them. */
  readonly depth: number;
  readonly prefixes: readonly string[];
}

const DECLARATION = 'xmlns';
/** Bound in every document (Namespaces in XML 1.0, section 3). */
const XML = 'http://www.w3.org/XML/1998/namespace';

/**
 * Which namespace a name of a part is in (Namespaces in XML 1.0). Declarations stand at few elements, so that others cost one look
 * at their attributes; the parser's own reckoning makes an object of each of these. An element costs what it declares itself, never
 * what is declared around it.
 */
export class XmlNames {
  /** What a prefix is bound to, by the elements around that declare it, the innermost last. */
  readonly #uris = new Map([['xml', [XML]]]);
  readonly #scopes: Scope[] = [];
  #declared = 0;

  /** Before the element's own name is asked for. @throws DomainError FILE_TOO_COMPLEX where more is declared than any program writes */
  open(attributes: XmlAttributes, depth: number): void {
    let prefixes: string[] | undefined;
    for (const name in attributes) {
      const prefix = name.startsWith(DECLARATION) ? declaredBy(name) : undefined;
      if (prefix === undefined) continue;
      this.#bind(prefix, (attributes[name] ?? '').trim());
      (prefixes ??= []).push(prefix);
    }
    if (prefixes !== undefined) this.#scopes.push({ depth, prefixes });
  }

  /** Once the element is closed. */
  close(depth: number): void {
    if (this.#scopes.at(-1)?.depth !== depth) return;
    for (const prefix of this.#scopes.pop()?.prefixes ?? []) this.#unbind(prefix);
  }

  /** Namespace of an element by its prefix, '' where it has none. @throws DomainError FILE_DAMAGED for a prefix that nobody declared */
  namespaceOf(prefix: string): string {
    const uri = this.#uris.get(prefix)?.at(-1);
    if (uri === undefined && prefix !== '') throw new DomainError('FILE_DAMAGED', { reason: 'namespace' });
    return uri ?? '';
  }

  #bind(prefix: string, uri: string): void {
    this.#declared += 1;
    if (this.#declared > TABLE_LIMITS.xmlNamespaces)
      throw new DomainError('FILE_TOO_COMPLEX', { reason: 'namespaces' });
    const bound = this.#uris.get(prefix);
    if (bound === undefined) this.#uris.set(prefix, [uri]);
    else bound.push(uri);
  }

  // Prefixes that are gone leave nothing behind: a file may have as many as it has elements.
  #unbind(prefix: string): void {
    this.#declared -= 1;
    const bound = this.#uris.get(prefix);
    bound?.pop();
    if (bound?.length === 0) this.#uris.delete(prefix);
  }
}

/** The prefix that an attribute declares, '' for the namespace without one; undefined where it declares none. */
function declaredBy(name: string): string | undefined {
  if (name === DECLARATION) return '';
  return name.startsWith(`${DECLARATION}:`) ? name.slice(DECLARATION.length + 1) : undefined;
}
