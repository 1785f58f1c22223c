// SPDX-License-Identifier: Apache-2.0
import { toBase64url } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';

/** Says of itself that it is none: nobody takes a sample's document for a real one. */
const MARK = '（演示文件，无任何效力）';

/** The whole text of a made-up document, UTF-8: whoever writes these bytes to a file finds its digest on the sample ledger. */
export function documentTextOf(title: string): string {
  return `${title}${MARK}\n`;
}

/** SM3 of the made-up document of a title, base64url: each title has a document of its own. */
export function documentOf(title: string): string {
  return toBase64url(sm3(new TextEncoder().encode(documentTextOf(title))));
}
