// SPDX-License-Identifier: Apache-2.0
import { signedExport, type SignedExport } from '@unionid/domain/answer';
import type { ExportTable } from '@unionid/domain/export';
import { pathOf, type Transport } from '../transport/transport.js';
import type { AsOf } from './traces.js';

/** All of a fund is read for it. */
const EXPORT_MS = 300_000;

export interface ExportsResource {
  /** What a fund's export comes to, signed by the gateway. */
  manifest(fundId: string, options?: AsOf): Promise<SignedExport>;
  /** One table of it as CSV. */
  table(fundId: string, table: ExportTable['name'], options?: AsOf): Promise<string>;
}

export function newExportsResource(transport: Transport): ExportsResource {
  const of = (path: string, options: AsOf = {}) => ({
    ...{ method: 'GET' as const, path, query: { ...options }, waitMs: EXPORT_MS },
  });
  return {
    manifest: (fundId, options) =>
      transport.one(
        { manifest: { fund: fundId, asOf: options?.asOf } },
        of(pathOf`/v1/exports/funds/${fundId}`, options),
        signedExport,
      ),
    table: (fundId, table, options) =>
      transport.text(of(pathOf`/v1/exports/funds/${fundId}/${table}`, options)),
  };
}
